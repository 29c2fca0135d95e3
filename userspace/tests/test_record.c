// SPDX-License-Identifier: GPL-2.0-only
/*
 * Unit tests of record.c
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

#include "../jailctl.h"
#include "../record.h"

static const char kernel_line[] =
	"5,700,12000345,-;jail: denied jail=3 name=web op=pivot_root restriction=mount first=1 by=mount,chroot pid=412 comm=\"sh\"\n"
	" SUBSYSTEM=x\n";
static const char audit_line[] =
	"5,9,1,-;audit: type=1316 audit(1.2:3): lsm=jail event=marked jail=3 name=- tasks=5";

static char text[512];

static bool parse(const char *line, struct record *record)
{
	snprintf(text, sizeof(text), "%s", line);
	return record_parse(text, record);
}

static void test_kernel_log(void **state)
{
	struct record record;
	char allowed_by[64];

	(void)state;
	assert_true(parse(kernel_line, &record));
	assert_string_equal(record.time, "12.000345");
	assert_string_equal(record.event, "denied");
	assert_string_equal(record.jail, "3");
	assert_string_equal(record.name, "web");
	assert_string_equal(record.op, "pivot_root");
	assert_string_equal(record.restriction, "mount");
	record_allowed_by(&record, allowed_by, sizeof(allowed_by));
	assert_string_equal(allowed_by, "-mount,-chroot");
	assert_string_equal(record.pid, "412");
	assert_string_equal(record.comm, "\"sh\"");
	assert_true(record_is_denial(&record));
	assert_true(record_is_of(&record, "3"));
	assert_true(record_is_of(&record, "web"));
	assert_false(record_is_of(&record, "4"));
	assert_false(record_is_of(&record, "-"));
}

static void test_audit(void **state)
{
	struct record record;

	(void)state;
	assert_true(parse(audit_line, &record));
	assert_string_equal(record.event, "marked");
	assert_string_equal(record.name, "-");
	assert_string_equal(record.op, "-");
	assert_false(record_is_denial(&record));
	assert_false(record_is_of(&record, "-"));
}

static void test_changes(void **state)
{
	struct record record;

	(void)state;
	assert_true(parse("5,9,1,-;jail: changed what=enforce jail=0 value=0 pid=1", &record));
	assert_string_equal(record.event, "changed");
	assert_string_equal(record.what, "enforce");
	assert_string_equal(record.value, "0");
}

static void test_others(void **state)
{
	static const char *const others[] = {
		"", ";", "x", "5,9,1,-", "5,9;jail: denied jail=3", "5,9,1,-;", "5,9,1,-;jail: ",
		"5,9,1,-;jail: ready: every hook that is not rare fired in the self-test",
		"5,9,1,-;other: denied jail=3", "5,9,1,-;xjail: denied jail=3",
		"5,9,1,-;audit: type=1400 audit(1.2:3): apparmor=DENIED jail=3",
		/* What others have had written. */
		"13,9,1,-;jail: denied jail=3 op=mount",
		"5,9,1,-;audit: type=1107 audit(1.2:3): lsm=jail event=denied jail=3",
		"5,9,1,-;audit: type=1316 audit(1.2:3): pid=1 msg='): lsm=jail event=denied jail=3",
		"5,9,1,-;jail: denied jail=3,\"x\":1 op=mount",
		"5,9,1,-;jail: denied jail= op=mount",
		"5,9,1,-;jail: denied jail=3 pid=x",
		/* A fault of a task that is called so. */
		"4,9,1,-;jail: denied [123]: segfault at 0 ip 0 sp 0 error 4 in x jail=3 pid=7 [0+1]",
	};
	struct record record;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(others); i++)
		assert_false(parse(others[i], &record));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kernel_log),
		cmocka_unit_test(test_audit),
		cmocka_unit_test(test_changes),
		cmocka_unit_test(test_others),
	};

	return cmocka_run_group_tests_name("test_record", tests, NULL, NULL);
}
