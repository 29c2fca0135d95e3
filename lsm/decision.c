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
#include <linux/stat.h>
#include <uapi/linux/sched.h>

#include "compat/flags.h"
#include "decision.h"
#include "device.h"

#define MOUNT		BIT_ULL(JAIL_MOUNT)
#define MKNOD		BIT_ULL(JAIL_MKNOD)
#define CHROOT		BIT_ULL(JAIL_CHROOT)
#define PATH		BIT_ULL(JAIL_PATH)
#define DEVICE		BIT_ULL(JAIL_DEVICE)
#define CONTROL		BIT_ULL(JAIL_CONTROL)
#define KERNEL		BIT_ULL(JAIL_KERNEL)
#define ADMIN		BIT_ULL(JAIL_ADMIN)
#define NAMESPACE	BIT_ULL(JAIL_NAMESPACE)
#define TASK		BIT_ULL(JAIL_TASK)
#define IPC		BIT_ULL(JAIL_IPC)
#define SUID		BIT_ULL(JAIL_SUID)
#define TTY		BIT_ULL(JAIL_TTY)
#define NET		BIT_ULL(JAIL_NET)
#define TIME		BIT_ULL(JAIL_TIME)
#define RECEIVE		BIT_ULL(JAIL_RECEIVE)

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
	[JAIL_OP_UNSHARE_MNTNS] = { "unshare_mntns", MOUNT | NAMESPACE },
	[JAIL_OP_CLONE_MNTNS] = { "clone_mntns", MOUNT | NAMESPACE },
	/* An empty mount namespace, and entering any, replace the root too. */
	[JAIL_OP_EMPTY_MNTNS] = { "empty_mntns", MOUNT | CHROOT | NAMESPACE },
	[JAIL_OP_SETNS_MNTNS] = { "setns_mntns", MOUNT | CHROOT | NAMESPACE },
	[JAIL_OP_UNKNOWN_SYSCALL] = { "unknown_syscall", MOUNT | CHROOT | ADMIN },
	[JAIL_OP_MKNOD] = { "mknod", MKNOD },
	/* To leave a root with the ring of who stays in it. */
	[JAIL_OP_RING] = { "foreign_ring", CHROOT },
	[JAIL_OP_CHROOT] = { "chroot", CHROOT },
	[JAIL_OP_OPEN] = { "open", PATH },
	[JAIL_OP_READDIR] = { "getdents", PATH },
	[JAIL_OP_MKDIR] = { "mkdir", PATH },
	[JAIL_OP_RMDIR] = { "rmdir", PATH },
	[JAIL_OP_UNLINK] = { "unlink", PATH },
	[JAIL_OP_CREATE] = { "create", PATH },
	[JAIL_OP_SYMLINK] = { "symlink", PATH },
	[JAIL_OP_LINK] = { "link", PATH },
	[JAIL_OP_RENAME] = { "rename", PATH },
	[JAIL_OP_CHMOD] = { "chmod", PATH },
	[JAIL_OP_CHOWN] = { "chown", PATH },
	[JAIL_OP_TRUNCATE] = { "truncate", PATH },
	[JAIL_OP_STAT] = { "stat", PATH },
	[JAIL_OP_READLINK] = { "readlink", PATH },
	[JAIL_OP_CHDIR] = { "chdir", PATH },
	[JAIL_OP_SEARCH] = { "search", PATH },
	[JAIL_OP_ACCESS] = { "access", PATH },
	[JAIL_OP_FOLLOW] = { "follow", PATH },
	[JAIL_OP_SETATTR] = { "setattr", PATH },
	[JAIL_OP_XATTR] = { "xattr", PATH },
	[JAIL_OP_STATFS] = { "statfs", PATH },
	[JAIL_OP_IOCTL] = { "ioctl", PATH },
	[JAIL_OP_NOTIFY] = { "notify", PATH },
	[JAIL_OP_HANDLE] = { "open_by_handle", PATH },
	[JAIL_OP_URING_CREDS] = { "uring_personality", PATH },
	[JAIL_OP_RECEIVE_PATH] = { "receive_path", PATH },
	[JAIL_OP_RECEIVE_RING] = { "receive_ring", PATH },
	[JAIL_OP_RECEIVE] = { "receive", RECEIVE },
	[JAIL_OP_DEVICE] = { "open_device", DEVICE },
	[JAIL_OP_CONTROL] = { "control", CONTROL },
	[JAIL_OP_MODULE] = { "module", KERNEL },
	[JAIL_OP_BPF] = { "bpf", KERNEL },
	[JAIL_OP_PERF] = { "perf_event_open", KERNEL },
	[JAIL_OP_RAW_IO] = { "raw_io", KERNEL },
	[JAIL_OP_SYSLOG] = { "syslog", KERNEL },
	[JAIL_OP_USERFAULTFD] = { "userfaultfd", KERNEL },
	[JAIL_OP_SECRETMEM] = { "memfd_secret", KERNEL },
	[JAIL_OP_KERNEL_CAPABILITY] = { "kernel_capability", KERNEL },
	[JAIL_OP_ADMIN] = { "admin_capability", ADMIN },
	[JAIL_OP_NET] = { "net_capability", NET },
	[JAIL_OP_BIND] = { "bind", NET },
	[JAIL_OP_SOCKET] = { "socket", NET | IPC },
	[JAIL_OP_TIME] = { "settime", TIME },
	[JAIL_OP_USERNS] = { "userns", NAMESPACE },
	[JAIL_OP_UNSHARE] = { "unshare", NAMESPACE },
	[JAIL_OP_CLONE_NS] = { "clone", NAMESPACE },
	[JAIL_OP_SETNS] = { "setns", NAMESPACE },
	[JAIL_OP_PTRACE] = { "ptrace", TASK },
	[JAIL_OP_SIGNAL] = { "signal", TASK },
	[JAIL_OP_PRIORITY] = { "priority", TASK },
	[JAIL_OP_RLIMIT] = { "rlimit", TASK },
	[JAIL_OP_OWNER] = { "fowner", TASK },
	[JAIL_OP_PARENT] = { "clone_parent", TASK },
	[JAIL_OP_LEASE] = { "lease", TASK },
	[JAIL_OP_UNIX] = { "unix", IPC },
	[JAIL_OP_MQUEUE] = { "mqueue", IPC },
	[JAIL_OP_SYSV] = { "sysv", IPC },
	[JAIL_OP_KEY] = { "key", IPC },
	[JAIL_OP_SUID] = { "suid", SUID },
	[JAIL_OP_TTY] = { "tty", TTY },
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
	[JAIL_SYS_SETNS] = JAIL_OP_SETNS,
};

