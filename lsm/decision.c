// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - the decision: (policy, task state, request) -> verdict
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/capability.h>
#include <linux/kdev_t.h>
#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/major.h>
#include <linux/stat.h>
#include <uapi/linux/sched.h>

#include "compat/flags.h"
#include "decision.h"

#define MOUNT		BIT_ULL(JAIL_MOUNT)
#define MKNOD		BIT_ULL(JAIL_MKNOD)
#define CHROOT		BIT_ULL(JAIL_CHROOT)

/* An operation is refused when the policy has any of its restrictions. */
static const struct {
	const char *name;
	u64 refused_by;
} ops[JAIL_NR_OPS] = {
	[JAIL_OP_NONE] = { "none", 0 },
	[JAIL_OP_MOUNT] = { "mount", MOUNT },
	[JAIL_OP_UMOUNT] = { "umount", MOUNT },
	[JAIL_OP_PIVOT_ROOT] = { "pivot_root", MOUNT | CHROOT },
	[JAIL_OP_SUPERBLOCK] = { "superblock", MOUNT },
	[JAIL_OP_FSOPEN] = { "fsopen", MOUNT },
	[JAIL_OP_FSPICK] = { "fspick", MOUNT },
	[JAIL_OP_FSCONFIG] = { "fsconfig", MOUNT },
	[JAIL_OP_FSMOUNT] = { "fsmount", MOUNT },
	[JAIL_OP_MOVE_MOUNT] = { "move_mount", MOUNT },
	[JAIL_OP_OPEN_TREE] = { "open_tree", MOUNT },
	[JAIL_OP_OPEN_TREE_ATTR] = { "open_tree_attr", MOUNT },
	[JAIL_OP_MOUNT_SETATTR] = { "mount_setattr", MOUNT },
	[JAIL_OP_UNSHARE_MNTNS] = { "unshare_mntns", MOUNT },
	[JAIL_OP_CLONE_MNTNS] = { "clone_mntns", MOUNT },
	/* An empty mount namespace, and entering any, replace the root too. */
	[JAIL_OP_EMPTY_MNTNS] = { "empty_mntns", MOUNT | CHROOT },
	[JAIL_OP_SETNS_MNTNS] = { "setns_mntns", MOUNT | CHROOT },
	[JAIL_OP_UNKNOWN_SYSCALL] = { "unknown_syscall", MOUNT | CHROOT },
	[JAIL_OP_MKNOD] = { "mknod", MKNOD },
	[JAIL_OP_CHROOT] = { "chroot", CHROOT },
};

/* What CAP_SYS_ADMIN is asked for by; zero is JAIL_OP_NONE. */
static const enum jail_op admin_ops[JAIL_NR_SYSCALLS] = {
	[JAIL_SYS_UNKNOWN] = JAIL_OP_UNKNOWN_SYSCALL,
	[JAIL_SYS_MOUNT] = JAIL_OP_MOUNT,
	[JAIL_SYS_UMOUNT] = JAIL_OP_UMOUNT,
	[JAIL_SYS_PIVOT_ROOT] = JAIL_OP_PIVOT_ROOT,
	[JAIL_SYS_FSOPEN] = JAIL_OP_FSOPEN,
	[JAIL_SYS_FSPICK] = JAIL_OP_FSPICK,
	[JAIL_SYS_FSCONFIG] = JAIL_OP_FSCONFIG,
	[JAIL_SYS_FSMOUNT] = JAIL_OP_FSMOUNT,
	[JAIL_SYS_MOVE_MOUNT] = JAIL_OP_MOVE_MOUNT,
	[JAIL_SYS_OPEN_TREE] = JAIL_OP_OPEN_TREE,
	[JAIL_SYS_OPEN_TREE_ATTR] = JAIL_OP_OPEN_TREE_ATTR,
	[JAIL_SYS_MOUNT_SETATTR] = JAIL_OP_MOUNT_SETATTR,
};

/* unshare(2) flags that leave the mount namespace and the root alone. */
#define UNSHARE_OTHER							\
	(CLONE_FILES | CLONE_FS | CLONE_SYSVSEM | CLONE_VM |		\
	 CLONE_SIGHAND | CLONE_THREAD | CLONE_NEWUTS | CLONE_NEWIPC |	\
	 CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET |			\
	 CLONE_NEWCGROUP | CLONE_NEWTIME)

/* clone(2) and clone3(2) flags of which the same is known. */
#define CLONE_OTHER							\
	((U32_MAX & ~(u64)CLONE_NEWNS) | CLONE_CLEAR_SIGHAND |		\
	 CLONE_INTO_CGROUP | CLONE_AUTOREAP | CLONE_NNP |		\
	 CLONE_PIDFD_AUTOKILL)

struct device_range {
	unsigned int major;
	unsigned int first;
	unsigned int last;
};

