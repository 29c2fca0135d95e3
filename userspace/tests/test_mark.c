// SPDX-License-Identifier: GPL-2.0-only
/*
 * Unit tests of mark.c, with what is below it replaced by mocks
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "../findings.h"
#include "../jailctl.h"
#include "../kernel.h"
#include "../mark.h"
#include "../request.h"

void hint(const char *text)
{
	assert_non_null(text);
	function_called();
}

int request_module(const char *file, const char *text, const char *subject, char *answer)
{
	check_expected(file);
	check_expected(text);
	check_expected(subject);
	snprintf(answer, ANSWER_SIZE, "%s", mock_type(const char *));
	return mock_type(int);
}

/* The tasks of a jail, which are asked for by its number. */
int kernel_open(const char *name, int flags)
{
	assert_string_equal(name, JAIL_FILE_TASKS);
	assert_int_equal(flags, O_RDWR);
	return open("/dev/null", flags);
}

bool kernel_write(int fd, const char *request, char *answer, size_t size)
{
	assert_true(fd >= 0);
	assert_int_equal(size, ANSWER_SIZE);
	check_expected(request);
	*answer = '\0';
	errno = mock_type(int);
	return !errno;
}

char *kernel_answer(int fd)
{
	close(fd);
	return strdup(mock_type(const char *));
}

unsigned int print_findings(const char *answer, FILE *to)
{
	assert_ptr_equal(to, stderr);
	return strstr(answer, "pid=") ? 1 : 0;
}

static void expect_request(const char *text, const char *subject, const char *answer, int status)
{
	expect_string(request_module, file, JAIL_FILE_MARK);
	expect_string(request_module, text, text);
	expect_string(request_module, subject, subject);
	will_return(request_module, answer);
	will_return(request_module, status);
}

static const struct mark_request seven = { .process = { 7, 0 } };

static void test_confirmed(void **state)
{
	(void)state;
	expect_request("7", "process 7", "jail=3 tasks=12\n", EXIT_OK);
	assert_int_equal(mark(&seven, false), EXIT_OK);
}

/* What mark() says on its standard output, of a jail with these tasks, or this errno. */
static void assert_said(const char *tasks, int err, const char *text)
{
	char said[256];
	ssize_t length;
	int saved = dup(STDOUT_FILENO), ends[2];

	assert_int_equal(pipe(ends), 0);
	fflush(stdout);
	dup2(ends[1], STDOUT_FILENO);
	expect_request("7", "process 7", "jail=3 tasks=2\n", EXIT_OK);
	expect_string(kernel_write, request, "3");
	will_return(kernel_write, err);
	if (!err)
		will_return(kernel_answer, tasks);
	assert_int_equal(mark(&seven, true), EXIT_OK);
	dup2(saved, STDOUT_FILENO);
	close(saved);
	close(ends[1]);
	length = read(ends[0], said, sizeof(said) - 1);
	close(ends[0]);
	assert_true(length > 0);
	said[length] = '\0';
	assert_string_equal(said, text);
}

static void test_armed(void **state)
{
	(void)state;
	assert_said("jail=3\npid process state name\n7 7 closed \"a\"\n8 8 closed \"armed\"\n", 0,
		    "jail 3: marked 2 tasks\n");
	assert_said("jail=3\npid process state name\n7 7 armed \"a\"\n8 8 closed \"b\"\n", 0,
		    "jail 3: marked 2 tasks\n"
		    "1 of the jail is armed: all but 'basic' waits for chroot(2)\n");
	assert_said(NULL, EPERM, "jail 3: marked 2 tasks\n"
		    "who is armed cannot be told from here: 'jailctl show 3' does, outside\n");
	/* It has ended. */
	assert_said(NULL, ENOENT, "jail 3: marked 2 tasks\n");
}

