// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - hooks: mounts
 *
 * fsopen(2), fspick(2), fsmount(2), open_tree(2), mount_setattr(2) and
 * unshare(2) have no hook of their own: see hooks_capability.c.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/fs.h>
#include <linux/fs_context.h>
#include <linux/mount.h>
#include <linux/path.h>
#include <linux/sched.h>

#include "attach/hook.h"
#include "check.h"
#include "compat/prototypes.h"
#include "compat/syscall.h"
#include "hooks.h"
#include "marks.h"

JAIL_HOOK_DEFINE5(sb_mount, const char *, dev_name, const struct path *, path,
		  const char *, type, unsigned long, flags, void *, data)
{
	return jail_check_op(JAIL_OP_MOUNT);
}

JAIL_HOOK_DEFINE2(sb_umount, struct vfsmount *, mnt, int, flags)
{
	return jail_check_op(JAIL_OP_UMOUNT);
}

JAIL_HOOK_DEFINE2(sb_pivotroot, const struct path *, old_path,
		  const struct path *, new_path)
{
	return jail_check_op(JAIL_OP_PIVOT_ROOT);
}

JAIL_HOOK_DEFINE2(move_mount, const struct path *, from_path,
		  const struct path *, to_path)
{
	return jail_check_op(JAIL_OP_MOVE_MOUNT);
}

/* mount(2) of something new, and fsconfig(2) that makes a superblock. */
JAIL_HOOK_DEFINE1(sb_kern_mount, jail_kern_mount_t *, sb)
{
	return jail_check_op(JAIL_OP_SUPERBLOCK);
}

/*
 * A file system that mounts on its own when a path is walked (NFS crossing a
 * mount point on the server) comes here as well, and is no request of the
 * task's: only fsconfig(2) on a context made outside is refused.
 */
JAIL_HOOK_DEFINE2(fs_context_parse_param, struct fs_context *, fc,
		  struct fs_parameter *, param)
{
	if (!jail_is_jailed(current) || jail_current_syscall() != JAIL_SYS_FSCONFIG)
		return JAIL_PASS_PARAM;
	return jail_check_op(JAIL_OP_FSCONFIG) ?: JAIL_PASS_PARAM;
}

static struct jail_hook mount_hooks[] JAIL_HOOK_TABLE = {
	JAIL_HOOK(sb_mount, JAIL_HOOK_COLD),
	JAIL_HOOK(sb_umount, JAIL_HOOK_COLD),
	JAIL_HOOK(sb_pivotroot, JAIL_HOOK_COLD),
	JAIL_HOOK(move_mount, JAIL_HOOK_COLD),
	JAIL_HOOK(sb_kern_mount, JAIL_HOOK_COLD),
	JAIL_HOOK(fs_context_parse_param, JAIL_HOOK_COLD | JAIL_HOOK_PASSES),
};

/**
 * jail_add_mount_hooks - hand the hooks of this file to the attachment
 */
void __init jail_add_mount_hooks(void)
{
	jail_hooks_add(mount_hooks, ARRAY_SIZE(mount_hooks));
}