/*
 * Capabilities whose every use is one operation. Those that are not here are
 * bounded by the other restrictions, or reach no further than the jail.
 */
static const enum jail_op capability_ops[] = {
	[CAP_LINUX_IMMUTABLE] = JAIL_OP_ADMIN,
	[CAP_NET_ADMIN] = JAIL_OP_NET,
	[CAP_NET_RAW] = JAIL_OP_NET,
	[CAP_SYS_MODULE] = JAIL_OP_MODULE,
	[CAP_SYS_RAWIO] = JAIL_OP_RAW_IO,
	[CAP_SYS_PACCT] = JAIL_OP_KERNEL_CAPABILITY,
	[CAP_SYS_BOOT] = JAIL_OP_KERNEL_CAPABILITY,
	[CAP_SYS_TIME] = JAIL_OP_TIME,
	[CAP_SYS_TTY_CONFIG] = JAIL_OP_TTY,
	[CAP_SETFCAP] = JAIL_OP_SUID,
	[CAP_AUDIT_CONTROL] = JAIL_OP_KERNEL_CAPABILITY,
	[CAP_MAC_OVERRIDE] = JAIL_OP_KERNEL_CAPABILITY,
	[CAP_MAC_ADMIN] = JAIL_OP_KERNEL_CAPABILITY,
	[CAP_SYSLOG] = JAIL_OP_SYSLOG,
	[CAP_WAKE_ALARM] = JAIL_OP_ADMIN,
	[CAP_BLOCK_SUSPEND] = JAIL_OP_ADMIN,
	[CAP_AUDIT_READ] = JAIL_OP_KERNEL_CAPABILITY,
	[CAP_PERFMON] = JAIL_OP_PERF,
	[CAP_BPF] = JAIL_OP_BPF,
	[CAP_CHECKPOINT_RESTORE] = JAIL_OP_ADMIN,
};

