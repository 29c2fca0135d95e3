// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - unit tests of what is pure: the decision, and the parsers
 *
 * By KUnit in a kernel that has the LSM built in; and on the build host.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <kunit/test.h>
#include <linux/capability.h>
#include <linux/errno.h>
#include <linux/kdev_t.h>
#include <linux/kernel.h>
#include <linux/stat.h>
#include <linux/string.h>
#include <uapi/linux/sched.h>

#include "compat/flags.h"
#include "decision.h"
#include "mark_request.h"
#include "policy.h"

static u64 decide(u64 policy, bool armed, enum jail_op op)
{
	const struct jail_subject subject = { .policy = policy, .armed = armed };
	const struct jail_request request = { .op = op };

	return jail_decide(&subject, &request);
}

static void each_restriction_refuses_its_own(struct kunit *test)
{
	KUNIT_EXPECT_TRUE(test, decide(BIT_ULL(JAIL_MOUNT), false, JAIL_OP_MOUNT));
	KUNIT_EXPECT_FALSE(test, decide(BIT_ULL(JAIL_MKNOD), false, JAIL_OP_MOUNT));
	KUNIT_EXPECT_FALSE(test, decide(BIT_ULL(JAIL_CHROOT), false, JAIL_OP_MOUNT));
	KUNIT_EXPECT_TRUE(test, decide(BIT_ULL(JAIL_CHROOT), false, JAIL_OP_CHROOT));
	KUNIT_EXPECT_FALSE(test, decide(BIT_ULL(JAIL_MOUNT), false, JAIL_OP_CHROOT));
	KUNIT_EXPECT_TRUE(test, decide(BIT_ULL(JAIL_MOUNT), false, JAIL_OP_PIVOT_ROOT));
	KUNIT_EXPECT_TRUE(test, decide(BIT_ULL(JAIL_CHROOT), false, JAIL_OP_PIVOT_ROOT));
	KUNIT_EXPECT_FALSE(test, decide(JAIL_POLICY_STRICT, false, JAIL_OP_NONE));
}

/* Nothing but JAIL_OP_NONE may be without a restriction, or a name. */
static void every_operation_is_refused_by_strict(struct kunit *test)
{
	int op;

	for (op = JAIL_OP_NONE + 1; op < JAIL_NR_OPS; op++) {
		const struct jail_subject subject = { .policy = JAIL_POLICY_STRICT };
		const struct jail_request request = {
			.op = op, .mode = S_IFBLK, .dev = MKDEV(8, 0),
		};

		KUNIT_EXPECT_TRUE(test, jail_decide(&subject, &request));
		KUNIT_EXPECT_TRUE(test, strlen(jail_op_name(op)) > 0);
	}
}

static void armed_may_chroot_and_nothing_else(struct kunit *test)
{
	KUNIT_EXPECT_FALSE(test, decide(JAIL_POLICY_BASIC, true, JAIL_OP_CHROOT));
	KUNIT_EXPECT_TRUE(test, decide(JAIL_POLICY_BASIC, true, JAIL_OP_PIVOT_ROOT));
	KUNIT_EXPECT_TRUE(test, decide(JAIL_POLICY_BASIC, true, JAIL_OP_SETNS_MNTNS));
	KUNIT_EXPECT_TRUE(test, decide(JAIL_POLICY_BASIC, true, JAIL_OP_MOUNT));
}

static void armed_has_the_run_of_the_machine_otherwise(struct kunit *test)
{
	int op;

	for (op = JAIL_OP_CHROOT + 1; op < JAIL_NR_OPS; op++)
		KUNIT_EXPECT_FALSE(test, decide(JAIL_POLICY_STRICT, true, op));
}

static bool object_is_true(const struct jail_subject *subject, const void *object)
{
	return *(const bool *)object;
}

static void what_is_inside_is_allowed(struct kunit *test)
{
	const struct jail_subject subject = { .policy = BIT_ULL(JAIL_PATH) };
	const struct jail_subject other = { .policy = BIT_ULL(JAIL_TASK) };
	bool inside = true;
	const struct jail_request request = {
		.op = JAIL_OP_OPEN,
		.is_inside = object_is_true,
		.object = &inside,
	};

	KUNIT_EXPECT_FALSE(test, jail_decide(&subject, &request));
	inside = false;
	KUNIT_EXPECT_TRUE(test, jail_decide(&subject, &request));
	KUNIT_EXPECT_FALSE(test, jail_decide(&other, &request));
}

