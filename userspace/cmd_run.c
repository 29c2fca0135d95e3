// SPDX-License-Identifier: GPL-2.0-only
/*
 * jailctl run - execute a command in a new jail
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
	struct marked marked;
	int status;

	if (!parse_arguments(&command_run, argc, argv, 1, -1, &status))
		return status;
	status = kernel_ready();
	if (status == EXIT_OK)
		status = mark(getpid(), NULL, &marked);
	if (status != EXIT_OK)
		return status;
	execvp(argv[optind], argv + optind);
	status = errno == ENOENT ? EXIT_NOT_FOUND : EXIT_CANNOT_EXEC;
	warnx("cannot execute '%s': %s", argv[optind], strerror(errno));
	return status;
}

const struct command command_run = {
	"run", "[--] COMMAND [ARG...]", "execute a command in a new jail", run,
};