static void test_every_key(void **state)
{
	struct mark_request all = {
		.process = { 7, 12345 },
		.same_root = true,
		.force = true,
		.policy = "basic,-mknod",
		.name = "named",
	};

	(void)state;
	expect_request("7 start=12345 same-root=1 force=1 policy=basic,-mknod name=named",
		       "process 7", "jail=1 tasks=1\ncwd pid=7\n", EXIT_OK);
	assert_int_equal(mark(&all, false), EXIT_OK);
	all = (struct mark_request){ .process = { 7, 0 }, .jail = "12" };
	expect_request("7 jail=12", "process 7", "jail=12 tasks=1\n", EXIT_OK);
	assert_int_equal(mark(&all, false), EXIT_OK);
}

static void test_root(void **state)
{
	struct mark_request request = { .root = "/" };
	char text[32];

	(void)state;
	expect_string(request_module, file, JAIL_FILE_MARK);
	/* The number is that of the next descriptor. */
	snprintf(text, sizeof(text), "0 root-fd=");
	expect_memory(request_module, text, text, strlen(text));
	expect_string(request_module, subject, "root /");
	will_return(request_module, "jail=1 tasks=1\n");
	will_return(request_module, EXIT_OK);
	assert_int_equal(mark(&request, false), EXIT_OK);
	request.root = "/nowhere/at/all";
	assert_int_equal(mark(&request, false), EXIT_USAGE);
}

/* A module that takes the write and does not say what it did: not marked. */
static void test_unconfirmed(void **state)
{
	static const char *const answers[] = { "", "jail=3", "ok\n", "cwd pid=7\n" };
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(answers); i++) {
		expect_request("7", "process 7", answers[i], EXIT_OK);
		expect_function_call(hint);
		assert_int_equal(mark(&seven, false), EXIT_FAILED);
	}
}

static void test_refused(void **state)
{
	(void)state;
	expect_request("7", "process 7", "why\n", EXIT_NO_PROCESS);
	assert_int_equal(mark(&seven, false), EXIT_NO_PROCESS);
	expect_request("7", "process 7", "why\ncwd pid=7\n", EXIT_FINDINGS);
	expect_function_call(hint);
	assert_int_equal(mark(&seven, false), EXIT_FINDINGS);
}

/* The module would see a key that nobody gave. */
static void test_blanks_are_refused(void **state)
{
	static const char *const bad[] = { "a force=1", "a\nb", " " };
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(bad); i++) {
		const struct mark_request request = { .process = { 7, 0 }, .name = bad[i] };

		assert_int_equal(mark(&request, false), EXIT_USAGE);
	}
}

static void test_too_long_is_refused(void **state)
{
	char policy[JAIL_REQUEST_MAX + 1];
	const struct mark_request request = { .process = { 7, 0 }, .policy = policy };

	(void)state;
	memset(policy, 'a', sizeof(policy) - 1);
	policy[sizeof(policy) - 1] = '\0';
	assert_int_equal(mark(&request, false), EXIT_USAGE);
}

static void test_options_that_go_together(void **state)
{
	const char *problem;

	(void)state;
	assert_true(mark_is_complete(&(struct mark_request){ }, true, &problem));
	assert_false(mark_is_complete(&(struct mark_request){ }, false, &problem));
	assert_true(mark_is_complete(&(struct mark_request){ .root = "/" }, false, &problem));
	assert_true(mark_is_complete(&(struct mark_request){ .root = "/" }, true, &problem));
	assert_false(mark_is_complete(&(struct mark_request){ .root = "/", .same_root = true },
				      true, &problem));
	assert_false(mark_is_complete(&(struct mark_request){ .same_root = true }, false,
				      &problem));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_confirmed),
		cmocka_unit_test(test_armed),
		cmocka_unit_test(test_every_key),
		cmocka_unit_test(test_root),
		cmocka_unit_test(test_unconfirmed),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_blanks_are_refused),
		cmocka_unit_test(test_too_long_is_refused),
		cmocka_unit_test(test_options_that_go_together),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
