// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - hooks: what a task does to another
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/ptrace.h>
#include <linux/resource.h>
#include <linux/sched.h>
#include <linux/signal.h>

#include "attach/hook.h"
#include "check.h"
#include "hooks.h"
#include "outsider.h"

static int check_task(enum jail_op op, const struct task_struct *task)
{
	return jail_check_object(op, task, jail_task_is_inside);
}

/* Also /proc/PID/mem and the like, process_vm_readv(2), pidfd_getfd(2), kcmp(2). */
JAIL_HOOK_DEFINE2(ptrace_access_check, struct task_struct *, child,
		  unsigned int, mode)
{
	const struct jail_request request = {
		.op = JAIL_OP_PTRACE,
		.quiet = mode & PTRACE_MODE_NOAUDIT,
		.is_inside = jail_task_is_below,
		.object = child,
	};

	return jail_check(&request);
}

JAIL_HOOK_DEFINE1(ptrace_traceme, struct task_struct *, parent)
{
	return check_task(JAIL_OP_PTRACE, parent);
}

/*
 * The kernel's own signals do not come here, but for one: when a task exits,
 * its children get what they have asked for by prctl(2) PR_SET_PDEATHSIG.
 */
JAIL_HOOK_DEFINE4(task_kill, struct task_struct *, task,
		  struct kernel_siginfo *, info, int, sig, const struct cred *, cred)
{
	if (current->flags & PF_EXITING)
		return 0;
	return check_task(JAIL_OP_SIGNAL, task);
}

JAIL_HOOK_DEFINE2(task_setnice, struct task_struct *, task, int, nice)
{
	return check_task(JAIL_OP_PRIORITY, task);
}

JAIL_HOOK_DEFINE1(task_setscheduler, struct task_struct *, task)
{
	return check_task(JAIL_OP_PRIORITY, task);
}

JAIL_HOOK_DEFINE2(task_setioprio, struct task_struct *, task, int, ioprio)
{
	return check_task(JAIL_OP_PRIORITY, task);
}

JAIL_HOOK_DEFINE3(task_setrlimit, struct task_struct *, task,
		  unsigned int, resource, struct rlimit *, limit)
{
	return check_task(JAIL_OP_RLIMIT, task);
}

/* The kernel stops the whole of a background group when one of it uses the terminal. */
JAIL_HOOK_DEFINE2(task_setpgid, struct task_struct *, task, pid_t, group)
{
	return jail_check_object(JAIL_OP_SIGNAL, &group, jail_group_is_inside);
}

static struct jail_hook outsider_hooks[] JAIL_HOOK_TABLE = {
	JAIL_HOOK(ptrace_access_check, JAIL_HOOK_HOT),
	JAIL_HOOK(ptrace_traceme, JAIL_HOOK_HOT),
	JAIL_HOOK(task_kill, JAIL_HOOK_HOT),
	JAIL_HOOK(task_setpgid, JAIL_HOOK_HOT),
	JAIL_HOOK(task_setnice, JAIL_HOOK_HOT),
	JAIL_HOOK(task_setscheduler, JAIL_HOOK_HOT),
	JAIL_HOOK(task_setioprio, JAIL_HOOK_HOT),
	JAIL_HOOK(task_setrlimit, JAIL_HOOK_HOT),
};

/**
 * jail_add_outsider_hooks - hand the hooks of this file to the attachment
 */
void __init jail_add_outsider_hooks(void)
{
	jail_hooks_add(outsider_hooks, ARRAY_SIZE(outsider_hooks));
}
