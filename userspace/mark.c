// SPDX-License-Identifier: GPL-2.0-only
/*
 * jailctl - marking, for "mark" and "run"
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "jailctl.h"
#include "kernel.h"
#include "mark.h"

static const struct {
	int error;
	int status;
} statuses[] = {
	{ EPERM, EXIT_JAILED },
	{ EACCES, EXIT_NO_RIGHT },
	{ ESRCH, EXIT_NO_PROCESS },
	{ EBUSY, EXIT_IS_INIT },
	{ EOPNOTSUPP, EXIT_IS_KERNEL },
	{ EEXIST, EXIT_IS_JAILED },
	{ EAGAIN, EXIT_NOT_READY },
	{ ENODEV, EXIT_NOT_READY },
	{ EINVAL, EXIT_USAGE },
};

static int status_of(int error)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(statuses); i++) {
		if (statuses[i].error == error)
			return statuses[i].status;
	}
	return EXIT_FAILED;
}

/**
 * parse_pid - a PID from its digits
 * @text: decimal digits and nothing else
 * @pid: written on success
 *
 * Return: false if @text is no positive PID.
 */
bool parse_pid(const char *text, pid_t *pid)
{
	unsigned long value;
	char *end;

	if (!*text || strspn(text, "0123456789") != strlen(text))
		return false;
	errno = 0;
	value = strtoul(text, &end, 10);
	if (errno || !value || value > INT_MAX)
		return false;
	*pid = value;
	return true;
}

static int explain_open(void)
{
	int status = status_of(errno);

	if (status == EXIT_JAILED)
		warnx("this process is jailed, and jails cannot make jails");
	else
		warnx("cannot open %s/" JAIL_FILE_MARK ": %s", kernel_directory,
		      strerror(errno));
	if (status == EXIT_NO_RIGHT)
		hint("run it as root, with CAP_MAC_ADMIN in the initial user namespace");
	return status;
}

/**
 * mark - put a process and its tree into a new jail
 * @pid: the process
 * @policy: of the jail, or NULL for the module's
 * @marked: written on success
 *
 * Return: EXIT_OK once the module has confirmed it, or the exit status after
 * an explanation, and nothing is marked.
 */
int mark(pid_t pid, const char *policy, struct marked *marked)
{
	char request[JAIL_REQUEST_MAX], answer[256];
	int fd, length, status;

	length = snprintf(request, sizeof(request), "%d%s%s", pid,
			  policy ? " policy=" : "", policy ? policy : "");
	if (length < 0 || (size_t)length >= sizeof(request)) {
		warnx("the policy is too long");
		return EXIT_USAGE;
	}
	fd = kernel_open(JAIL_FILE_MARK, O_RDWR);
	if (fd < 0)
		return explain_open();
	if (!kernel_write(fd, request, answer, sizeof(answer))) {
		status = status_of(errno);
		warnx("process %d: %s", pid, *answer ? answer : strerror(errno));
	} else if (sscanf(answer, "jail=%llu tasks=%u", &marked->jail,
			  &marked->tasks) != 2) {
		warnx("process %d: the module did not confirm it: '%s'", pid, answer);
		status = EXIT_FAILED;
	} else {
		status = EXIT_OK;
	}
	close(fd);
	return status;
}
