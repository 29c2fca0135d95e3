/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - policies: sets of named restrictions
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_POLICY_H
#define _SECURITY_JAIL_POLICY_H

#include <linux/bits.h>
#include <linux/types.h>

/**
 * enum jail_restriction - one named class of what a jailed task may not do
 * @JAIL_MOUNT: mounts and mount namespaces
 * @JAIL_MKNOD: device nodes other than the harmless ones
 * @JAIL_CHROOT: another root directory
 * @JAIL_PATH: what is outside the root, by whatever reference
 * @JAIL_DEVICE: opening device nodes other than the harmless ones
 * @JAIL_CONTROL: changing file systems by which the kernel is controlled
 * @JAIL_KERNEL: modules, kexec, BPF, perf, raw I/O and the like
 * @JAIL_ADMIN: what is left of CAP_SYS_ADMIN, and capabilities as wide
 * @JAIL_NAMESPACE: making and entering namespaces
 * @JAIL_TASK: tasks outside the jail
 * @JAIL_IPC: sockets, System V objects, message queues and keys of outside
 * @JAIL_SUID: files that give others privileges
 * @JAIL_TTY: terminals typed into, or taken over
 * @JAIL_NET: network configuration, raw and packet sockets
 * @JAIL_TIME: the clock
 * @JAIL_RECEIVE: any file of outside that is sent
 * @JAIL_NR_RESTRICTIONS: how many there are
 */
enum jail_restriction {
	JAIL_MOUNT,
	JAIL_MKNOD,
	JAIL_CHROOT,
	JAIL_PATH,
	JAIL_DEVICE,
	JAIL_CONTROL,
	JAIL_KERNEL,
	JAIL_ADMIN,
	JAIL_NAMESPACE,
	JAIL_TASK,
	JAIL_IPC,
	JAIL_SUID,
	JAIL_TTY,
	JAIL_NET,
	JAIL_TIME,
	JAIL_RECEIVE,
	JAIL_NR_RESTRICTIONS
};

/* A policy is a u64, a set of restrictions: BIT_ULL(enum jail_restriction). */
#define JAIL_POLICY_BASIC \
	(BIT_ULL(JAIL_MOUNT) | BIT_ULL(JAIL_MKNOD) | BIT_ULL(JAIL_CHROOT))
#define JAIL_POLICY_STRICT	(BIT_ULL(JAIL_NR_RESTRICTIONS) - 1)
/* Less what daemons need that are chrooted: ntpd sets the clock, dhcpd has raw
 * sockets, and an sshd or postfix passes open files on.
 */
#define JAIL_POLICY_DEFAULT						\
	(JAIL_POLICY_STRICT &						\
	 ~(BIT_ULL(JAIL_NET) | BIT_ULL(JAIL_TIME) | BIT_ULL(JAIL_RECEIVE)))

/* Room for every word, the commas and the NUL. */
#define JAIL_POLICY_TEXT	256

int jail_policy_parse(char *text, u64 *policy, const char **word);
void jail_policy_explain(const char *word, char *buf, size_t size);
int jail_policy_read(char *text, u64 *policy, char *problem, size_t size);
const char *jail_policy_print(u64 policy, char *buf, size_t size);
const char *jail_restriction_name(enum jail_restriction restriction);
const char *jail_policy_first(u64 policy);

#endif /* _SECURITY_JAIL_POLICY_H */
