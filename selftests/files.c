// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail selftests - what a task reaches beside its root: other mounts, files without a path
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <errno.h>
#include <fcntl.h>
#include <liburing.h>
#include <pthread.h>
#include <sched.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kselftest_harness.h"
#include "chrooted.h"
#include "jail_test.h"

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

FIXTURE(files)
{
};

FIXTURE_SETUP(files)
{
	ASSERT_TRUE(make_root());
}

FIXTURE_TEARDOWN(files)
{
	remove_root();
}

/* All that is looked at is looked at in one go, which has an end. */
TEST_F(files, many_directories)
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
	struct io_uring ring;

	private_mounts();
	mark_later();
	if (outside < 0 || mount("tmpfs", ROOT "/inner", "tmpfs", 0, NULL) || chroot(ROOT) ||
	    chdir("/"))
		return PREPARE_FAILED;
	if (*(const bool *)data && io_uring_queue_init(1, &ring, IORING_SETUP_SQPOLL))
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

TEST_F(files, changes_on_another_mount)
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

TEST_F(files, access_to_what_has_no_path)
{
	EXPECT_EQ(0, run_child(access_nameless, NULL));
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

TEST_F(files, inside_a_namespace_of_its_own)
{
	EXPECT_EQ(0, run_child(new_namespace, NULL));
}

/**
 * struct deep - directories in one another
 * @depth: as many
 * @when: the task is marked
 * @moved: one is moved out of the root
 */
struct deep {
	int depth;
	enum when when;
	bool moved;
};

/* The last of them becomes the working directory. */
static bool go_down(int depth)
{
	while (depth--) {
		if (mkdir("d", 0755) || chdir("d"))
			return false;
	}
	return true;
}

static int make_file(void)
{
	return close(open("file", O_CREAT | O_RDWR, 0600)) ? EBADF : 0;
}

static int in_deep_root(const void *data)
{
	const struct deep *deep = data;

	private_mounts();
	mark_later();
	if (mount("tmpfs", ROOT, "tmpfs", 0, NULL) || chdir(ROOT) || !go_down(deep->depth) ||
	    chroot("."))
		return PREPARE_FAILED;
	mark_if(deep->when, CLOSED);
	return make_file();
}

/* It is asked for each directory of a name whether it leads to the root: not endlessly. */
TEST_F(files, of_a_deep_root)
{
	EXPECT_EQ(0, run_child(in_deep_root, &(struct deep) { 1100, NEVER }));
	EXPECT_EQ(0, run_child(in_deep_root, &(struct deep) { 1000, CLOSED }));
	EXPECT_EQ(EBADF, run_child(in_deep_root, &(struct deep) { 1100, CLOSED }));
}

static int in_leaky_root(const void *data)
{
	const struct deep *deep = data;
	int ready[2], moved[2], status;
	char byte;
	pid_t pid;

	private_mounts();
	mark_later();
	if (mount("tmpfs", ROOT, "tmpfs", 0, NULL) || mkdir(ROOT "/root", 0755) ||
	    mkdir(ROOT "/root/moved", 0755) || pipe(ready) || pipe(moved))
		return PREPARE_FAILED;
	pid = fork_bound();
	if (!pid) {
		if (chroot(ROOT "/root") || chdir("/"))
			_exit(PREPARE_FAILED);
		mark_if(CLOSED, CLOSED);
		if (!go_down(deep->depth) || write(ready[1], "", 1) != 1 ||
		    read(moved[0], &byte, 1) != 1)
			_exit(PREPARE_FAILED);
		_exit(make_file());
	}
	if (pid < 0 || read(ready[0], &byte, 1) != 1 ||
	    (deep->moved && rename(ROOT "/root/moved", ROOT "/moved")) ||
	    write(moved[1], "", 1) != 1 || waitpid(pid, &status, 0) != pid ||
	    !WIFEXITED(status))
		return PREPARE_FAILED;
	return WEXITSTATUS(status);
}

/* The same for whether a directory is in a root that others were moved out of. */
TEST_F(files, deep_in_a_root_that_was_left)
{
	EXPECT_EQ(0, run_child(in_leaky_root, &(struct deep) { 1100, CLOSED, false }));
	EXPECT_EQ(0, run_child(in_leaky_root, &(struct deep) { 1000, CLOSED, true }));
	EXPECT_EQ(EBADF, run_child(in_leaky_root, &(struct deep) { 1100, CLOSED, true }));
}

TEST_HARNESS_MAIN
