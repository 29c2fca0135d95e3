// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail selftests - many tasks in a jail, and many jails
 *
 * JAIL_TASKS and JAIL_JAILS say how many. What it took is printed; what is
 * tested is that all of it works and that memory comes back.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "kselftest_harness.h"
#include "jail_test.h"

/* Five thousand jails take minutes in an emulated machine. */
#undef TEST_TIMEOUT_DEFAULT
#define TEST_TIMEOUT_DEFAULT	1500

#define THREADS_A_PROCESS	500
#define STACK			4096
#define CHECKS			8
/* Findings that are told, and not counted only: JAIL_FINDINGS_MAX. */
#define TOLD			64

static long number(const char *name, long otherwise)
{
	const char *text = getenv(name);

	return text ? atol(text) : otherwise;
}

static long microseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static long milliseconds(void)
{
	return microseconds() / 1000;
}

/*
 * Objects in use, and the size of one. The guest boots with slab_nomerge, and
 * what processors keep at hand is counted as in use, unless it is taken back.
 */
static long slab_objects(const char *cache, long *size)
{
	char line[512], name[64];
	long active = -1, all;
	FILE *file;

	snprintf(line, sizeof(line), "/sys/kernel/slab/%s/shrink", cache);
	if (write_file(line, "1"))
		return -1;
	file = fopen("/proc/slabinfo", "re");
	while (file && fgets(line, sizeof(line), file)) {
		if (sscanf(line, "%63s %ld %ld %ld", name, &active, &all, size) == 4 &&
		    !strcmp(name, cache))
			break;
		active = -1;
	}
	if (file)
		fclose(file);
	return active;
}

/* RCU gives it back. */
static bool comes_down(const char *cache, long limit)
{
	long size;
	int i;

	for (i = 0; i < 200; i++) {
		if (slab_objects(cache, &size) <= limit)
			return true;
		usleep(50000);
	}
	return false;
}

static int sleep_forever(void *unused)
{
	while (pause() < 0)
		;
	return 0;
}

