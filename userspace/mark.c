// SPDX-License-Identifier: GPL-2.0-only
/*
 * jailctl - marking, for "mark", "run" and "check"
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "findings.h"
#include "jailctl.h"
#include "kernel.h"
#include "mark.h"
#include "request.h"
#include "table.h"

struct mark_request mark_arguments;

/**
 * mark_option - an option of the command line, for mark_arguments
 * @option: its letter
 * @value: of the option
 */
void mark_option(int option, const char *value)
{
	switch (option) {
	case 'p':
		mark_arguments.policy = value;
		break;
	case 'l':
		mark_arguments.log_only = value;
		break;
	case 'n':
		mark_arguments.name = value;
		break;
	case 'j':
		mark_arguments.jail = value;
		break;
	case 'f':
		mark_arguments.force = true;
		break;
	case 'r':
		mark_arguments.root = value;
		break;
	case 's':
		mark_arguments.same_root = true;
		break;
	}
}

/**
 * mark_is_complete - do the options go together?
 * @request: from the options
 * @has_pid: a PID is given
 * @problem: what is wrong, if anything
 *
 * Return: true if so.
 */
bool mark_is_complete(const struct mark_request *request, bool has_pid, const char **problem)
{
	if (!has_pid && !request->root)
		*problem = "give a PID or --root";
	else if (!has_pid && request->same_root)
		*problem = "it goes with a PID only:";
	else if (request->root && request->same_root)
		*problem = "give one of --root and";
	else
		return true;
	return false;
}

/* A blank ends a word of the request: the module would see another key. */
static bool append(char *text, size_t size, const char *format, ...)
{
	size_t used = strlen(text);
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = vsnprintf(text + used, size - used, format, arguments);
	va_end(arguments);
	return length >= 0 && (size_t)length < size - used &&
	       !strpbrk(text + used + 1, "\n ");
}

static bool compose(const struct mark_request *request, int root, char *text, size_t size)
{
	*text = '\0';
	return append(text, size, "%d", request->process.pid) &&
	       (!request->process.start ||
		append(text, size, " start=%llu", request->process.start)) &&
	       (root < 0 || append(text, size, " root-fd=%d", root)) &&
	       (!request->same_root || append(text, size, " same-root=1")) &&
	       (!request->force || append(text, size, " force=1")) &&
	       (!request->policy || append(text, size, " policy=%s", request->policy)) &&
	       (!request->log_only || append(text, size, " log-only=%s", request->log_only)) &&
	       (!request->name || append(text, size, " name=%s", request->name)) &&
	       (!request->jail || append(text, size, " jail=%s", request->jail));
}

static void describe(const struct mark_request *request, char *subject, size_t size)
{
	if (request->process.pid)
		snprintf(subject, size, "process %d", request->process.pid);
	else
		snprintf(subject, size, "root %s", request->root);
}

/**
 * mark_send - ask the module to mark or to check
 * @file: JAIL_FILE_MARK or JAIL_FILE_CHECK
 * @request: what
 * @answer: of ANSWER_SIZE, gets the module's
 *
 * Return: EXIT_OK, or the exit status after an explanation.
 */
int mark_send(const char *file, const struct mark_request *request, char *answer)
{
	char text[JAIL_REQUEST_MAX + 1], subject[256];
	int root = -1, status;

	*answer = '\0';
	if (request->root) {
		root = open(request->root, O_PATH | O_DIRECTORY | O_CLOEXEC);
		if (root < 0) {
			warn("cannot open the root directory '%s'", request->root);
			return EXIT_USAGE;
		}
	}
	describe(request, subject, sizeof(subject));
	if (compose(request, root, text, sizeof(text))) {
		status = request_module(file, text, subject, answer);
	} else {
		warnx("an argument is too long, or has a blank in it");
		status = EXIT_USAGE;
	}
	if (root >= 0)
		close(root);
	return status;
}

/* A line a task, or NULL. */
static char *read_tasks(unsigned long long jail)
{
	char which[24], answer[ANSWER_SIZE];
	int fd = kernel_open(JAIL_FILE_TASKS, O_RDWR), err;

	snprintf(which, sizeof(which), "%llu", jail);
	if (fd >= 0 && kernel_write(fd, which, answer, sizeof(answer)))
		return kernel_answer(fd);
	if (fd >= 0) {
		err = errno;
		close(fd);
		errno = err;
	}
	return NULL;
}

/*
 * Of all tasks of the jail: who has just been marked may have joined others. -1 if whoever
 * asks may not know, as it has marked itself.
 */
static int count_armed(unsigned long long jail)
{
	char *text = read_tasks(jail);
	struct table table;
	int count = 0;

	if (!text)
		return errno == EPERM ? -1 : 0;
	/* The first line says which jail it is. */
	table_begin(&table, strchr(text, '\n'));
	while (table_next(&table))
		count += !strcmp(table_word(&table, "state"), "armed");
	free(text);
	return count;
}

static void print_marked(unsigned long long jail, unsigned int tasks)
{
	int armed = count_armed(jail);

	printf("jail %llu: marked %u %s\n", jail, tasks, tasks == 1 ? "task" : "tasks");
	if (armed < 0)
		printf("who is armed cannot be told from here: 'jailctl show %llu' does, outside\n",
		       jail);
	else if (armed)
		printf("%d of the jail %s armed: all but 'basic' waits for chroot(2)\n",
		       armed, armed == 1 ? "is" : "are");
}

/**
 * mark - put a process and its tree into a jail
 * @request: whom, and how
 * @report: print what was done
 *
 * Return: EXIT_OK once the module has confirmed it, or the exit status after
 * an explanation, and nothing is marked; EXIT_FAILED also if that is unknown.
 */
int mark(const struct mark_request *request, bool report)
{
	unsigned long long jail;
	char answer[ANSWER_SIZE];
	unsigned int tasks;
	int status = mark_send(JAIL_FILE_MARK, request, answer);

	if (status != EXIT_OK) {
		if (print_findings(answer, stderr))
			hint("--force marks all the same; jails do not stop what is listed here");
		return status;
	}
	if (sscanf(answer, "jail=%llu tasks=%u", &jail, &tasks) != 2) {
		warnx("the module took the request and did not confirm it: '%s'", answer);
		hint("'jailctl list' shows whether there is a jail now");
		return EXIT_FAILED;
	}
	if (report)
		print_marked(jail, tasks);
	fflush(stdout);
	print_findings(answer, stderr);
	return EXIT_OK;
}
