/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * jailctl - marking, for "mark", "run" and "check"
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef JAILCTL_MARK_H
#define JAILCTL_MARK_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "process.h"

/**
 * struct mark_request - whom to mark, and how
 * @process: at the top; PID 0 for none; start 0 for whoever has that PID
 * @root: also whoever has this root directory, or one below it; or NULL
 * @same_root: also whoever has the root of @process, or one below it
 * @force: mark whatever reaches over the border
 * @policy: of the new jail, or NULL for the module's
 * @log_only: what of that is recorded and not refused, or NULL for nothing
 * @name: of the new jail, or NULL
 * @jail: to add to, or NULL for a new one
 */
struct mark_request {
	struct process process;
	const char *root;
	bool same_root;
	bool force;
	const char *policy;
	const char *log_only;
	const char *name;
	const char *jail;
};

/* From the command line; one command runs. */
extern struct mark_request mark_arguments;

void mark_option(int option, const char *value);
bool mark_is_complete(const struct mark_request *request, bool has_pid, const char **problem);
int mark_send(const char *file, const struct mark_request *request, char *answer);
int mark(const struct mark_request *request, bool report);

#endif /* JAILCTL_MARK_H */
