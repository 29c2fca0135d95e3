// SPDX-License-Identifier: GPL-2.0-only
/*
 * Unit tests of the pure decision and the policy parser, on the build host
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/capability.h>
#include <linux/kdev_t.h>
#include <linux/kernel.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <cmocka.h>

#include "compat/flags.h"
#include "decision.h"
#include "policy.h"

static u64 decide(u64 policy, bool armed, enum jail_op op)
{
	const struct jail_subject subject = { policy, armed };
	const struct jail_request request = { .op = op };

	return jail_decide(&subject, &request);
}

static void test_each_restriction_refuses_its_own(void **state)
{
	(void)state;
	assert_true(decide(BIT_ULL(JAIL_MOUNT), false, JAIL_OP_MOUNT));
	assert_false(decide(BIT_ULL(JAIL_MKNOD), false, JAIL_OP_MOUNT));
	assert_false(decide(BIT_ULL(JAIL_CHROOT), false, JAIL_OP_MOUNT));
	assert_true(decide(BIT_ULL(JAIL_CHROOT), false, JAIL_OP_CHROOT));
	assert_false(decide(BIT_ULL(JAIL_MOUNT), false, JAIL_OP_CHROOT));
	assert_true(decide(BIT_ULL(JAIL_MOUNT), false, JAIL_OP_PIVOT_ROOT));
	assert_true(decide(BIT_ULL(JAIL_CHROOT), false, JAIL_OP_PIVOT_ROOT));
	assert_false(decide(JAIL_POLICY_STRICT, false, JAIL_OP_NONE));
}

/* Nothing but JAIL_OP_NONE may be without a restriction, or a name. */
static void test_every_operation_is_refused_by_strict(void **state)
{
	int op;

	(void)state;
	for (op = JAIL_OP_NONE + 1; op < JAIL_NR_OPS; op++) {
		const struct jail_subject subject = { JAIL_POLICY_STRICT, false };
		const struct jail_request request = {
			.op = op, .mode = S_IFBLK, .dev = MKDEV(8, 0),
		};

		assert_true(jail_decide(&subject, &request));
		assert_true(strlen(jail_op_name(op)) > 0);
	}
}

static void test_armed_may_chroot_and_nothing_else(void **state)
{
	(void)state;
	assert_false(decide(JAIL_POLICY_BASIC, true, JAIL_OP_CHROOT));
	assert_true(decide(JAIL_POLICY_BASIC, true, JAIL_OP_PIVOT_ROOT));
	assert_true(decide(JAIL_POLICY_BASIC, true, JAIL_OP_SETNS_MNTNS));
	assert_true(decide(JAIL_POLICY_BASIC, true, JAIL_OP_MOUNT));
}

static void test_devices(void **state)
{
	int minor;

	(void)state;
	assert_true(jail_device_is_harmless(S_IFREG, 0));
	assert_true(jail_device_is_harmless(S_IFIFO, MKDEV(1, 1)));
	assert_true(jail_device_is_harmless(S_IFSOCK, 0));
	assert_true(jail_device_is_harmless(S_IFCHR, MKDEV(0, 0)));
	for (minor = 0; minor < 256; minor++)
		assert_int_equal(jail_device_is_harmless(S_IFCHR, MKDEV(1, minor)),
				 minor == 3 || minor == 5 || minor == 7 ||
				 minor == 8 || minor == 9);
	assert_true(jail_device_is_harmless(S_IFCHR | 0666, MKDEV(5, 0)));
	assert_false(jail_device_is_harmless(S_IFCHR, MKDEV(5, 1)));
	assert_true(jail_device_is_harmless(S_IFCHR, MKDEV(5, 2)));
	assert_true(jail_device_is_harmless(S_IFCHR, MKDEV(136, 0)));
	assert_true(jail_device_is_harmless(S_IFCHR, MKDEV(143, 1048575)));
	assert_false(jail_device_is_harmless(S_IFCHR, MKDEV(135, 0)));
	assert_false(jail_device_is_harmless(S_IFCHR, MKDEV(144, 0)));
	assert_false(jail_device_is_harmless(S_IFCHR, MKDEV(10, 237)));
	assert_false(jail_device_is_harmless(S_IFCHR, MKDEV(4095, 1048575)));
	/* The same numbers as a block device are a RAM disk and a floppy. */
	assert_false(jail_device_is_harmless(S_IFBLK, MKDEV(1, 3)));
	assert_false(jail_device_is_harmless(S_IFBLK, MKDEV(0, 0)));
	assert_false(jail_device_is_harmless(S_IFBLK, MKDEV(8, 0)));
}

static void test_capabilities(void **state)
{
	int call;

	(void)state;
	for (call = 0; call < JAIL_NR_SYSCALLS; call++) {
		assert_int_equal(jail_op_of_capability(CAP_NET_ADMIN, call, 0),
				 JAIL_OP_NONE);
		assert_int_equal(jail_op_of_capability(CAP_SYS_CHROOT, call, 0),
				 call == JAIL_SYS_CHROOT || call == JAIL_SYS_FCHROOT ?
				 JAIL_OP_NONE : JAIL_OP_SETNS_MNTNS);
	}
	assert_int_equal(jail_op_of_capability(CAP_SYS_ADMIN, JAIL_SYS_OTHER, 0),
			 JAIL_OP_NONE);
	assert_int_equal(jail_op_of_capability(CAP_SYS_ADMIN, JAIL_SYS_UNKNOWN, 0),
			 JAIL_OP_UNKNOWN_SYSCALL);
	/* setns(2) into a mount namespace is refused by CAP_SYS_CHROOT. */
	assert_int_equal(jail_op_of_capability(CAP_SYS_ADMIN, JAIL_SYS_SETNS, 0),
			 JAIL_OP_NONE);
	for (call = JAIL_SYS_MOUNT; call <= JAIL_SYS_MOUNT_SETATTR; call++)
		assert_int_not_equal(jail_op_of_capability(CAP_SYS_ADMIN, call, 0),
				     JAIL_OP_NONE);
}

