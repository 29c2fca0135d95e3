/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * jailctl - which process is meant
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef JAILCTL_PROCESS_H
#define JAILCTL_PROCESS_H

#include <stdbool.h>
#include <sys/types.h>

/**
 * struct process - one, and no other that gets its PID later
 * @pid: its PID
 * @start: when it started, in clock ticks after boot
 */
struct process {
	pid_t pid;
	unsigned long long start;
};

bool parse_process(const char *text, pid_t *pid, unsigned long long *inode);
int find_process(const char *text, struct process *process);
bool process_is_chrooted(pid_t pid);

#endif /* JAILCTL_PROCESS_H */
