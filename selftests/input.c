// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail selftests - bad input to every file of the interface
 *
 * Whatever is written that is no request: an error, and nothing is changed. A
 * number that is drawn can be given as $JAIL_SEED, to draw the same again.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/jail.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "kselftest_harness.h"
#include "jail_test.h"

#define DIRECTORY	"/sys/kernel/security/" JAIL_DIRECTORY "/"

/* Writes of random bytes to each file, and of each writer of several. */
#define TRIES		400
#define WRITERS		4

static const char *const files[] = {
	JAIL_FILE_MARK, JAIL_FILE_CHECK, JAIL_FILE_RELEASE, JAIL_FILE_JAILS, JAIL_FILE_TASKS,
	JAIL_FILE_POLICY, JAIL_FILE_ENFORCE, JAIL_FILE_LOG_ONLY, JAIL_FILE_SEAL,
	JAIL_FILE_VERSION, JAIL_FILE_ATTACH, JAIL_FILE_STATE, JAIL_FILE_SELFTEST,
};

/* What the machine is like: everything that a request could have changed. */
static const char *const state_files[] = {
	JAIL_FILE_JAILS, JAIL_FILE_POLICY, JAIL_FILE_ENFORCE, JAIL_FILE_SEAL, JAIL_FILE_STATE,
};

static int open_file(const char *name, int flags)
{
	char path[128];

	snprintf(path, sizeof(path), DIRECTORY "%s", name);
	return open(path, flags | O_CLOEXEC);
}

static void read_state(char *text, size_t size)
{
	size_t i, used = 0;
	ssize_t got;
	int fd;

	for (i = 0; i < ARRAY_SIZE(state_files); i++) {
		fd = open_file(state_files[i], O_RDONLY);
		got = read(fd, text + used, size - 1 - used);
		used += got > 0 ? got : 0;
		close(fd);
	}
	text[used] = '\0';
}

/* Not a digit, and no word of the interface: it cannot be a request by chance. */
static size_t draw(char *bytes, size_t size)
{
	size_t i, length = 1 + random() % size;

	for (i = 0; i < length; i++) {
		do {
			bytes[i] = random();
		} while (bytes[i] >= '0' && bytes[i] <= '9');
	}
	bytes[0] = '!';
	return length;
}

static unsigned int seed(void)
{
	const char *text = getenv("JAIL_SEED");

	return text ? strtoul(text, NULL, 10) : (unsigned int)time(NULL);
}

static bool refused(int fd, const void *bytes, size_t length)
{
	return lseek(fd, 0, SEEK_SET) < 0 || write(fd, bytes, length) < 0;
}

FIXTURE(input)
{
	char before[8192];
	char after[8192];
};

FIXTURE_SETUP(input)
{
	unsigned int drawn = seed();

	TH_LOG("JAIL_SEED=%u", drawn);
	srandom(drawn);
	read_state(self->before, sizeof(self->before));
	ASSERT_NE('\0', self->before[0]);
}

FIXTURE_TEARDOWN(input)
{
	read_state(self->after, sizeof(self->after));
	EXPECT_STREQ(self->before, self->after);
}

static void write_random(struct __test_metadata *_metadata, const char *name, int tries)
{
	int fd = open_file(name, O_RDWR);
	char bytes[JAIL_REQUEST_MAX];
	size_t length;

	/* Some cannot be written at all, whoever opens them. */
	ASSERT_LE(0, fd);
	while (tries--) {
		length = draw(bytes, sizeof(bytes));
		EXPECT_TRUE(refused(fd, bytes, length))
			TH_LOG("%s took %zu bytes", name, length);
	}
	close(fd);
}

TEST_F(input, random_bytes)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(files); i++)
		write_random(_metadata, files[i], TRIES);
}

TEST_F(input, several_at_once)
{
	pid_t pids[WRITERS];
	int i, status;
	size_t file;

	for (i = 0; i < WRITERS; i++) {
		pids[i] = fork();
		if (!pids[i]) {
			srandom(random() + i);
			for (file = 0; file < ARRAY_SIZE(files); file++)
				write_random(_metadata, files[file], TRIES / 4);
			_exit(0);
		}
	}
	for (i = 0; i < WRITERS; i++) {
		ASSERT_EQ(pids[i], waitpid(pids[i], &status, 0));
		EXPECT_EQ(0, status);
	}
}

