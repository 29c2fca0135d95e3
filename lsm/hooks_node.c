// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - hooks: device nodes
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/fs.h>

#include "attach/hook.h"
#include "check.h"
#include "hooks.h"

/* mknod(2) and all who make nodes for others call vfs_mknod(). */
JAIL_HOOK_DEFINE4(inode_mknod, struct inode *, dir, struct dentry *, dentry,
		  umode_t, mode, dev_t, dev)
{
	const struct jail_request request = {
		.op = JAIL_OP_MKNOD,
		.mode = mode,
		.dev = dev,
	};

	return jail_check(&request);
}

static struct jail_hook node_hooks[] JAIL_HOOK_TABLE = {
	JAIL_HOOK(inode_mknod, JAIL_HOOK_COLD),
};

/**
 * jail_add_node_hooks - hand the hooks of this file to the attachment
 */
void __init jail_add_node_hooks(void)
{
	jail_hooks_add(node_hooks, ARRAY_SIZE(node_hooks));
}
