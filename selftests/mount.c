// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail selftests - every way to mount
 *
 * Each way is attempted unmarked, where it must succeed, and jailed, where it
 * must fail with EPERM, by each system call entry. A third attempt is jailed
 * without the restriction, and must succeed again: it is the restriction that
 * refuses, not the jail.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/mount.h>
#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kselftest_harness.h"
#include "jail_test.h"

/* linux/mount.h and sys/mount.h cannot be had together. */
#ifndef MNT_DETACH
#define MNT_DETACH			2
#endif
#ifndef OPEN_TREE_NAMESPACE
#define OPEN_TREE_NAMESPACE		2
#endif
#ifndef FSMOUNT_NAMESPACE
#define FSMOUNT_NAMESPACE		2
#endif
#ifndef CLONE_EMPTY_MNTNS
#define CLONE_EMPTY_MNTNS		0x2000000000ULL
#endif
#ifndef UNSHARE_EMPTY_MNTNS
#define UNSHARE_EMPTY_MNTNS		0x00100000
#endif

static const struct number nr_mount = { 165, 21 };
static const struct number nr_umount2 = { 166, 52 };
static const struct number nr_pivot_root = { 155, 217 };
static const struct number nr_open_tree = { 428, 428 };
static const struct number nr_move_mount = { 429, 429 };
static const struct number nr_fsopen = { 430, 430 };
static const struct number nr_fsconfig = { 431, 431 };
static const struct number nr_fsmount = { 432, 432 };
static const struct number nr_fspick = { 433, 433 };
static const struct number nr_mount_setattr = { 442, 442 };
static const struct number nr_open_tree_attr = { 467, 467 };
static const struct number nr_unshare = { 272, 310 };
static const struct number nr_setns = { 308, 346 };
static const struct number nr_clone = { 56, 120 };
static const struct number nr_clone3 = { 435, 435 };

/* Static, so that a 32-bit call can have their addresses. */
static const char target[] = "/tmp/jail-mount";
static const char other[] = "/tmp/jail-mount-other";
static const char put_old[] = "/tmp/jail-mount/old";
static const char tmpfs[] = "tmpfs";
static const char size_key[] = "size";
static const char size_value[] = "1m";
static const char empty[] = "";
static struct mount_attr attr = { .attr_set = MOUNT_ATTR_RDONLY };
static struct clone_args clone_args;

/* Made by prepare, used by attempt. */
static int prepared;

#define P(pointer)	((long)(uintptr_t)(pointer))
#define AT_EMPTY	AT_EMPTY_PATH

/* Preparation is by the native entry and must succeed. */
static long must(long result)
{
	if (result < 0)
		_exit(PREPARE_FAILED);
	return result;
}

static void prepare_nothing(void)
{
}

static void prepare_mounted(void)
{
	must(ENTER(nr_mount, P(tmpfs), P(target), P(tmpfs)));
}

static void prepare_pivot(void)
{
	prepare_mounted();
	must(mkdir(put_old, 0700));
	must(chdir(target));
}

static void prepare_context(void)
{
	prepared = must(ENTER(nr_fsopen, P(tmpfs)));
}

static void prepare_superblock(void)
{
	prepare_context();
	must(ENTER(nr_fsconfig, prepared, FSCONFIG_CMD_CREATE));
}

static void prepare_detached(void)
{
	prepared = must(ENTER(nr_open_tree, AT_FDCWD, P(other),
			      OPEN_TREE_CLONE));
}

static void prepare_picked(void)
{
	prepare_mounted();
	prepared = must(ENTER(nr_fspick, AT_FDCWD, P(target)));
}

static void prepare_own_pidfd(void)
{
	prepared = must(syscall(SYS_pidfd_open, getpid(), 0));
}

static void prepare_own_mntns(void)
{
	prepared = must(open("/proc/self/ns/mnt", O_RDONLY));
}

static long mount_flags(unsigned long flags)
{
	return ENTER(nr_mount, P(other), P(target), P(tmpfs), flags);
}

