/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * jailctl - marking, for "mark" and "run"
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef JAILCTL_MARK_H
#define JAILCTL_MARK_H

#include <stdbool.h>
#include <sys/types.h>

/**
 * struct marked - what a mark did
 * @jail: id of the new jail
 * @tasks: how many tasks are in it
 */
struct marked {
	unsigned long long jail;
	unsigned int tasks;
};

bool parse_pid(const char *text, pid_t *pid);
int mark(pid_t pid, const char *policy, struct marked *marked);

#endif /* JAILCTL_MARK_H */