/* Flags that make a namespace, but no mount namespace. */
#define NEW_NAMESPACES							\
	(CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID |	\
	 CLONE_NEWNET | CLONE_NEWCGROUP | CLONE_NEWTIME)

/* unshare(2) flags that leave the mount namespace and the root alone. */
#define UNSHARE_OTHER							\
	(CLONE_FILES | CLONE_FS | CLONE_SYSVSEM | CLONE_VM |		\
	 CLONE_SIGHAND | CLONE_THREAD | NEW_NAMESPACES)

/* clone(2) and clone3(2) flags of which the same is known. */
#define CLONE_OTHER							\
	((U32_MAX & ~(u64)CLONE_NEWNS) | CLONE_CLEAR_SIGHAND |		\
	 CLONE_INTO_CGROUP | CLONE_AUTOREAP | CLONE_NNP |		\
	 CLONE_PIDFD_AUTOKILL)

/**
 * jail_device_is_harmless - may a jailed task have a node of this device?
 * @mode: type of the node; permission bits are ignored
 * @dev: device number, ignored unless the type is a device
 *
 * Return: true if it may.
 */
bool jail_device_is_harmless(umode_t mode, dev_t dev)
{
	if (S_ISBLK(mode))
		return false;
	return !S_ISCHR(mode) || jail_is_harmless_char(MAJOR(dev), MINOR(dev));
}

/*
 * A flag that is not in @other is CLONE_NEWNS, makes an empty mount namespace
 * (from 7.1) or is newer than this module, and then counts as the worst.
 */
static enum jail_op op_of_namespaces(u64 flags, u64 other, enum jail_op mount,
				     enum jail_op rest)
{
	if (flags & ~(other | CLONE_NEWNS))
		return JAIL_OP_EMPTY_MNTNS;
	if (flags & CLONE_NEWNS)
		return mount;
	return flags & NEW_NAMESPACES ? rest : JAIL_OP_NONE;
}

/**
 * jail_op_of_capability - what a task wants that is asked for a capability
 * @cap: the capability
 * @call: the system call the task is in
 * @arg: its first argument, for JAIL_SYS_UNSHARE
 *
 * Much of mounting has no hook of its own: the capability check is all that
 * stands in the way. CAP_SYS_ADMIN has many uses, so it is judged by the call;
 * CAP_SYS_CHROOT has no use but changing the root.
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
						JAIL_OP_UNSHARE_MNTNS,
						JAIL_OP_UNSHARE) ?: JAIL_OP_ADMIN;
		return admin_ops[call] ?: JAIL_OP_ADMIN;
	case CAP_DAC_READ_SEARCH:
		return call == JAIL_SYS_OPEN_BY_HANDLE ? JAIL_OP_HANDLE :
							  JAIL_OP_NONE;
	default:
		return cap < ARRAY_SIZE(capability_ops) ? capability_ops[cap] :
			cap > CAP_CHECKPOINT_RESTORE ? JAIL_OP_ADMIN :
						       JAIL_OP_NONE;
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
	enum jail_op op = op_of_namespaces(flags, CLONE_OTHER, JAIL_OP_CLONE_MNTNS,
					   JAIL_OP_CLONE_NS);

	/* As a write to cgroup.procs is. */
	if (op == JAIL_OP_NONE && flags & CLONE_INTO_CGROUP)
		return JAIL_OP_CONTROL;
	return op;
}

/**
 * jail_decide - the verdict on a request
 * @subject: who asks
 * @request: for what
 *
 * Context: any that @request->is_inside is for, under RCU; takes no lock but what that
 * does.
 * Return: the restrictions of the policy that refuse it; 0 allows.
 */
u64 jail_decide(const struct jail_subject *subject,
		const struct jail_request *request)
{
	u64 by;

	switch (request->op) {
	case JAIL_OP_DEVICE:
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
	by = subject->policy & ops[request->op].refused_by;
	/* Who is not chrooted yet can reach everything through its root. */
	if (subject->armed)
		by &= JAIL_POLICY_BASIC;
	if (by && request->is_inside && request->is_inside(subject, request->object))
		by = 0;
	return by;
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
