// SPDX-License-Identifier: GPL-2.0-only
/*
 * jailctl seal - nobody loosens anything until reboot
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

	if (!parse_arguments(&command_seal, argc, argv, 0, 0, &status))
		return status;
	status = kernel_check();
	if (status != EXIT_OK)
		return status;
	return request_module(JAIL_FILE_SEAL, "1", "seal", answer);
}

const struct command command_seal = {
	.name = "seal",
	.arguments = "",
	.help = "until reboot: no policy change, no release, no detaching",
	.run = run,
};