static long attempt_new(void)
{
	return mount_flags(0);
}

static long attempt_bind(void)
{
	return mount_flags(MS_BIND);
}

static long attempt_rbind(void)
{
	return mount_flags(MS_BIND | MS_REC);
}

static long attempt_move(void)
{
	return ENTER(nr_mount, P(target), P(other), 0, MS_MOVE);
}

static long attempt_remount(void)
{
	return mount_flags(MS_REMOUNT | MS_RDONLY);
}

static long attempt_bind_remount(void)
{
	return mount_flags(MS_REMOUNT | MS_BIND | MS_RDONLY);
}

static long attempt_propagation(void)
{
	return mount_flags(MS_SHARED);
}

static long attempt_umount(void)
{
	/* oldumount is in the 32-bit table only. */
	if (entry == ENTRY_IA32)
		return ENTER(((struct number){ -1, 22 }), P(target));
	return ENTER(nr_umount2, P(target));
}

static long attempt_umount_detach(void)
{
	return ENTER(nr_umount2, P(target), MNT_DETACH);
}

static long attempt_pivot_root(void)
{
	return ENTER(nr_pivot_root, P(target), P(put_old));
}

static long attempt_fsopen(void)
{
	return ENTER(nr_fsopen, P(tmpfs));
}

static long attempt_fspick(void)
{
	return ENTER(nr_fspick, AT_FDCWD, P(target));
}

static long attempt_fsconfig_set(void)
{
	return ENTER(nr_fsconfig, prepared, FSCONFIG_SET_STRING, P(size_key),
		     P(size_value));
}

static long attempt_fsconfig_create(void)
{
	return ENTER(nr_fsconfig, prepared, FSCONFIG_CMD_CREATE);
}

static long attempt_fsconfig_reconfigure(void)
{
	return ENTER(nr_fsconfig, prepared, FSCONFIG_CMD_RECONFIGURE);
}

static long attempt_fsmount(void)
{
	return ENTER(nr_fsmount, prepared);
}

static long attempt_fsmount_namespace(void)
{
	return ENTER(nr_fsmount, prepared, FSMOUNT_NAMESPACE);
}

static long attempt_move_mount(void)
{
	return ENTER(nr_move_mount, prepared, P(empty), AT_FDCWD, P(target),
		     MOVE_MOUNT_F_EMPTY_PATH);
}

static long attempt_open_tree(void)
{
	return ENTER(nr_open_tree, AT_FDCWD, P(other), OPEN_TREE_CLONE);
}

static long attempt_open_tree_namespace(void)
{
	return ENTER(nr_open_tree, AT_FDCWD, P(other), OPEN_TREE_NAMESPACE);
}

static long attempt_open_tree_attr(void)
{
	return ENTER(nr_open_tree_attr, AT_FDCWD, P(other), OPEN_TREE_CLONE,
		     P(&attr), sizeof(attr));
}

static long attempt_mount_setattr(void)
{
	return ENTER(nr_mount_setattr, AT_FDCWD, P(target), 0, P(&attr),
		     sizeof(attr));
}

static long attempt_unshare(void)
{
	return ENTER(nr_unshare, CLONE_NEWNS);
}

static long attempt_unshare_empty(void)
{
	return ENTER(nr_unshare, UNSHARE_EMPTY_MNTNS);
}

/* In the child that a clone made, if it did. */
static long reap(long pid)
{
	if (!pid)
		_exit(0);
	if (pid > 0)
		waitpid(pid, NULL, 0);
	return pid;
}

static long attempt_clone(void)
{
	return reap(ENTER(nr_clone, CLONE_NEWNS | SIGCHLD));
}

static long clone3_flags(uint64_t flags)
{
	clone_args = (struct clone_args){ .flags = flags, .exit_signal = SIGCHLD };
	return reap(ENTER(nr_clone3, P(&clone_args), sizeof(clone_args)));
}

static long attempt_clone3(void)
{
	return clone3_flags(CLONE_NEWNS);
}

