// SPDX-License-Identifier: GPL-2.0-only
/*
 * Unit tests of machine.c
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

#include "../machine.h"

/* As efivarfs has it. */
#define VARIABLE	"SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c"

static char root[64];

static void put(const char *name, const char *bytes, size_t size)
{
	char command[320], path[256];
	FILE *file;

	snprintf(path, sizeof(path), "%s%s", root, name);
	snprintf(command, sizeof(command), "mkdir -p $(dirname %s)", path);
	assert_int_equal(system(command), 0);
	file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, size, file), size);
	fclose(file);
}

static int set_up(void **state)
{
	(void)state;
	snprintf(root, sizeof(root), "/tmp/jailctl-machine-XXXXXX");
	machine_root = mkdtemp(root);
	return machine_root ? 0 : -1;
}

static int clean_up(void **state)
{
	char command[128];

	(void)state;
	snprintf(command, sizeof(command), "rm -r %s", root);
	return system(command);
}

static void test_signature(void **state)
{
	(void)state;
	assert_string_equal(machine_signature(), "-");
	put("/sys/module/jail/taint", "OE\n", 3);
	assert_string_equal(machine_signature(), "-");
	put("/sys/module/module/parameters/sig_enforce", "N\n", 2);
	assert_string_equal(machine_signature(), "no");
	put("/sys/module/jail/taint", "O\n", 2);
	assert_string_equal(machine_signature(), "yes");
}

static void test_secure_boot(void **state)
{
	(void)state;
	assert_string_equal(machine_secure_boot(), "-");
	put("/sys/firmware/efi/efivars/" VARIABLE, "\6\0\0\0", 4);
	assert_string_equal(machine_secure_boot(), "-");
	put("/sys/firmware/efi/efivars/" VARIABLE, "\6\0\0\0\1", 5);
	assert_string_equal(machine_secure_boot(), "on");
	put("/sys/firmware/efi/efivars/" VARIABLE, "\6\0\0\0\0", 5);
	assert_string_equal(machine_secure_boot(), "off");
}

static void check_lockdown(const char *modes, const char *expected)
{
	char text[32];

	put("/sys/kernel/security/lockdown", modes, strlen(modes));
	machine_lockdown(text, sizeof(text));
	assert_string_equal(text, expected);
}

static void test_lockdown(void **state)
{
	char text[32];

	(void)state;
	machine_lockdown(text, sizeof(text));
	assert_string_equal(text, "-");
	check_lockdown("[none] integrity confidentiality\n", "none");
	check_lockdown("none [integrity] confidentiality\n", "integrity");
	check_lockdown("garbage\n", "-");
	check_lockdown("[garbage", "garbage");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_signature),
		cmocka_unit_test(test_secure_boot),
		cmocka_unit_test(test_lockdown),
	};

	return cmocka_run_group_tests_name("test_machine", tests, set_up, clean_up);
}
