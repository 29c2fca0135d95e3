// SPDX-License-Identifier: GPL-2.0-only
/*
 * jailctl check - what would reach over the border of a jail?
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <getopt.h>
#include <stdio.h>

#include "findings.h"
#include "jailctl.h"
#include "kernel.h"
#include "mark.h"
#include "request.h"

static int run(int argc, char **argv)
{
	char answer[ANSWER_SIZE];
	const char *problem;
	int status;

	if (!parse_arguments(&command_check, argc, argv, 0, 1, &status))
		return status;
	if (!mark_is_complete(&mark_arguments, argv[optind], &problem))
		return usage_error(&command_check, problem,
				   mark_arguments.same_root ? "--same-root" : "");
	status = kernel_check();
	if (status == EXIT_OK && argv[optind])
		status = find_process(argv[optind], &mark_arguments.process);
	if (status == EXIT_OK)
		status = mark_send(JAIL_FILE_CHECK, &mark_arguments, answer);
	if (status != EXIT_OK)
		return status;
	if (print_findings(answer, stdout))
		return EXIT_FINDINGS;
	puts("nothing reaches over the border");
	return EXIT_OK;
}

const struct command command_check = {
	.name = "check",
	.arguments = "[OPTION...] [PID]",
	.help = "tell what would reach over the border of a jail",
	.options = "rs",
	.take_option = mark_option,
	.run = run,
};
