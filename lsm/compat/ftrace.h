/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - ftrace as it differs between kernels
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_COMPAT_FTRACE_H
#define _SECURITY_JAIL_COMPAT_FTRACE_H

#include <linux/ftrace.h>
#include <linux/ptrace.h>

#if !defined(CONFIG_DYNAMIC_FTRACE_WITH_ARGS)
#error "jail needs a kernel with CONFIG_DYNAMIC_FTRACE_WITH_ARGS"
#endif

/* A hook may run with preemption off, where the locks of RT sleep. */
#if defined(CONFIG_PREEMPT_RT)
#error "jail does not support CONFIG_PREEMPT_RT"
#endif

/*
 * From 6.2, commit 94d095ffa0e1 ("ftrace: abstract DYNAMIC_FTRACE_WITH_ARGS
 * accesses"), these have these names. Can go with 6.1.
 */
#ifndef ftrace_regs_get_argument
#define ftrace_regs_set_instruction_pointer(fregs, ip) \
	ftrace_instruction_pointer_set(fregs, ip)
#define ftrace_regs_get_argument(fregs, n) \
	regs_get_kernel_argument(&(fregs)->regs, n)
#endif

#define JAIL_FTRACE_OPS_FLAGS \
	(FTRACE_OPS_FL_IPMODIFY | FTRACE_OPS_FL_PERMANENT)

#endif /* _SECURITY_JAIL_COMPAT_FTRACE_H */
