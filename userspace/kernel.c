// SPDX-License-Identifier: GPL-2.0-only
/*
 * jailctl - the module, behind its securityfs files
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

#include "jailctl.h"
#include "kernel.h"
#include "selftest.h"

/* Of KERNEL_TURNS. */
#define TURN_NS		100000000

#define SECURITYFS	"/sys/kernel/security"

const char *kernel_directory = SECURITYFS "/" JAIL_DIRECTORY;

/**
 * kernel_open - open one of the files
 * @name: JAIL_FILE_*
 * @flags: of open(2); the descriptor is not inherited
 *
 * Return: the descriptor, or -1 with errno.
 */
int kernel_open(const char *name, int flags)
{
	char path[256];
	int length;

	length = snprintf(path, sizeof(path), "%s/%s", kernel_directory, name);
	if (length < 0 || (size_t)length >= sizeof(path)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	return open(path, flags | O_CLOEXEC);
}

static bool read_answer(int fd, char *answer, size_t size)
{
	ssize_t got = pread(fd, answer, size - 1, 0);

	answer[got > 0 ? got : 0] = '\0';
	return got >= 0;
}

/**
 * kernel_write - make one request
 * @fd: of an open file
 * @request: the text
 * @answer: gets what the module answers, "" if nothing
 * @size: of @answer
 *
 * Return: false with errno if the module refuses, or if its answer is lost.
 */
bool kernel_write(int fd, const char *request, char *answer, size_t size)
{
	size_t length = strlen(request);
	ssize_t written = -1;
	int saved;

	/* A seq_file does not take pwrite(2). */
	if (!lseek(fd, 0, SEEK_SET))
		written = write(fd, request, length);
	saved = errno;
	if (!read_answer(fd, answer, size) && written >= 0)
		return false;
	errno = written < 0 ? saved : EIO;
	return written == (ssize_t)length;
}

static char *read_all(int fd)
{
	FILE *file = fdopen(fd, "r");
	char *text = NULL;
	size_t size = 0;
	ssize_t got;
	int saved;

	if (!file) {
		close(fd);
		return NULL;
	}
	errno = EIO;
	got = getdelim(&text, &size, '\0', file);
	saved = errno;
	if (got < 0 || ferror(file)) {
		free(text);
		text = NULL;
	}
	fclose(file);
	errno = saved;
	return text;
}

/**
 * kernel_answer - the whole of what the module answers to a request
 * @fd: of the file to which it was made; closed
 *
 * Return: its text, to be freed; NULL with errno.
 */
char *kernel_answer(int fd)
{
	if (lseek(fd, 0, SEEK_SET) < 0) {
		close(fd);
		return NULL;
	}
	return read_all(fd);
}

/**
 * kernel_read - the whole of one of the files
 * @name: JAIL_FILE_*
 *
 * Return: its text, to be freed; NULL with errno.
 */
char *kernel_read(const char *name)
{
	int fd = kernel_open(name, O_RDONLY);

	return fd < 0 ? NULL : read_all(fd);
}

/**
 * kernel_text - the same, with an explanation if it cannot be read
 * @name: JAIL_FILE_*
 *
 * Return: its text, to be freed; or NULL.
 */
char *kernel_text(const char *name)
{
	char *text = kernel_read(name);

	if (!text)
		warnx("cannot read the %s: %s", name, strerror(errno));
	return text;
}

static int explain_jailed(void)
{
	warnx("this process is jailed, and a jail cannot be told from inside");
	return EXIT_JAILED;
}

/**
 * kernel_denied - why something is refused that has no file of the module
 *
 * Return: EXIT_JAILED after an explanation, or EXIT_NO_RIGHT.
 */
int kernel_denied(void)
{
	char *text = kernel_read(JAIL_FILE_VERSION);

	if (!text && errno == EPERM)
		return explain_jailed();
	free(text);
	return EXIT_NO_RIGHT;
}

/* Its directory is of sysfs and always there. */
static bool has_securityfs(void)
{
	struct statfs status;

	return !statfs(SECURITYFS, &status) && status.f_type == SECURITYFS_MAGIC;
}

static int explain_missing(void)
{
	if (errno == EPERM)
		return explain_jailed();
	if (errno == EACCES) {
		warnx("no permission to read %s: %s", kernel_directory, strerror(errno));
		hint("run it as root");
		return EXIT_NO_RIGHT;
	}
	if (!has_securityfs()) {
		warnx("securityfs is not mounted on " SECURITYFS);
		hint("mount -t securityfs none " SECURITYFS);
		return EXIT_NO_MODULE;
	}
	warnx("the jail module is not loaded: there is no %s", kernel_directory);
	hint("modprobe jail");
	return EXIT_NO_MODULE;
}

/**
 * kernel_check - is there a module whose interface is ours?
 *
 * Return: EXIT_OK, or the exit status after an explanation.
 */
int kernel_check(void)
{
	char *text = kernel_read(JAIL_FILE_VERSION);
	int version;

	if (!text)
		return explain_missing();
	version = atoi(text);
	free(text);
	if (version == JAIL_INTERFACE_VERSION)
		return EXIT_OK;
	warnx("the module's interface is version %d, this jailctl is for version %d",
	      version, JAIL_INTERFACE_VERSION);
	hint("install the module and jailctl from the same version of jail");
	return EXIT_OLD_MODULE;
}

/**
 * kernel_is_ready - does the module accept marks?
 *
 * It does not while a self-test runs, also if one has passed before.
 */
bool kernel_is_ready(void)
{
	char *state = kernel_read(JAIL_FILE_STATE);
	bool ready = state && !strcmp(state, "ready\n");

	free(state);
	return ready;
}

/**
 * kernel_wait_turn - let another's self-test go on for a while
 *
 * To be called KERNEL_TURNS times at most: a minute is enough for any.
 */
void kernel_wait_turn(void)
{
	const struct timespec pause = { .tv_nsec = TURN_NS };

	nanosleep(&pause, NULL);
}

static int explain_state(const char *state)
{
	warnx("the module is %.*s and accepts no marks", (int)strcspn(state, "\n"), state);
	hint(strcmp(state, "stuck\n") ?
	     "see the kernel log; 'modprobe -r jail && modprobe jail' starts anew" :
	     "see the kernel log; it cannot be removed: reboot");
	return EXIT_NOT_READY;
}

/**
 * kernel_ready - make sure that the module accepts marks
 *
 * A module that was loaded without jailctl has not been tested yet: this runs
 * the self-test.
 *
 * Return: EXIT_OK, or the exit status after an explanation.
 */
int kernel_ready(void)
{
	int status = kernel_check();
	char *state;

	if (status != EXIT_OK)
		return status;
	state = kernel_read(JAIL_FILE_STATE);
	if (!state)
		return explain_missing();
	if (!strcmp(state, "untested\n"))
		status = selftest(false);
	else if (strcmp(state, "ready\n"))
		status = explain_state(state);
	free(state);
	return status;
}
