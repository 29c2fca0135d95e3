/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - what a hook is made of in the loadable module
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_ATTACH_HOOK_FTRACE_H
#define _SECURITY_JAIL_ATTACH_HOOK_FTRACE_H

#include <linux/kernel.h>
#include <linux/list.h>

/* Integer and pointer arguments of a hook, at most. */
#define JAIL_HOOK_ARGS		6

/**
 * struct jail_hook - an LSM hook of ours and what it hangs on
 * @name: of the LSM hook
 * @symbol: the function traced
 * @address: of that, known when it has been called
 * @call: the hook, with its arguments taken from registers
 * @flags: JAIL_HOOK_*
 * @fired: it was called during the self-test
 * @node: in the list of hooks
 */
struct jail_hook {
	const char *name;
	const char *symbol;
	unsigned long address;
	int (*call)(const unsigned long *args);
	unsigned int flags;
	bool fired;
	struct list_head node;
};

/* The wrapped function goes on whatever it returns, unless that is an error. */
#define JAIL_PASS_PARAM	0

#define JAIL_HOOK_TABLE

/* As it lies in the lower bytes of a register, also if it is a small struct. */
#define JAIL_ARG(type, n)	(*(const type *)&args[n])

/* The hook, and what calls it with its arguments taken from registers. */
#define JAIL_HOOK_DEFINE1(name, t1, a1)					\
	static int hook_##name(typeof(t1));				\
	static int call_##name(const unsigned long *args)		\
	{								\
		return hook_##name(JAIL_ARG(typeof(t1), 0));		\
	}								\
	static int hook_##name(t1 a1)

#define JAIL_HOOK_DEFINE2(name, t1, a1, t2, a2)				\
	static int hook_##name(typeof(t1), typeof(t2));			\
	static int call_##name(const unsigned long *args)		\
	{								\
		return hook_##name(JAIL_ARG(typeof(t1), 0),		\
				   JAIL_ARG(typeof(t2), 1));		\
	}								\
	static int hook_##name(t1 a1, t2 a2)

#define JAIL_HOOK_DEFINE3(name, t1, a1, t2, a2, t3, a3)			\
	static int hook_##name(typeof(t1), typeof(t2), typeof(t3));	\
	static int call_##name(const unsigned long *args)		\
	{								\
		return hook_##name(JAIL_ARG(typeof(t1), 0),		\
				   JAIL_ARG(typeof(t2), 1),		\
				   JAIL_ARG(typeof(t3), 2));		\
	}								\
	static int hook_##name(t1 a1, t2 a2, t3 a3)

#define JAIL_HOOK_DEFINE4(name, t1, a1, t2, a2, t3, a3, t4, a4)		\
	static int hook_##name(typeof(t1), typeof(t2), typeof(t3),	\
			       typeof(t4));				\
	static int call_##name(const unsigned long *args)		\
	{								\
		return hook_##name(JAIL_ARG(typeof(t1), 0),		\
				   JAIL_ARG(typeof(t2), 1),		\
				   JAIL_ARG(typeof(t3), 2),		\
				   JAIL_ARG(typeof(t4), 3));		\
	}								\
	static int hook_##name(t1 a1, t2 a2, t3 a3, t4 a4)

#define JAIL_HOOK_DEFINE5(name, t1, a1, t2, a2, t3, a3, t4, a4, t5, a5)	\
	static int hook_##name(typeof(t1), typeof(t2), typeof(t3),	\
			       typeof(t4), typeof(t5));			\
	static int call_##name(const unsigned long *args)		\
	{								\
		return hook_##name(JAIL_ARG(typeof(t1), 0),		\
				   JAIL_ARG(typeof(t2), 1),		\
				   JAIL_ARG(typeof(t3), 2),		\
				   JAIL_ARG(typeof(t4), 3),		\
				   JAIL_ARG(typeof(t5), 4));		\
	}								\
	static int hook_##name(t1 a1, t2 a2, t3 a3, t4 a4, t5 a5)

#define JAIL_HOOK_DEFINE6(name, t1, a1, t2, a2, t3, a3, t4, a4, t5, a5, t6, a6) \
	static int hook_##name(typeof(t1), typeof(t2), typeof(t3),	\
			       typeof(t4), typeof(t5), typeof(t6));	\
	static int call_##name(const unsigned long *args)		\
	{								\
		return hook_##name(JAIL_ARG(typeof(t1), 0),		\
				   JAIL_ARG(typeof(t2), 1),		\
				   JAIL_ARG(typeof(t3), 2),		\
				   JAIL_ARG(typeof(t4), 3),		\
				   JAIL_ARG(typeof(t5), 4),		\
				   JAIL_ARG(typeof(t6), 5));		\
	}								\
	static int hook_##name(t1 a1, t2 a2, t3 a3, t4 a4, t5 a5, t6 a6)

#define JAIL_VOID_HOOK_DEFINE1(name, t1, a1)				\
	static void hook_##name(typeof(t1));				\
	static int call_##name(const unsigned long *args)		\
	{								\
		hook_##name(JAIL_ARG(typeof(t1), 0));			\
		return 0;						\
	}								\
	static void hook_##name(t1 a1)

#define JAIL_VOID_HOOK_DEFINE2(name, t1, a1, t2, a2)			\
	static void hook_##name(typeof(t1), typeof(t2));		\
	static int call_##name(const unsigned long *args)		\
	{								\
		hook_##name(JAIL_ARG(typeof(t1), 0),			\
			    JAIL_ARG(typeof(t2), 1));			\
		return 0;						\
	}								\
	static void hook_##name(t1 a1, t2 a2)

#define JAIL_HOOK(hook, how)	JAIL_HOOK_OF(hook, how, security_##hook)

#define JAIL_HOOK_OF(hook, how, function) {				\
	.name = #hook,							\
	.symbol = #function,						\
	.call = call_##hook,						\
	.flags = (how),							\
}

#endif /* _SECURITY_JAIL_ATTACH_HOOK_FTRACE_H */
