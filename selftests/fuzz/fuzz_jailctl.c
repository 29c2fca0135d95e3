// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fuzz target: what jailctl reads of the module, of the kernel log, and of its users
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "findings.h"
#include "input.h"
#include "jailctl.h"
#include "output.h"
#include "process.h"
#include "record.h"
#include "words.h"

/* Of jailctl.c, which has a main() of its own. */
void hint(const char *text)
{
}

static void check_record(const unsigned char *data, size_t size)
{
	char *text = copy_input(data, size), allowed_by[64];
	struct record record;

	if (record_parse(text, &record)) {
		record_is_denial(&record);
		record_allowed_by(&record, allowed_by, sizeof(allowed_by));
		record_is_of(&record, record.name);
	}
	free(text);
}

static void check_table(const unsigned char *data, size_t size, bool json)
{
	char *text = copy_input(data, size);
	struct output *output;

	output_json = json;
	output = output_of_text("jails", text, NULL);
	output_print(&output, 1);
	free(text);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	unsigned long long inode;
	struct finding finding;
	char *text = copy_input(data, size);
	const char *answer = text;
	pid_t pid;

	while (next_finding(&answer, &finding))
		;
	parse_process(text, &pid, &inode);
	words_have(text, "mount");
	free(text);
	check_record(data, size);
	check_table(data, size, false);
	check_table(data, size, true);
	return 0;
}
