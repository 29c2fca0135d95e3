// SPDX-License-Identifier: GPL-2.0-only
/*
 * jailctl detach - let the module go, so that it can be removed
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include "jailctl.h"
#include "kernel.h"
#include "request.h"

static int run(int argc, char **argv)
{
	char answer[ANSWER_SIZE];
	int status;

	if (!parse_arguments(&command_detach, argc, argv, 0, 0, &status))
		return status;
	status = kernel_check();
	if (status != EXIT_OK)
		return status;
	return request_module(JAIL_FILE_ATTACH, "detach", "module", answer);
}

const struct command command_detach = {
	.name = "detach",
	.arguments = "",
	.help = "detach the module, so that it can be unloaded",
	.run = run,
};
