// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - hooks: what is done to an inode, where no hook is told the path
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/capability.h>
#include <linux/dcache.h>
#include <linux/fs.h>
#include <linux/string.h>
#include <linux/xattr.h>

#include "attach/hook.h"
#include "check.h"
#include "compat/prototypes.h"
#include "control.h"
#include "hooks.h"
#include "place.h"
#include "root.h"
#include "suid.h"

/* For each component of a path, of the directory that it is in. */
static int check_search(const struct inode *inode, int mask)
{
	if (!(mask & MAY_EXEC) || !S_ISDIR(inode->i_mode))
		return 0;
	return jail_check_object(JAIL_OP_SEARCH, inode, jail_inode_is_not_above);
}

/* Asked for by chdir(2), fchdir(2) and chroot(2); by access(2); and by every path. */
JAIL_HOOK_DEFINE2(inode_permission, struct inode *, inode, int, mask)
{
	/* A built-in LSM is not asked: see security_inode_permission(). */
	if (IS_PRIVATE(inode))
		return 0;
	if (mask & MAY_CHDIR)
		return jail_check_object(JAIL_OP_CHDIR, inode, jail_directory_is_inside);
	if (mask & MAY_ACCESS)
		return jail_check_object(JAIL_OP_ACCESS, inode, jail_inode_is_inside);
	return check_search(inode, mask);
}

JAIL_HOOK_DEFINE1(inode_readlink, struct dentry *, dentry)
{
	return jail_check_dentry(JAIL_OP_READLINK, dentry);
}

JAIL_HOOK_DEFINE3(inode_follow_link, struct dentry *, dentry, struct inode *, inode,
		  bool, rcu)
{
	return jail_check_object(JAIL_OP_FOLLOW, dentry, jail_link_is_inside);
}

/* Times, above all: what else it sets has a path, or the file is open. */
JAIL_SETATTR_DEFINE
{
	if (attr->ia_valid & (ATTR_FILE | ATTR_FORCE))
		return 0;
	return jail_check_change(JAIL_OP_SETATTR, dentry);
}

JAIL_HOOK_DEFINE6(inode_setxattr, jail_idmap_t *, idmap, struct dentry *, dentry,
		  const char *, name, const void *, value, size_t, size, int, flags)
{
	int err = jail_check_set_xattr(dentry) ?: jail_check_control(dentry) ?:
		  jail_check_device(d_inode(dentry)) ?:
		  jail_check_acl(d_inode(dentry), name);

	if (!err && !strcmp(name, XATTR_NAME_CAPS) && !jail_is_inner_operation())
		err = jail_check_op(JAIL_OP_SUID);
	return err ?: jail_cap_setxattr(dentry, name, value, size, flags);
}

JAIL_HOOK_DEFINE2(inode_getxattr, struct dentry *, dentry, const char *, name)
{
	return jail_check_dentry(JAIL_OP_XATTR, dentry);
}

JAIL_HOOK_DEFINE1(inode_listxattr, struct dentry *, dentry)
{
	return jail_check_dentry(JAIL_OP_XATTR, dentry);
}

JAIL_HOOK_DEFINE3(inode_removexattr, jail_idmap_t *, idmap, struct dentry *, dentry,
		  const char *, name)
{
	return jail_check_set_xattr(dentry) ?: jail_check_control(dentry) ?:
	       jail_cap_removexattr(idmap, dentry, name);
}

JAIL_HOOK_DEFINE1(sb_statfs, struct dentry *, dentry)
{
	return jail_check_dentry(JAIL_OP_STATFS, dentry);
}

/* open(2) that creates, and mknod(2) of a plain file. */
JAIL_HOOK_DEFINE3(inode_create, struct inode *, dir, struct dentry *, dentry,
		  umode_t, mode)
{
	int err = jail_check_queue(dir->i_sb);

	if (err || jail_is_inner_operation())
		return err;
	return jail_check_suid(S_IFREG, mode);
}

/* mq_unlink(2), which is told no path. */
JAIL_HOOK_DEFINE2(inode_unlink, struct inode *, dir, struct dentry *, dentry)
{
	return jail_check_queue(dir->i_sb);
}

/* Nobody is refused this. */
JAIL_RENAME_DEFINE
{
	if (from != to && d_is_dir(dentry))
		jail_roots_moved(dentry, other->d_parent);
	if (from != to && jail_is_exchange && d_is_dir(other))
		jail_roots_moved(other, dentry->d_parent);
	return 0;
}

static struct jail_hook inode_hooks[] JAIL_HOOK_TABLE = {
	JAIL_HOOK(inode_permission, JAIL_HOOK_HOT | JAIL_HOOK_MUST_PASS),
	JAIL_HOOK(inode_readlink, JAIL_HOOK_HOT),
	JAIL_HOOK(inode_follow_link, JAIL_HOOK_HOT),
	JAIL_HOOK(inode_setattr, JAIL_HOOK_HOT),
	JAIL_HOOK(inode_setxattr, JAIL_HOOK_HOT | JAIL_HOOK_PASSES),
	JAIL_HOOK(inode_getxattr, JAIL_HOOK_HOT),
	JAIL_HOOK(inode_listxattr, JAIL_HOOK_HOT),
	JAIL_HOOK(inode_removexattr, JAIL_HOOK_HOT | JAIL_HOOK_PASSES),
	JAIL_HOOK(sb_statfs, JAIL_HOOK_HOT),
	JAIL_HOOK(inode_create, JAIL_HOOK_HOT),
	JAIL_HOOK(inode_unlink, JAIL_HOOK_HOT | JAIL_HOOK_RARE),
	JAIL_HOOK(inode_rename, JAIL_HOOK_HOT | JAIL_HOOK_ANY_TASK | JAIL_HOOK_RARE),
};

/**
 * jail_add_inode_hooks - hand the hooks of this file to the attachment
 */
void __init jail_add_inode_hooks(void)
{
	jail_hooks_add(inode_hooks, ARRAY_SIZE(inode_hooks));
}
