/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - what a hook is made of in the built-in LSM
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_ATTACH_HOOK_BUILTIN_H
#define _SECURITY_JAIL_ATTACH_HOOK_BUILTIN_H

#include <linux/errno.h>
#include <linux/fs_context.h>
#include <linux/lsm_hooks.h>

#include "../marks.h"

#define jail_hook	security_hook_list

/* 0 would say that the hook has taken the parameter. */
#define JAIL_PASS_PARAM	(-ENOPARAM)

#define JAIL_HOOK_TABLE	__ro_after_init

/*
 * The framework calls a hook for every task: hook_<name>() is what is called for any,
 * jailed_<name>() calls it for one that is jailed.
 */
#define JAIL_HOOK_DEFINE1(name, t1, a1)					\
	static int hook_##name(typeof(t1));				\
	static int jailed_##name(typeof(t1) a)				\
	{								\
		return jail_asker_is_jailed() ? hook_##name(a) : 0;	\
	}								\
	static int hook_##name(t1 a1)

#define JAIL_HOOK_DEFINE2(name, t1, a1, t2, a2)				\
	static int hook_##name(typeof(t1), typeof(t2));			\
	static int jailed_##name(typeof(t1) a, typeof(t2) b)		\
	{								\
		return jail_asker_is_jailed() ? hook_##name(a, b) : 0;	\
	}								\
	static int hook_##name(t1 a1, t2 a2)

#define JAIL_HOOK_DEFINE3(name, t1, a1, t2, a2, t3, a3)			\
	static int hook_##name(typeof(t1), typeof(t2), typeof(t3));	\
	static int jailed_##name(typeof(t1) a, typeof(t2) b,		\
				 typeof(t3) c)				\
	{								\
		return jail_asker_is_jailed() ? hook_##name(a, b, c) : 0; \
	}								\
	static int hook_##name(t1 a1, t2 a2, t3 a3)

#define JAIL_HOOK_DEFINE4(name, t1, a1, t2, a2, t3, a3, t4, a4)		\
	static int hook_##name(typeof(t1), typeof(t2), typeof(t3),	\
			       typeof(t4));				\
	static int jailed_##name(typeof(t1) a, typeof(t2) b,		\
				 typeof(t3) c, typeof(t4) d)		\
	{								\
		return jail_asker_is_jailed() ? hook_##name(a, b, c, d) : 0; \
	}								\
	static int hook_##name(t1 a1, t2 a2, t3 a3, t4 a4)

#define JAIL_HOOK_DEFINE5(name, t1, a1, t2, a2, t3, a3, t4, a4, t5, a5)	\
	static int hook_##name(typeof(t1), typeof(t2), typeof(t3),	\
			       typeof(t4), typeof(t5));			\
	static int jailed_##name(typeof(t1) a, typeof(t2) b,		\
				 typeof(t3) c, typeof(t4) d,		\
				 typeof(t5) e)				\
	{								\
		return jail_asker_is_jailed() ? hook_##name(a, b, c, d, e) : 0; \
	}								\
	static int hook_##name(t1 a1, t2 a2, t3 a3, t4 a4, t5 a5)

#define JAIL_HOOK_DEFINE6(name, t1, a1, t2, a2, t3, a3, t4, a4, t5, a5, t6, a6) \
	static int hook_##name(typeof(t1), typeof(t2), typeof(t3),	\
			       typeof(t4), typeof(t5), typeof(t6));	\
	static int jailed_##name(typeof(t1) a, typeof(t2) b,		\
				 typeof(t3) c, typeof(t4) d,		\
				 typeof(t5) e, typeof(t6) f)		\
	{								\
		return jail_asker_is_jailed() ? hook_##name(a, b, c, d, e, f) : 0; \
	}								\
	static int hook_##name(t1 a1, t2 a2, t3 a3, t4 a4, t5 a5, t6 a6)

#define JAIL_VOID_HOOK_DEFINE1(name, t1, a1)				\
	static void hook_##name(typeof(t1));				\
	static void jailed_##name(typeof(t1) a)				\
	{								\
		if (jail_asker_is_jailed())				\
			hook_##name(a);					\
	}								\
	static void hook_##name(t1 a1)

#define JAIL_VOID_HOOK_DEFINE2(name, t1, a1, t2, a2)			\
	static void hook_##name(typeof(t1), typeof(t2));		\
	static void jailed_##name(typeof(t1) a, typeof(t2) b)		\
	{								\
		if (jail_asker_is_jailed())				\
			hook_##name(a, b);				\
	}								\
	static void hook_##name(t1 a1, t2 a2)

#define JAIL_HOOK_ALWAYS	(JAIL_HOOK_ANY_TASK | JAIL_HOOK_PASSES)

/* When it is attached is the framework's affair, and so is the function. */
#define JAIL_HOOK(hook, how)						\
	LSM_HOOK_INIT(hook, (how) & JAIL_HOOK_ALWAYS ? hook_##hook : jailed_##hook)
#define JAIL_HOOK_OF(hook, how, ...)	JAIL_HOOK(hook, how)

#endif /* _SECURITY_JAIL_ATTACH_HOOK_BUILTIN_H */
