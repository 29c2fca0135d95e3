// SPDX-License-Identifier: GPL-2.0-only
/*
 * jailctl log - what was denied
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "jailctl.h"
#include "output.h"
#include "record.h"

/* The longest that /dev/kmsg has, and the NUL. */
#define MESSAGE_SIZE	8192

static const struct output_column columns[] = {
	{ "time", OUTPUT_NUMBER },
	{ "event", OUTPUT_TEXT },
	{ "jail", OUTPUT_NUMBER },
	{ "name", OUTPUT_TEXT },
	{ "op", OUTPUT_TEXT },
	{ "restriction", OUTPUT_TEXT },
	{ "pid", OUTPUT_NUMBER },
	{ "comm", OUTPUT_TEXT },
	{ "allowed_by", OUTPUT_TEXT },
	{ "what", OUTPUT_TEXT },
	{ "value", OUTPUT_TEXT },
};

static bool follow;
static const char *wanted;

static void take_option(int option, const char *value)
{
	if (option == 'F')
		follow = true;
	else
		wanted = value;
}

static void print_line(const struct record *record)
{
	printf("%s jail %s %s", record->time, record->jail, record->event);
	if (strcmp(record->what, "-"))
		printf(" %s to %s", record->what, record->value);
	if (record_is_denial(record))
		printf(" %s to %s (%s): a policy with -%s allows it", record->op, record->comm,
		       record->pid, record->restriction);
	putchar('\n');
	fflush(stdout);
}

static void add_row(struct output *output, const struct record *record)
{
	char allowed_by[64] = "-";
	const char *const cells[] = {
		record->time, record->event, record->jail, record->name, record->op,
		record->restriction, record->pid, record->comm, allowed_by,
		record->what, record->value,
	};
	size_t i;

	if (record_is_denial(record))
		snprintf(allowed_by, sizeof(allowed_by), "-%s", record->restriction);
	output_row(output);
	for (i = 0; i < ARRAY_SIZE(cells); i++)
		output_cell(output, i, cells[i]);
}

/* Its next message, or false: there is none now, or no more. */
static bool read_message(int fd, char *text)
{
	struct pollfd ready = { .fd = fd, .events = POLLIN };
	ssize_t got;

	for (;;) {
		got = read(fd, text, MESSAGE_SIZE - 1);
		if (got > 0) {
			text[got] = '\0';
			return true;
		}
		/* EPIPE: what came next has been overwritten. */
		if (got < 0 && errno == EAGAIN && follow)
			poll(&ready, 1, -1);
		else if (got == 0 || (errno != EPIPE && errno != EINTR))
			return false;
	}
}

static int show(int fd)
{
	struct output *output = follow ? NULL : output_new("records", columns, ARRAY_SIZE(columns));
	char text[MESSAGE_SIZE];
	struct record record;

	while (read_message(fd, text)) {
		if (!record_parse(text, &record) || (wanted && !record_is_of(&record, wanted)))
			continue;
		if (follow)
			print_line(&record);
		else
			add_row(output, &record);
	}
	return follow || output_print(&output, 1) ? EXIT_OK : EXIT_FAILED;
}

static int run(int argc, char **argv)
{
	int fd, status;

	if (!parse_arguments(&command_log, argc, argv, 0, 0, &status))
		return status;
	if (follow && output_json)
		return usage_error(&command_log, "--json goes without", "--follow");
	fd = open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0) {
		status = errno == EACCES || errno == EPERM ? EXIT_NO_RIGHT : EXIT_FAILED;
		warn("cannot open the kernel log, /dev/kmsg");
		hint("try as root");
		return status;
	}
	status = show(fd);
	close(fd);
	return status;
}

const struct command command_log = {
	.name = "log",
	.arguments = "[OPTION...]",
	.help = "list what was denied, or would have been",
	.options = "jFJ",
	.take_option = take_option,
	.run = run,
};
