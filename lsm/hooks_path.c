// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - hooks: what is done to a path
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/dcache.h>
#include <linux/fs.h>
#include <linux/fsnotify_backend.h>
#include <linux/path.h>

#include "attach/hook.h"
#include "check.h"
#include "control.h"
#include "hooks.h"
#include "place.h"
#include "suid.h"

static int check_path(enum jail_op op, const struct path *path)
{
	return jail_check_object(op, path, jail_path_is_inside);
}

/* What changes a directory, or a file. */
static int check_change(enum jail_op op, const struct path *path)
{
	return check_path(op, path) ?: jail_check_control(path->dentry);
}

JAIL_HOOK_DEFINE3(path_mkdir, const struct path *, dir, struct dentry *, dentry,
		  umode_t, mode)
{
	return check_change(JAIL_OP_MKDIR, dir);
}

JAIL_HOOK_DEFINE2(path_rmdir, const struct path *, dir, struct dentry *, dentry)
{
	return check_change(JAIL_OP_RMDIR, dir);
}

JAIL_HOOK_DEFINE2(path_unlink, const struct path *, dir, struct dentry *, dentry)
{
	return check_change(JAIL_OP_UNLINK, dir);
}

/* Also for open(2) that creates, and for a socket that is bound. */
JAIL_HOOK_DEFINE4(path_mknod, const struct path *, dir, struct dentry *, dentry,
		  umode_t, mode, unsigned int, dev)
{
	return check_change(JAIL_OP_CREATE, dir);
}

JAIL_HOOK_DEFINE3(path_symlink, const struct path *, dir, struct dentry *, dentry,
		  const char *, target)
{
	return check_change(JAIL_OP_SYMLINK, dir);
}

/* link(2) wants both on the same mount. */
JAIL_HOOK_DEFINE3(path_link, struct dentry *, old_dentry,
		  const struct path *, new_dir, struct dentry *, new_dentry)
{
	const struct path old = { .mnt = new_dir->mnt, .dentry = old_dentry };

	return check_path(JAIL_OP_LINK, &old) ?:
	       check_change(JAIL_OP_LINK, new_dir);
}

JAIL_HOOK_DEFINE5(path_rename, const struct path *, old_dir, struct dentry *, old_dentry,
		  const struct path *, new_dir, struct dentry *, new_dentry,
		  unsigned int, flags)
{
	return check_change(JAIL_OP_RENAME, old_dir) ?:
	       check_change(JAIL_OP_RENAME, new_dir);
}

/* Who may not open a device, or a queue, may not let others do so either. */
static int check_access(enum jail_op op, const struct path *path)
{
	return check_change(op, path) ?: jail_check_device(d_inode(path->dentry)) ?:
	       jail_check_queue(path->dentry->d_sb);
}

JAIL_HOOK_DEFINE2(path_chmod, const struct path *, path, umode_t, mode)
{
	return check_access(JAIL_OP_CHMOD, path) ?:
	       jail_check_suid(d_inode(path->dentry)->i_mode, mode);
}

JAIL_HOOK_DEFINE3(path_chown, const struct path *, path, kuid_t, uid, kgid_t, gid)
{
	return check_access(JAIL_OP_CHOWN, path);
}

/* A file that is open may be written, and so cut. */
JAIL_HOOK_DEFINE1(path_truncate, const struct path *, path)
{
	const umode_t mode = d_inode(path->dentry)->i_mode;

	return jail_check_object(JAIL_OP_TRUNCATE, path, jail_path_is_written) ?:
	       jail_check_control(path->dentry) ?: jail_check_suid(mode, mode);
}

JAIL_HOOK_DEFINE1(inode_getattr, const struct path *, path)
{
	return jail_check_object(JAIL_OP_STAT, path, jail_path_is_known);
}

/* Events of a mount, or of a file system, come with descriptors of its files. */
JAIL_HOOK_DEFINE3(path_notify, const struct path *, path, u64, mask,
		  unsigned int, obj_type)
{
	if (obj_type != FSNOTIFY_OBJ_TYPE_INODE)
		return jail_check_op(JAIL_OP_NOTIFY);
	return check_path(JAIL_OP_NOTIFY, path);
}

static struct jail_hook path_hooks[] JAIL_HOOK_TABLE = {
	JAIL_HOOK(path_mkdir, JAIL_HOOK_HOT),
	JAIL_HOOK(path_rmdir, JAIL_HOOK_HOT),
	JAIL_HOOK(path_unlink, JAIL_HOOK_HOT),
	JAIL_HOOK(path_mknod, JAIL_HOOK_HOT | JAIL_HOOK_MUST_PASS),
	JAIL_HOOK(path_symlink, JAIL_HOOK_HOT),
	JAIL_HOOK(path_link, JAIL_HOOK_HOT),
	JAIL_HOOK(path_rename, JAIL_HOOK_HOT),
	JAIL_HOOK(path_chmod, JAIL_HOOK_HOT),
	JAIL_HOOK(path_chown, JAIL_HOOK_HOT),
	JAIL_HOOK(path_truncate, JAIL_HOOK_HOT),
	JAIL_HOOK(inode_getattr, JAIL_HOOK_HOT),
	JAIL_HOOK(path_notify, JAIL_HOOK_HOT),
};

/**
 * jail_add_path_hooks - hand the hooks of this file to the attachment
 */
void __init jail_add_path_hooks(void)
{
	jail_hooks_add(path_hooks, ARRAY_SIZE(path_hooks));
}
