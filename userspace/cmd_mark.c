// SPDX-License-Identifier: GPL-2.0-only
/*
 * jailctl mark - put a running process and its tree into a jail
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <getopt.h>

#include "jailctl.h"
#include "kernel.h"
#include "mark.h"

static int run(int argc, char **argv)
{
	const char *problem;
	int status;

	if (!parse_arguments(&command_mark, argc, argv, 0, 1, &status))
		return status;
	if (!mark_is_complete(&mark_arguments, argv[optind], &problem))
		return usage_error(&command_mark, problem,
				   mark_arguments.same_root ? "--same-root" : "");
	status = kernel_check();
	/* First of all, lest the PID is another's after a self-test. */
	if (status == EXIT_OK && argv[optind])
		status = find_process(argv[optind], &mark_arguments.process);
	if (status == EXIT_OK)
		status = kernel_ready();
	return status == EXIT_OK ? mark(&mark_arguments, true) : status;
}

const struct command command_mark = {
	.name = "mark",
	.arguments = "[OPTION...] [PID]",
	.help = "put a process, its threads and descendants into a jail",
	.options = "plnjfrs",
	.take_option = mark_option,
	.run = run,
};
