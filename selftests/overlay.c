// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail selftests - a chroot on overlayfs, which acts for itself on other mounts
 *
 * What it does there is not the task's doing: it keeps working, and is no way to what
 * is outside.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <liburing.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kselftest_harness.h"
#include "jail_test.h"

#define BASE	"/tmp/jail-overlay"
#define LOWER	BASE "/lower"
#define ROOT	BASE "/root"

static int outside;

static int result(long value)
{
	return value < 0 ? errno : 0;
}

/* Both are in the lower layer: "lower" has to be copied up, "upper" has been. */
static int write_lower(void)
{
	int fd = open("/lower", O_WRONLY);

	return result(fd) ?: result(write(fd, "x", 1));
}

static int append_by_new_descriptor(void)
{
	int fd = open("/upper", O_WRONLY | O_APPEND);

	return result(fd) ?: result(write(fd, "x", 1));
}

static int make_and_remove(void)
{
	return result(mkdir("/made", 0700)) ?: result(symlink("made", "/link")) ?:
	       result(mkfifo("/fifo", 0600)) ?: result(unlink("/fifo")) ?:
	       result(unlink("/link")) ?: result(rmdir("/made"));
}

/* Of the lower layer: a whiteout is left. */
static int remove_lower(void)
{
	return result(unlink("/lower"));
}

static int rename_lower(void)
{
	return result(rename("/lower", "/renamed"));
}

static int link_lower(void)
{
	return result(link("/lower", "/linked"));
}

static int remove_directory(void)
{
	return result(rmdir("/directory"));
}

static int list(void)
{
	DIR *directory = opendir("/");

	errno = ENOENT;
	return directory && readdir(directory) ? 0 : errno;
}

static int may_read(void)
{
	return access("/lower", R_OK) ? errno : 0;
}

static int change_mode(void)
{
	return result(chmod("/upper", 0640));
}

static int change_owner(void)
{
	return result(chown("/upper", 1, 1));
}

static int shorten(void)
{
	return result(truncate("/upper", 1));
}

static int change_times(void)
{
	return result(utimensat(AT_FDCWD, "/upper", NULL, 0));
}

/**
 * struct step - something that is done in the chroot
 * @name: for the log
 * @body: returns 0 or an errno
 * @by_ring_user: who has used io_uring may do it too
 * @outside: by a descriptor of a layer, which is outside
 */
struct step {
	const char *name;
	int (*body)(void);
	bool by_ring_user;
	bool outside;
};

static const struct step steps[] = {
	{ "write what is copied up", write_lower },
	{ "open what was copied up", append_by_new_descriptor },
	{ "make and remove", make_and_remove },
	{ "remove", remove_lower },
	{ "rename", rename_lower },
	{ "link", link_lower },
	{ "remove a directory", remove_directory },
	{ "list", list },
	{ "access", may_read },
	{ "chmod", change_mode, true },
	{ "chown", change_owner, true },
	{ "truncate", shorten, true },
	{ "utimensat", change_times, true },
};

static int open_outside(void)
{
	return result(openat(outside, "lower", O_RDONLY));
}

static int list_outside(void)
{
	return result(openat(outside, ".", O_RDONLY | O_DIRECTORY));
}

static const struct step escapes[] = {
	{ "open a file of a layer", open_outside, .outside = true },
	{ "open a layer", list_outside, .outside = true },
};

/**
 * struct attempt - one step, and who takes it
 * @step: which
 * @jailed: by a jailed task
 * @rings: by one that has used io_uring
 */
struct attempt {
	const struct step *step;
	bool jailed;
	bool rings;
};

static int use_ring(void)
{
	struct io_uring_cqe *cqe;
	struct io_uring ring;

	if (io_uring_queue_init(1, &ring, 0))
		return PREPARE_FAILED;
	io_uring_prep_nop(io_uring_get_sqe(&ring));
	if (io_uring_submit(&ring) != 1 || io_uring_wait_cqe(&ring, &cqe))
		return PREPARE_FAILED;
	return 0;
}

static int take(const void *data)
{
	const struct attempt *attempt = data;
	int err;

	outside = attempt->step->outside ? open(LOWER, O_RDONLY | O_DIRECTORY) : -1;
	if (attempt->jailed && mark_pid(getpid(), " force=1") != 1)
		return PREPARE_FAILED;
	if (chroot(ROOT) || chdir("/"))
		return PREPARE_FAILED;
	err = attempt->rings ? use_ring() : 0;
	return err ?: attempt->step->body();
}

FIXTURE(overlay)
{
};

static bool make_file(const char *path)
{
	return !mknod(path, S_IFREG | 0644, 0) && !truncate(path, 8);
}

/* Each step finds it new. */
static int make_overlay(void)
{
	if (mount("overlay", BASE, "tmpfs", 0, NULL) || mkdir(LOWER, 0755) ||
	    mkdir(BASE "/changed", 0755) || mkdir(BASE "/work", 0755) ||
	    mkdir(ROOT, 0755) || mkdir(LOWER "/directory", 0755) ||
	    !make_file(LOWER "/lower") || !make_file(LOWER "/upper"))
		return PREPARE_FAILED;
	if (mount("overlay", ROOT, "overlay", 0,
		  "lowerdir=" LOWER ",upperdir=" BASE "/changed,workdir=" BASE "/work"))
		return errno;
	return chmod(ROOT "/upper", 0600) ? PREPARE_FAILED : 0;
}

static void remove_overlay(void)
{
	umount2(ROOT, MNT_DETACH);
	umount2(BASE, MNT_DETACH);
}

FIXTURE_SETUP(overlay)
{
	int err;

	mkdir(BASE, 0755);
	err = make_overlay();
	if (!err)
		remove_overlay();
	if (err == ENODEV) {
		umount2(BASE, MNT_DETACH);
		SKIP(return, "this kernel has no overlayfs");
	}
	ASSERT_EQ(0, err);
}

FIXTURE_TEARDOWN(overlay)
{
	rmdir(BASE);
}

static int attempt(const struct step *step, bool jailed, bool rings)
{
	const struct attempt attempt = { step, jailed, rings };
	int got = make_overlay() ?: run_child(take, &attempt);

	remove_overlay();
	return got;
}

TEST_F(overlay, honest)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(steps); i++) {
		EXPECT_EQ(0, attempt(&steps[i], true, false))
			TH_LOG("%s", steps[i].name);
	}
}

TEST_F(overlay, honest_with_io_uring)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(steps); i++) {
		if (!steps[i].by_ring_user)
			continue;
		EXPECT_EQ(0, attempt(&steps[i], true, true))
			TH_LOG("%s", steps[i].name);
	}
}

TEST_F(overlay, outside_is_denied)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(escapes); i++) {
		EXPECT_EQ(0, attempt(&escapes[i], false, false))
			TH_LOG("unmarked: %s", escapes[i].name);
		EXPECT_EQ(EPERM, attempt(&escapes[i], true, false))
			TH_LOG("%s", escapes[i].name);
		EXPECT_EQ(EPERM, attempt(&escapes[i], true, true))
			TH_LOG("with io_uring: %s", escapes[i].name);
	}
}

TEST_HARNESS_MAIN
