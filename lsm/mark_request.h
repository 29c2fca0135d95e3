/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - what somebody asks to be marked, and how
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_MARK_REQUEST_H
#define _SECURITY_JAIL_MARK_REQUEST_H

#include <linux/types.h>

/**
 * struct jail_mark_request - whom to mark, and how
 * @nr: PID in the pid namespace of the caller, or 0 for @root_fd alone
 * @alone: @nr is the process of the current task, without its descendants
 * @has_start: @start was given
 * @start: when the process must have started, as in field 22 of
 *	/proc/PID/stat: clock ticks after boot
 * @same_root: also whoever has the root directory of @nr, or one below it
 * @root_fd: also whoever has this directory of the caller as its root, or one
 *	below it; -1 for none
 * @force: mark also what reaches over the border of the jail
 * @jail: id or name of the jail to add to; NULL for a new one
 * @name: of a new jail, "" for none
 * @has_policy: @policy was given
 * @policy: of a new jail
 * @log_only: of a new jail
 */
struct jail_mark_request {
	pid_t nr;
	bool alone;
	bool has_start;
	u64 start;
	bool same_root;
	int root_fd;
	bool force;
	const char *jail;
	const char *name;
	bool has_policy;
	u64 policy;
	u64 log_only;
};

int jail_mark_request_parse(char *text, struct jail_mark_request *request,
			    char *problem, size_t size);

#endif /* _SECURITY_JAIL_MARK_REQUEST_H */