/* The sets hold what their names say. */
static void sets_contain_each_other(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, JAIL_POLICY_BASIC & ~JAIL_POLICY_DEFAULT, 0);
	KUNIT_EXPECT_EQ(test, JAIL_POLICY_DEFAULT & ~JAIL_POLICY_STRICT, 0);
	KUNIT_EXPECT_FALSE(test, decide(JAIL_POLICY_DEFAULT, false, JAIL_OP_TIME));
	KUNIT_EXPECT_FALSE(test, decide(JAIL_POLICY_DEFAULT, false, JAIL_OP_NET));
	KUNIT_EXPECT_FALSE(test, decide(JAIL_POLICY_DEFAULT, false, JAIL_OP_RECEIVE));
	KUNIT_EXPECT_TRUE(test, decide(JAIL_POLICY_DEFAULT, false, JAIL_OP_OPEN));
}

static void devices(struct kunit *test)
{
	int minor;

	KUNIT_EXPECT_TRUE(test, jail_device_is_harmless(S_IFREG, 0));
	KUNIT_EXPECT_TRUE(test, jail_device_is_harmless(S_IFIFO, MKDEV(1, 1)));
	KUNIT_EXPECT_TRUE(test, jail_device_is_harmless(S_IFSOCK, 0));
	KUNIT_EXPECT_TRUE(test, jail_device_is_harmless(S_IFCHR, MKDEV(0, 0)));
	for (minor = 0; minor < 256; minor++)
		KUNIT_EXPECT_EQ(test, jail_device_is_harmless(S_IFCHR, MKDEV(1, minor)),
				minor == 3 || minor == 5 || minor == 7 ||
				minor == 8 || minor == 9);
	KUNIT_EXPECT_TRUE(test, jail_device_is_harmless(S_IFCHR | 0666, MKDEV(5, 0)));
	KUNIT_EXPECT_FALSE(test, jail_device_is_harmless(S_IFCHR, MKDEV(5, 1)));
	KUNIT_EXPECT_TRUE(test, jail_device_is_harmless(S_IFCHR, MKDEV(5, 2)));
	KUNIT_EXPECT_TRUE(test, jail_device_is_harmless(S_IFCHR, MKDEV(136, 0)));
	KUNIT_EXPECT_TRUE(test, jail_device_is_harmless(S_IFCHR, MKDEV(143, 1048575)));
	KUNIT_EXPECT_FALSE(test, jail_device_is_harmless(S_IFCHR, MKDEV(135, 0)));
	KUNIT_EXPECT_FALSE(test, jail_device_is_harmless(S_IFCHR, MKDEV(144, 0)));
	KUNIT_EXPECT_FALSE(test, jail_device_is_harmless(S_IFCHR, MKDEV(10, 237)));
	KUNIT_EXPECT_FALSE(test, jail_device_is_harmless(S_IFCHR, MKDEV(4095, 1048575)));
	/* The same numbers as a block device are a RAM disk and a floppy. */
	KUNIT_EXPECT_FALSE(test, jail_device_is_harmless(S_IFBLK, MKDEV(1, 3)));
	KUNIT_EXPECT_FALSE(test, jail_device_is_harmless(S_IFBLK, MKDEV(0, 0)));
	KUNIT_EXPECT_FALSE(test, jail_device_is_harmless(S_IFBLK, MKDEV(8, 0)));
}

static void capabilities(struct kunit *test)
{
	int call;

	for (call = 0; call < JAIL_NR_SYSCALLS; call++) {
		KUNIT_EXPECT_EQ(test, jail_op_of_capability(CAP_KILL, call, 0),
				JAIL_OP_NONE);
		KUNIT_EXPECT_EQ(test, jail_op_of_capability(CAP_NET_ADMIN, call, 0),
				JAIL_OP_NET);
		KUNIT_EXPECT_EQ(test, jail_op_of_capability(CAP_SYS_MODULE, call, 0),
				JAIL_OP_MODULE);
		KUNIT_EXPECT_EQ(test, jail_op_of_capability(CAP_DAC_READ_SEARCH, call, 0),
				call == JAIL_SYS_OPEN_BY_HANDLE ? JAIL_OP_HANDLE :
								  JAIL_OP_NONE);
		/* One that is newer than this module. */
		KUNIT_EXPECT_EQ(test, jail_op_of_capability(60, call, 0), JAIL_OP_ADMIN);
		KUNIT_EXPECT_EQ(test, jail_op_of_capability(CAP_SYS_CHROOT, call, 0),
				call == JAIL_SYS_CHROOT || call == JAIL_SYS_FCHROOT ?
				JAIL_OP_NONE : JAIL_OP_SETNS_MNTNS);
	}
	KUNIT_EXPECT_EQ(test, jail_op_of_capability(CAP_SYS_ADMIN, JAIL_SYS_OTHER, 0),
			JAIL_OP_ADMIN);
	KUNIT_EXPECT_EQ(test, jail_op_of_capability(CAP_SYS_ADMIN, JAIL_SYS_UNKNOWN, 0),
			JAIL_OP_UNKNOWN_SYSCALL);
	/* setns(2) into a mount namespace asks for CAP_SYS_CHROOT as well. */
	KUNIT_EXPECT_EQ(test, jail_op_of_capability(CAP_SYS_ADMIN, JAIL_SYS_SETNS, 0),
			JAIL_OP_SETNS);
	for (call = JAIL_SYS_MOUNT; call <= JAIL_SYS_MOUNT_SETATTR; call++)
		KUNIT_EXPECT_NE(test, jail_op_of_capability(CAP_SYS_ADMIN, call, 0),
				JAIL_OP_NONE);
}

