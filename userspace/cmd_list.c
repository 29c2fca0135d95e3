// SPDX-License-Identifier: GPL-2.0-only
/*
 * jailctl list - the jails
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <stdlib.h>

#include "jailctl.h"
#include "kernel.h"
#include "output.h"

static int run(int argc, char **argv)
{
	struct output *output;
	int status;
	char *text;

	if (!parse_arguments(&command_list, argc, argv, 0, 0, &status))
		return status;
	status = kernel_check();
	if (status != EXIT_OK)
		return status;
	text = kernel_text(JAIL_FILE_JAILS);
	if (!text)
		return EXIT_FAILED;
	output = output_of_text("jails", text, NULL);
	free(text);
	return output_print(&output, 1) ? EXIT_OK : EXIT_FAILED;
}

const struct command command_list = {
	.name = "list",
	.arguments = "[OPTION...]",
	.help = "list the jails",
	.options = "J",
	.run = run,
};
