// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - hooks: file_getattr(2), file_setattr(2), and the ioctls they replace
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/fs.h>

#include "attach/hook.h"
#include "check.h"
#include "compat/prototypes.h"
#include "hooks.h"
#include "place.h"

JAIL_HOOK_DEFINE2(inode_file_setattr, struct dentry *, dentry, struct file_kattr *, attr)
{
	return jail_check_change(JAIL_OP_SETATTR, dentry);
}

JAIL_HOOK_DEFINE2(inode_file_getattr, struct dentry *, dentry, struct file_kattr *, attr)
{
	return jail_check_dentry(JAIL_OP_STAT, dentry);
}

/* Not every file system asks for them. */
static struct jail_hook fileattr_hooks[] JAIL_HOOK_TABLE = {
	JAIL_HOOK(inode_file_setattr, JAIL_HOOK_HOT | JAIL_HOOK_RARE),
	JAIL_HOOK(inode_file_getattr, JAIL_HOOK_HOT | JAIL_HOOK_RARE),
};

/**
 * jail_add_fileattr_hooks - hand the hooks of this file to the attachment
 */
void __init jail_add_fileattr_hooks(void)
{
	jail_hooks_add(fileattr_hooks, ARRAY_SIZE(fileattr_hooks));
}
