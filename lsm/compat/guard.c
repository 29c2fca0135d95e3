// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - keep BPF trampolines away where they would kill ftrace
 *
 * In 6.1, when a function has an IPMODIFY ftrace_ops and a BPF fentry program
 * and then gets a fexit program, bpf_trampoline_update() in
 * kernel/bpf/trampoline.c is told -EAGAIN by modify_ftrace_direct_multi(), and
 * clears the func of an ftrace_ops that is still registered. The next call of
 * the function finds it NULL and shuts ftrace down for good, with every
 * attachment of ours.
 *
 * A function has room for one direct call. The guard takes it, with a function
 * that returns at once, so that attaching a BPF trampoline fails with EBUSY;
 * where one is there first, the guard fails with EBUSY and the module does not
 * load. Can go with 6.1.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/linkage.h>

#include "ftrace_ops.h"
#include "guard.h"

void jail_guard_stub(void);

/* Called before the function, on its way to wherever the callback sent it. */
asm(".pushsection	.text, \"ax\", @progbits\n"
	".type		jail_guard_stub, @function\n"
	".globl		jail_guard_stub\n"
	"jail_guard_stub:\n"
	ASM_RET
	".size		jail_guard_stub, .-jail_guard_stub\n"
	".popsection\n");

/* It leaves the instruction pointer alone, so it can share every function. */
static int share(struct ftrace_ops *ops, enum ftrace_ops_cmd cmd)
{
	return 0;
}

/**
 * jail_guard_add - name functions to occupy
 * @guard: not attached
 * @pattern: of their names
 *
 * Context: process context, may sleep.
 * Return: 0 or a negative errno.
 */
int jail_guard_add(struct jail_guard *guard, const char *pattern)
{
	guard->ops.ops_func = share;
	return jail_ftrace_filter(&guard->ops, pattern, false);
}

/**
 * jail_guard_attach - occupy the functions
 * @guard: with functions
 *
 * Context: process context, may sleep.
 * Return: 0; -EBUSY if one of them is taken.
 */
int jail_guard_attach(struct jail_guard *guard)
{
	return register_ftrace_direct_multi(&guard->ops,
					    (unsigned long)jail_guard_stub);
}

/**
 * jail_guard_detach - let go of the functions
 * @guard: attached or not
 *
 * Context: process context, may sleep.
 * Return: 0; a negative errno if ftrace has failed: it is still attached.
 */
int jail_guard_detach(struct jail_guard *guard)
{
	if (!(guard->ops.flags & FTRACE_OPS_FL_ENABLED))
		return 0;
	return unregister_ftrace_direct_multi(&guard->ops,
					      (unsigned long)jail_guard_stub);
}

/**
 * jail_guard_free - the last thing done with a guard
 * @guard: not attached
 *
 * Context: process context, may sleep.
 */
void jail_guard_free(struct jail_guard *guard)
{
	ftrace_free_filter(&guard->ops);
}
