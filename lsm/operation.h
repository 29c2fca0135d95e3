/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - an operation on a process tree: to mark it, check it, release a jail
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_OPERATION_H
#define _SECURITY_JAIL_OPERATION_H

#include <linux/types.h>

struct jail_findings;
struct jail_mark_request;

/**
 * struct jail_marked - what a mark, or a release, did
 * @id: of the jail
 * @tasks: how many were marked or released
 */
struct jail_marked {
	u64 id;
	unsigned int tasks;
};

int jail_mark_tree(const struct jail_mark_request *request,
		   struct jail_marked *marked, struct jail_findings *findings,
		   const char **reason);
int jail_mark_current(void);
int jail_check_tree(const struct jail_mark_request *request,
		    struct jail_findings *findings, const char **reason);
int jail_release(const char *which, struct jail_marked *released);

#endif /* _SECURITY_JAIL_OPERATION_H */
