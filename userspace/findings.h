/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * jailctl - what reaches over the border of a jail, in words
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef JAILCTL_FINDINGS_H
#define JAILCTL_FINDINGS_H

#include <stdbool.h>
#include <stdio.h>
#include <sys/types.h>

/**
 * struct finding - one line of the module
 * @kind: its word, or "more" for those that it does not tell
 * @count: how many it stands for
 * @pid: the process; 0 of "more"
 * @fd: its descriptor, or -1
 * @with: the other process, or 0
 */
struct finding {
	char kind[16];
	unsigned int count;
	pid_t pid;
	int fd;
	pid_t with;
};

bool next_finding(const char **answer, struct finding *finding);
unsigned int print_findings(const char *answer, FILE *to);

#endif /* JAILCTL_FINDINGS_H */
