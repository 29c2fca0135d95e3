// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - hooks: the root directory
 *
 * setns(2) into a mount namespace replaces the root without a hook: see
 * hooks_capability.c.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/path.h>

#include "attach/hook.h"
#include "auto.h"
#include "check.h"
#include "hooks.h"
#include "ring.h"

/* chroot(2), and from 7.3 fchroot(2). */
JAIL_HOOK_DEFINE1(path_chroot, const struct path *, path)
{
	return jail_check_op(JAIL_OP_CHROOT) ?:
	       jail_check_object(JAIL_OP_RING, NULL, jail_rings_are_own) ?:
	       jail_auto_chroot();
}

static struct jail_hook root_hooks[] JAIL_HOOK_TABLE = {
	JAIL_HOOK(path_chroot, JAIL_HOOK_COLD | JAIL_HOOK_ANY_TASK),
};

/**
 * jail_add_root_hooks - hand the hooks of this file to the attachment
 */
void __init jail_add_root_hooks(void)
{
	jail_hooks_add(root_hooks, ARRAY_SIZE(root_hooks));
}
