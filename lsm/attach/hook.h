/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - how a hook is written, whatever it is attached by
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_ATTACH_HOOK_H
#define _SECURITY_JAIL_ATTACH_HOOK_H

#include <linux/ftrace.h>
#include <linux/kernel.h>
#include <linux/list.h>

/**
 * DOC: hook flags
 *
 * %JAIL_HOOK_COLD: attached from load to detach
 *
 * %JAIL_HOOK_HOT: costs something in common calls, attached only while a jail
 * exists
 *
 * %JAIL_HOOK_ANY_TASK: called for every task, not only for jailed ones
 *
 * %JAIL_HOOK_MUST_PASS: the self-test must see it called and let it pass
 */
#define JAIL_HOOK_COLD		0
#define JAIL_HOOK_HOT		BIT(0)
#define JAIL_HOOK_ANY_TASK	BIT(1)
#define JAIL_HOOK_MUST_PASS	BIT(2)

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

void jail_hooks_add(struct jail_hook *hooks, size_t count);

/*
 * JAIL_HOOK_DEFINEn(name, type, argument, ...) is the head of hook_<name>(),
 * as SYSCALL_DEFINEn is of a system call, and defines what calls it with its
 * arguments taken from registers.
 *
 * A hook runs in process context and must not sleep. It returns 0 to pass the
 * request on, or a negative errno to refuse it.
 */
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

#endif /* _SECURITY_JAIL_ATTACH_HOOK_H */
