/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - what a hook is made of in the loadable module
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_ATTACH_HOOK_FTRACE_H
#define _SECURITY_JAIL_ATTACH_HOOK_FTRACE_H

#include <linux/ftrace.h>
#include <linux/kernel.h>
#include <linux/list.h>

/* Integer and pointer arguments of a hook, at most. */
#define JAIL_HOOK_ARGS		6

/**
 * struct jail_hook - an LSM hook of ours and what it hangs on
 * @ops: its own ftrace_ops, by which the callback finds it
 * @name: of the LSM hook
 * @symbol: the function traced
 * @call: the hook, with its arguments taken from registers
 * @flags: JAIL_HOOK_*
 * @attached: @ops is registered; under attach_mutex
 * @fired: it was called during the self-test
 * @node: in the list of hooks
 */
struct jail_hook {
	struct ftrace_ops ops;
	const char *name;
	const char *symbol;
	int (*call)(const unsigned long *args);
	unsigned int flags;
	bool attached;
	bool fired;
	struct list_head node;
};

/* The wrapped function goes on whatever it returns, unless that is an error. */
#define JAIL_PASS_PARAM	0

#define JAIL_HOOK_TABLE

/* The hook, and what calls it with its arguments taken from registers. */
#define JAIL_HOOK_DEFINE1(name, t1, a1)					\
	static int hook_##name(typeof(t1));				\
	static int call_##name(const unsigned long *args)		\
	{								\
		return hook_##name((typeof(t1))args[0]);		\
	}								\
	static int hook_##name(t1 a1)

#define JAIL_HOOK_DEFINE2(name, t1, a1, t2, a2)				\
	static int hook_##name(typeof(t1), typeof(t2));			\
	static int call_##name(const unsigned long *args)		\
	{								\
		return hook_##name((typeof(t1))args[0],			\
				   (typeof(t2))args[1]);		\
	}								\
	static int hook_##name(t1 a1, t2 a2)

#define JAIL_HOOK_DEFINE4(name, t1, a1, t2, a2, t3, a3, t4, a4)		\
	static int hook_##name(typeof(t1), typeof(t2), typeof(t3),	\
			       typeof(t4));				\
	static int call_##name(const unsigned long *args)		\
	{								\
		return hook_##name((typeof(t1))args[0],			\
				   (typeof(t2))args[1],			\
				   (typeof(t3))args[2],			\
				   (typeof(t4))args[3]);		\
	}								\
	static int hook_##name(t1 a1, t2 a2, t3 a3, t4 a4)

#define JAIL_HOOK_DEFINE5(name, t1, a1, t2, a2, t3, a3, t4, a4, t5, a5)	\
	static int hook_##name(typeof(t1), typeof(t2), typeof(t3),	\
			       typeof(t4), typeof(t5));			\
	static int call_##name(const unsigned long *args)		\
	{								\
		return hook_##name((typeof(t1))args[0],			\
				   (typeof(t2))args[1],			\
				   (typeof(t3))args[2],			\
				   (typeof(t4))args[3],			\
				   (typeof(t5))args[4]);		\
	}								\
	static int hook_##name(t1 a1, t2 a2, t3 a3, t4 a4, t5 a5)

#define JAIL_VOID_HOOK_DEFINE1(name, t1, a1)				\
	static void hook_##name(typeof(t1));				\
	static int call_##name(const unsigned long *args)		\
	{								\
		hook_##name((typeof(t1))args[0]);			\
		return 0;						\
	}								\
	static void hook_##name(t1 a1)

#define JAIL_HOOK(hook, how) {						\
	.name = #hook,							\
	.symbol = "security_" #hook,					\
	.call = call_##hook,						\
	.flags = (how),							\
}

#endif /* _SECURITY_JAIL_ATTACH_HOOK_FTRACE_H */
