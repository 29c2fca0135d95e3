/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What lsm/unit_test.c uses of KUnit, by cmocka
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef UNIT_KUNIT_TEST_H
#define UNIT_KUNIT_TEST_H

#include <linux/kernel.h>
#include <setjmp.h>
#include <cmocka.h>

struct kunit;

struct kunit_case {
	void (*run_case)(struct kunit *test);
	const char *name;
};

struct kunit_suite {
	const char *name;
	struct kunit_case *test_cases;
};

#define KUNIT_CASE(function)	{ .run_case = (function), .name = #function }

#define KUNIT_(test, assertion)	do { (void)(test); assertion; } while (0)
#define KUNIT_EXPECT_TRUE(test, value)	KUNIT_(test, assert_true(value))
#define KUNIT_EXPECT_FALSE(test, value)	KUNIT_(test, assert_false(value))
#define KUNIT_EXPECT_EQ(test, one, other)	KUNIT_(test, assert_int_equal(one, other))
#define KUNIT_EXPECT_NE(test, one, other)	KUNIT_(test, assert_int_not_equal(one, other))
#define KUNIT_EXPECT_STREQ(test, one, other)	KUNIT_(test, assert_string_equal(one, other))
#define KUNIT_EXPECT_EQ_MSG(test, one, other, ...)			\
	do {								\
		(void)(test);						\
		if ((one) != (other))					\
			fail_msg(__VA_ARGS__);				\
	} while (0)

#define kunit_test_suite(suite)	struct kunit_suite *const kunit_tested = &(suite)

extern struct kunit_suite *const kunit_tested;

#endif /* UNIT_KUNIT_TEST_H */
