// SPDX-License-Identifier: GPL-2.0-only
/*
 * Unit tests of request.c, with the module replaced by mocks
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
#include "../request.h"

void hint(const char *text)
{
	assert_non_null(text);
}

int kernel_open(const char *name, int flags)
{
	check_expected(name);
	assert_int_equal(flags, O_RDWR);
	errno = mock_type(int);
	return errno ? -1 : open("/dev/null", O_RDONLY);
}

bool kernel_write(int fd, const char *request, char *answer, size_t size)
{
	assert_true(fd >= 0);
	assert_int_equal(size, ANSWER_SIZE);
	check_expected(request);
	snprintf(answer, size, "%s", mock_type(const char *));
	errno = mock_type(int);
	return !errno;
}

bool kernel_is_ready(void)
{
	return mock_type(bool);
}

void kernel_wait_turn(void)
{
	function_called();
}

char *kernel_answer(int fd)
{
	const char *text = mock_type(const char *);

	close(fd);
	errno = ENOMEM;
	return text ? strdup(text) : NULL;
}

static int request_with(const char *file, int open_errno, int write_errno, char *answer)
{
	expect_string(kernel_open, name, file);
	will_return(kernel_open, open_errno);
	if (!open_errno) {
		expect_string(kernel_write, request, "text");
		will_return(kernel_write, "first\nsecond\n");
		will_return(kernel_write, write_errno);
		/* One that has not passed is not waited for. */
		if (write_errno == EAGAIN)
			will_return(kernel_is_ready, false);
	}
	return request_module(file, "text", "subject", answer);
}

static void test_answer(void **state)
{
	char answer[ANSWER_SIZE];

	(void)state;
	assert_int_equal(request_with(JAIL_FILE_MARK, 0, 0, answer), EXIT_OK);
	assert_string_equal(answer, "first\nsecond\n");
	/* Findings come with a refusal. */
	assert_int_equal(request_with(JAIL_FILE_MARK, 0, EXDEV, answer), EXIT_FINDINGS);
	assert_string_equal(answer, "first\nsecond\n");
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
		{ EINVAL, EXIT_USAGE }, { EXDEV, EXIT_FINDINGS },
		{ ENOENT, EXIT_NO_JAIL }, { ENOTUNIQ, EXIT_NAME_TAKEN },
		{ EROFS, EXIT_SEALED }, { ENOMEM, EXIT_FAILED }, { EIO, EXIT_FAILED },
	};
	char answer[ANSWER_SIZE];
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(refusals); i++)
		assert_int_equal(request_with(JAIL_FILE_MARK, 0, refusals[i].error, answer),
				 refusals[i].status);
	assert_int_equal(request_with(JAIL_FILE_MARK, EACCES, 0, answer), EXIT_NO_RIGHT);
	assert_int_equal(request_with(JAIL_FILE_MARK, EPERM, 0, answer), EXIT_JAILED);
	assert_int_equal(request_with(JAIL_FILE_ATTACH, 0, EBUSY, answer), EXIT_BUSY);
}

static void test_waits_for_a_selftest(void **state)
{
	char answer[ANSWER_SIZE];

	(void)state;
	expect_string(kernel_open, name, JAIL_FILE_MARK);
	will_return(kernel_open, 0);
	expect_string_count(kernel_write, request, "text", 2);
	will_return(kernel_write, "first\n");
	will_return(kernel_write, EAGAIN);
	will_return(kernel_is_ready, true);
	expect_function_call(kernel_wait_turn);
	will_return(kernel_write, "second\n");
	will_return(kernel_write, 0);
	assert_int_equal(request_module(JAIL_FILE_MARK, "text", "subject", answer), EXIT_OK);
	assert_string_equal(answer, "second\n");
}

/* The request is taken, and @text is what can be read then, or NULL. */
static int request_text_with(const char *text, char **answer)
{
	expect_string(kernel_open, name, JAIL_FILE_TASKS);
	will_return(kernel_open, 0);
	expect_string(kernel_write, request, "text");
	will_return(kernel_write, "first");
	will_return(kernel_write, 0);
	will_return(kernel_answer, text);
	return request_text(JAIL_FILE_TASKS, "text", "subject", answer);
}

static void test_long_answer(void **state)
{
	char *answer;

	(void)state;
	assert_int_equal(request_text_with("long", &answer), EXIT_OK);
	assert_string_equal(answer, "long");
	free(answer);
}

static void test_no_answer(void **state)
{
	char *answer;

	(void)state;
	assert_int_equal(request_text_with(NULL, &answer), EXIT_FAILED);
	expect_string(kernel_open, name, JAIL_FILE_TASKS);
	will_return(kernel_open, ENOENT);
	assert_int_equal(request_text(JAIL_FILE_TASKS, "text", "subject", &answer),
			 EXIT_OLD_MODULE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_answer),
		cmocka_unit_test(test_waits_for_a_selftest),
		cmocka_unit_test(test_each_refusal_has_its_status),
		cmocka_unit_test(test_long_answer),
		cmocka_unit_test(test_no_answer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
