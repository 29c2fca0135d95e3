// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail selftests - the root directory: armed, closed, and the ways out
 *
 *	/secret                     what an escape reads
 *	/tmp/jail-root              the chroot
 *	`-- inner                   where a second one goes
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <liburing.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kselftest_harness.h"
#include "jail_test.h"

#define ROOT	"/tmp/jail-root"

/* Since 7.3. */
static const struct number nr_fchroot = { 472, 472 };
static const struct number nr_chroot = { 161, 61 };

static const char inner[] = "/inner";
static const char dot[] = ".";

#define P(pointer)	((long)(uintptr_t)(pointer))

/* When the task is marked. */
enum when {
	NEVER,
	ARMED,		/* before its first chroot */
	CLOSED,		/* after it */
};

static void mark_if(enum when when, enum when now)
{
	if (when == now && mark_self())
		_exit(PREPARE_FAILED);
}

static void enter_root(enum when when)
{
	mark_if(when, ARMED);
	if (when == CLOSED)
		mark_later();
	if (chroot(ROOT) || chdir("/"))
		_exit(PREPARE_FAILED);
	mark_if(when, CLOSED);
}

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
	int fd = open("/secret", O_CREAT | O_WRONLY, 0600);

	ASSERT_LE(0, fd);
	close(fd);
	mkdir(ROOT, 0755);
	mkdir(ROOT "/inner", 0755);
}

FIXTURE_TEARDOWN(chroot)
{
	rmdir(ROOT "/inner");
	rmdir(ROOT);
	unlink("/secret");
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

/* Its thread stays in the root of its maker, whoever asks it. */
static struct io_uring ring;

static int open_by_ring(void)
{
	struct io_uring_cqe *cqe;

	io_uring_prep_openat(io_uring_get_sqe(&ring), AT_FDCWD, "/secret", O_RDONLY, 0);
	if (io_uring_submit(&ring) < 0 || io_uring_wait_cqe(&ring, &cqe))
		return PREPARE_FAILED;
	return cqe->res < 0 ? -cqe->res : 0;
}

static int leave_with_ring(void)
{
	if (chroot(ROOT) || chdir("/"))
		return errno;
	return open_by_ring();
}

static int leave_with_ring_of_parent(const void *data)
{
	return leave_with_ring();
}

static int make_ring(void)
{
	return io_uring_queue_init(1, &ring, IORING_SETUP_SQPOLL);
}

static int of_parent(const void *data)
{
	mark_if(*(const enum when *)data, ARMED);
	return make_ring() ? PREPARE_FAILED : run_child(leave_with_ring_of_parent, NULL);
}

static int of_own(const void *data)
{
	mark_if(*(const enum when *)data, ARMED);
	return make_ring() ? PREPARE_FAILED : leave_with_ring();
}

/* The thread of the ring keeps the root that was shared before. */
static int of_old_root(const void *data)
{
	mark_if(*(const enum when *)data, ARMED);
	if (make_ring() || unshare(CLONE_FS))
		return PREPARE_FAILED;
	return chroot(ROOT) ? errno : chdir("/") || open_by_ring() ? ENOENT : 0;
}

/* Its thread may still be there, on its way out. */
static int of_closed_ring(const void *data)
{
	mark_if(ARMED, ARMED);
	if (make_ring())
		return PREPARE_FAILED;
	io_uring_queue_exit(&ring);
	return chroot(ROOT) ? errno : 0;
}

TEST_F(chroot, ring_of_old_root)
{
	EXPECT_EQ(0, run_child(of_old_root, &(enum when) { NEVER }));
	EXPECT_EQ(EPERM, run_child(of_old_root, &(enum when) { ARMED }));
}

TEST_F(chroot, ring_that_is_closed)
{
	int i;

	for (i = 0; i < 20; i++) {
		EXPECT_EQ(0, run_child(of_closed_ring, NULL)) {
			TH_LOG("the ring of round %d", i);
		}
	}
}

TEST_F(chroot, ring_of_who_stays_outside)
{
	EXPECT_EQ(0, run_child(of_parent, &(enum when) { NEVER }));
	EXPECT_EQ(EPERM, run_child(of_parent, &(enum when) { ARMED }));
}

TEST_F(chroot, ring_of_its_own)
{
	EXPECT_EQ(ENOENT, run_child(of_own, &(enum when) { ARMED }));
}

/* No thread has its credentials: whoever had them may be outside. */
static int of_nobody(const void *data)
{
	mark_if(*(const enum when *)data, ARMED);
	if (io_uring_queue_init(1, &ring, 0) || setgroups(0, NULL))
		return PREPARE_FAILED;
	return chroot(ROOT) ? errno : 0;
}

TEST_F(chroot, ring_of_nobody)
{
	EXPECT_EQ(0, run_child(of_nobody, &(enum when) { NEVER }));
	EXPECT_EQ(EPERM, run_child(of_nobody, &(enum when) { ARMED }));
}

/* More of them would be looked at for too long. */
static int of_many(const void *data)
{
	int i;

	mark_if(ARMED, ARMED);
	if (make_ring())
		return PREPARE_FAILED;
	for (i = 1; i < *(const int *)data; i++) {
		if (dup(ring.ring_fd) < 0)
			return PREPARE_FAILED;
	}
	return chroot(ROOT) ? errno : 0;
}

TEST_F(chroot, many_rings)
{
	EXPECT_EQ(0, run_child(of_many, &(int) { 64 }));
	EXPECT_EQ(EPERM, run_child(of_many, &(int) { 65 }));
}

/**
 * struct open - what a task has open
 * @path: a directory
 * @count: so many times
 * @highest: a descriptor of it, too, or 0
 */
struct open {
	const char *path;
	int count;
	int highest;
};

/* What is on another mount is judged by what the task has open. */
static int with_directories(const void *data)
{
	const struct rlimit limit = { 400000, 400000 };
	const struct open *has = data;
	int i, fd;

	private_mounts();
	mark_later();
	if (setrlimit(RLIMIT_NOFILE, &limit) ||
	    mount("tmpfs", ROOT "/inner", "tmpfs", 0, NULL) || chroot(ROOT) || chdir("/") ||
	    mkdir("/inner/deep", 0755))
		return PREPARE_FAILED;
	fd = open(has->path, O_RDONLY | O_DIRECTORY);
	for (i = 1; i < has->count; i++) {
		if (dup(fd) < 0)
			return PREPARE_FAILED;
	}
	if (has->highest && dup2(fd, has->highest) < 0)
		return PREPARE_FAILED;
	if (mark_pid(getpid(), "") != 1)
		return PREPARE_FAILED;
	return access("/inner", R_OK) ? errno : 0;
}

/* All that is looked at is looked at in one go, which has an end. */
TEST_F(chroot, many_directories)
{
	EXPECT_EQ(0, run_child(with_directories, &(struct open) { "/", 10000 }));
	EXPECT_EQ(EPERM, run_child(with_directories, &(struct open) { "/", 20000 }));
	EXPECT_EQ(0, run_child(with_directories, &(struct open) { "/inner/deep", 5000 }));
	EXPECT_EQ(EPERM, run_child(with_directories, &(struct open) { "/inner/deep", 20000 }));
	EXPECT_EQ(0, run_child(with_directories, &(struct open) { "/", 1, 200000 }));
	EXPECT_EQ(EPERM, run_child(with_directories, &(struct open) { "/", 1, 300000 }));
}

/* Its own files, on another mount than its root; and a file outside that is open. */
static int change_on_other_mount(const void *data)
{
	int fd, outside = open("/secret", O_RDONLY);

	private_mounts();
	mark_later();
	if (outside < 0 || mount("tmpfs", ROOT "/inner", "tmpfs", 0, NULL) || chroot(ROOT) ||
	    chdir("/") || (*(const bool *)data && make_ring()))
		return PREPARE_FAILED;
	/* The ring has a thread. */
	if (mark_pid(getpid(), "") < 1)
		return PREPARE_FAILED;
	fd = open("/inner/file", O_CREAT | O_RDWR, 0600);
	if (fd < 0 || fchmod(fd, 0644) || chmod("/inner/file", 0600) || fchown(fd, 1, 1) ||
	    ftruncate(fd, 1) || truncate("/inner/file", 2) || futimens(fd, NULL))
		return errno;
	return futimens(outside, NULL) && errno == EPERM ? 0 : ENOTSUP;
}

TEST_F(chroot, changes_on_another_mount)
{
	EXPECT_EQ(0, run_child(change_on_other_mount, &(bool) { false }));
	EXPECT_EQ(0, run_child(change_on_other_mount, &(bool) { true }));
}

static void *make_and_close(void *unused)
{
	for (;;)
		close(eventfd(0, 0));
	return NULL;
}

/*
 * access(2) of what has an inode in common with others, whose entries go at once: a kernel
 * with KASAN tells of who reads one then. The last two have entries like these, and an
 * inode of their own.
 */
static int access_nameless(const void *unused)
{
	pthread_t thread;
	int i, fd, ends[2];

	enter_root(CLOSED);
	fd = eventfd(0, 0);
	if (fd < 0 || pthread_create(&thread, NULL, make_and_close, NULL))
		return 1;
	for (i = 0; i < 2000; i++) {
		if (syscall(SYS_faccessat2, fd, "", F_OK, AT_EMPTY_PATH))
			return errno;
	}
	if (pipe(ends))
		return errno;
	fd = memfd_create("zoo", 0);
	return syscall(SYS_faccessat2, ends[0], "", F_OK, AT_EMPTY_PATH) ||
	       syscall(SYS_faccessat2, fd, "", F_OK, AT_EMPTY_PATH) ? errno : 0;
}

TEST_F(chroot, access_to_what_has_no_path)
{
	EXPECT_EQ(0, run_child(access_nameless, NULL));
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

/* Where the policy lets it have a namespace of its own, whose mounts are copies. */
static int new_namespace(const void *data)
{
	int fd = open("/", O_RDONLY | O_DIRECTORY);

	(void)data;
	private_mounts();
	if (fd < 0 || mount("tmpfs", ROOT "/inner", "tmpfs", 0, NULL) ||
	    mark_pid(getpid(), " force=1 policy=default,-mount,-namespace") < 1 ||
	    chroot(ROOT) || chdir("/") || close(open("/inner/file", O_CREAT | O_RDWR, 0600)))
		return PREPARE_FAILED;
	if (unshare(CLONE_NEWNS) || close(open("/inner/file", O_RDWR)))
		return errno;
	return openat(fd, "secret", O_RDONLY) < 0 && errno == EPERM ? 0 : ENOTSUP;
}

TEST_F(chroot, inside_a_namespace_of_its_own)
{
	EXPECT_EQ(0, run_child(new_namespace, NULL));
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
