// SPDX-License-Identifier: GPL-2.0-only
/*
 * jailctl list - the jails
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <err.h>
#include <errno.h>
#include <libsmartcols.h>
#include <stdlib.h>
#include <string.h>

#include "jailctl.h"
#include "kernel.h"

/* A header line and a line a jail, words separated by blanks. */
static int print_table(char *text)
{
	struct libscols_table *table = scols_new_table();
	struct libscols_line *row = NULL;
	char *line, *word, *next_line, *next_word;
	size_t column;
	int err = table ? 0 : -ENOMEM;

	line = strtok_r(text, "\n", &next_line);
	for (word = line ? strtok_r(line, " ", &next_word) : NULL; word && !err;
	     word = strtok_r(NULL, " ", &next_word)) {
		if (!scols_table_new_column(table, word, 0, 0))
			err = -ENOMEM;
	}
	while (!err && (line = strtok_r(NULL, "\n", &next_line))) {
		row = scols_table_new_line(table, NULL);
		err = row ? 0 : -ENOMEM;
		column = 0;
		for (word = strtok_r(line, " ", &next_word); word && !err;
		     word = strtok_r(NULL, " ", &next_word))
			err = scols_line_set_data(row, column++, word);
	}
	if (!err)
		err = scols_print_table(table);
	scols_unref_table(table);
	return err;
}

static int run(int argc, char **argv)
{
	int status;
	char *text;

	if (!parse_arguments(&command_list, argc, argv, 0, 0, &status))
		return status;
	status = kernel_check();
	if (status != EXIT_OK)
		return status;
	text = kernel_read(JAIL_FILE_JAILS);
	if (!text) {
		warnx("cannot read the jails: %s", strerror(errno));
		return EXIT_FAILED;
	}
	if (print_table(text)) {
		warnx("cannot print the jails");
		status = EXIT_FAILED;
	}
	free(text);
	return status;
}

const struct command command_list = {
	.name = "list",
	.arguments = "",
	.help = "list the jails",
	.run = run,
};
