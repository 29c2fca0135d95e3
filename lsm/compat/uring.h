/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - io_uring, where a kernel has it
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_COMPAT_URING_H
#define _SECURITY_JAIL_COMPAT_URING_H

#include <linux/sched.h>

/**
 * jail_uses_uring - may what the current task does have been asked by io_uring?
 *
 * Context: process context.
 */
static inline bool jail_uses_uring(void)
{
#ifdef CONFIG_IO_URING
	return current->io_uring || (current->flags & PF_IO_WORKER);
#else
	return false;
#endif
}

#endif /* _SECURITY_JAIL_COMPAT_URING_H */