static int many_threads(long threads)
{
	char *stacks = mmap(NULL, threads * STACK, PROT_READ | PROT_WRITE,
			    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	long i;

	if (stacks == MAP_FAILED)
		return errno;
	for (i = 1; i <= threads; i++) {
		if (clone(sleep_forever, stacks + i * STACK,
			  CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD |
			  CLONE_SYSVSEM, NULL) < 0)
			return errno;
	}
	return 0;
}

/* A process, and below it others until there are as many tasks. */
static int many_tasks(const void *data)
{
	long tasks = *(const long *)data - 1;
	long threads;
	pid_t pid;
	char byte;
	int ready[2];

	setpgid(0, 0);
	if (pipe(ready) < 0)
		return errno;
	while (tasks > 0) {
		threads = tasks > THREADS_A_PROCESS ? THREADS_A_PROCESS : tasks - 1;
		tasks -= threads + 1;
		pid = fork_bound();
		if (!pid) {
			if (many_threads(threads) || write(ready[1], "", 1) != 1)
				_exit(PREPARE_FAILED);
			sleep_forever(NULL);
		}
		if (pid < 0 || read(ready[0], &byte, 1) != 1)
			return PREPARE_FAILED;
	}
	return 0;
}

TEST(tasks_in_one_jail)
{
	static const char *const cache = "jail_mark";
	long tasks = number("JAIL_TASKS", 2000), size = 0, before, during, step, start;
	long mark_ms, list_ms, release_ms;
	unsigned long long jail;
	struct child tree;
	char which[32];

	before = slab_objects(cache, &size);
	ASSERT_LE(0, before);
	for (step = 0; step < 2; step++) {
		long count = tasks >> (1 - step);

		ASSERT_TRUE(start_child(&tree, 0, many_tasks, &count));
		start = milliseconds();
		ASSERT_EQ(count, mark_pid(tree.pid, ""));
		mark_ms = milliseconds() - start;
		jail = jail_of_last_mark();
		start = milliseconds();
		EXPECT_EQ(count, tasks_of(jail));
		list_ms = milliseconds() - start;
		during = slab_objects(cache, &size);
		EXPECT_LE(before + count, during);
		start = milliseconds();
		snprintf(which, sizeof(which), "%llu", jail);
		EXPECT_EQ(0, write_jail_file(JAIL_FILE_RELEASE, which));
		release_ms = milliseconds() - start;
		printf("# %ld tasks, ms: mark %ld, list %ld, release %ld; bytes each: %ld\n",
		       count, mark_ms, list_ms, release_ms, size);
		EXPECT_TRUE(comes_down(cache, before))
			TH_LOG("%ld objects before, %ld during, %ld after", before, during,
			       slab_objects(cache, &size));
		kill(-tree.pid, SIGKILL);
		end_child(&tree);
	}
}

TEST(jails_at_once)
{
	static const char *const cache = "jail";
	long jails = number("JAIL_JAILS", 300), size = 0, before, during, i, start;
	long mark_ms, list_ms, release_ms, half_ms = 0;
	unsigned long long first = 0;
	pid_t *pids = calloc(jails, sizeof(*pids));
	char which[32];

	ASSERT_NE(NULL, pids);
	before = slab_objects(cache, &size);
	ASSERT_LE(0, before);
	for (i = 0; i < jails; i++) {
		pids[i] = fork_waiter();
		ASSERT_LT(0, pids[i]);
	}
	start = milliseconds();
	for (i = 0; i < jails; i++) {
		ASSERT_EQ(1, mark_pid(pids[i], ""));
		if (!i)
			first = jail_of_last_mark();
		if (i == jails / 2)
			half_ms = milliseconds() - start;
	}
	mark_ms = milliseconds() - start;
	start = milliseconds();
	EXPECT_EQ(1, tasks_of(first));
	EXPECT_EQ(1, tasks_of(jail_of_last_mark()));
	list_ms = (milliseconds() - start) / 2;
	during = slab_objects(cache, &size);
	EXPECT_LE(before + jails, during);
	start = milliseconds();
	for (i = 0; i < jails; i++) {
		snprintf(which, sizeof(which), "%llu", first + i);
		EXPECT_EQ(0, write_jail_file(JAIL_FILE_RELEASE, which));
	}
	release_ms = milliseconds() - start;
	printf("# %ld jails, ms: mark half %ld, all %ld, list %ld, release %ld; bytes each: %ld\n",
	       jails, half_ms, mark_ms, list_ms, release_ms, size);
	EXPECT_TRUE(comes_down(cache, before))
		TH_LOG("%ld objects before, %ld during, %ld after", before, during,
		       slab_objects(cache, &size));
	for (i = 0; i < jails; i++) {
		kill(pids[i], SIGKILL);
		waitpid(pids[i], NULL, 0);
	}
	free(pids);
}

/*
 * Tasks that have the descriptors of a process which is not one of them. They share their
 * memory, in which this is: a chain of copies of it costs the kernel the square of its length.
 */
static struct {
	long count;
	long chain;	/* so many of them are each made by the one before */
	long apart;	/* so many of those then have descriptors of their own */
	long done;
	int ready;
	char *stacks;
} others;

static int be_other(void *stack);

/* By number, from 0. */
static void make_other(long which)
{
	if (clone(be_other, others.stacks + (which + 1) * STACK,
		  CLONE_VM | CLONE_FILES | SIGCHLD, others.stacks + which * STACK) < 0 &&
	    write(others.ready, "!", 1) != 1)
		_exit(PREPARE_FAILED);
}

static int be_other(void *stack)
{
	long which = ((char *)stack - others.stacks) / STACK, i;

	if (which + 1 < others.chain)
		make_other(which + 1);
	for (i = which + 1; which + 1 == others.chain && i < others.count; i++)
		make_other(i);
	if (which < others.apart && unshare(CLONE_FILES) < 0)
		_exit(PREPARE_FAILED);
	if (__atomic_add_fetch(&others.done, 1, __ATOMIC_SEQ_CST) == others.count &&
	    write(others.ready, "", 1) != 1)
		_exit(PREPARE_FAILED);
	return sleep_forever(NULL);
}

/* They die together. */
static pid_t make_others(void)
{
	pid_t parent = getpid(), first;

	others.stacks = mmap(NULL, others.count * STACK, PROT_READ | PROT_WRITE,
			     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (others.stacks == MAP_FAILED)
		return -1;
	first = syscall(SYS_clone, CLONE_FILES | SIGCHLD, NULL, NULL, NULL, NULL);
	if (!first) {
		die_with(parent);
		setpgid(0, 0);
		_exit(be_other(others.stacks));
	}
	munmap(others.stacks, others.count * STACK);
	return first;
}

/*
 * The shortest that it takes to see who else has the descriptors of a process: the
 * machine may be at something else meanwhile. -1 if not all of them were seen.
 */
static long time_to_check(pid_t pid)
{
	long start, took, shortest = LONG_MAX, more;
	char answer[4096];
	const char *at;
	int i;

	for (i = 0; i < CHECKS; i++) {
		start = microseconds();
		if (ask_jail_file(JAIL_FILE_CHECK, pid, "", answer, sizeof(answer)))
			return -1;
		took = microseconds() - start;
		shortest = took < shortest ? took : shortest;
		/* Their parent has them as well, and so many are told by name. */
		at = strstr(answer, "\nmore count=");
		more = at ? atol(at + strlen("\nmore count=")) : 0;
		if (more != others.count - others.apart + 1 - TOLD)
			return -1;
	}
	return shortest;
}

static long time_with_others(pid_t pid, long count, long chain, long apart)
{
	long took = -1;
	int ready[2];
	pid_t first;
	char byte;

	if (pipe(ready) < 0)
		return -1;
	others.count = count;
	others.chain = chain;
	others.apart = apart;
	others.ready = ready[1];
	first = make_others();
	if (first > 0 && read(ready[0], &byte, 1) == 1 && !byte)
		took = time_to_check(pid);
	if (first > 0 && !kill(-first, SIGKILL))
		waitpid(first, NULL, 0);
	close(ready[0]);
	close(ready[1]);
	/* Those have ended, and are soon no more. */
	usleep(500000);
	return took;
}

/* The way up of each is not to be gone each time. */
TEST(a_check_of_who_shares_with_a_chain)
{
	long count = number("JAIL_TASKS", 2000), row, chain, below;
	struct child inside;

	ASSERT_TRUE(start_child(&inside, CLONE_FILES, NULL, NULL));
	row = time_with_others(inside.pid, count, 1, 0);
	chain = time_with_others(inside.pid, count, count, 0);
	/* Half of them do not share, and are above all those that do. */
	below = time_with_others(inside.pid, count, count / 2, count / 2);
	printf("# %ld that share, us: in a row %ld, in a chain %ld, below one %ld\n",
	       count, row, chain, below);
	EXPECT_LE(0, row);
	EXPECT_LE(0, chain);
	EXPECT_LE(0, below);
	EXPECT_GE(4 * row + 1000, chain);
	EXPECT_GE(4 * row + 1000, below);
	EXPECT_EQ(0, end_child(&inside));
}

TEST_HARNESS_MAIN
