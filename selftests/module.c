// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail selftests - who holds what while the module or a self-test ends
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kselftest_harness.h"
#include "jail_test.h"

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
	EXPECT_EQ(EINVAL, write_jail_file(JAIL_FILE_SELFTEST, "end"));
	/* The descriptor is closed by whoever dies. */
	EXPECT_EQ(0, run_child(begin_test, NULL));
	EXPECT_EQ(0, system("jailctl selftest"));
	EXPECT_TRUE(no_module());
	EXPECT_TRUE(fresh_module(""));
}

static int test_without_waiting(const void *data)
{
	signal(SIGCHLD, SIG_IGN);
	execlp("jailctl", "jailctl", "selftest", NULL);
	return errno;
}

/* Whoever starts it may ignore SIGCHLD, and so does it. */
TEST(test_by_who_waits_for_no_child)
{
	EXPECT_EQ(0, run_child(test_without_waiting, NULL));
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
	pid_t pid = fork_bound();
	int fd;

	if (pid)
		return pid < 0 ? errno : 0;
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

TEST_HARNESS_MAIN
