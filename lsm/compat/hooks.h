/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - prototypes of LSM hooks as they differ between kernels
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_COMPAT_HOOKS_H
#define _SECURITY_JAIL_COMPAT_HOOKS_H

#include <linux/fs.h>

/* include/linux/lsm_hook_defs.h: const in 6.12, not in 6.1 */
#ifdef JAIL_HAVE_CONST_KERN_MOUNT
#define jail_kern_mount_t	const struct super_block
#else
#define jail_kern_mount_t	struct super_block
#endif

#endif /* _SECURITY_JAIL_COMPAT_HOOKS_H */