static void test_namespace_flags(void **state)
{
	const enum jail_syscall unshare = JAIL_SYS_UNSHARE;

	(void)state;
	assert_int_equal(jail_op_of_capability(CAP_SYS_ADMIN, unshare, CLONE_NEWNET),
			 JAIL_OP_NONE);
	assert_int_equal(jail_op_of_capability(CAP_SYS_ADMIN, unshare, CLONE_NEWNS),
			 JAIL_OP_UNSHARE_MNTNS);
	assert_int_equal(jail_op_of_capability(CAP_SYS_ADMIN, unshare,
					       CLONE_NEWNS | CLONE_NEWNET),
			 JAIL_OP_UNSHARE_MNTNS);
	/* UNSHARE_EMPTY_MNTNS has the bit of CLONE_PARENT_SETTID. */
	assert_int_equal(jail_op_of_capability(CAP_SYS_ADMIN, unshare, 0x00100000),
			 JAIL_OP_EMPTY_MNTNS);
	assert_int_equal(jail_op_of_clone(CLONE_VM | CLONE_FS | CLONE_FILES |
					  CLONE_SIGHAND | CLONE_THREAD |
					  CLONE_PARENT_SETTID | 17), JAIL_OP_NONE);
	assert_int_equal(jail_op_of_clone(CLONE_NEWNET | CLONE_NEWPID), JAIL_OP_NONE);
	assert_int_equal(jail_op_of_clone(CLONE_CLEAR_SIGHAND | CLONE_INTO_CGROUP |
					  CLONE_PIDFD_AUTOKILL), JAIL_OP_NONE);
	assert_int_equal(jail_op_of_clone(CLONE_NEWNS), JAIL_OP_CLONE_MNTNS);
	assert_int_equal(jail_op_of_clone(1ULL << 37), JAIL_OP_EMPTY_MNTNS);
	assert_int_equal(jail_op_of_clone(1ULL << 63), JAIL_OP_EMPTY_MNTNS);
}

static int parse(const char *policy, u64 *result, const char **word)
{
	static char text[JAIL_POLICY_TEXT];

	snprintf(text, sizeof(text), "%s", policy);
	return jail_policy_parse(text, result, word);
}

static void test_policies_are_read(void **state)
{
	static const struct {
		const char *text;
		u64 policy;
	} good[] = {
		{ "basic", JAIL_POLICY_BASIC },
		{ "strict", JAIL_POLICY_STRICT },
		{ "default", JAIL_POLICY_DEFAULT },
		{ "mount", BIT_ULL(JAIL_MOUNT) },
		{ "mount,chroot", BIT_ULL(JAIL_MOUNT) | BIT_ULL(JAIL_CHROOT) },
		{ "basic,-mknod", JAIL_POLICY_BASIC & ~BIT_ULL(JAIL_MKNOD) },
		{ "strict,-basic,mknod", BIT_ULL(JAIL_MKNOD) |
		  (JAIL_POLICY_STRICT & ~JAIL_POLICY_BASIC) },
	};
	char printed[JAIL_POLICY_TEXT];
	const char *word;
	u64 policy, again;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(good); i++) {
		assert_int_equal(parse(good[i].text, &policy, &word), 0);
		assert_int_equal(policy, good[i].policy);
		jail_policy_print(policy, printed, sizeof(printed));
		assert_int_equal(parse(printed, &again, &word), 0);
		assert_int_equal(again, policy);
	}
}

static void test_bad_policies_are_refused(void **state)
{
	static const struct {
		const char *text;
		const char *word;
	} bad[] = {
		{ "", "" }, { "bogus", "bogus" }, { "mount,bogus", "bogus" },
		{ "mount,", "" }, { ",mount", "" }, { "-bogus", "-bogus" },
		{ "mount,-mount", "" }, { "Mount", "Mount" }, { "--mount", "--mount" },
		{ "mount mknod", "mount mknod" }, { "moun", "moun" },
		{ "mounts", "mounts" },
	};
	const char *word;
	u64 policy = 77;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(bad); i++) {
		assert_int_equal(parse(bad[i].text, &policy, &word), -EINVAL);
		assert_string_equal(word, bad[i].word);
	}
	assert_int_equal(policy, 77);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_restriction_refuses_its_own),
		cmocka_unit_test(test_every_operation_is_refused_by_strict),
		cmocka_unit_test(test_armed_may_chroot_and_nothing_else),
		cmocka_unit_test(test_devices),
		cmocka_unit_test(test_capabilities),
		cmocka_unit_test(test_namespace_flags),
		cmocka_unit_test(test_policies_are_read),
		cmocka_unit_test(test_bad_policies_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
