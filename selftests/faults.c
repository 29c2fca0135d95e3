// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail selftests - every allocation fails once
 *
 * By the fault injection of the kernel: what a task writes to its fail-nth is
 * the number of its allocation that fails. Each operation is done with the
 * first failing, then the second, until there is none left to fail. It must do
 * all, or nothing and say so.
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
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kselftest_harness.h"
#include "jail_test.h"

#define FAILSLAB	"/sys/kernel/debug/failslab/"
#define FAIL_NTH	"/proc/thread-self/fail-nth"

/* Of the task that has opened it. */
static int fail_nth = -1;

static bool arm(int nth)
{
	char text[16];
	int length = snprintf(text, sizeof(text), "%d", nth);

	if (fail_nth < 0)
		fail_nth = open(FAIL_NTH, O_RDWR | O_CLOEXEC);
	return fail_nth >= 0 && pwrite(fail_nth, text, length, 0) == length;
}

/* Did the one fail that was to? */
static bool disarm(void)
{
	char text[16] = "";
	bool fired = pread(fail_nth, text, sizeof(text) - 1, 0) > 0 && !atoi(text);

	return pwrite(fail_nth, "0", 1, 0) == 1 && fired;
}

static int with_a_child(const void *data)
{
	return fork_waiter() < 0 ? errno : 0;
}

FIXTURE(faults)
{
	struct child tree;
	int nth;
	bool fired;
};

FIXTURE_SETUP(faults)
{
	if (access(FAIL_NTH, F_OK) || access(FAILSLAB, F_OK))
		SKIP(return, "this kernel injects no faults");
	/* Those that may sleep fail too; it tells of none in the log. */
	ASSERT_EQ(0, write_file(FAILSLAB "ignore-gfp-wait", "N"));
	ASSERT_EQ(0, write_file(FAILSLAB "verbose", "0"));
	ASSERT_TRUE(start_child(&self->tree, 0, with_a_child, NULL));
	self->nth = 0;
	self->fired = true;
}

FIXTURE_TEARDOWN(faults)
{
	if (self->tree.pid > 0)
		end_child(&self->tree);
	EXPECT_TRUE(no_jail_within(10));
}

/* Whether the last one failed tells whether there is another. */
static bool next(int *nth, bool fired)
{
	if (!fired)
		printf("# %d allocations failed\n", *nth - 1);
	++*nth;
	return fired;
}

/* The tasks of the only jail, 0 for none. */
static int jailed_tasks(void)
{
	char text[4096], *line;
	int tasks = 0;

	if (read_jail_file(JAIL_FILE_JAILS, text, sizeof(text)))
		return -1;
	line = strchr(text, '\n');
	if (line && line[1] && sscanf(line + 1, "%*u %d", &tasks) != 1)
		return -1;
	return tasks;
}

static int release(unsigned long long jail)
{
	char text[32];

	snprintf(text, sizeof(text), "%llu", jail);
	return write_jail_file(JAIL_FILE_RELEASE, text);
}

TEST_F(faults, mark)
{
	int tasks;

	while (next(&self->nth, self->fired)) {
		ASSERT_TRUE(arm(self->nth));
		tasks = mark_pid(self->tree.pid, "");
		self->fired = disarm();
		if (tasks < 0) {
			EXPECT_EQ(-ENOMEM, tasks);
			EXPECT_TRUE(no_jail_within(10))
				TH_LOG("allocation %d", self->nth);
			continue;
		}
		EXPECT_EQ(2, tasks);
		EXPECT_EQ(2, jailed_tasks());
		EXPECT_EQ(0, release(jail_of_last_mark()));
		ASSERT_TRUE(no_jail_within(10));
	}
	EXPECT_LT(5, self->nth);
}

