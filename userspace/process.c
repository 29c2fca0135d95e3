// SPDX-License-Identifier: GPL-2.0-only
/*
 * jailctl - which process is meant
 *
 * A PID may be another process's by the time it is used. From a pidfd on, and
 * the start time that was read while it was held, it cannot: the module
 * refuses a process that started at another time. A pidfd has an inode number
 * of its own from Linux 6.9 on (pidfs): "PID:INODE", as util-linux writes it,
 * also excludes that the PID changed hands before.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <err.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "jailctl.h"
#include "process.h"

/* include/uapi/linux/magic.h of 6.9 and later */
#define PIDFS_MAGIC	0x50494446

static bool parse_number(const char *text, size_t length, unsigned long long max,
			 unsigned long long *number)
{
	char digits[24];

	if (!length || length >= sizeof(digits) ||
	    strspn(text, "0123456789") < length)
		return false;
	memcpy(digits, text, length);
	digits[length] = '\0';
	errno = 0;
	*number = strtoull(digits, NULL, 10);
	return !errno && *number && *number <= max;
}

/**
 * parse_process - "PID" or "PID:INODE"
 * @text: decimal digits, and at most one colon
 * @pid: written on success
 * @inode: written on success; 0 if there is none
 *
 * Return: false if @text is neither.
 */
bool parse_process(const char *text, pid_t *pid, unsigned long long *inode)
{
	size_t length = strcspn(text, ":");
	unsigned long long number, second = 0;

	if (!parse_number(text, length, INT_MAX, &number))
		return false;
	if (text[length] && !parse_number(text + length + 1, strlen(text + length + 1),
					  ULLONG_MAX, &second))
		return false;
	*pid = number;
	*inode = second;
	return true;
}

static int check_inode(int fd, unsigned long long inode, const char *text)
{
	struct statfs fs;
	struct stat st;

	if (fstatfs(fd, &fs) < 0 || fstat(fd, &st) < 0) {
		warn("process %s", text);
		return EXIT_FAILED;
	}
	if (fs.f_type != PIDFS_MAGIC) {
		warnx("process %s: this kernel gives processes no inode numbers", text);
		hint("they came with Linux 6.9; give the PID alone");
		return EXIT_USAGE;
	}
	if (st.st_ino != inode) {
		warnx("process %s: another process has this PID now", text);
		return EXIT_NO_PROCESS;
	}
	return EXIT_OK;
}

/* Field 22 of /proc/PID/stat; the second may hold anything, and ends with the last ')'. */
static bool read_start(pid_t pid, unsigned long long *start)
{
	char path[32], text[1024], *field;
	FILE *file;
	size_t got;
	int i;

	snprintf(path, sizeof(path), "/proc/%d/stat", pid);
	file = fopen(path, "re");
	if (!file)
		return false;
	got = fread(text, 1, sizeof(text) - 1, file);
	fclose(file);
	text[got] = '\0';
	field = strrchr(text, ')');
	for (i = 2; field && i < 22; i++)
		field = strchr(field + 1, ' ');
	return field && sscanf(field, " %llu", start) == 1;
}

static int identify(int fd, struct process *process, unsigned long long inode,
		    const char *text)
{
	int status = inode ? check_inode(fd, inode, text) : EXIT_OK;
	bool read;

	if (status != EXIT_OK)
		return status;
	read = read_start(process->pid, &process->start);

	/* If it is still there, what was read is of this process. */
	if (syscall(SYS_pidfd_send_signal, fd, 0, NULL, 0) < 0 && errno == ESRCH) {
		warnx("process %s: it has exited", text);
		return EXIT_NO_PROCESS;
	}
	if (!read) {
		warnx("process %s: cannot read from /proc when it started", text);
		hint("is proc mounted? mount -t proc none /proc");
		return EXIT_FAILED;
	}
	return EXIT_OK;
}

/**
 * find_process - the process that is meant
 * @text: "PID" or "PID:INODE", which parse_process() takes
 * @process: written on success
 *
 * Return: EXIT_OK, or the exit status after an explanation.
 */
int find_process(const char *text, struct process *process)
{
	unsigned long long inode;
	int fd, status;

	if (!parse_process(text, &process->pid, &inode)) {
		warnx("'%s' is not a PID", text);
		return EXIT_USAGE;
	}
	fd = syscall(SYS_pidfd_open, process->pid, 0);
	if (fd < 0) {
		switch (errno) {
		case ESRCH:
			warnx("process %s: there is no such process", text);
			return EXIT_NO_PROCESS;
		/* Up to 6.x, and later: a thread that is no process. */
		case EINVAL:
		case ENOENT:
			warnx("process %s: it is a thread", text);
			return EXIT_NO_PROCESS;
		default:
			warn("process %s: cannot be referred to", text);
			return EXIT_FAILED;
		}
	}
	status = identify(fd, process, inode, text);
	close(fd);
	return status;
}

/**
 * process_is_chrooted - has a process another root directory than PID 1?
 * @pid: its PID
 *
 * By directory, as the module has it: in whatever mount namespace.
 *
 * Return: true also if that cannot be told.
 */
bool process_is_chrooted(pid_t pid)
{
	struct stat its, ours;
	char path[32];

	snprintf(path, sizeof(path), "/proc/%d/root", pid);
	return stat(path, &its) || stat("/proc/1/root", &ours) ||
	       its.st_dev != ours.st_dev || its.st_ino != ours.st_ino;
}
