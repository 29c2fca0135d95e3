// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail selftests - the root directory: armed, closed, and the ways out
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kselftest_harness.h"
#include "chrooted.h"
#include "jail_test.h"

/* Since 7.3. */
static const struct number nr_fchroot = { 472, 472 };
static const struct number nr_chroot = { 161, 61 };

static const char inner[] = "/inner";
static const char dot[] = ".";

#define P(pointer)	((long)(uintptr_t)(pointer))

/* 0 if the secret of the real root can be read. */
static int secret(void)
{
	return access("secret", R_OK) ? ENOENT : 0;
}

static int climb(void)
{
	int i;

	for (i = 0; i < 16; i++) {
		if (chdir(".."))
			return errno;
	}
	return secret();
}

/**
 * struct escape - a way out, for run_child()
 * @name: for the log
 * @body: runs chrooted; returns 0 if it is out
 * @since: version of the kernel
 */
struct escape {
	const char *name;
	int (*body)(void);
	int since;
};

static int double_chroot(void)
{
	long result = ENTER(nr_chroot, P(inner));

	return result < 0 ? -result : climb();
}

static int double_chroot_fd(void)
{
	int fd = open("/", O_RDONLY | O_DIRECTORY);

	if (fd < 0)
		return PREPARE_FAILED;
	if (chroot("/inner") || fchdir(fd))
		return errno;
	return climb();
}

static int setns_own(void)
{
	int fd = syscall(SYS_pidfd_open, getpid(), 0);

	if (fd < 0)
		return PREPARE_FAILED;
	if (setns(fd, CLONE_NEWNS))
		return errno;
	return secret();
}

static int fchroot_inner(void)
{
	int fd = open("/inner", O_RDONLY | O_DIRECTORY);
	long result;

	if (fd < 0)
		return PREPARE_FAILED;
	result = ENTER(nr_fchroot, fd, 0);
	return result < 0 ? -result : climb();
}

static int fchroot_failfs(void)
{
	int fd = open("/", O_RDONLY | O_DIRECTORY);
	long result;
	int i, up;

	if (fd < 0)
		return PREPARE_FAILED;
	result = ENTER(nr_fchroot, -10004, 0);
	if (result < 0)
		return -result;
	for (i = 0; i < 16; i++) {
		up = openat(fd, "..", O_RDONLY | O_DIRECTORY);
		if (up < 0)
			break;
		close(fd);
		fd = up;
	}
	return faccessat(fd, "secret", R_OK, 0) ? ENOENT : 0;
}

static const struct escape escapes[] = {
	{ "double chroot", double_chroot },
	{ "double chroot with a descriptor", double_chroot_fd },
	{ "setns into its own mount namespace", setns_own },
	{ "fchroot", fchroot_inner, 7003 },
	{ "fchroot to failfs", fchroot_failfs, 7003 },
};

struct attempt {
	const struct escape *escape;
	enum entry entry;
	enum when when;
};

static int run_escape(const void *data)
{
	const struct attempt *attempt = data;

	enter_root(attempt->when);
	entry = attempt->entry;
	return attempt->escape->body();
}

#define TRY(escape_, entry_, when_) \
	run_child(run_escape, &(struct attempt) { escape_, entry_, when_ })

FIXTURE(chroot)
{
};

FIXTURE_SETUP(chroot)
{
	ASSERT_TRUE(make_root());
}

FIXTURE_TEARDOWN(chroot)
{
	remove_root();
}

TEST_F(chroot, escapes)
{
	const struct escape *escape;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(escapes); i++) {
		escape = &escapes[i];
		if (kernel_version() < escape->since) {
			TH_LOG("%s: not on this kernel", escape->name);
			continue;
		}
		EXPECT_EQ(0, TRY(escape, ENTRY_NATIVE, NEVER))
			TH_LOG("%s, unmarked, must escape", escape->name);
		EXPECT_EQ(EPERM, TRY(escape, ENTRY_NATIVE, CLOSED))
			TH_LOG("%s, marked after its chroot", escape->name);
		EXPECT_EQ(EPERM, TRY(escape, ENTRY_NATIVE, ARMED))
			TH_LOG("%s, marked before its chroot", escape->name);
	}
}

