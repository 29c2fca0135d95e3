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
#include "jailctl.h"
#include "output.h"
#include "process.h"
#include "record.h"
#include "words.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

/* Of jailctl.c, which has a main() of its own. */
void hint(const char *text)
{
}

static char *copy(const unsigned char *data, size_t size)
{
	char *text = malloc(size + 1);

	memcpy(text, data, size);
	text[size] = '\0';
	return text;
}

static void check_record(const unsigned char *data, size_t size)
{
	char *text = copy(data, size);
	struct record record;

	if (record_parse(text, &record)) {
		record_is_denial(&record);
		record_is_of(&record, record.name);
	}
	free(text);
}

static void check_table(const unsigned char *data, size_t size, bool json)
{
	char *text = copy(data, size);
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
	char *text = copy(data, size);
	pid_t pid;

	parse_finding(text, &finding);
	parse_process(text, &pid, &inode);
	words_have(text, "mount");
	free(text);
	check_record(data, size);
	check_table(data, size, false);
	check_table(data, size, true);
	return 0;
}
