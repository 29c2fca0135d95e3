// SPDX-License-Identifier: GPL-2.0-only
/*
 * jailctl run - execute a command in a jail
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <err.h>
#include <errno.h>
#include <getopt.h>
#include <string.h>
#include <unistd.h>

#include "jailctl.h"
#include "kernel.h"
#include "mark.h"

static int run(int argc, char **argv)
{
	int status;

	if (!parse_arguments(&command_run, argc, argv, 1, -1, &status))
		return status;
	status = kernel_ready();
	mark_arguments.process.pid = getpid();
	if (status == EXIT_OK)
		status = mark(&mark_arguments, false);
	if (status != EXIT_OK)
		return status;
	execvp(argv[optind], argv + optind);
	status = errno == ENOENT ? EXIT_NOT_FOUND : EXIT_CANNOT_EXEC;
	warnx("cannot execute '%s': %s", argv[optind], strerror(errno));
	return status;
}

const struct command command_run = {
	.name = "run",
	.arguments = "[OPTION...] [--] COMMAND [ARG...]",
	.help = "execute a command in a jail",
	.options = "plnjf",
	.take_option = mark_option,
	.run = run,
};
