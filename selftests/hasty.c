// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail selftests - with auto=1, one thread chroots while another executes a program
 *
 * Usage: hasty DIRECTORY. Whoever executes kills its other threads, also one that is
 * about to mark the process. Exits with 1 if what was executed left the root, with 0 if
 * it never did. Others keep the module busy, so that a mark takes a while.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/jail.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define TRIES		30
#define HOGS		4

/* As the argument of what is executed, with the machine's root as standard input. */
#define AFTER		"after"

static void *change_root(void *directory)
{
	if (chroot(directory))
		_exit(2);
	pause();
	return NULL;
}

/* In a child. */
static int race(char *directory)
{
	char *const arguments[] = { "hasty", AFTER, NULL }, *const environment[] = { NULL };
	int self = open("/proc/self/exe", O_RDONLY);
	struct stat before, now;
	pthread_t thread;

	close(STDIN_FILENO);
	if (open("/", O_RDONLY | O_DIRECTORY) != STDIN_FILENO || stat("/", &before) ||
	    pthread_create(&thread, NULL, change_root, directory))
		return 2;
	do {
		/* What it has begun to look at may be outside by now: it is marked. */
		if (stat("/", &now))
			return errno == EPERM ? 0 : 2;
	} while (now.st_ino == before.st_ino && now.st_dev == before.st_dev);
	fexecve(self, arguments, environment);
	return errno == EPERM ? 0 : 2;
}

static int leave(void)
{
	return !fchdir(STDIN_FILENO) && !chroot(".");
}

static void keep_busy(void)
{
	int fd = open("/sys/kernel/security/jail/" JAIL_FILE_CHECK, O_RDWR);
	char request[16];

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	snprintf(request, sizeof(request), "%d", getpid());
	for (;;) {
		if (lseek(fd, 0, SEEK_SET) || write(fd, request, strlen(request)) < 0)
			_exit(2);
	}
}

static int try_all(char *directory)
{
	int i, status, left = 0;
	pid_t pid;

	for (i = 0; i < TRIES && !left; i++) {
		pid = fork();
		if (!pid)
			_exit(race(directory));
		if (pid < 0 || waitpid(pid, &status, 0) != pid)
			return 2;
		if (WIFEXITED(status))
			left = WEXITSTATUS(status);
	}
	if (left)
		printf("of try %d: %d\n", i, left);
	return left;
}

int main(int argc, char **argv)
{
	pid_t hogs[HOGS];
	int i, left, status;

	if (argc != 2)
		return 2;
	if (!strcmp(argv[1], AFTER))
		return leave();
	for (i = 0; i < HOGS; i++) {
		hogs[i] = fork();
		if (!hogs[i])
			keep_busy();
	}
	left = try_all(argv[1]);
	for (i = 0; i < HOGS; i++) {
		kill(hogs[i], SIGKILL);
		/* It has been busy until now. */
		if (waitpid(hogs[i], &status, 0) != hogs[i] || !WIFSIGNALED(status)) {
			puts("the module was not busy");
			left = 2;
		}
	}
	return left;
}
