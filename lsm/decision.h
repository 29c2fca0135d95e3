/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - the decision: (policy, task state, request) -> verdict
 *
 * Pure functions: no locks, no allocation, no kernel version, no hook.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_DECISION_H
#define _SECURITY_JAIL_DECISION_H

#include <linux/types.h>

#include "policy.h"

struct jail;
struct jail_root;

/**
 * enum jail_op - what a task asks for
 *
 * The name of each, and the restrictions that refuse it, are in decision.c.
 */
enum jail_op {
	JAIL_OP_NONE,
	JAIL_OP_MOUNT,
	JAIL_OP_UMOUNT,
	JAIL_OP_PIVOT_ROOT,
	JAIL_OP_SUPERBLOCK,
	JAIL_OP_FSOPEN,
	JAIL_OP_FSPICK,
	JAIL_OP_FSCONFIG,
	JAIL_OP_FSMOUNT,
	JAIL_OP_MOVE_MOUNT,
	JAIL_OP_OPEN_TREE,
	JAIL_OP_OPEN_TREE_ATTR,
	JAIL_OP_MOUNT_SETATTR,
	JAIL_OP_UNSHARE_MNTNS,
	JAIL_OP_CLONE_MNTNS,
	JAIL_OP_EMPTY_MNTNS,
	JAIL_OP_SETNS_MNTNS,
	JAIL_OP_UNKNOWN_SYSCALL,
	JAIL_OP_MKNOD,
	JAIL_OP_RING,
	JAIL_OP_CHROOT,
	JAIL_OP_OPEN,
	JAIL_OP_READDIR,
	JAIL_OP_MKDIR,
	JAIL_OP_RMDIR,
	JAIL_OP_UNLINK,
	JAIL_OP_CREATE,
	JAIL_OP_SYMLINK,
	JAIL_OP_LINK,
	JAIL_OP_RENAME,
	JAIL_OP_CHMOD,
	JAIL_OP_CHOWN,
	JAIL_OP_TRUNCATE,
	JAIL_OP_STAT,
	JAIL_OP_READLINK,
	JAIL_OP_CHDIR,
	JAIL_OP_SEARCH,
	JAIL_OP_ACCESS,
	JAIL_OP_FOLLOW,
	JAIL_OP_SETATTR,
	JAIL_OP_XATTR,
	JAIL_OP_STATFS,
	JAIL_OP_IOCTL,
	JAIL_OP_NOTIFY,
	JAIL_OP_HANDLE,
	JAIL_OP_URING_CREDS,
	JAIL_OP_RECEIVE_PATH,
	JAIL_OP_RECEIVE_RING,
	JAIL_OP_RECEIVE,
	JAIL_OP_DEVICE,
	JAIL_OP_CONTROL,
	JAIL_OP_MODULE,
	JAIL_OP_BPF,
	JAIL_OP_PERF,
	JAIL_OP_RAW_IO,
	JAIL_OP_SYSLOG,
	JAIL_OP_USERFAULTFD,
	JAIL_OP_SECRETMEM,
	JAIL_OP_KERNEL_CAPABILITY,
	JAIL_OP_ADMIN,
	JAIL_OP_NET,
	JAIL_OP_BIND,
	JAIL_OP_SOCKET,
	JAIL_OP_TIME,
	JAIL_OP_USERNS,
	JAIL_OP_UNSHARE,
	JAIL_OP_CLONE_NS,
	JAIL_OP_SETNS,
	JAIL_OP_PTRACE,
	JAIL_OP_SIGNAL,
	JAIL_OP_PRIORITY,
	JAIL_OP_RLIMIT,
	JAIL_OP_OWNER,
	JAIL_OP_PARENT,
	JAIL_OP_LEASE,
	JAIL_OP_UNIX,
	JAIL_OP_MQUEUE,
	JAIL_OP_SYSV,
	JAIL_OP_KEY,
	JAIL_OP_SUID,
	JAIL_OP_TTY,
	JAIL_NR_OPS
};

/**
 * enum jail_syscall - the system calls that a capability check is judged by
 * @JAIL_SYS_OTHER: known, and neither mounts nor changes a root
 * @JAIL_SYS_UNKNOWN: a number above those this module was written for
 * @JAIL_SYS_ACCESS: access(2), faccessat(2), faccessat2(2)
 * @JAIL_SYS_KEY: add_key(2), request_key(2), keyctl(2), and setsockopt(2), which
 *	takes keys as well
 *
 * The others are named after their call; the numbers are in compat/syscall_x86.c.
 */
enum jail_syscall {
	JAIL_SYS_OTHER,
	JAIL_SYS_UNKNOWN,
	JAIL_SYS_MOUNT,
	JAIL_SYS_UMOUNT,
	JAIL_SYS_PIVOT_ROOT,
	JAIL_SYS_FSOPEN,
	JAIL_SYS_FSPICK,
	JAIL_SYS_FSCONFIG,
	JAIL_SYS_FSMOUNT,
	JAIL_SYS_MOVE_MOUNT,
	JAIL_SYS_OPEN_TREE,
	JAIL_SYS_OPEN_TREE_ATTR,
	JAIL_SYS_MOUNT_SETATTR,
	JAIL_SYS_UNSHARE,
	JAIL_SYS_SETNS,
	JAIL_SYS_CHROOT,
	JAIL_SYS_FCHROOT,
	JAIL_SYS_OPEN_BY_HANDLE,
	JAIL_SYS_ACCESS,
	JAIL_SYS_KEY,
	JAIL_NR_SYSCALLS
};

/**
 * struct jail_subject - the task, as far as a decision needs it
 * @policy: of its jail
 * @armed: it has not chrooted since it was marked, and was not chrooted then
 * @jail: the jail, valid under RCU
 * @root: the root it is closed in, valid under RCU; NULL if it is armed, or if
 *	there was no memory to record it
 */
struct jail_subject {
	u64 policy;
	bool armed;
	const struct jail *jail;
	const struct jail_root *root;
};

/**
 * struct jail_request - what is asked
 * @op: the operation; JAIL_OP_NONE is always allowed
 * @mode: type of the node, for JAIL_OP_MKNOD
 * @dev: device number, for JAIL_OP_MKNOD
 * @quiet: the caller probes, and wants neither a record nor a count
 * @is_inside: whether @object is the subject's own, which is then allowed; NULL
 *	if nothing is. Asked last, under RCU.
 * @object: what it is done to
 */
struct jail_request {
	enum jail_op op;
	umode_t mode;
	dev_t dev;
	bool quiet;
	bool (*is_inside)(const struct jail_subject *subject, const void *object);
	const void *object;
};

u64 jail_decide(const struct jail_subject *subject,
		const struct jail_request *request);
enum jail_op jail_op_of_capability(int cap, enum jail_syscall call, u64 arg);
enum jail_op jail_op_of_clone(u64 flags);
bool jail_device_is_harmless(umode_t mode, dev_t dev);
const char *jail_op_name(enum jail_op op);

#endif /* _SECURITY_JAIL_DECISION_H */