TEST_F(chroot, escape_by_int80)
{
	EXPECT_EQ(0, TRY(&escapes[0], ENTRY_IA32, NEVER));
	EXPECT_EQ(EPERM, TRY(&escapes[0], ENTRY_IA32, CLOSED));
	EXPECT_EQ(EPERM, TRY(&escapes[0], ENTRY_IA32, ARMED));
}

/* Whoever cannot leave its root by chroot(2) keeps it, also across exec. */
static int armed_life(const void *data)
{
	int status;
	pid_t pid;

	(void)data;
	mark_if(ARMED, ARMED);
	/* The same root again is no change of it. */
	if (chroot("/"))
		return 1;
	/* Each child has its own root, and its own first chroot. */
	pid = fork();
	if (!pid) {
		if (chroot(ROOT))
			_exit(2);
		if (!chroot("/inner") || errno != EPERM)
			_exit(3);
		if (!chroot("/") || errno != EPERM)
			_exit(4);
		_exit(0);
	}
	if (waitpid(pid, &status, 0) != pid || status)
		return WEXITSTATUS(status) ?: 5;
	if (chroot(ROOT "/inner"))
		return 6;
	if (!chroot("/") || errno != EPERM)
		return 7;
	/* A child made after it is closed is closed. */
	pid = fork();
	if (!pid)
		_exit(!chroot(dot) || errno != EPERM ? 8 : 0);
	if (waitpid(pid, &status, 0) != pid || status)
		return WEXITSTATUS(status) ?: 9;
	return 0;
}

TEST_F(chroot, armed_then_closed)
{
	EXPECT_EQ(0, run_child(armed_life, NULL));
}

static int closed_life(const void *data)
{
	(void)data;
	enter_root(CLOSED);
	if (!chroot("/inner") || errno != EPERM)
		return 1;
	if (!chroot("/") || errno != EPERM)
		return 2;
	/* What is near: moving about inside. */
	if (chdir("/inner") || chdir("..") || access("inner", X_OK))
		return 3;
	return 0;
}

TEST_F(chroot, closed_at_once)
{
	EXPECT_EQ(0, run_child(closed_life, NULL));
}

static void *chroot_own(void *data)
{
	long *err = data;

	/* As rpc.mountd does: a root for one thread. */
	*err = unshare(CLONE_FS) || chroot(ROOT) ? errno : 0;
	if (!*err && (!chroot("/inner") || errno != EPERM))
		*err = -1;
	return NULL;
}

static const char *shared_target;

static void *chroot_shared(void *data)
{
	long *err = data;

	*err = chroot(shared_target) ? errno : 0;
	return NULL;
}

static long in_thread(void *(*body)(void *data))
{
	pthread_t thread;
	long err = -1;

	if (pthread_create(&thread, NULL, body, &err) || pthread_join(thread, NULL))
		return -1;
	return err;
}

static int threads(const void *data)
{
	(void)data;
	mark_if(ARMED, ARMED);
	if (in_thread(chroot_own))
		return 1;
	/* That thread had a root of its own: this one is still armed. */
	if (access(ROOT, X_OK))
		return 2;
	shared_target = ROOT;
	if (in_thread(chroot_shared))
		return 3;
	/* And that one shared ours: both are closed. */
	if (!access(ROOT, X_OK))
		return 4;
	if (!chroot("/inner") || errno != EPERM)
		return 5;
	shared_target = inner;
	if (in_thread(chroot_shared) != EPERM)
		return 6;
	return 0;
}

TEST_F(chroot, one_thread_with_its_own_root)
{
	EXPECT_EQ(0, run_child(threads, NULL));
}

