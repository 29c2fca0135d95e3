// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail selftests - what a task pays that nobody marked
 *
 * Meant for a guest in which one instruction takes one nanosecond (QEMU's
 * -icount shift=0), so that the clock counts instructions. Each figure is the
 * smallest of several rounds: interrupts only ever add.
 *
 * Usage: bench COLUMN. Prints "operation COLUMN instructions" lines.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "jail_test.h"

static void do_getpid(void)
{
	syscall(SYS_getpid);
}

static void do_stat(void)
{
	struct stat st;

	stat("/etc/passwd", &st);
}

static void do_open(void)
{
	close(open("/etc/passwd", O_RDONLY));
}

static void do_mkdir(void)
{
	mkdir("/tmp/bench", 0700);
	rmdir("/tmp/bench");
}

static void do_fork(void)
{
	pid_t pid = fork();

	if (!pid)
		_exit(0);
	waitpid(pid, NULL, 0);
}

static void do_exec(void)
{
	pid_t pid = fork();

	if (!pid) {
		execl("/proc/self/exe", "bench", NULL);
		_exit(1);
	}
	waitpid(pid, NULL, 0);
}

static const struct {
	const char *name;
	void (*run)(void);
	int times;
	int rounds;
} operations[] = {
	{ "getpid", do_getpid, 2000, 10 },
	{ "stat", do_stat, 500, 10 },
	{ "open+close", do_open, 500, 20 },
	{ "mkdir+rmdir", do_mkdir, 20, 50 },
	{ "fork+exit", do_fork, 4, 60 },
	{ "fork+exec", do_exec, 2, 60 },
};

static long long now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1000000000LL + ts.tv_nsec;
}

int main(int argc, char **argv)
{
	long long best, took;
	size_t i;
	int round, n;

	if (argc != 2)
		return 0;
	for (i = 0; i < ARRAY_SIZE(operations); i++) {
		best = 0;
		for (round = 0; round < operations[i].rounds; round++) {
			took = now();
			for (n = 0; n < operations[i].times; n++)
				operations[i].run();
			took = (now() - took) / operations[i].times;
			if (!round || took < best)
				best = took;
		}
		printf("%s %s %lld\n", operations[i].name, argv[1], best);
	}
	return 0;
}
