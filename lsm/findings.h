/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - what reaches over the border of a jail
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_FINDINGS_H
#define _SECURITY_JAIL_FINDINGS_H

#include <linux/types.h>

struct jail_members;
struct seq_file;

/* What one request can list; a tree with more is better mended than listed. */
#define JAIL_FINDINGS_MAX	64

/**
 * enum jail_finding_kind - see include/uapi/linux/jail.h
 */
enum jail_finding_kind {
	JAIL_FINDING_CWD,
	JAIL_FINDING_DIRECTORY,
	JAIL_FINDING_PATH,
	JAIL_FINDING_IO_URING,
	JAIL_FINDING_PORTS,
	JAIL_FINDING_FS,
	JAIL_FINDING_FILES,
	JAIL_FINDING_MEMORY,
	JAIL_FINDING_TRACER,
	JAIL_FINDING_TRACEE,
	JAIL_NR_FINDINGS
};

/**
 * struct jail_finding - one thing
 * @kind: of thing
 * @pid: of the task, in the pid namespace of who asked
 * @fd: its descriptor, or -1
 * @with: the other task, or 0; a task that namespace has not is -1
 */
struct jail_finding {
	enum jail_finding_kind kind;
	pid_t pid;
	int fd;
	pid_t with;
};

/**
 * struct jail_findings - what one look found
 * @count: how many; more than JAIL_FINDINGS_MAX are counted only
 * @list: the first of them
 */
struct jail_findings {
	unsigned int count;
	struct jail_finding list[JAIL_FINDINGS_MAX];
};

int jail_findings_look(struct jail_findings *findings,
		       const struct jail_members *members);
void jail_findings_show(const struct jail_findings *findings, struct seq_file *m);

#endif /* _SECURITY_JAIL_FINDINGS_H */