/**
 * struct odd_root - a root that is no directory of the machine's root
 * @name: for the log
 * @enter: makes it the root; returns 0 or -1
 * @since: version of the kernel
 */
struct odd_root {
	const char *name;
	int (*enter)(void);
	int since;
};

static int enter_detached(void)
{
	private_mounts();
	if (mount("tmpfs", ROOT, "tmpfs", 0, NULL) || chroot(ROOT))
		return -1;
	return umount2("/", MNT_DETACH);
}

static int enter_failfs(void)
{
	return ENTER(nr_fchroot, -10004, 0) < 0 ? -1 : 0;
}

static const struct odd_root odd_roots[] = {
	{ "a mount that is detached", enter_detached },
	{ "failfs", enter_failfs, 7003 },
};

struct odd_attempt {
	const struct odd_root *root;
	bool marked;
};

/* With a descriptor of the real root, another chroot would be a way out. */
static int leave_odd_root(const void *data)
{
	const struct odd_attempt *attempt = data;
	int fd = open("/", O_RDONLY | O_DIRECTORY);

	mark_later();
	if (fd < 0 || attempt->root->enter())
		return PREPARE_FAILED;
	if (attempt->marked && mark_pid(getpid(), " force=1") < 0)
		return PREPARE_FAILED;
	if (fchdir(fd) || chroot("."))
		return errno;
	return secret();
}

TEST_F(chroot, odd_roots_are_closed)
{
	const struct odd_root *root;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(odd_roots); i++) {
		root = &odd_roots[i];
		if (kernel_version() < root->since) {
			TH_LOG("%s: not on this kernel", root->name);
			continue;
		}
		EXPECT_EQ(0, run_child(leave_odd_root,
				       &(struct odd_attempt) { root, false }))
			TH_LOG("%s, unmarked, must escape", root->name);
		EXPECT_EQ(EPERM, run_child(leave_odd_root,
					   &(struct odd_attempt) { root, true }))
			TH_LOG("%s, marked", root->name);
	}
}

/* The root that is recorded for a task goes when its own does, if not its mark. */
static int unmount_after_exit(const void *data)
{
	int end[2], err;
	siginfo_t info;
	char byte;
	pid_t pid;

	private_mounts();
	if (mount("tmpfs", ROOT, "tmpfs", 0, NULL) || pipe(end))
		return PREPARE_FAILED;
	pid = fork();
	if (!pid) {
		mark_later();
		if (chroot(ROOT) || chdir("/"))
			_exit(PREPARE_FAILED);
		if (*(const bool *)data && mark_pid(getpid(), " force=1") != 1)
			_exit(PREPARE_FAILED);
		if (access("/", R_OK) || write(end[1], "", 1) != 1)
			_exit(PREPARE_FAILED);
		pause();
	}
	if (read(end[0], &byte, 1) != 1 || !umount(ROOT) || errno != EBUSY)
		return PREPARE_FAILED;
	kill(pid, SIGKILL);
	/* It stays a zombie. */
	if (waitid(P_PID, pid, &info, WEXITED | WNOWAIT))
		return PREPARE_FAILED;
	err = umount(ROOT) ? errno : 0;
	waitpid(pid, NULL, 0);
	return err;
}

TEST_F(chroot, unmount_when_a_task_has_exited)
{
	EXPECT_EQ(0, run_child(unmount_after_exit, &(bool) { false }));
	EXPECT_EQ(0, run_child(unmount_after_exit, &(bool) { true }));
}

static int without_the_restriction(const void *data)
{
	(void)data;
	mark_later();
	if (chroot(ROOT) || chdir("/"))
		return PREPARE_FAILED;
	if (mark_pid(getpid(), " policy=mount,mknod") < 0)
		return PREPARE_FAILED;
	return double_chroot();
}

TEST_F(chroot, it_is_the_restriction_that_refuses)
{
	EXPECT_EQ(0, run_child(without_the_restriction, NULL));
}

TEST_HARNESS_MAIN