static void namespace_flags(struct kunit *test)
{
	const enum jail_syscall unshare = JAIL_SYS_UNSHARE;

	/* Not asked by unshare(2) itself: by what io_uring does on the way out of it. */
	KUNIT_EXPECT_EQ(test, jail_op_of_capability(CAP_SYS_ADMIN, unshare, CLONE_FS),
			JAIL_OP_ADMIN);
	KUNIT_EXPECT_EQ(test, jail_op_of_capability(CAP_SYS_ADMIN, unshare, CLONE_NEWNET),
			JAIL_OP_UNSHARE);
	KUNIT_EXPECT_EQ(test, jail_op_of_capability(CAP_SYS_ADMIN, unshare, CLONE_NEWNS),
			JAIL_OP_UNSHARE_MNTNS);
	KUNIT_EXPECT_EQ(test, jail_op_of_capability(CAP_SYS_ADMIN, unshare,
						    CLONE_NEWNS | CLONE_NEWNET),
			JAIL_OP_UNSHARE_MNTNS);
	/* UNSHARE_EMPTY_MNTNS has the bit of CLONE_PARENT_SETTID. */
	KUNIT_EXPECT_EQ(test, jail_op_of_capability(CAP_SYS_ADMIN, unshare, 0x00100000),
			JAIL_OP_EMPTY_MNTNS);
	KUNIT_EXPECT_EQ(test, jail_op_of_clone(CLONE_VM | CLONE_FS | CLONE_FILES |
					       CLONE_SIGHAND | CLONE_THREAD |
					       CLONE_PARENT_SETTID | 17), JAIL_OP_NONE);
	KUNIT_EXPECT_EQ(test, jail_op_of_clone(CLONE_NEWNET | CLONE_NEWPID),
			JAIL_OP_CLONE_NS);
	KUNIT_EXPECT_EQ(test, jail_op_of_clone(CLONE_CLEAR_SIGHAND | CLONE_PIDFD_AUTOKILL),
			JAIL_OP_NONE);
	KUNIT_EXPECT_EQ(test, jail_op_of_clone(CLONE_INTO_CGROUP), JAIL_OP_CONTROL);
	KUNIT_EXPECT_EQ(test, jail_op_of_clone(CLONE_NEWNS), JAIL_OP_CLONE_MNTNS);
	KUNIT_EXPECT_EQ(test, jail_op_of_clone(1ULL << 37), JAIL_OP_EMPTY_MNTNS);
	KUNIT_EXPECT_EQ(test, jail_op_of_clone(1ULL << 63), JAIL_OP_EMPTY_MNTNS);
}

static int parse(const char *policy, u64 *result, const char **word)
{
	static char text[JAIL_POLICY_TEXT];

	snprintf(text, sizeof(text), "%s", policy);
	return jail_policy_parse(text, result, word);
}

static void policies_are_read(struct kunit *test)
{
	static const struct {
		const char *text;
		u64 policy;
	} good[] = {
		{ "basic", JAIL_POLICY_BASIC },
		{ "strict", JAIL_POLICY_STRICT },
		{ "default", JAIL_POLICY_DEFAULT },
		{ "default,-ipc", JAIL_POLICY_DEFAULT & ~BIT_ULL(JAIL_IPC) },
		{ "path", BIT_ULL(JAIL_PATH) },
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

	for (i = 0; i < ARRAY_SIZE(good); i++) {
		KUNIT_EXPECT_EQ(test, parse(good[i].text, &policy, &word), 0);
		KUNIT_EXPECT_EQ(test, policy, good[i].policy);
		jail_policy_print(policy, printed, sizeof(printed));
		KUNIT_EXPECT_EQ(test, parse(printed, &again, &word), 0);
		KUNIT_EXPECT_EQ(test, again, policy);
	}
}

static void bad_policies_are_refused(struct kunit *test)
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

	for (i = 0; i < ARRAY_SIZE(bad); i++) {
		KUNIT_EXPECT_EQ(test, parse(bad[i].text, &policy, &word), -EINVAL);
		KUNIT_EXPECT_STREQ(test, word, bad[i].word);
	}
	KUNIT_EXPECT_EQ(test, policy, 77);
}

