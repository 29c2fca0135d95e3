// SPDX-License-Identifier: GPL-2.0-only
/*
 * jailctl features - the restrictions that this module has
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <dirent.h>
#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "jailctl.h"
#include "kernel.h"
#include "output.h"
#include "words.h"

static const struct output_column columns[] = {
	{ "restriction", OUTPUT_TEXT },
	{ "in_policy", OUTPUT_TEXT },
};

static int is_restriction(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static int show(const char *policy)
{
	struct output *output = output_new("features", columns, ARRAY_SIZE(columns));
	struct dirent **entries;
	char path[256];
	int i, count;

	snprintf(path, sizeof(path), "%s/" JAIL_FILE_FEATURES, kernel_directory);
	count = scandir(path, &entries, is_restriction, alphasort);
	if (count < 0) {
		warnx("cannot read %s: %s", path, strerror(errno));
		return EXIT_FAILED;
	}
	for (i = 0; i < count; i++) {
		output_row(output);
		output_cell(output, 0, entries[i]->d_name);
		output_cell(output, 1, words_have(policy, entries[i]->d_name) ? "yes" : "no");
		free(entries[i]);
	}
	free(entries);
	return output_print(&output, 1) ? EXIT_OK : EXIT_FAILED;
}

static int run(int argc, char **argv)
{
	char *policy;
	int status;

	if (!parse_arguments(&command_features, argc, argv, 0, 0, &status))
		return status;
	status = kernel_check();
	if (status != EXIT_OK)
		return status;
	policy = kernel_text(JAIL_FILE_POLICY);
	if (!policy)
		return EXIT_FAILED;
	status = show(policy);
	free(policy);
	return status;
}

const struct command command_features = {
	.name = "features",
	.arguments = "[OPTION...]",
	.help = "list the restrictions that there are",
	.options = "J",
	.run = run,
};
