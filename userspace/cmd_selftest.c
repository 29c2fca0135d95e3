// SPDX-License-Identifier: GPL-2.0-only
/*
 * jailctl selftest - have every hook of the module fire
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "jailctl.h"
#include "kernel.h"
#include "selftest.h"

static bool is_built_in(void)
{
	char *text = kernel_read(JAIL_FILE_ATTACH);
	bool built_in = text && !strcmp(text, "builtin\n");

	free(text);
	return built_in;
}

static int run(int argc, char **argv)
{
	int status;

	if (!parse_arguments(&command_selftest, argc, argv, 0, 0, &status))
		return status;
	status = kernel_check();
	if (status != EXIT_OK)
		return status;
	if (is_built_in()) {
		puts("built into the kernel: there is nothing to test");
		return EXIT_OK;
	}
	return selftest(true);
}

const struct command command_selftest = {
	.name = "selftest",
	.arguments = "",
	.help = "show that every hook of the module fires",
	.run = run,
};