TEST_F(faults, join)
{
	struct child first;
	unsigned long long jail;
	char keys[64];
	int tasks;

	ASSERT_TRUE(start_child(&first, 0, NULL, NULL));
	ASSERT_EQ(1, mark_pid(first.pid, ""));
	jail = jail_of_last_mark();
	snprintf(keys, sizeof(keys), " jail=%llu", jail);
	do {
		self->nth++;
		ASSERT_TRUE(arm(self->nth));
		tasks = mark_pid(self->tree.pid, keys);
		self->fired = disarm();
		EXPECT_EQ(tasks < 0 ? 1 : 3, jailed_tasks())
			TH_LOG("allocation %d: %d", self->nth, tasks);
		if (tasks > 0)
			break;
		EXPECT_EQ(-ENOMEM, tasks);
	} while (self->fired);
	EXPECT_EQ(2, tasks);
	EXPECT_EQ(0, end_child(&first));
}

TEST_F(faults, check_and_list)
{
	char request[32], text[4096];
	int err, fd;

	snprintf(request, sizeof(request), "%d", self->tree.pid);
	while (next(&self->nth, self->fired)) {
		ASSERT_TRUE(arm(self->nth));
		fd = open(JAIL_SECURITYFS JAIL_FILE_CHECK, O_RDWR | O_CLOEXEC);
		err = fd < 0 || write(fd, request, strlen(request)) < 0 ? errno : 0;
		close(fd);
		if (!err)
			err = read_jail_file(JAIL_FILE_JAILS, text, sizeof(text));
		self->fired = disarm();
		EXPECT_TRUE(err ? err == ENOMEM : !strncmp("id ", text, 3));
		EXPECT_EQ(0, jailed_tasks());
	}
	EXPECT_LT(5, self->nth);
}

TEST_F(faults, release)
{
	unsigned long long jail;
	int err;

	ASSERT_EQ(2, mark_pid(self->tree.pid, ""));
	jail = jail_of_last_mark();
	do {
		self->nth++;
		ASSERT_TRUE(arm(self->nth));
		err = release(jail);
		self->fired = disarm();
		if (err) {
			EXPECT_EQ(ENOMEM, err);
			EXPECT_EQ(2, jailed_tasks());
		}
	} while (err && self->fired);
	EXPECT_EQ(0, err);
	EXPECT_TRUE(no_jail_within(10));
}

TEST_F(faults, settings)
{
	static const struct {
		const char *file;
		const char *value;
		const char *after;
	} settings[] = {
		{ JAIL_FILE_POLICY, "basic", "mount,mknod,chroot\n" },
		{ JAIL_FILE_ENFORCE, "0", "0\n" },
	};
	char before[256], after[256];
	size_t i;
	int err;

	for (i = 0; i < ARRAY_SIZE(settings); i++) {
		ASSERT_EQ(0, read_jail_file(settings[i].file, before, sizeof(before)));
		for (self->nth = 0, self->fired = true; next(&self->nth, self->fired);) {
			ASSERT_TRUE(arm(self->nth));
			err = write_jail_file(settings[i].file, settings[i].value);
			self->fired = disarm();
			EXPECT_TRUE(!err || err == ENOMEM);
			ASSERT_EQ(0, read_jail_file(settings[i].file, after, sizeof(after)));
			EXPECT_STREQ(err ? before : settings[i].after, after);
			ASSERT_EQ(0, write_jail_file(settings[i].file, before));
		}
	}
}

/* A child of a jailed task is jailed, or is not. */
static int fork_with_faults(const void *data)
{
	int nth, status, forks = 0;
	bool fired = true;
	pid_t pid;

	mark_later();
	if (mark_self())
		return PREPARE_FAILED;
	for (nth = 1; fired; nth++) {
		if (!arm(nth))
			return PREPARE_FAILED;
		pid = fork();
		if (!pid)
			_exit(unshare(CLONE_NEWNS) ? errno : 0);
		fired = disarm();
		if (pid < 0)
			continue;
		forks++;
		if (waitpid(pid, &status, 0) != pid)
			return PREPARE_FAILED;
		/* One that could not be marked was killed before it ran. */
		if (WIFEXITED(status) && WEXITSTATUS(status) != EPERM)
			return 1;
	}
	printf("# %d allocations failed, %d forks\n", nth - 2, forks);
	fflush(stdout);
	return nth > 10 && forks ? 0 : 2;
}

