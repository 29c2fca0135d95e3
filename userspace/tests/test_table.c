// SPDX-License-Identifier: GPL-2.0-only
/*
 * Unit tests of table.c
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

#include "../table.h"

static void test_words(void **state)
{
	char text[] = "id name denied\n1 web 17\n\n2 -\n";
	struct table table;

	(void)state;
	table_begin(&table, text);
	assert_int_equal(table.column_count, 3);
	assert_true(table_next(&table));
	assert_int_equal(table.word_count, 3);
	assert_string_equal(table_word(&table, "id"), "1");
	assert_string_equal(table_word(&table, "denied"), "17");
	assert_string_equal(table_word(&table, "policy"), "");
	/* A line that is too short has nothing of the one before it. */
	assert_true(table_next(&table));
	assert_string_equal(table_word(&table, "name"), "-");
	assert_string_equal(table_word(&table, "denied"), "");
	assert_false(table_next(&table));
	assert_false(table_next(&table));
}

static void test_nothing(void **state)
{
	char head[] = "id name", empty[] = "";
	struct table table;

	(void)state;
	table_begin(&table, NULL);
	assert_int_equal(table.column_count, 0);
	assert_false(table_next(&table));
	table_begin(&table, empty);
	assert_int_equal(table.column_count, 0);
	assert_false(table_next(&table));
	table_begin(&table, head);
	assert_int_equal(table.column_count, 2);
	assert_false(table_next(&table));
	assert_string_equal(table_word(&table, "id"), "");
}

static void test_too_many(void **state)
{
	char text[4 * TABLE_WORDS * 2 + 1] = "";
	struct table table;
	int i;

	(void)state;
	for (i = 0; i < 2 * TABLE_WORDS; i++)
		strcat(text, "abc ");
	table_begin(&table, text);
	assert_int_equal(table.column_count, TABLE_WORDS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_nothing),
		cmocka_unit_test(test_too_many),
	};

	return cmocka_run_group_tests_name("test_table", tests, NULL, NULL);
}
