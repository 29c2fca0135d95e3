// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - hooks: POSIX ACLs, where they are no extended attributes
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/fs.h>

#include "attach/hook.h"
#include "check.h"
#include "compat/prototypes.h"
#include "control.h"
#include "hooks.h"
#include "place.h"
#include "suid.h"

JAIL_HOOK_DEFINE4(inode_set_acl, jail_idmap_t *, idmap, struct dentry *, dentry,
		  const char *, name, struct posix_acl *, acl)
{
	return jail_check_set_xattr(dentry) ?: jail_check_control(dentry) ?:
	       jail_check_device(d_inode(dentry)) ?:
	       jail_check_acl(d_inode(dentry), name);
}

JAIL_HOOK_DEFINE3(inode_get_acl, jail_idmap_t *, idmap, struct dentry *, dentry,
		  const char *, name)
{
	return jail_check_dentry(JAIL_OP_XATTR, dentry);
}

JAIL_HOOK_DEFINE3(inode_remove_acl, jail_idmap_t *, idmap, struct dentry *, dentry,
		  const char *, name)
{
	return jail_check_set_xattr(dentry) ?: jail_check_control(dentry);
}

static struct jail_hook acl_hooks[] JAIL_HOOK_TABLE = {
	JAIL_HOOK(inode_set_acl, JAIL_HOOK_HOT),
	JAIL_HOOK(inode_get_acl, JAIL_HOOK_HOT),
	JAIL_HOOK(inode_remove_acl, JAIL_HOOK_HOT),
};

/**
 * jail_add_acl_hooks - hand the hooks of this file to the attachment
 */
void __init jail_add_acl_hooks(void)
{
	jail_hooks_add(acl_hooks, ARRAY_SIZE(acl_hooks));
}