static long attempt_clone3_empty(void)
{
	return clone3_flags(CLONE_EMPTY_MNTNS);
}

static long attempt_setns(void)
{
	return ENTER(nr_setns, prepared, CLONE_NEWNS);
}

struct way {
	const char *name;
	void (*prepare)(void);
	long (*attempt)(void);
	bool by_chroot;		/* refused by "chroot" alone, too */
	int since;		/* version of the kernel, as 6012 for 6.12 */
};

static const struct way ways[] = {
	{ "new", prepare_nothing, attempt_new },
	{ "bind", prepare_nothing, attempt_bind },
	{ "rbind", prepare_nothing, attempt_rbind },
	{ "move", prepare_mounted, attempt_move },
	{ "remount", prepare_mounted, attempt_remount },
	{ "bind_remount", prepare_mounted, attempt_bind_remount },
	{ "propagation", prepare_mounted, attempt_propagation },
	{ "umount", prepare_mounted, attempt_umount },
	{ "umount_detach", prepare_mounted, attempt_umount_detach },
	{ "pivot_root", prepare_pivot, attempt_pivot_root, .by_chroot = true },
	{ "fsopen", prepare_nothing, attempt_fsopen },
	{ "fspick", prepare_mounted, attempt_fspick },
	{ "fsconfig_set", prepare_context, attempt_fsconfig_set },
	{ "fsconfig_create", prepare_context, attempt_fsconfig_create },
	{ "fsconfig_reconfigure", prepare_picked, attempt_fsconfig_reconfigure },
	{ "fsmount", prepare_superblock, attempt_fsmount },
	{ "fsmount_namespace", prepare_superblock, attempt_fsmount_namespace,
	  .since = 7002 },
	{ "move_mount", prepare_detached, attempt_move_mount },
	{ "open_tree_clone", prepare_nothing, attempt_open_tree },
	{ "open_tree_namespace", prepare_nothing, attempt_open_tree_namespace,
	  .since = 7002 },
	{ "open_tree_attr", prepare_nothing, attempt_open_tree_attr, .since = 6015 },
	{ "mount_setattr", prepare_mounted, attempt_mount_setattr },
	{ "unshare", prepare_nothing, attempt_unshare },
	{ "unshare_empty", prepare_nothing, attempt_unshare_empty,
	  .by_chroot = true, .since = 7002 },
	{ "clone", prepare_nothing, attempt_clone },
	{ "clone3", prepare_nothing, attempt_clone3 },
	{ "clone3_empty", prepare_nothing, attempt_clone3_empty,
	  .by_chroot = true, .since = 7002 },
	{ "setns_pidfd", prepare_own_pidfd, attempt_setns, .by_chroot = true },
	{ "setns_proc", prepare_own_mntns, attempt_setns, .by_chroot = true },
};

/**
 * struct attempt - one attempt, for run_child()
 * @way: to mount
 * @entry: by which the call is made
 * @policy: keys of the mark, NULL for none
 */
struct attempt {
	const struct way *way;
	enum entry entry;
	const char *policy;
};

static int try_way(const void *data)
{
	const struct attempt *attempt = data;
	char keys[64];
	long result;

	private_mounts();
	attempt->way->prepare();
	/* A detached mount that it has open is outside its root. */
	snprintf(keys, sizeof(keys), "%s force=1", attempt->policy ?: "");
	if (attempt->policy && mark_pid(getpid(), keys) < 0)
		return PREPARE_FAILED;
	entry = attempt->entry;
	result = attempt->way->attempt();
	return result < 0 ? -result : 0;
}

static int try(const struct way *way, enum entry how, const char *policy)
{
	const struct attempt attempt = { way, how, policy };

	return run_child(try_way, &attempt);
}

FIXTURE(mount)
{
};

FIXTURE_VARIANT(mount)
{
	enum entry entry;
};

FIXTURE_VARIANT_ADD(mount, native)
{
	.entry = ENTRY_NATIVE,
};

