// SPDX-License-Identifier: GPL-2.0-only
/*
 * jailctl selftest - have every hook of the module fire
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include "jailctl.h"
#include "kernel.h"
#include "selftest.h"

static int run(int argc, char **argv)
{
	int status;

	if (!parse_arguments(&command_selftest, argc, argv, 0, 0, &status))
		return status;
	status = kernel_check();
	return status == EXIT_OK ? selftest() : status;
}

const struct command command_selftest = {
	.name = "selftest",
	.arguments = "",
	.help = "show that every hook of the module fires",
	.run = run,
};
