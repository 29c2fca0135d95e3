// SPDX-License-Identifier: GPL-2.0-only
/*
 * Unit tests of process.c, on the processes of this machine
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "../jailctl.h"
#include "../process.h"

void hint(const char *text)
{
	assert_non_null(text);
}

static void test_parsed(void **state)
{
	unsigned long long inode;
	pid_t pid = 0;

	(void)state;
	assert_true(parse_process("1", &pid, &inode));
	assert_int_equal(pid, 1);
	assert_int_equal(inode, 0);
	assert_true(parse_process("2147483647", &pid, &inode));
	assert_int_equal(pid, INT_MAX);
	assert_true(parse_process("4194304:18446744073709551615", &pid, &inode));
	assert_int_equal(pid, 4194304);
	assert_true(inode == ULLONG_MAX);
}

static void test_malformed(void **state)
{
	static const char *const bad[] = {
		"", "0", "-1", "+1", " 1", "1 ", "1x", "x", "0x10", "1.5", "1\n",
		"2147483648", "99999999999999999999999", ":", "1:", ":1", "1:0", "1:x",
		"1:2:3", "1: 2", "1:18446744073709551616", "1:99999999999999999999999999",
	};
	unsigned long long inode = 4;
	pid_t pid = 42;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(bad); i++)
		assert_false(parse_process(bad[i], &pid, &inode));
	assert_int_equal(pid, 42);
	assert_int_equal(inode, 4);
}

/* The command name is in front of the field, and may look like anything. */
static void test_start(void **state)
{
	static const char *const names[] = { "a", "a) b (c)", ") 1 2 3 4 5" };
	struct process first = {}, process;
	char text[32];
	size_t i;

	(void)state;
	snprintf(text, sizeof(text), "%d", getpid());
	for (i = 0; i < ARRAY_SIZE(names); i++) {
		assert_int_equal(prctl(PR_SET_NAME, names[i]), 0);
		assert_int_equal(find_process(text, &process), EXIT_OK);
		assert_int_equal(process.pid, getpid());
		assert_true(process.start > 0);
		if (!i)
			first = process;
		assert_true(process.start == first.start);
	}
}

static void test_gone(void **state)
{
	struct process process;
	char text[32];
	pid_t pid = fork();

	(void)state;
	if (!pid)
		_exit(0);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	snprintf(text, sizeof(text), "%d", pid);
	assert_int_equal(find_process(text, &process), EXIT_NO_PROCESS);
	assert_int_equal(find_process("1x", &process), EXIT_USAGE);
}

/* A kernel with pidfs: this one, and another. One without: it says so. */
static void test_inode(void **state)
{
	struct process process;
	struct statfs fs;
	struct stat st;
	char text[64];
	int status, fd;

	(void)state;
	fd = syscall(SYS_pidfd_open, getpid(), 0);
	assert_true(fd >= 0);
	assert_int_equal(fstat(fd, &st), 0);
	assert_int_equal(fstatfs(fd, &fs), 0);
	snprintf(text, sizeof(text), "%d:%llu", getpid(), (unsigned long long)st.st_ino);
	status = find_process(text, &process);
	assert_int_equal(status, fs.f_type == 0x50494446 ? EXIT_OK : EXIT_USAGE);
	close(fd);
	snprintf(text, sizeof(text), "%d:18446744073709551615", getpid());
	status = find_process(text, &process);
	assert_true(status == EXIT_NO_PROCESS || status == EXIT_USAGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parsed),
		cmocka_unit_test(test_malformed),
		cmocka_unit_test(test_start),
		cmocka_unit_test(test_gone),
		cmocka_unit_test(test_inode),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
