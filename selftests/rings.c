// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail selftests - a ring of io_uring is no way around the root
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <liburing.h>
#include <sched.h>
#include <unistd.h>

#include "kselftest_harness.h"
#include "chrooted.h"
#include "jail_test.h"

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

FIXTURE(rings)
{
};

FIXTURE_SETUP(rings)
{
	ASSERT_TRUE(make_root());
}

FIXTURE_TEARDOWN(rings)
{
	remove_root();
}

TEST_F(rings, of_old_root)
{
	EXPECT_EQ(0, run_child(of_old_root, &(enum when) { NEVER }));
	EXPECT_EQ(EPERM, run_child(of_old_root, &(enum when) { ARMED }));
}

TEST_F(rings, that_are_closed)
{
	int i;

	for (i = 0; i < 20; i++) {
		EXPECT_EQ(0, run_child(of_closed_ring, NULL)) {
			TH_LOG("the ring of round %d", i);
		}
	}
}

TEST_F(rings, of_who_stays_outside)
{
	EXPECT_EQ(0, run_child(of_parent, &(enum when) { NEVER }));
	EXPECT_EQ(EPERM, run_child(of_parent, &(enum when) { ARMED }));
}

TEST_F(rings, of_its_own)
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

TEST_F(rings, of_nobody)
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

TEST_F(rings, many)
{
	EXPECT_EQ(0, run_child(of_many, &(int) { 64 }));
	EXPECT_EQ(EPERM, run_child(of_many, &(int) { 65 }));
}

TEST_HARNESS_MAIN
