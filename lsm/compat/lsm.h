/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - registration of a built-in LSM as it differs between kernels
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_COMPAT_LSM_H
#define _SECURITY_JAIL_COMPAT_LSM_H

#include <linux/lsm_hooks.h>

/* From 6.8, commit f3b8788cde61 ("LSM: Identify modules by more than name"). */
#ifdef JAIL_HAVE_LSM_ID
#include <uapi/linux/lsm.h>

#define jail_lsm_id_t	const struct lsm_id
#define JAIL_LSM_ID	{ .name = "jail", .id = LSM_ID_JAIL }
#define jail_lsm_id_arg(id)	(&(id))
#else
#define jail_lsm_id_t	const char * const
#define JAIL_LSM_ID	"jail"
#define jail_lsm_id_arg(id)	(id)
#endif

/* From 7.0, the entry of an LSM refers to its id: include/linux/lsm_hooks.h. */
#ifdef JAIL_HAVE_LSM_INFO_ID
#define JAIL_LSM_NAME	.id = &lsmid
#else
#define JAIL_LSM_NAME	.name = "jail"
#endif

#endif /* _SECURITY_JAIL_COMPAT_LSM_H */
