// SPDX-License-Identifier: GPL-2.0-only
/*
 * jailctl - the module's self-test
 *
 * A child asks the module to refuse whatever it does, and does one thing for
 * each hook. The module notes which hooks fired. Should one not fire, what is
 * tried has no effect either: it fails by itself, or concerns only the child
 * and its private mount namespace.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "jailctl.h"
#include "kernel.h"
#include "selftest.h"

/* RCU frees a task a while after it was reaped. */
#define FREE_TRIES	100
#define FREE_WAIT_NS	50000000

static void try_mknod(void)
{
	static const char *const directories[] = { "/run", "/tmp", "/dev", "/dev/shm", "/" };
	char path[64];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(directories); i++) {
		snprintf(path, sizeof(path), "%s/.jailctl-selftest-%d",
			 directories[i], getpid());
		if (!mknod(path, S_IFIFO | 0600, makedev(0, 0))) {
			unlink(path);
			return;
		}
		if (errno == ECANCELED)
			return;
	}
}

static void try_mount_api(void)
{
	int fd = syscall(SYS_fsopen, "tmpfs", 0);

	if (fd < 0)
		return;
	syscall(SYS_fsconfig, fd, FSCONFIG_SET_STRING, "size", "1m", 0);
	syscall(SYS_fsconfig, fd, FSCONFIG_CMD_CREATE, NULL, NULL, 0);
	close(fd);
}

static void try_all(void)
{
	pid_t pid;

	if (!chroot("/"))
		warnx("self-test: chroot was not refused");
	try_mknod();
	mount(NULL, "/", NULL, MS_REMOUNT | MS_BIND, NULL);
	umount2("/", MNT_EXPIRE);
	syscall(SYS_pivot_root, "/", "/");
	syscall(SYS_move_mount, AT_FDCWD, "/", AT_FDCWD, "/", 0);
	try_mount_api();
	pid = fork();
	if (!pid)
		_exit(0);
	if (pid > 0)
		waitpid(pid, NULL, 0);
}

/* Of the processes that end while the test runs. */
static void free_a_task(int fd)
{
	const struct timespec wait = { .tv_nsec = FREE_WAIT_NS };
	char table[4096];
	ssize_t got;
	int i;

	for (i = 0; i < FREE_TRIES; i++) {
		got = pread(fd, table, sizeof(table) - 1, 0);
		if (got <= 0)
			return;
		table[got] = '\0';
		if (!strstr(table, " no\n"))
			return;
		nanosleep(&wait, NULL);
	}
}

/* In the child. Its exit status is an exit status of jailctl. */
static int run(void)
{
	char answer[256];
	int fd, end, release[2];
	pid_t pid;

	fd = kernel_open(JAIL_FILE_SELFTEST, O_RDWR);
	if (fd < 0) {
		warnx("cannot open %s/" JAIL_FILE_SELFTEST ": %s", kernel_directory,
		      strerror(errno));
		return errno == EACCES ? EXIT_NO_RIGHT :
		       errno == EPERM ? EXIT_JAILED : EXIT_FAILED;
	}
	if (unshare(CLONE_NEWNS) < 0 ||
	    mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0 ||
	    pipe2(release, O_CLOEXEC) < 0) {
		warnx("cannot prepare the self-test: %s", strerror(errno));
		return EXIT_NOT_READY;
	}
	/* It waits for the pipe to close: it forks, and is freed, under test. */
	pid = fork();
	if (!pid) {
		close(release[1]);
		if (!read(release[0], answer, 1) && !fork())
			_exit(0);
		_exit(0);
	}
	if (pid < 0 || !kernel_write(fd, "begin", answer, sizeof(answer))) {
		warnx("the module does not begin the self-test: %s", strerror(errno));
		return EXIT_NOT_READY;
	}
	close(release[1]);
	waitpid(pid, NULL, 0);
	try_all();
	free_a_task(fd);
	end = kernel_write(fd, "end", answer, sizeof(answer)) ? EXIT_OK : EXIT_NOT_READY;
	if (end != EXIT_OK) {
		warnx("the self-test failed: %s", strerror(errno));
		hint("the kernel log names the hooks that did not fire");
	}
	return end;
}

/**
 * selftest - have every hook of the module fire
 *
 * Return: EXIT_OK and the module is ready, or the exit status after an
 * explanation.
 */
int selftest(void)
{
	pid_t pid = fork();
	int status;

	if (pid < 0) {
		warnx("cannot fork: %s", strerror(errno));
		return EXIT_FAILED;
	}
	if (!pid)
		_exit(run());
	if (waitpid(pid, &status, 0) != pid || !WIFEXITED(status)) {
		warnx("the self-test died");
		return EXIT_NOT_READY;
	}
	return WEXITSTATUS(status);
}