static const struct device_range harmless[] = {
	{ 0, 0, 0 },			/* whiteout */
	{ MEM_MAJOR, 3, 3 },		/* null */
	{ MEM_MAJOR, 5, 5 },		/* zero */
	{ MEM_MAJOR, 7, 9 },		/* full, random, urandom */
	{ TTYAUX_MAJOR, 0, 0 },		/* tty */
	{ TTYAUX_MAJOR, 2, 2 },		/* ptmx */
	{ UNIX98_PTY_SLAVE_MAJOR, 0, MINORMASK },
	{ UNIX98_PTY_SLAVE_MAJOR + 1, 0, MINORMASK },
	{ UNIX98_PTY_SLAVE_MAJOR + 2, 0, MINORMASK },
	{ UNIX98_PTY_SLAVE_MAJOR + 3, 0, MINORMASK },
	{ UNIX98_PTY_SLAVE_MAJOR + 4, 0, MINORMASK },
	{ UNIX98_PTY_SLAVE_MAJOR + 5, 0, MINORMASK },
	{ UNIX98_PTY_SLAVE_MAJOR + 6, 0, MINORMASK },
	{ UNIX98_PTY_SLAVE_MAJOR + 7, 0, MINORMASK },
};

/**
 * jail_device_is_harmless - may a jailed task have a node of this device?
 * @mode: type of the node; permission bits are ignored
 * @dev: device number, ignored unless the type is a device
 *
 * An allow list: anything that is not known to be harmless reaches, or may
 * one day reach, kernel memory, ports, disks or another control surface.
 *
 * Return: true if it may.
 */
bool jail_device_is_harmless(umode_t mode, dev_t dev)
{
	int i;

	if (S_ISBLK(mode))
		return false;
	if (!S_ISCHR(mode))
		return true;
	for (i = 0; i < ARRAY_SIZE(harmless); i++) {
		if (MAJOR(dev) == harmless[i].major &&
		    MINOR(dev) >= harmless[i].first &&
		    MINOR(dev) <= harmless[i].last)
			return true;
	}
	return false;
}

/*
 * A flag that is not in @other is CLONE_NEWNS, makes an empty mount namespace
 * (from 7.1) or is newer than this module, and then counts as the worst.
 */
static enum jail_op op_of_namespaces(u64 flags, u64 other, enum jail_op newns)
{
	if (flags & ~(other | CLONE_NEWNS))
		return JAIL_OP_EMPTY_MNTNS;
	return flags & CLONE_NEWNS ? newns : JAIL_OP_NONE;
}

/**
 * jail_op_of_capability - what a task wants that is asked for a capability
 * @cap: the capability
 * @call: the system call the task is in
 * @arg: its first argument, for JAIL_SYS_UNSHARE
 *
 * Much of mounting has no hook of its own: the capability check is all that
 * stands in the way. CAP_SYS_ADMIN has many other uses, so it is judged by
 * the call; CAP_SYS_CHROOT has no use but changing the root.
 *
 * Return: the operation, JAIL_OP_NONE if it is none of ours or has a hook
 * that knows more.
 */
enum jail_op jail_op_of_capability(int cap, enum jail_syscall call, u64 arg)
{
	switch (cap) {
	case CAP_SYS_CHROOT:
		if (call == JAIL_SYS_CHROOT || call == JAIL_SYS_FCHROOT)
			return JAIL_OP_NONE;
		return JAIL_OP_SETNS_MNTNS;
	case CAP_SYS_ADMIN:
		if (call == JAIL_SYS_UNSHARE)
			return op_of_namespaces(arg, UNSHARE_OTHER,
						JAIL_OP_UNSHARE_MNTNS);
		return admin_ops[call];
	default:
		return JAIL_OP_NONE;
	}
}

/**
 * jail_op_of_clone - what a task wants that makes another
 * @flags: clone flags, of clone3(2) where it was that
 *
 * Return: the operation, JAIL_OP_NONE for an ordinary fork.
 */
enum jail_op jail_op_of_clone(u64 flags)
{
	return op_of_namespaces(flags, CLONE_OTHER, JAIL_OP_CLONE_MNTNS);
}

/**
 * jail_decide - the verdict on a request
 * @subject: who asks
 * @request: for what
 *
 * Context: any, takes no lock.
 * Return: the restrictions of the policy that refuse it; 0 allows.
 */
u64 jail_decide(const struct jail_subject *subject,
		const struct jail_request *request)
{
	switch (request->op) {
	case JAIL_OP_MKNOD:
		if (jail_device_is_harmless(request->mode, request->dev))
			return 0;
		break;
	case JAIL_OP_CHROOT:
		if (subject->armed)
			return 0;
		break;
	default:
		break;
	}
	return subject->policy & ops[request->op].refused_by;
}

/**
 * jail_op_name - the name of an operation, for log lines
 * @op: the operation
 *
 * Return: the name.
 */
const char *jail_op_name(enum jail_op op)
{
	return ops[op].name;
}
