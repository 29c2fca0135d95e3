// SPDX-License-Identifier: GPL-2.0-only
/*
 * Unit tests of findings.c
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "../findings.h"
#include "../jailctl.h"
#include "../output.h"

static char target[PATH_MAX];

/* Where it leads comes from the file system. */
char *output_printable(const char *text)
{
	assert_string_equal(text, target);
	return strdup("safe");
}

static bool parse(const char *answer, struct finding *finding)
{
	return next_finding(&answer, finding);
}

static void test_parsed(void **state)
{
	struct finding finding;

	(void)state;
	assert_true(parse("cwd pid=12", &finding));
	assert_string_equal(finding.kind, "cwd");
	assert_int_equal(finding.pid, 12);
	assert_int_equal(finding.fd, -1);
	assert_int_equal(finding.with, 0);
	assert_true(parse("directory pid=12 fd=3\nnext", &finding));
	assert_int_equal(finding.fd, 3);
	assert_true(parse("tracer pid=12 with=99", &finding));
	assert_int_equal(finding.with, 99);
	assert_int_equal(finding.fd, -1);
	assert_int_equal(finding.count, 1);
	assert_true(parse("jail=1 tasks=2\nmore count=3\n", &finding));
	assert_string_equal(finding.kind, "more");
	assert_int_equal(finding.pid, 0);
	assert_int_equal(finding.count, 3);
}

static void test_no_finding(void **state)
{
	static const char *const bad[] = {
		"", "\n", "cwd", "cwd pid=", "cwd pid=x", "cwd pid=1 fd=",
		"cwd pid=1 x", "jail=1 tasks=2", "more count=", "cwd count=3",
		"something reaches over the border of the jail",
	};
	struct finding finding;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(bad); i++)
		assert_false(parse(bad[i], &finding));
}

static unsigned int print(const char *answer, char **text)
{
	unsigned int count;
	size_t size;
	FILE *to;

	to = open_memstream(text, &size);
	assert_non_null(to);
	count = print_findings(answer, to);
	fclose(to);
	return count;
}

/* Each kind of the interface has its words and its remedy. */
static void test_every_kind_has_words(void **state)
{
	static const char *const kinds[] = {
		"cwd", "directory", "path", "io_uring", "ports", "fs", "files",
		"memory", "tracer", "tracee",
	};
	char line[64], bare[64], *text;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(kinds); i++) {
		snprintf(line, sizeof(line), "%s pid=2147483647\n", kinds[i]);
		snprintf(bare, sizeof(bare), "process 2147483647: %s\n", kinds[i]);
		assert_int_equal(print(line, &text), 1);
		assert_string_not_equal(text, bare);
		assert_non_null(strstr(text, "\n  "));
		free(text);
	}
}

static void test_target_is_printable(void **state)
{
	char line[64], *text;

	(void)state;
	assert_non_null(getcwd(target, sizeof(target)));
	snprintf(line, sizeof(line), "cwd pid=%d\n", getpid());
	assert_int_equal(print(line, &text), 1);
	assert_non_null(strstr(text, "outside its root: safe\n"));
	free(text);
}

static void test_answer(void **state)
{
	char *text;

	(void)state;
	target[0] = '\0';
	assert_int_equal(print("jail=1 tasks=2\n", &text), 0);
	assert_string_equal(text, "");
	free(text);
	assert_int_equal(print("jail=1 tasks=2\nports pid=7\nnews pid=8\nmore count=40\n",
			       &text), 42);
	assert_non_null(strstr(text, "process 8: news\n"));
	assert_non_null(strstr(text, "and 40 more\n"));
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parsed),
		cmocka_unit_test(test_no_finding),
		cmocka_unit_test(test_every_kind_has_words),
		cmocka_unit_test(test_target_is_printable),
		cmocka_unit_test(test_answer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