TEST_F(faults, fork)
{
	EXPECT_EQ(0, run_child(fork_with_faults, NULL));
}

static int chroot_with_faults(const void *data)
{
	const int *nth = data;
	bool fired;
	int err;

	if (!arm(*nth))
		return PREPARE_FAILED;
	err = chroot("/tmp") ? errno : 0;
	/* It is open, wherever the root is. */
	fired = disarm();
	if (!err && (!unshare(CLONE_NEWNS) || errno != EPERM))
		return 1;
	return err && err != ENOMEM ? 2 : fired ? 3 : 0;
}

/* With auto=1: jailed, not chrooted, or dead. */
TEST_F(faults, automatic)
{
	int status = 3;

	if (is_builtin())
		SKIP(return, "the same function as in the module");
	EXPECT_EQ(0, end_child(&self->tree));
	self->tree.pid = 0;
	ASSERT_TRUE(no_module());
	ASSERT_TRUE(fresh_module("auto=1"));
	while (status == 3 || status == -1) {
		self->nth++;
		status = run_child(chroot_with_faults, &self->nth);
	}
	EXPECT_EQ(0, status);
	EXPECT_LT(2, self->nth);
	printf("# %d allocations failed\n", self->nth - 1);
	ASSERT_TRUE(no_module());
	ASSERT_TRUE(fresh_module(""));
}

static int load_with_fault(int fd, int nth, bool *fired)
{
	int err;

	if (!arm(nth))
		return -1;
	err = syscall(SYS_finit_module, fd, "", 0) ? errno : 0;
	*fired = disarm();
	return err;
}

/* How many there are: it is counted down for each. */
static int allocations_of_load(int fd)
{
	char text[16] = "";

	if (!arm(INT_MAX) || syscall(SYS_finit_module, fd, "", 0) ||
	    pread(fail_nth, text, sizeof(text) - 1, 0) <= 0)
		return 0;
	return disarm() ? 0 : INT_MAX - atoi(text);
}

/*
 * The module is in, or nothing of it. Most allocations are of the kernel's own
 * loader and of ftrace: $JAIL_LOADS of them are tried, evenly.
 */
TEST_F_TIMEOUT(faults, load, 3000)
{
	int fd, err, count, nth, step, tries = 0, loads = 0;
	const char *amount = getenv("JAIL_LOADS");
	bool fired = false;

	if (is_builtin())
		SKIP(return, "nothing is loaded");
	fd = open("/lib/jail.ko", O_RDONLY | O_CLOEXEC);
	ASSERT_LE(0, fd);
	ASSERT_TRUE(no_module());
	count = allocations_of_load(fd);
	ASSERT_LT(50, count);
	ASSERT_TRUE(no_module());
	step = count / (amount ? atoi(amount) : 20) + 1;
	/* The kernel tells where it was when it has no memory for a cache: see vm/guest. */
	EXPECT_EQ(0, write_file("/dev/kmsg", "jail: faults: begin\n"));
	for (nth = 1; nth <= count; nth += step) {
		err = load_with_fault(fd, nth, &fired);
		tries += fired;
		if (err) {
			EXPECT_EQ(-1, access(JAIL_SECURITYFS, F_OK))
				TH_LOG("allocation %d: %s", nth, strerror(err));
			continue;
		}
		loads++;
		ASSERT_TRUE(no_module())
			TH_LOG("allocation %d", nth);
	}
	EXPECT_EQ(0, write_file("/dev/kmsg", "jail: faults: end\n"));
	printf("# %d of %d allocations failed, %d loads\n", tries, count, loads);
	close(fd);
	ASSERT_TRUE(fresh_module(""));
}

TEST_HARNESS_MAIN
