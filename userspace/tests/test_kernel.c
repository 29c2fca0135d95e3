// SPDX-License-Identifier: GPL-2.0-only
/*
 * Unit tests of kernel.c, on a directory that stands for the module's
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "../jailctl.h"
#include "../kernel.h"
#include "../selftest.h"

static char directory[64];

void hint(const char *text)
{
	assert_non_null(text);
}

int selftest(bool anew)
{
	assert_false(anew);
	return mock_type(int);
}

static void put(const char *name, const char *text)
{
	char path[256];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", directory, name);
	if (!text) {
		unlink(path);
		return;
	}
	file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static int setup(void **state)
{
	(void)state;
	snprintf(directory, sizeof(directory), "/tmp/jailctl-test-XXXXXX");
	kernel_directory = directory;
	return mkdtemp(directory) ? 0 : -1;
}

static int teardown(void **state)
{
	(void)state;
	put(JAIL_FILE_VERSION, NULL);
	put(JAIL_FILE_STATE, NULL);
	return rmdir(directory);
}

static void test_missing_module(void **state)
{
	(void)state;
	put(JAIL_FILE_VERSION, NULL);
	assert_int_equal(kernel_check(), EXIT_NO_MODULE);
	assert_int_equal(kernel_ready(), EXIT_NO_MODULE);
}

static void test_other_version(void **state)
{
	(void)state;
	put(JAIL_FILE_VERSION, "0\n");
	assert_int_equal(kernel_check(), EXIT_OLD_MODULE);
	put(JAIL_FILE_VERSION, "999\n");
	assert_int_equal(kernel_check(), EXIT_OLD_MODULE);
	put(JAIL_FILE_VERSION, "nonsense");
	assert_int_equal(kernel_check(), EXIT_OLD_MODULE);
}

static void test_states(void **state)
{
	(void)state;
	put(JAIL_FILE_VERSION, "1\n");
	assert_int_equal(kernel_check(), EXIT_OK);
	put(JAIL_FILE_STATE, "ready\n");
	assert_int_equal(kernel_ready(), EXIT_OK);
	put(JAIL_FILE_STATE, "detached\n");
	assert_int_equal(kernel_ready(), EXIT_NOT_READY);
	put(JAIL_FILE_STATE, "stuck\n");
	assert_int_equal(kernel_ready(), EXIT_NOT_READY);
}

static void test_untested_module_is_tested(void **state)
{
	(void)state;
	put(JAIL_FILE_VERSION, "1\n");
	put(JAIL_FILE_STATE, "untested\n");
	will_return(selftest, EXIT_OK);
	assert_int_equal(kernel_ready(), EXIT_OK);
	will_return(selftest, EXIT_NOT_READY);
	assert_int_equal(kernel_ready(), EXIT_NOT_READY);
}

static void test_whole_file_is_read(void **state)
{
	char text[20000], *got;

	(void)state;
	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	put(JAIL_FILE_STATE, text);
	got = kernel_read(JAIL_FILE_STATE);
	assert_non_null(got);
	assert_string_equal(got, text);
	free(got);
	assert_null(kernel_read("missing"));
	assert_int_equal(errno, ENOENT);
}

static void test_answer_is_whole(void **state)
{
	char answer[64];
	int fd;

	(void)state;
	put(JAIL_FILE_STATE, "");
	fd = kernel_open(JAIL_FILE_STATE, O_RDWR);
	assert_true(fd >= 0);
	assert_true(kernel_write(fd, "one\ntwo", answer, sizeof(answer)));
	assert_string_equal(answer, "one\ntwo");
	close(fd);
	fd = kernel_open(JAIL_FILE_STATE, O_RDONLY);
	assert_false(kernel_write(fd, "one", answer, sizeof(answer)));
	assert_int_equal(errno, EBADF);
	close(fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_missing_module),
		cmocka_unit_test(test_other_version),
		cmocka_unit_test(test_states),
		cmocka_unit_test(test_untested_module_is_tested),
		cmocka_unit_test(test_whole_file_is_read),
		cmocka_unit_test(test_answer_is_whole),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
