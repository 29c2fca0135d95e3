// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs a suite of KUnit by cmocka
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <kunit/test.h>

static void run_case(void **state)
{
	const struct kunit_case *test_case = *state;

	test_case->run_case(NULL);
}

int main(void)
{
	struct CMUnitTest tests[64] = {};
	size_t count;

	for (count = 0; kunit_tested->test_cases[count].run_case; count++) {
		assert_true(count < ARRAY_SIZE(tests));
		tests[count].name = kunit_tested->test_cases[count].name;
		tests[count].test_func = run_case;
		tests[count].initial_state = &kunit_tested->test_cases[count];
	}
	return _cmocka_run_group_tests(kunit_tested->name, tests, count, NULL, NULL);
}