FIXTURE_VARIANT_ADD(mount, ia32)
{
	.entry = ENTRY_IA32,
};

FIXTURE_VARIANT_ADD(mount, x32)
{
	.entry = ENTRY_X32,
};

FIXTURE_SETUP(mount)
{
	const struct number getppid_number = { SYS_getppid, 64 };

	mkdir(target, 0700);
	mkdir(other, 0700);
	entry = variant->entry;
	if (ENTER(getppid_number) < 0)
		SKIP(return, "this kernel has no such entry");
	entry = ENTRY_NATIVE;
}

FIXTURE_TEARDOWN(mount)
{
	rmdir(target);
	rmdir(other);
}

TEST_F(mount, every_way_jailed_and_not)
{
	const struct way *way;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(ways); i++) {
		way = &ways[i];
		if (kernel_version() < way->since) {
			TH_LOG("%s: not on this kernel", way->name);
			continue;
		}
		EXPECT_EQ(0, try(way, variant->entry, NULL))
			TH_LOG("%s, unmarked", way->name);
		EXPECT_EQ(EPERM, try(way, variant->entry, " policy=basic"))
			TH_LOG("%s, jailed", way->name);
		EXPECT_EQ(EPERM, try(way, variant->entry, " policy=mount"))
			TH_LOG("%s, jailed with mount alone", way->name);
		EXPECT_EQ(0, try(way, variant->entry, " policy=mknod"))
			TH_LOG("%s, jailed without mount", way->name);
		EXPECT_EQ(way->by_chroot ? EPERM : 0,
			  try(way, variant->entry, " policy=chroot"))
			TH_LOG("%s, jailed with chroot alone", way->name);
	}
}

/* What is near a mount and is none. */
static int honest_uses(const void *data)
{
	char name[64];
	int fd;

	(void)data;
	private_mounts();
	prepare_mounted();
	if (mark_self())
		return PREPARE_FAILED;
	/* Without OPEN_TREE_CLONE it is open(2) with O_PATH. */
	fd = ENTER(nr_open_tree, AT_FDCWD, P(target), 0);
	if (fd < 0)
		return 1;
	close(fd);
	if (unshare(CLONE_FILES | CLONE_FS) < 0)
		return 2;
	if (unshare(CLONE_NEWUTS) < 0 || unshare(CLONE_NEWIPC) < 0)
		return 3;
	if (reap(ENTER(nr_clone, SIGCHLD)) < 0)
		return 4;
	if (clone3_flags(0) < 0 || clone3_flags(CLONE_NEWUTS) < 0)
		return 5;
	if (gethostname(name, sizeof(name)) < 0 || sethostname(name, strlen(name)) < 0)
		return 6;
	fd = open("/proc/self/ns/uts", O_RDONLY);
	if (fd < 0 || ENTER(nr_setns, fd, CLONE_NEWUTS) < 0)
		return 7;
	fd = open("/tmp/jail-mount/file", O_CREAT | O_RDWR, 0600);
	if (fd < 0 || unlink("/tmp/jail-mount/file") < 0)
		return 8;
	return 0;
}

TEST_F(mount, honest_uses_work)
{
	if (variant->entry != ENTRY_NATIVE)
		SKIP(return, "the same by every entry");
	EXPECT_EQ(0, run_child(honest_uses, NULL));
}

static int jail_self(const void *data)
{
	return -mark_self();
}

TEST_F(mount, neighbours_are_not_affected)
{
	struct child jailed;
	size_t i;

	ASSERT_TRUE(start_child(&jailed, 0, jail_self, NULL));
	for (i = 0; i < ARRAY_SIZE(ways); i++) {
		if (kernel_version() < ways[i].since)
			continue;
		EXPECT_EQ(0, try(&ways[i], variant->entry, NULL))
			TH_LOG("%s, beside a jail", ways[i].name);
	}
	EXPECT_EQ(0, end_child(&jailed));
}

TEST_HARNESS_MAIN
