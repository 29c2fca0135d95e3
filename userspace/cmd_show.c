// SPDX-License-Identifier: GPL-2.0-only
/*
 * jailctl show - a jail and its tasks
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "jailctl.h"
#include "kernel.h"
#include "output.h"
#include "request.h"

/* "jail=ID", before the tasks. */
static bool cut_id(char *answer, char **id, char **tasks)
{
	*tasks = strchr(answer, '\n');
	if (strncmp(answer, "jail=", 5) || !*tasks)
		return false;
	*id = answer + 5;
	*(*tasks)++ = '\0';
	return true;
}

static int show(const char *which)
{
	struct output *outputs[2];
	char *answer, *jails, *id, *tasks, subject[64];
	int status;

	snprintf(subject, sizeof(subject), "jail %.40s", which);
	status = request_text(JAIL_FILE_TASKS, which, subject, &answer);
	if (status != EXIT_OK)
		return status;
	jails = kernel_read(JAIL_FILE_JAILS);
	if (jails && cut_id(answer, &id, &tasks)) {
		outputs[0] = output_of_text("jails", jails, id);
		outputs[1] = output_of_text("tasks", tasks, NULL);
		status = output_print(outputs, 2) ? EXIT_OK : EXIT_FAILED;
	} else {
		warnx("%s: cannot be read", subject);
		status = EXIT_FAILED;
	}
	free(jails);
	free(answer);
	return status;
}

static int run(int argc, char **argv)
{
	int status;

	if (!parse_arguments(&command_show, argc, argv, 1, 1, &status))
		return status;
	status = kernel_check();
	return status == EXIT_OK ? show(argv[optind]) : status;
}

const struct command command_show = {
	.name = "show",
	.arguments = "[OPTION...] JAIL",
	.help = "show a jail and its tasks",
	.options = "J",
	.run = run,
};
