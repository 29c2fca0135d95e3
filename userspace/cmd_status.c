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
#include "output.h"

static const struct {
	const char *file;
	const char *label;
	const char *expected;	/* or jails do not hold */
} facts[] = {
	{ JAIL_FILE_VERSION, "interface", NULL },
	{ JAIL_FILE_ATTACH, "attached as", NULL },
	{ JAIL_FILE_STATE, "state", "ready" },
	{ JAIL_FILE_ENFORCE, "enforce", "1" },
	{ JAIL_FILE_POLICY, "policy", NULL },
	{ JAIL_FILE_SEAL, "sealed", NULL },
	{ JAIL_FILE_JAILS, "jails", NULL },
};

/* In the order of the facts. */
static const struct output_column columns[ARRAY_SIZE(facts)] = {
	{ "interface", OUTPUT_NUMBER },
	{ "attached_as", OUTPUT_TEXT },
	{ "state", OUTPUT_TEXT },
	{ "enforce", OUTPUT_NUMBER },
	{ "policy", OUTPUT_TEXT },
	{ "sealed", OUTPUT_NUMBER },
	{ "jails", OUTPUT_NUMBER },
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

/* Without the newline; of the jails, their number. */
static char *read_fact(const char *file)
{
	char *text = kernel_read(file), *number;

	if (!text)
		return NULL;
	if (!strcmp(file, JAIL_FILE_JAILS)) {
		if (asprintf(&number, "%zu", count_jails(text)) < 0)
			number = NULL;
		free(text);
		return number;
	}
	text[strcspn(text, "\n")] = '\0';
	return text;
}

static int show(void)
{
	struct output *output = output_new("status", columns, ARRAY_SIZE(columns));
	int status = EXIT_OK;
	char *text;
	size_t i;

	output_row(output);
	for (i = 0; i < ARRAY_SIZE(facts); i++) {
		text = read_fact(facts[i].file);
		if (!text) {
			warnx("cannot read %s: %s", facts[i].file, strerror(errno));
			return EXIT_FAILED;
		}
		if (!output_json)
			printf("%-12s %s\n", facts[i].label, text);
		output_cell(output, i, text);
		if (facts[i].expected && strcmp(text, facts[i].expected))
			status = EXIT_NOT_READY;
		free(text);
	}
	if (output_json && !output_print(&output, 1))
		status = EXIT_FAILED;
	return status;
}

static int run(int argc, char **argv)
{
	int status;

	if (!parse_arguments(&command_status, argc, argv, 0, 0, &status))
		return status;
	status = kernel_check();
	return status == EXIT_OK ? show() : status;
}

const struct command command_status = {
	.name = "status",
	.arguments = "[OPTION...]",
	.help = "tell whether jails hold on this machine",
	.options = "J",
	.run = run,
};
