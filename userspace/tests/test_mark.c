// SPDX-License-Identifier: GPL-2.0-only
/*
 * Unit tests of mark.c, with the module replaced by mocks
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "../jailctl.h"
#include "../kernel.h"
#include "../mark.h"

const char *kernel_directory = "/nowhere";

void hint(const char *text)
{
	assert_non_null(text);
}

int kernel_open(const char *name, int flags)
{
	assert_string_equal(name, JAIL_FILE_MARK);
	assert_int_equal(flags, O_RDWR);
	errno = mock_type(int);
	return errno ? -1 : open("/dev/null", O_RDONLY);
}

bool kernel_write(int fd, const char *request, char *answer, size_t size)
{
	assert_true(fd >= 0);
	check_expected(request);
	snprintf(answer, size, "%s", mock_type(const char *));
	errno = mock_type(int);
	return !errno;
}

static void test_pid_is_read(void **state)
{
	pid_t pid = 0;

	(void)state;
	assert_true(parse_pid("1", &pid));
	assert_int_equal(pid, 1);
	assert_true(parse_pid("4194304", &pid));
	assert_int_equal(pid, 4194304);
	assert_true(parse_pid("2147483647", &pid));
	assert_int_equal(pid, INT_MAX);
}

static void test_malformed_pid_is_refused(void **state)
{
	static const char *const bad[] = {
		"", "0", "-1", "+1", " 1", "1 ", "1x", "x", "0x10", "1.5", "1\n",
		"2147483648", "99999999999999999999999",
	};
	pid_t pid = 42;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(bad); i++)
		assert_false(parse_pid(bad[i], &pid));
	assert_int_equal(pid, 42);
}

static int mark_with(int open_errno, int write_errno, const char *answer,
		     struct marked *marked)
{
	will_return(kernel_open, open_errno);
	if (!open_errno) {
		expect_string(kernel_write, request, "7");
		will_return(kernel_write, answer);
		will_return(kernel_write, write_errno);
	}
	return mark(7, NULL, marked);
}

static void test_mark_is_confirmed(void **state)
{
	struct marked marked;

	(void)state;
	assert_int_equal(mark_with(0, 0, "jail=3 tasks=12", &marked), EXIT_OK);
	assert_int_equal(marked.jail, 3);
	assert_int_equal(marked.tasks, 12);
}

static void test_policy_is_passed_on(void **state)
{
	struct marked marked;

	(void)state;
	will_return(kernel_open, 0);
	expect_string(kernel_write, request, "7 policy=basic,-mknod");
	will_return(kernel_write, "jail=1 tasks=1");
	will_return(kernel_write, 0);
	assert_int_equal(mark(7, "basic,-mknod", &marked), EXIT_OK);
}

/* A module that takes the write and does not say what it did: not marked. */
static void test_unconfirmed_mark_is_a_failure(void **state)
{
	struct marked marked;

	(void)state;
	assert_int_equal(mark_with(0, 0, "", &marked), EXIT_FAILED);
	assert_int_equal(mark_with(0, 0, "jail=3", &marked), EXIT_FAILED);
	assert_int_equal(mark_with(0, 0, "ok", &marked), EXIT_FAILED);
}

static void test_each_refusal_has_its_status(void **state)
{
	static const struct {
		int error;
		int status;
	} refusals[] = {
		{ ESRCH, EXIT_NO_PROCESS }, { EBUSY, EXIT_IS_INIT },
		{ EOPNOTSUPP, EXIT_IS_KERNEL }, { EEXIST, EXIT_IS_JAILED },
		{ EPERM, EXIT_JAILED }, { EACCES, EXIT_NO_RIGHT },
		{ EAGAIN, EXIT_NOT_READY }, { ENODEV, EXIT_NOT_READY },
		{ EINVAL, EXIT_USAGE }, { ENOMEM, EXIT_FAILED },
	};
	struct marked marked;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(refusals); i++)
		assert_int_equal(mark_with(0, refusals[i].error, "why", &marked),
				 refusals[i].status);
	assert_int_equal(mark_with(EACCES, 0, "", &marked), EXIT_NO_RIGHT);
	assert_int_equal(mark_with(EPERM, 0, "", &marked), EXIT_JAILED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pid_is_read),
		cmocka_unit_test(test_malformed_pid_is_refused),
		cmocka_unit_test(test_mark_is_confirmed),
		cmocka_unit_test(test_policy_is_passed_on),
		cmocka_unit_test(test_unconfirmed_mark_is_a_failure),
		cmocka_unit_test(test_each_refusal_has_its_status),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
