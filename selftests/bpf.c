// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail selftests - BPF programs of somebody else on a function of ours
 *
 * A denial must hold, and the machine must live, whatever tracing program an
 * administrator attaches, in whatever order. Where a kernel cannot have both,
 * the newcomer is refused. With auto=1, what such a program refuses is no chroot.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <bpf/libbpf.h>
#include <errno.h>
#include <sched.h>
#include <string.h>
#include <unistd.h>

#include "kselftest_harness.h"
#include "jail_test.h"
#include "bpf.skel.h"

static int chroot_twice(const void *data)
{
	const bool *jailed = data;

	mark_later();
	if (chroot("/tmp"))
		return PREPARE_FAILED;
	if (*jailed && mark_self())
		return PREPARE_FAILED;
	return chroot("/") ? errno : 0;
}

static const bool yes = true;
static const bool no;

FIXTURE(bpf)
{
	struct bpf_bpf *programs;
};

FIXTURE_SETUP(bpf)
{
	if (access("/sys/kernel/btf/vmlinux", F_OK))
		SKIP(return, "this kernel does not describe its types");
	libbpf_set_print(NULL);
	self->programs = bpf_bpf__open_and_load();
	ASSERT_NE(NULL, self->programs);
}

FIXTURE_TEARDOWN(bpf)
{
	bpf_bpf__destroy(self->programs);
}

static void denial_holds(struct __test_metadata *_metadata)
{
	EXPECT_EQ(EPERM, run_child(chroot_twice, &yes));
	EXPECT_EQ(0, run_child(chroot_twice, &no));
}

/*
 * A kernel whose ftrace has no calls of its own beside those of BPF gets a guard in the
 * place of the latter: see lsm/compat/guard.c. The built-in LSM needs none.
 */
static bool has_guard(void)
{
	return !is_builtin() && kernel_version() < 6012;
}

/* Attached, or NULL where it is to be refused. */
static struct bpf_link *attach(struct __test_metadata *_metadata, struct bpf_program *program)
{
	struct bpf_link *link = bpf_program__attach(program);

	EXPECT_EQ(has_guard() ? -EBUSY : 0, libbpf_get_error(link));
	return link;
}

TEST_F(bpf, entry_then_exit)
{
	struct bpf_link *entry_link, *exit_link;

	entry_link = attach(_metadata, self->programs->progs.on_entry);
	denial_holds(_metadata);
	exit_link = attach(_metadata, self->programs->progs.on_exit);
	denial_holds(_metadata);
	bpf_link__destroy(entry_link);
	denial_holds(_metadata);
	bpf_link__destroy(exit_link);
	denial_holds(_metadata);
}

TEST_F(bpf, exit_then_entry)
{
	struct bpf_link *entry_link, *exit_link;

	exit_link = attach(_metadata, self->programs->progs.on_exit);
	denial_holds(_metadata);
	entry_link = attach(_metadata, self->programs->progs.on_entry);
	denial_holds(_metadata);
	bpf_link__destroy(exit_link);
	denial_holds(_metadata);
	bpf_link__destroy(entry_link);
	denial_holds(_metadata);
}

TEST_F(bpf, it_sees_what_happens)
{
	struct bpf_link *exit_link;

	exit_link = attach(_metadata, self->programs->progs.on_exit);
	if (has_guard())
		return;
	EXPECT_EQ(EPERM, run_child(chroot_twice, &yes));
	EXPECT_EQ(2, self->programs->bss->exits);
	EXPECT_EQ(-EPERM, self->programs->bss->last_return);
	bpf_link__destroy(exit_link);
}

/* Whoever calls chroot is to be jailed when that returns, and then mounts nothing. */
static int mounts_after_chroot(const void *data)
{
	const int *expected = data;

	if ((chroot("/tmp") ? errno : 0) != *expected)
		return PREPARE_FAILED;
	return unshare(CLONE_NEWNS) ? errno : 0;
}

TEST_F(bpf, it_refuses_a_chroot_with_auto)
{
	const int allowed = 0, refused = EPERM;
	struct bpf_link *link;
	char lsms[256];

	if (is_builtin())
		SKIP(return, "auto=1 is of the boot line");
	if (read_file("/sys/kernel/security/lsm", lsms, sizeof(lsms)) || !strstr(lsms, "bpf"))
		SKIP(return, "the BPF LSM is not on");
	ASSERT_TRUE(no_module());
	ASSERT_TRUE(fresh_module("auto=1"));
	EXPECT_EQ(EPERM, run_child(mounts_after_chroot, &allowed));
	link = bpf_program__attach(self->programs->progs.on_chroot);
	EXPECT_EQ(0, libbpf_get_error(link));
	EXPECT_EQ(0, run_child(mounts_after_chroot, &refused));
	bpf_link__destroy(link);
	EXPECT_EQ(EPERM, run_child(mounts_after_chroot, &allowed));
	ASSERT_TRUE(no_module());
	ASSERT_TRUE(fresh_module(""));
}

TEST_HARNESS_MAIN
