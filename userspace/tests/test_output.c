// SPDX-License-Identifier: GPL-2.0-only
/*
 * Unit tests of output.c
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

#include <unistd.h>

#include "../output.h"

/* What is printed while it is caught. */
static char printed[4096];
static FILE *caught;
static int saved;

static void catch(void)
{
	fflush(stdout);
	caught = tmpfile();
	assert_non_null(caught);
	saved = dup(STDOUT_FILENO);
	dup2(fileno(caught), STDOUT_FILENO);
}

static void let_go(void)
{
	size_t got;

	fflush(stdout);
	dup2(saved, STDOUT_FILENO);
	close(saved);
	rewind(caught);
	got = fread(printed, 1, sizeof(printed) - 1, caught);
	printed[got] = '\0';
	fclose(caught);
}

static void print(const char *only, bool json)
{
	char text[] = "id name denied\n1 - 0\n2 web 17\n17 x 1\n";
	struct output *output;

	output_json = json;
	catch();
	output = output_of_text("jails", text, only);
	assert_true(output_print(&output, 1));
	let_go();
}

static void test_table(void **state)
{
	(void)state;
	print(NULL, false);
	assert_string_equal(printed,
			    "id name denied\n 1 -         0\n 2 web      17\n17 x         1\n");
}

static void test_one_line(void **state)
{
	(void)state;
	/* Another has the same word elsewhere. */
	print("17", false);
	assert_string_equal(printed, "id name denied\n17 x         1\n");
}

/* A name has any bytes. */
static void test_hostile(void **state)
{
	static const struct output_column column = { "name", OUTPUT_TEXT };
	struct output *output;
	int json;

	(void)state;
	for (json = 0; json < 2; json++) {
		output_json = json;
		catch();
		output = output_new("names", &column, 1);
		output_row(output);
		output_cell(output, 0, "a\xff\xc2\x9b\033[2J\n\\x\"");
		assert_true(output_print(&output, 1));
		let_go();
		assert_non_null(strstr(printed, json ?
			"\"a\\\\xff\\\\xc2\\\\x9b\\\\x1b[2J\\\\x0a\\\\x5cx\\\"\"" :
			"a\\xff\\xc2\\x9b\\x1b[2J\\x0a\\x5cx\""));
	}
}

static void test_json(void **state)
{
	(void)state;
	print("2", true);
	assert_non_null(strstr(printed, "\"version\": 1,"));
	assert_non_null(strstr(printed, "\"jails\": ["));
	assert_non_null(strstr(printed, "\"id\": 2"));
	assert_non_null(strstr(printed, "\"name\": \"web\""));
	assert_null(strstr(printed, "\"id\": 1,"));
	print("1", true);
	assert_non_null(strstr(printed, "\"name\": null"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_one_line),
		cmocka_unit_test(test_json),
		cmocka_unit_test(test_hostile),
	};

	return cmocka_run_group_tests_name("test_output", tests, NULL, NULL);
}
