// SPDX-License-Identifier: GPL-2.0-only
/*
 * Unit tests of words.c
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "../words.h"

static void test_words(void **state)
{
	(void)state;
	assert_true(words_have("mount", "mount"));
	assert_true(words_have("mount,mknod,chroot\n", "mount"));
	assert_true(words_have("mount,mknod,chroot\n", "mknod"));
	assert_true(words_have("mount,mknod,chroot\n", "chroot"));
	assert_false(words_have("mount,mknod,chroot\n", "moun"));
	assert_false(words_have("mount,mknod,chroot\n", "mknod,chroot"));
	assert_false(words_have("mounts", "mount"));
	assert_false(words_have("", "mount"));
	assert_false(words_have("mount\nmknod", "mknod"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words),
	};

	return cmocka_run_group_tests_name("test_words", tests, NULL, NULL);
}
