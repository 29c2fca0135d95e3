// SPDX-License-Identifier: GPL-2.0-only
/*
 * jailctl - what reaches over the border of a jail, in words
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "findings.h"
#include "jailctl.h"
#include "output.h"

static const struct {
	const char *kind;
	const char *what;
	const char *fix;
} kinds[] = {
	{ "cwd", "its working directory is outside its root",
	  "it must chdir(\"/\") after its chroot(2); chroot(8) does so unless told --skip-chdir" },
	{ "directory", "it has a directory open that is outside its root",
	  "it must close it before its chroot(2), or open it with O_CLOEXEC and exec" },
	{ "path", "it has a descriptor by O_PATH of something outside its root",
	  "it must close it before its chroot(2), or open it with O_CLOEXEC and exec" },
	{ "io_uring", "it has an io_uring that it is not known to have made",
	  "start it without that descriptor; a ring made before setuid(2) is to be made after it" },
	{ "ports", "it may use I/O ports",
	  "it must give them up with iopl(0) or ioperm(2) before it is marked" },
	{ "fs", "it shares its root and working directory (CLONE_FS) with a task outside",
	  "mark the process that both descend from" },
	{ "files", "it shares its descriptors (CLONE_FILES) with a task outside",
	  "mark the process that both descend from" },
	{ "memory", "it shares its memory (vfork(2), CLONE_VM) with a task outside",
	  "mark it after its exec, or mark the process that both descend from" },
	{ "tracer", "a task outside traces it", "detach the debugger" },
	{ "tracee", "it traces a task outside", "detach it" },
};

/* "KIND pid=PID", with "fd=FD" or "with=PID" or nothing behind it; or "more count=COUNT". */
static bool parse_finding(const char *line, struct finding *finding)
{
	int read = 0;

	*finding = (struct finding){ .count = 1, .fd = -1 };
	if (sscanf(line, "%15s count=%u", finding->kind, &finding->count) == 2)
		return !strcmp(finding->kind, "more");
	if (sscanf(line, "%15s pid=%d%n", finding->kind, &finding->pid, &read) != 2)
		return false;
	return sscanf(line + read, " fd=%d", &finding->fd) == 1 ||
	       sscanf(line + read, " with=%d", &finding->with) == 1 ||
	       strcspn(line + read, "\n") == 0;
}

/**
 * next_finding - the next one of an answer of the module
 * @answer: its text; is moved behind that. Lines that are no findings are passed over
 * @finding: written on success
 *
 * Return: false if there is none.
 */
bool next_finding(const char **answer, struct finding *finding)
{
	const char *line;

	while (**answer) {
		line = *answer;
		*answer += strcspn(line, "\n");
		*answer += **answer == '\n';
		if (parse_finding(line, finding))
			return true;
	}
	return false;
}

/* Where a directory or a descriptor leads, as far as it can be told. */
static void print_target(const struct finding *finding, FILE *to)
{
	char link[64], target[PATH_MAX], *safe;
	ssize_t length;

	if (finding->with) {
		fprintf(to, ", process %d", finding->with);
		return;
	}
	if (finding->fd >= 0)
		snprintf(link, sizeof(link), "/proc/%d/fd/%d", finding->pid, finding->fd);
	else if (!strcmp(finding->kind, "cwd"))
		snprintf(link, sizeof(link), "/proc/%d/cwd", finding->pid);
	else
		return;
	length = readlink(link, target, sizeof(target) - 1);
	target[length >= 0 ? length : 0] = '\0';
	safe = output_printable(target);
	if (length >= 0 && safe)
		fprintf(to, ": %s", safe);
	free(safe);
	if (finding->fd >= 0)
		fprintf(to, " (descriptor %d)", finding->fd);
}

static void print_finding(const struct finding *finding, FILE *to)
{
	size_t i;

	if (!finding->pid) {
		fprintf(to, "and %u more\n", finding->count);
		return;
	}
	for (i = 0; i < ARRAY_SIZE(kinds); i++) {
		if (!strcmp(finding->kind, kinds[i].kind))
			break;
	}
	if (i == ARRAY_SIZE(kinds)) {
		fprintf(to, "process %d: %s\n", finding->pid, finding->kind);
		return;
	}
	fprintf(to, "process %d: %s", finding->pid, kinds[i].what);
	print_target(finding, to);
	fprintf(to, "\n  %s\n", kinds[i].fix);
}

/**
 * print_findings - what is in an answer of the module, each with its remedy
 * @answer: its text; lines that are no findings are passed over
 * @to: where to
 *
 * Return: how many there are.
 */
unsigned int print_findings(const char *answer, FILE *to)
{
	struct finding finding;
	unsigned int count = 0;

	while (next_finding(&answer, &finding)) {
		print_finding(&finding, to);
		count += finding.count;
	}
	return count;
}
