/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - keep BPF trampolines away where they would kill ftrace
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_COMPAT_GUARD_H
#define _SECURITY_JAIL_COMPAT_GUARD_H

#include <linux/ftrace.h>
#include <linux/types.h>

/**
 * struct jail_guard - keeps the direct call of some functions occupied
 * @ops: of the functions
 */
struct jail_guard {
	struct ftrace_ops ops;
};

#ifdef JAIL_HAVE_FTRACE_DIRECT_MULTI
int jail_guard_add(struct jail_guard *guard, const char *pattern);
int jail_guard_attach(struct jail_guard *guard);
int jail_guard_detach(struct jail_guard *guard);
void jail_guard_free(struct jail_guard *guard);
#else
static inline int jail_guard_add(struct jail_guard *guard, const char *pattern)
{
	return 0;
}

static inline int jail_guard_attach(struct jail_guard *guard)
{
	return 0;
}

static inline int jail_guard_detach(struct jail_guard *guard)
{
	return 0;
}

static inline void jail_guard_free(struct jail_guard *guard)
{
}
#endif

#endif /* _SECURITY_JAIL_COMPAT_GUARD_H */
