// SPDX-License-Identifier: GPL-2.0-only
/*
 * jailctl release - end a jail and let its tasks go
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <err.h>
#include <getopt.h>
#include <stdio.h>

#include "jailctl.h"
#include "kernel.h"
#include "request.h"

static int run(int argc, char **argv)
{
	char answer[ANSWER_SIZE], subject[64];
	unsigned long long jail;
	unsigned int tasks;
	int status;

	if (!parse_arguments(&command_release, argc, argv, 1, 1, &status))
		return status;
	status = kernel_check();
	if (status != EXIT_OK)
		return status;
	snprintf(subject, sizeof(subject), "jail %.40s", argv[optind]);
	status = request_module(JAIL_FILE_RELEASE, argv[optind], subject, answer);
	if (status != EXIT_OK)
		return status;
	if (sscanf(answer, "jail=%llu tasks=%u", &jail, &tasks) != 2) {
		warnx("the module did not confirm the release: '%s'", answer);
		return EXIT_FAILED;
	}
	printf("jail %llu: released %u %s\n", jail, tasks, tasks == 1 ? "task" : "tasks");
	return EXIT_OK;
}

const struct command command_release = {
	.name = "release",
	.arguments = "JAIL",
	.help = "end a jail: its tasks are restricted no longer",
	.run = run,
};