static int parse_request(const char *text, struct jail_mark_request *request)
{
	static char copy[256], problem[128];
	int err;

	snprintf(copy, sizeof(copy), "%s", text);
	problem[0] = '\0';
	err = jail_mark_request_parse(copy, request, problem, sizeof(problem));
	/* Refused, and nothing said, or the reverse. */
	return !err == !problem[0] ? err : -EDOM;
}

static void requests_are_read(struct kunit *test)
{
	struct jail_mark_request request;

	KUNIT_EXPECT_EQ(test, parse_request("12", &request), 0);
	KUNIT_EXPECT_EQ(test, request.nr, 12);
	KUNIT_EXPECT_FALSE(test, request.has_policy || request.has_start ||
			   request.same_root || request.force || request.jail);
	KUNIT_EXPECT_EQ(test, request.root_fd, -1);
	KUNIT_EXPECT_STREQ(test, request.name, "");
	KUNIT_EXPECT_EQ(test, parse_request("4 policy=mount start=77 same-root=1 force=1",
					    &request), 0);
	KUNIT_EXPECT_EQ(test, request.policy, BIT_ULL(JAIL_MOUNT));
	KUNIT_EXPECT_TRUE(test, request.has_policy && request.has_start &&
			  request.same_root && request.force);
	KUNIT_EXPECT_EQ(test, request.start, 77);
	KUNIT_EXPECT_EQ(test, parse_request("5 name=a.b-C_9", &request), 0);
	KUNIT_EXPECT_STREQ(test, request.name, "a.b-C_9");
	KUNIT_EXPECT_EQ(test, parse_request("0 root-fd=3 jail=web", &request), 0);
	KUNIT_EXPECT_EQ(test, request.root_fd, 3);
	KUNIT_EXPECT_STREQ(test, request.jail, "web");
	KUNIT_EXPECT_EQ(test, parse_request("1 start=18446744073709551615", &request), 0);
	KUNIT_EXPECT_EQ(test, parse_request("1 log-only=mount policy=strict", &request), 0);
	KUNIT_EXPECT_EQ(test, request.log_only, BIT_ULL(JAIL_MOUNT));
	KUNIT_EXPECT_EQ(test, request.policy, JAIL_POLICY_STRICT);
}

static void bad_requests_are_refused(struct kunit *test)
{
	static const char *const bad[] = {
		"", " ", "x", "-1", "+1", "1x", "99999999999", "0", " 1", "1 ", "1  force=1",
		"1 bogus", "1 bogus=1", "1 force", "1 force=0", "1 force=2", "1 force=1 force=1",
		"1 policy=", "1 policy=bogus", "1 log-only=", "1 log-only=bogus",
		"1 jail=a log-only=mount", "1 policy=mount policy=mount", "1 start=",
		"1 start=-1", "1 start=+1", "1 start=18446744073709551616", "1 same-root=yes",
		"1 root-fd=", "1 root-fd=-1", "1 root-fd=+3", "1 root-fd=3 same-root=1",
		"0 same-root=1 root-fd=3", "0 root-fd=3 start=5", "1 name=", "1 name=1a",
		"1 name=-a", "1 name=a,b", "1 name=a/b",
		"1 name=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
		"1 jail=a name=b", "1 jail=a policy=mount", "1 FORCE=1", "1\tforce=1", "1\nforce=1",
	};
	struct jail_mark_request request;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(bad); i++)
		KUNIT_EXPECT_EQ_MSG(test, parse_request(bad[i], &request), -EINVAL,
				    "'%s'", bad[i]);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(each_restriction_refuses_its_own),
	KUNIT_CASE(every_operation_is_refused_by_strict),
	KUNIT_CASE(armed_may_chroot_and_nothing_else),
	KUNIT_CASE(armed_has_the_run_of_the_machine_otherwise),
	KUNIT_CASE(what_is_inside_is_allowed),
	KUNIT_CASE(sets_contain_each_other),
	KUNIT_CASE(devices),
	KUNIT_CASE(capabilities),
	KUNIT_CASE(namespace_flags),
	KUNIT_CASE(policies_are_read),
	KUNIT_CASE(bad_policies_are_refused),
	KUNIT_CASE(requests_are_read),
	KUNIT_CASE(bad_requests_are_refused),
	{}
};

static struct kunit_suite suite = {
	.name = "jail",
	.test_cases = cases,
};

kunit_test_suite(suite);
