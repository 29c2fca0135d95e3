// SPDX-License-Identifier: GPL-2.0-only
/*
 * jailctl - requests of the module, and why it refuses them
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "jailctl.h"
#include "kernel.h"
#include "request.h"

/* The first that fits; a file of NULL is any. */
static const struct {
	int error;
	const char *file;
	int status;
	const char *hint;
} refusals[] = {
	{ EPERM, NULL, EXIT_JAILED, "a jailed process can do nothing about jails" },
	{ EACCES, NULL, EXIT_NO_RIGHT,
	  "run it as root, with CAP_MAC_ADMIN in the initial user namespace" },
	{ EROFS, NULL, EXIT_SEALED, "what is sealed stays so until the machine is rebooted" },
	{ ESRCH, NULL, EXIT_NO_PROCESS, NULL },
	{ EBUSY, JAIL_FILE_ATTACH, EXIT_BUSY,
	  "nothing has changed; 'jailctl list' shows the jails" },
	{ EOPNOTSUPP, JAIL_FILE_ATTACH, EXIT_FAILED,
	  "it is built into the kernel, and stays; lsm= on the boot line leaves it out" },
	{ EBUSY, NULL, EXIT_IS_INIT, NULL },
	{ EOPNOTSUPP, NULL, EXIT_IS_KERNEL, NULL },
	{ EEXIST, NULL, EXIT_IS_JAILED, NULL },
	{ EXDEV, NULL, EXIT_FINDINGS, NULL },
	{ ENOENT, NULL, EXIT_NO_JAIL, "'jailctl list' shows the jails" },
	{ ENOTUNIQ, NULL, EXIT_NAME_TAKEN, "'jailctl list' shows the names" },
	{ EAGAIN, NULL, EXIT_NOT_READY, NULL },
	{ ENODEV, NULL, EXIT_NOT_READY,
	  "detached, or ftrace has failed: see 'jailctl status' and the kernel log" },
	{ EINVAL, NULL, EXIT_USAGE, NULL },
	{ 0, NULL, EXIT_FAILED, NULL },
};

static int refuse(int error, const char *file, const char *subject, const char *answer)
{
	size_t i;

	for (i = 0; refusals[i].error; i++) {
		if (refusals[i].error == error &&
		    (!refusals[i].file || !strcmp(refusals[i].file, file)))
			break;
	}
	if (*answer)
		warnx("%s: %.*s", subject, (int)strcspn(answer, "\n"), answer);
	else
		warnx("%s: %s", subject, strerror(error));
	if (refusals[i].hint)
		hint(refusals[i].hint);
	return refusals[i].status;
}

/* A mark waits for a self-test that runs, if one has passed before: it is over soon. */
static bool send(int fd, const char *text, char *answer)
{
	bool sent;
	int i, error;

	for (i = 0; i < KERNEL_TURNS; i++) {
		sent = kernel_write(fd, text, answer, ANSWER_SIZE);
		error = errno;
		if (sent || error != EAGAIN || !kernel_is_ready())
			break;
		kernel_wait_turn();
	}
	errno = error;
	return sent;
}

/* Open and written, or -1, and @status is the exit status. */
static int make_request(const char *file, const char *text, const char *subject, char *answer,
			int *status)
{
	int fd = kernel_open(file, O_RDWR);

	*answer = '\0';
	if (fd < 0 && errno == ENOENT) {
		warnx("%s: the module has no file '%s'", subject, file);
		hint("it is older than this jailctl, or has just been removed");
		*status = EXIT_OLD_MODULE;
		return -1;
	}
	if (fd >= 0 && send(fd, text, answer))
		return fd;
	*status = refuse(errno, file, subject, answer);
	if (fd >= 0)
		close(fd);
	return -1;
}

/**
 * request_module - make one request of the module
 * @file: to which, JAIL_FILE_*
 * @text: the request
 * @subject: what it is about, for messages
 * @answer: of ANSWER_SIZE; gets what the module answers, also when it refuses
 *
 * Return: EXIT_OK, or the exit status after an explanation.
 */
int request_module(const char *file, const char *text, const char *subject, char *answer)
{
	int status = EXIT_OK;
	int fd = make_request(file, text, subject, answer, &status);

	if (fd >= 0)
		close(fd);
	return status;
}

/**
 * request_text - the same, with an answer of any length
 * @file: to which, JAIL_FILE_*
 * @text: the request
 * @subject: what it is about, for messages
 * @answer: on success the answer, to be freed
 *
 * Return: EXIT_OK, or the exit status after an explanation.
 */
int request_text(const char *file, const char *text, const char *subject, char **answer)
{
	char reason[ANSWER_SIZE];
	int status = EXIT_OK;
	int fd = make_request(file, text, subject, reason, &status);

	if (fd < 0)
		return status;
	*answer = kernel_answer(fd);
	return *answer ? EXIT_OK : refuse(errno, file, subject, "");
}
