/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - which system call the current task is in
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_COMPAT_SYSCALL_H
#define _SECURITY_JAIL_COMPAT_SYSCALL_H

#include <linux/types.h>

#include "../decision.h"

enum jail_syscall jail_current_syscall(void);
u64 jail_current_syscall_arg(void);

#endif /* _SECURITY_JAIL_COMPAT_SYSCALL_H */
