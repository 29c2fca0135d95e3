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

static struct mark_request request;

static void take_option(int option, const char *value)
{
	mark_option(&request, option, value);
}

static int run(int argc, char **argv)
{
	const char *problem;
	int status;

	if (!parse_arguments(&command_mark, argc, argv, 0, 1, &status))
		return status;
	if (!mark_is_complete(&request, argv[optind], &problem))
		return usage_error(&command_mark, problem, request.same_root ? "--same-root" : "");
	status = kernel_ready();
	if (status == EXIT_OK && argv[optind])
		status = find_process(argv[optind], &request.process);
	return status == EXIT_OK ? mark(&request, true) : status;
}

const struct command command_mark = {
	.name = "mark",
	.arguments = "[OPTION...] [PID]",
	.help = "put a process, its threads and descendants into a jail",
	.options = "pnjfrs",
	.take_option = take_option,
	.run = run,
};
