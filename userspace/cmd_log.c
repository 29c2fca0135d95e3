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
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "jailctl.h"
#include "kernel.h"
#include "output.h"
#include "record.h"
#include "table.h"

/* The longest that /dev/kmsg has, and the NUL. */
#define MESSAGE_SIZE	8192

/* Of every restriction with its minus. */
#define ALLOWED_BY_SIZE	512

/* YYYY-MM-DDThh:mm:ss+hhmm, and a year may be longer. */
#define DATE_SIZE	64

static const struct output_column columns[] = {
	{ "time", OUTPUT_NUMBER },
	{ "date", OUTPUT_TEXT },
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

/* Microseconds, when the machine was booted. */
static long long boot;

static void take_option(int option, const char *value)
{
	if (option == 'F')
		follow = true;
	else
		wanted = value;
}

static long long read_clock(clockid_t clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return now.tv_sec * 1000000LL + now.tv_nsec / 1000;
}

/* The clock of the kernel log stops in a suspend, like the monotonic one. */
static void find_boot(void)
{
	boot = read_clock(CLOCK_REALTIME) - read_clock(CLOCK_MONOTONIC);
}

static void date_of(const struct record *record, char *text)
{
	time_t seconds = (boot + (long long)record->usec) / 1000000;
	struct tm date;

	if (!localtime_r(&seconds, &date) || !strftime(text, DATE_SIZE, "%FT%T%z", &date))
		snprintf(text, DATE_SIZE, "-");
}

/* Returns false if nobody gets it. */
static bool print_line(const struct record *record)
{
	char allowed_by[ALLOWED_BY_SIZE], date[DATE_SIZE];

	date_of(record, date);
	printf("%s jail %s %s", date, record->jail, record->event);
	if (strcmp(record->what, "-"))
		printf(" %s to %s", record->what, record->value);
	if (record_is_denial(record)) {
		record_allowed_by(record, allowed_by, sizeof(allowed_by));
		printf(" %s to %s (%s): %s in its policy allows it", record->op, record->comm,
		       record->pid, allowed_by);
	}
	putchar('\n');
	return !fflush(stdout) && !ferror(stdout);
}

static void add_row(struct output *output, const struct record *record)
{
	char allowed_by[ALLOWED_BY_SIZE] = "-", date[DATE_SIZE];
	const char *const cells[] = {
		record->time, date, record->event, record->jail, record->name, record->op,
		record->restriction, record->pid, record->comm, allowed_by,
		record->what, record->value,
	};
	size_t i;

	date_of(record, date);
	if (record_is_denial(record))
		record_allowed_by(record, allowed_by, sizeof(allowed_by));
	output_row(output);
	for (i = 0; i < ARRAY_SIZE(cells); i++)
		output_cell(output, i, cells[i]);
}

/* Of the jails there are, or of the one that is wanted; @found is whether there is any. */
static unsigned long long count_denials(bool *found)
{
	char *text = kernel_read(JAIL_FILE_JAILS);
	unsigned long long sum = 0;
	struct table table;

	*found = false;
	table_begin(&table, text);
	while (table_next(&table)) {
		if (wanted && strcmp(wanted, table_word(&table, "id")) &&
		    strcmp(wanted, table_word(&table, "name")))
			continue;
		*found = true;
		sum += strtoull(table_word(&table, "denied"), NULL, 10);
	}
	free(text);
	return sum;
}

/* No record of a jail: it is not said that there was nothing to be recorded. */
static void explain_nothing(void)
{
	bool found;
	unsigned long long denied = count_denials(&found);

	if (denied) {
		warnx("the kernel log has no record, and %llu denials were counted", denied);
		hint("'ausearch -m KERNEL_OTHER' has them where auditd runs");
	} else if (wanted && !found) {
		warnx("there is no jail '%s', and no record of one", wanted);
	}
}

/* Its next message, or false: there is none, with errno 0, or it cannot be read. */
static bool read_message(int fd, char *text)
{
	struct pollfd ready = { .fd = fd, .events = POLLIN };
	ssize_t got;

	for (;;) {
		errno = 0;
		got = read(fd, text, MESSAGE_SIZE - 1);
		if (got > 0) {
			text[got] = '\0';
			return true;
		}
		if (errno == EAGAIN && follow)
			poll(&ready, 1, -1);
		else if (errno == EPIPE)
			warnx("the kernel log was overwritten before it was read: some is lost");
		else if (errno != EINTR)
			break;
	}
	if (errno == EAGAIN)
		errno = 0;
	return false;
}

static int show(int fd)
{
	struct output *output = follow ? NULL : output_new("records", columns, ARRAY_SIZE(columns));
	char text[MESSAGE_SIZE];
	struct record record;
	bool complete, found = false;

	while (read_message(fd, text)) {
		if (!record_parse(text, &record) || (wanted && !record_is_of(&record, wanted)))
			continue;
		found = true;
		if (!follow)
			add_row(output, &record);
		else if (!print_line(&record))
			return EXIT_FAILED;
	}
	complete = !errno;
	if (!complete)
		warn("cannot read the kernel log");
	else if (!found)
		explain_nothing();
	return (follow || output_print(&output, 1)) && complete ? EXIT_OK : EXIT_FAILED;
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
		if (status == EXIT_NO_RIGHT)
			status = kernel_denied();
		if (status == EXIT_NO_RIGHT)
			hint("try as root");
		return status;
	}
	find_boot();
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
