/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - prototypes of tracepoints as they differ between kernels
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_COMPAT_TRACEPOINT_H
#define _SECURITY_JAIL_COMPAT_TRACEPOINT_H

#include <linux/sched.h>
#include <linux/types.h>

/* include/trace/events/task.h: u64 in 7.2, unsigned long in 6.12 */
#ifdef JAIL_HAVE_NEWTASK_U64
#define jail_clone_flags_t	u64
#else
#define jail_clone_flags_t	unsigned long
#endif

/* include/trace/events/sched.h: group_dead in 7.2, not in 6.12 */
#ifdef JAIL_HAVE_EXIT_GROUP_DEAD
#define JAIL_PROTO_PROCESS_EXIT	struct task_struct *p, bool group_dead
#else
#define JAIL_PROTO_PROCESS_EXIT	struct task_struct *p
#endif

#endif /* _SECURITY_JAIL_COMPAT_TRACEPOINT_H */
