// SPDX-License-Identifier: GPL-2.0-only
/*
 * jailctl mark - put a running process and its tree into a new jail
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <getopt.h>
#include <stdio.h>

#include "jailctl.h"
#include "kernel.h"
#include "mark.h"

static int run(int argc, char **argv)
{
	struct marked marked;
	int status;
	pid_t pid;

	if (!parse_arguments(&command_mark, argc, argv, 1, 1, &status))
		return status;
	if (!parse_pid(argv[optind], &pid))
		return usage_error(&command_mark, "not a PID:", argv[optind]);
	status = kernel_ready();
	if (status != EXIT_OK)
		return status;
	status = mark(pid, NULL, &marked);
	if (status == EXIT_OK)
		printf("jail %llu: marked %u %s\n", marked.jail, marked.tasks,
		       marked.tasks == 1 ? "task" : "tasks");
	return status;
}

const struct command command_mark = {
	"mark", "PID", "put a process, its threads and descendants into a new jail", run,
};
