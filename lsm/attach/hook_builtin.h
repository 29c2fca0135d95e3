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

#define jail_hook	security_hook_list

/* 0 would say that the hook has taken the parameter. */
#define JAIL_PASS_PARAM	(-ENOPARAM)

#define JAIL_HOOK_TABLE	__ro_after_init

#define JAIL_HOOK_DEFINE1(name, t1, a1)					\
	static int hook_##name(t1 a1)
#define JAIL_HOOK_DEFINE2(name, t1, a1, t2, a2)				\
	static int hook_##name(t1 a1, t2 a2)
#define JAIL_HOOK_DEFINE3(name, t1, a1, t2, a2, t3, a3)			\
	static int hook_##name(t1 a1, t2 a2, t3 a3)
#define JAIL_HOOK_DEFINE4(name, t1, a1, t2, a2, t3, a3, t4, a4)		\
	static int hook_##name(t1 a1, t2 a2, t3 a3, t4 a4)
#define JAIL_HOOK_DEFINE5(name, t1, a1, t2, a2, t3, a3, t4, a4, t5, a5)	\
	static int hook_##name(t1 a1, t2 a2, t3 a3, t4 a4, t5 a5)
#define JAIL_HOOK_DEFINE6(name, t1, a1, t2, a2, t3, a3, t4, a4, t5, a5, t6, a6) \
	static int hook_##name(t1 a1, t2 a2, t3 a3, t4 a4, t5 a5, t6 a6)
#define JAIL_VOID_HOOK_DEFINE1(name, t1, a1)				\
	static void hook_##name(t1 a1)
#define JAIL_VOID_HOOK_DEFINE2(name, t1, a1, t2, a2)			\
	static void hook_##name(t1 a1, t2 a2)

/* When it is attached, and for whom it is called, is the framework's affair. */
#define JAIL_HOOK(hook, ...)	LSM_HOOK_INIT(hook, hook_##hook)
#define JAIL_HOOK_OF(hook, ...)	LSM_HOOK_INIT(hook, hook_##hook)

#endif /* _SECURITY_JAIL_ATTACH_HOOK_BUILTIN_H */
