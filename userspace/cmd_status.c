// SPDX-License-Identifier: GPL-2.0-only
/*
 * jailctl status - is the protection real here?
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "jailctl.h"
#include "kernel.h"

static const struct {
	const char *file;
	const char *label;
	const char *expected;	/* or jails do not hold */
} facts[] = {
	{ JAIL_FILE_VERSION, "interface", NULL },
	{ JAIL_FILE_ATTACH, "attached as", NULL },
	{ JAIL_FILE_STATE, "state", "ready\n" },
	{ JAIL_FILE_ENFORCE, "enforce", "1\n" },
	{ JAIL_FILE_POLICY, "policy", NULL },
	{ JAIL_FILE_SEAL, "sealed", NULL },
};

static size_t count_jails(const char *text)
{
	size_t lines = 0;

	while ((text = strchr(text, '\n'))) {
		lines++;
		text++;
	}
	return lines ? lines - 1 : 0;
}

static int run(int argc, char **argv)
{
	char *text;
	size_t i;
	int status;

	if (!parse_arguments(&command_status, argc, argv, 0, 0, &status))
		return status;
	status = kernel_check();
	if (status != EXIT_OK)
		return status;
	for (i = 0; i < ARRAY_SIZE(facts); i++) {
		text = kernel_read(facts[i].file);
		if (!text) {
			warnx("cannot read %s: %s", facts[i].file, strerror(errno));
			return EXIT_FAILED;
		}
		printf("%-12s %s", facts[i].label, text);
		if (facts[i].expected && strcmp(text, facts[i].expected))
			status = EXIT_NOT_READY;
		free(text);
	}
	text = kernel_read(JAIL_FILE_JAILS);
	if (!text) {
		warnx("cannot read the jails: %s", strerror(errno));
		return EXIT_FAILED;
	}
	printf("%-12s %zu\n", "jails", count_jails(text));
	free(text);
	return status;
}

const struct command command_status = {
	.name = "status",
	.arguments = "",
	.help = "tell whether jails hold on this machine",
	.run = run,
};
