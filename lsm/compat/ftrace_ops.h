/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - ftrace as it differs between kernels
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_COMPAT_FTRACE_OPS_H
#define _SECURITY_JAIL_COMPAT_FTRACE_OPS_H

#include <linux/ftrace.h>
#include <linux/ptrace.h>
#include <linux/string.h>

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

/* Longer than the name of any function of ours. */
#define JAIL_PATTERN_SIZE	64

/**
 * jail_ftrace_filter - add functions to those an ftrace_ops is for
 * @ops: not registered
 * @pattern: of their names
 * @reset: forget those it was for before
 *
 * The pattern is copied: filter_parse_regex() in kernel/trace/trace_events_filter.c
 * cuts it apart, 6.1 to 7.3.
 *
 * Context: process context, may sleep.
 * Return: 0; -EINVAL if there is none; or another negative errno.
 */
static inline int jail_ftrace_filter(struct ftrace_ops *ops, const char *pattern,
				     bool reset)
{
	unsigned char copy[JAIL_PATTERN_SIZE];
	ssize_t length = strscpy(copy, pattern, sizeof(copy));

	return length < 0 ? length : ftrace_set_filter(ops, copy, length, reset);
}

#endif /* _SECURITY_JAIL_COMPAT_FTRACE_OPS_H */
