// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail selftests - who holds what while the module, a test or a fork ends
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kselftest_harness.h"
#include "jail_test.h"

/* Enough for a fork that takes long to copy. */
#define AREAS	15000

/*
 * A descriptor by O_PATH holds the inode, and no module. Anybody may have one.
 */
TEST(inode_outlives_the_module)
{
	char path[64], state[32];
	int fd, again;

	fd = open(JAIL_SECURITYFS JAIL_FILE_VERSION, O_PATH);
	ASSERT_LE(0, fd);
	ASSERT_TRUE(no_module());
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	again = open(path, O_RDONLY);
	EXPECT_EQ(-1, again);
	EXPECT_EQ(EIO, errno);
	/* And the name is free. */
	ASSERT_TRUE(fresh_module(""));
	ASSERT_EQ(0, read_jail_file(JAIL_FILE_STATE, state, sizeof(state)));
	EXPECT_STREQ("ready\n", state);
	close(fd);
}

static int begin_test(const void *data)
{
	(void)data;
	return write_jail_file(JAIL_FILE_SELFTEST, "begin");
}

/* Its descriptor stays open. */
static int begin_test_and_stay(const void *data)
{
	int fd = open(JAIL_SECURITYFS JAIL_FILE_SELFTEST, O_RDWR | O_CLOEXEC);

	return fd < 0 || write(fd, "begin", 5) != 5 ? errno : 0;
}

TEST(test_that_is_given_up)
{
	/* The descriptor is closed by whoever dies. */
	EXPECT_EQ(0, run_child(begin_test, NULL));
	EXPECT_EQ(0, system("jailctl selftest"));
	EXPECT_TRUE(no_module());
	EXPECT_TRUE(fresh_module(""));
}

TEST(one_test_at_a_time_and_no_mark)
{
	struct child tester, other;

	ASSERT_TRUE(start_child(&other, 0, NULL, NULL));
	ASSERT_TRUE(start_child(&tester, 0, begin_test_and_stay, NULL));
	EXPECT_EQ(EBUSY, run_child(begin_test, NULL));
	EXPECT_EQ(-EAGAIN, mark_pid(other.pid, ""));
	EXPECT_EQ(0, end_child(&tester));
	EXPECT_EQ(1, mark_pid(other.pid, ""));
	EXPECT_EQ(0, end_child(&other));
}

/* Takes part in a test as often as it can, until it is jailed. */
static int test_and_test(const void *data)
{
	pid_t pid = fork();
	int fd;

	if (pid)
		return pid < 0 ? errno : 0;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	for (;;) {
		fd = open(JAIL_SECURITYFS JAIL_FILE_SELFTEST, O_RDWR | O_CLOEXEC);
		if (fd < 0)
			_exit(errno == EPERM ? 0 : 1);
		if (write(fd, "begin", 5) < 0)
			usleep(100);
		close(fd);
	}
}

/* By which nobody leaves a tree that is being marked. */
TEST(test_during_a_mark)
{
	struct child tree;
	int i, tasks;

	for (i = 0; i < 20; i++) {
		ASSERT_TRUE(start_child(&tree, 0, test_and_test, NULL));
		do {
			tasks = mark_pid(tree.pid, "");
		} while (tasks == -EAGAIN);
		EXPECT_EQ(2, tasks)
			TH_LOG("round %d", i);
		EXPECT_EQ(0, end_child(&tree));
		EXPECT_TRUE(no_jail_within(10));
	}
}

static int fork_slowly(const void *data)
{
	const int *gate = data;
	int status, i;
	pid_t pid;

	/* No two alike, or they would be one. */
	for (i = 0; i < AREAS; i++) {
		if (mmap(NULL, 4096, i & 1 ? PROT_READ : PROT_READ | PROT_WRITE,
			 MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED)
			return PREPARE_FAILED;
	}
	if (write(gate[1], "", 1) != 1)
		return PREPARE_FAILED;
	pid = fork();
	if (!pid) {
		sleep(1);
		_exit(unshare(CLONE_NEWNS) ? errno : 0);
	}
	if (waitpid(pid, &status, 0) != pid || !WIFEXITED(status))
		return PREPARE_FAILED;
	return WEXITSTATUS(status);
}

/* The child is allocated before the mark, and listed after it. */
TEST(fork_in_progress)
{
	int gate[2], status, delay;
	char byte;
	pid_t pid;

	ASSERT_EQ(0, pipe(gate));
	for (delay = 0; delay < 60000; delay += 20000) {
		pid = fork();
		if (!pid)
			_exit(fork_slowly(gate));
		ASSERT_EQ(1, read(gate[0], &byte, 1));
		usleep(delay);
		ASSERT_LT(0, mark_pid(pid, ""));
		ASSERT_EQ(pid, waitpid(pid, &status, 0));
		EXPECT_EQ(EPERM, WEXITSTATUS(status))
			TH_LOG("marked %d us into a fork", delay);
	}
}

TEST_HARNESS_MAIN
