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
#include <sys/utsname.h>

#include "jailctl.h"
#include "kernel.h"
#include "machine.h"
#include "output.h"

/**
 * struct fact - one that status tells
 * @label: for people
 * @column: for JSON
 * @file: of the module that has it; NULL if it is told otherwise
 * @expected: or jails do not hold; NULL if that does not matter
 * @otherwise: what is wrong then
 */
struct fact {
	const char *label;
	struct output_column column;
	const char *file;
	const char *expected;
	const char *otherwise;
};

enum {
	INTERFACE,
	KERNEL,
	ATTACHED_AS,
	SIGNED,
	SECURE_BOOT,
	LOCKDOWN,
	STATE,
	ENFORCE,
	POLICY,
	SEALED,
	JAILS,
	NR_FACTS
};

static const struct fact facts[NR_FACTS] = {
	[INTERFACE] = { "interface", { "interface", OUTPUT_NUMBER }, JAIL_FILE_VERSION },
	[KERNEL] = { "kernel", { "kernel", OUTPUT_TEXT } },
	[ATTACHED_AS] = { "attached as", { "attached_as", OUTPUT_TEXT }, JAIL_FILE_ATTACH },
	[SIGNED] = { "signed", { "signed", OUTPUT_TEXT } },
	[SECURE_BOOT] = { "secure boot", { "secure_boot", OUTPUT_TEXT } },
	[LOCKDOWN] = { "lockdown", { "lockdown", OUTPUT_TEXT } },
	[STATE] = { "state", { "state", OUTPUT_TEXT }, JAIL_FILE_STATE, "ready",
		"jails cannot be made: it is detached or stuck, or its self-test has not passed" },
	[ENFORCE] = { "enforce", { "enforce", OUTPUT_NUMBER }, JAIL_FILE_ENFORCE, "1",
		"jails do not hold: what would be refused is only recorded" },
	[POLICY] = { "policy", { "policy", OUTPUT_TEXT }, JAIL_FILE_POLICY },
	[SEALED] = { "sealed", { "sealed", OUTPUT_NUMBER }, JAIL_FILE_SEAL },
	[JAILS] = { "jails", { "jails", OUTPUT_NUMBER }, JAIL_FILE_JAILS },
};

static const char holds[] = "jails hold, but for what 'list' shows as log_only";

static size_t count_jails(const char *text)
{
	size_t lines = 0;

	while ((text = strchr(text, '\n'))) {
		lines++;
		text++;
	}
	return lines ? lines - 1 : 0;
}

/* Without the newline; of the jails, their number. To be freed. */
static char *read_file(const char *file)
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

static char *read_machine(size_t fact)
{
	struct utsname name;
	char lockdown[32];

	switch (fact) {
	case KERNEL:
		return strdup(uname(&name) ? "-" : name.release);
	case SIGNED:
		return strdup(machine_signature());
	case SECURE_BOOT:
		return strdup(machine_secure_boot());
	default:
		machine_lockdown(lockdown, sizeof(lockdown));
		return strdup(lockdown);
	}
}

static int show(void)
{
	struct output_column columns[NR_FACTS + 1];
	const char *verdict = NULL;
	struct output *output;
	char *text;
	size_t i;

	for (i = 0; i < NR_FACTS; i++)
		columns[i] = facts[i].column;
	columns[NR_FACTS] = (struct output_column){ "verdict", OUTPUT_TEXT };
	output = output_new("status", columns, ARRAY_SIZE(columns));
	output_row(output);
	for (i = 0; i < NR_FACTS; i++) {
		text = facts[i].file ? read_file(facts[i].file) : read_machine(i);
		if (!text) {
			warnx("cannot read the %s: %s", facts[i].label, strerror(errno));
			return EXIT_FAILED;
		}
		if (!output_json)
			printf("%-12s %s\n", facts[i].label, text);
		output_cell(output, i, text);
		if (!verdict && facts[i].expected && strcmp(text, facts[i].expected))
			verdict = facts[i].otherwise;
		free(text);
	}
	output_cell(output, NR_FACTS, verdict ?: holds);
	if (!output_json)
		puts(verdict ?: holds);
	else if (!output_print(&output, 1))
		return EXIT_FAILED;
	return verdict ? EXIT_NOT_READY : EXIT_OK;
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