TEST_F(input, huge_and_empty)
{
	size_t i, size = 4 << 20;
	char *bytes = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	char *nowhere = mmap(NULL, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int fd;

	ASSERT_NE(MAP_FAILED, bytes);
	ASSERT_NE(MAP_FAILED, nowhere);
	memset(bytes, '1', size);
	for (i = 0; i < ARRAY_SIZE(files); i++) {
		fd = open_file(files[i], O_RDWR);
		EXPECT_TRUE(refused(fd, bytes, size));
		EXPECT_EQ(EINVAL, errno);
		EXPECT_TRUE(refused(fd, bytes, JAIL_REQUEST_MAX + 1));
		EXPECT_EQ(EINVAL, errno);
		EXPECT_GE(0, write(fd, bytes, 0));
		EXPECT_TRUE(refused(fd, nowhere, 4));
		close(fd);
	}
	munmap(bytes, size);
	munmap(nowhere, 4096);
}

/* Each is a request but for one thing. */
static const struct {
	const char *file;
	const char *bytes;
	size_t length;
} almost[] = {
	{ JAIL_FILE_ENFORCE, "0\0", 2 }, { JAIL_FILE_ENFORCE, "\0000", 2 },
	{ JAIL_FILE_ENFORCE, "0\n\n", 3 }, { JAIL_FILE_ENFORCE, " 0", 2 },
	{ JAIL_FILE_ENFORCE, "00", 2 }, { JAIL_FILE_ENFORCE, "\n0", 2 },
	{ JAIL_FILE_POLICY, "mount\0", 6 }, { JAIL_FILE_POLICY, "mount\nmknod", 11 },
	{ JAIL_FILE_POLICY, "mount ", 6 }, { JAIL_FILE_POLICY, "\n", 1 },
	{ JAIL_FILE_SEAL, "1\0", 2 }, { JAIL_FILE_SEAL, "11", 2 }, { JAIL_FILE_SEAL, "0", 1 },
	{ JAIL_FILE_ATTACH, "detach ", 7 }, { JAIL_FILE_ATTACH, "detach\0", 7 },
	{ JAIL_FILE_SELFTEST, "begin ", 6 }, { JAIL_FILE_SELFTEST, "end", 3 },
	{ JAIL_FILE_RELEASE, "0", 1 }, { JAIL_FILE_RELEASE, "+1", 2 },
	{ JAIL_FILE_LOG_ONLY, "1", 1 }, { JAIL_FILE_LOG_ONLY, "1 ", 2 },
	{ JAIL_FILE_LOG_ONLY, "999999 mount", 12 }, { JAIL_FILE_LOG_ONLY, " mount", 6 },
	{ JAIL_FILE_TASKS, "999999", 6 }, { JAIL_FILE_TASKS, "-1", 2 },
	{ JAIL_FILE_MARK, "0", 1 }, { JAIL_FILE_CHECK, "0", 1 },
};

TEST_F(input, almost_right)
{
	size_t i;
	int fd;

	for (i = 0; i < ARRAY_SIZE(almost); i++) {
		fd = open_file(almost[i].file, O_RDWR);
		EXPECT_TRUE(refused(fd, almost[i].bytes, almost[i].length))
			TH_LOG("%s took '%s'", almost[i].file, almost[i].bytes);
		close(fd);
	}
}

/* What a file has is no reason for what is refused. */
TEST_F(input, reason)
{
	static const char huge[JAIL_REQUEST_MAX + 1] = "mount";
	char text[256];
	ssize_t length;
	int fd = open_file(JAIL_FILE_POLICY, O_RDWR);

	ASSERT_LE(0, fd);
	EXPECT_TRUE(refused(fd, "mount,wrong", 11));
	length = pread(fd, text, sizeof(text) - 1, 0);
	ASSERT_LT(0, length);
	text[length] = '\0';
	EXPECT_STREQ("unknown restriction 'wrong'\n", text);
	EXPECT_TRUE(refused(fd, "mount\nmknod", 11));
	EXPECT_EQ(0, pread(fd, text, sizeof(text), 0));
	EXPECT_TRUE(refused(fd, "", 0));
	EXPECT_EQ(0, pread(fd, text, sizeof(text), 0));
	EXPECT_TRUE(refused(fd, huge, sizeof(huge)));
	EXPECT_EQ(0, pread(fd, text, sizeof(text), 0));
	close(fd);
	fd = open_file(JAIL_FILE_POLICY, O_RDONLY);
	EXPECT_LT(0, read(fd, text, sizeof(text)));
	close(fd);
}

/* A request comes in one piece, at the beginning. */
TEST_F(input, split_and_elsewhere)
{
	int fd = open_file(JAIL_FILE_POLICY, O_RDWR);

	ASSERT_LE(0, fd);
	EXPECT_EQ(-1, write(fd, "moun", 4));
	EXPECT_EQ(-1, write(fd, "t", 1));
	EXPECT_EQ(-1, pwrite(fd, "mount", 5, 1));
	EXPECT_EQ(1, lseek(fd, 1, SEEK_SET));
	EXPECT_EQ(-1, write(fd, "mount", 5));
	EXPECT_EQ(EINVAL, errno);
	close(fd);
}

TEST_HARNESS_MAIN
