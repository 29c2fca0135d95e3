// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - which system call the current task is in, on x86-64
 *
 * Numbers are ABI and never change, so they stand here for kernels whose
 * headers do not have them yet. From arch/x86/entry/syscalls/syscall_64.tbl
 * and syscall_32.tbl of 7.3.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/kernel.h>
#include <linux/ptrace.h>
#include <linux/sched.h>
#include <linux/sched/task_stack.h>
#include <asm/syscall.h>
#include <asm/unistd.h>

#include "syscall.h"

#define NONE		-1

/* fchroot(2), added by 7.3, is the highest number in both tables. */
#define LAST_KNOWN	472

/* x32 has numbers of its own only here. */
#define X32_FIRST	512
#define X32_LAST	547

static const struct {
	int native;
	int ia32;
	enum jail_syscall call;
} calls[] = {
	{ 165, 21, JAIL_SYS_MOUNT },
	{ 166, 52, JAIL_SYS_UMOUNT },
	{ NONE, 22, JAIL_SYS_UMOUNT },
	{ 155, 217, JAIL_SYS_PIVOT_ROOT },
	{ 430, 430, JAIL_SYS_FSOPEN },
	{ 433, 433, JAIL_SYS_FSPICK },
	{ 431, 431, JAIL_SYS_FSCONFIG },
	{ 432, 432, JAIL_SYS_FSMOUNT },
	{ 429, 429, JAIL_SYS_MOVE_MOUNT },
	{ 428, 428, JAIL_SYS_OPEN_TREE },
	{ 467, 467, JAIL_SYS_OPEN_TREE_ATTR },
	{ 442, 442, JAIL_SYS_MOUNT_SETATTR },
	{ 272, 310, JAIL_SYS_UNSHARE },
	{ 308, 346, JAIL_SYS_SETNS },
	{ 161, 61, JAIL_SYS_CHROOT },
	{ 472, 472, JAIL_SYS_FCHROOT },
	{ 304, 342, JAIL_SYS_OPEN_BY_HANDLE },
	{ 21, 33, JAIL_SYS_ACCESS },
	{ 269, 307, JAIL_SYS_ACCESS },		/* faccessat */
	{ 439, 439, JAIL_SYS_ACCESS },		/* faccessat2 */
	{ 248, 286, JAIL_SYS_KEY },		/* add_key */
	{ 249, 287, JAIL_SYS_KEY },		/* request_key */
	{ 250, 288, JAIL_SYS_KEY },		/* keyctl */
	{ 54, 366, JAIL_SYS_KEY },		/* setsockopt */
	{ 541, 102, JAIL_SYS_KEY },		/* of x32, and socketcall */
};

/**
 * jail_current_syscall - the system call the current task is in
 *
 * An io_uring worker is in none: it carries the number its creator had when it was
 * made. Other work of io_uring is done by the task itself on its way out of a call
 * that it chose, so no number may allow more than another does.
 *
 * Context: process context.
 * Return: the call, JAIL_SYS_OTHER or JAIL_SYS_UNKNOWN.
 */
enum jail_syscall jail_current_syscall(void)
{
	struct pt_regs *regs = task_pt_regs(current);
	bool ia32 = in_ia32_syscall();
	int nr = syscall_get_nr(current, regs);
	int i;

	if (current->flags & PF_IO_WORKER)
		return JAIL_SYS_OTHER;
	if (!ia32)
		nr &= ~__X32_SYSCALL_BIT;
	for (i = 0; i < ARRAY_SIZE(calls); i++) {
		if (nr == (ia32 ? calls[i].ia32 : calls[i].native))
			return calls[i].call;
	}
	if (!ia32 && nr >= X32_FIRST && nr <= X32_LAST)
		return JAIL_SYS_OTHER;
	return nr > LAST_KNOWN ? JAIL_SYS_UNKNOWN : JAIL_SYS_OTHER;
}

/**
 * jail_current_syscall_arg - the first argument of that call
 *
 * Context: process context.
 * Return: the argument, zero-extended for a 32-bit call.
 */
u64 jail_current_syscall_arg(void)
{
	unsigned long args[6];

	syscall_get_arguments(current, task_pt_regs(current), args);
	return args[0];
}
