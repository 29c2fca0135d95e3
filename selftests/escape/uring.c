// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail selftests - the escape zoo: the same, asked for by io_uring
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <errno.h>
#include <fcntl.h>
#include <liburing.h>
#include <unistd.h>

#include "zoo.h"

/* One request, by itself; returns an errno or 0. */
static int ask(struct io_uring *ring, void (*prepare)(struct io_uring_sqe *sqe),
	       unsigned int flags, int personality)
{
	struct io_uring_sqe *sqe = io_uring_get_sqe(ring);
	struct io_uring_cqe *cqe;
	int err;

	prepare(sqe);
	io_uring_sqe_set_flags(sqe, flags);
	sqe->personality = personality;
	err = io_uring_submit_and_wait(ring, 1);
	if (err < 0)
		return -err;
	err = io_uring_peek_cqe(ring, &cqe);
	if (err)
		return -err;
	return cqe->res < 0 ? -cqe->res : 0;
}

static void open_outside(struct io_uring_sqe *sqe)
{
	io_uring_prep_openat(sqe, zoo.out, "secret", O_RDONLY, 0);
}

static void open_inside(struct io_uring_sqe *sqe)
{
	io_uring_prep_openat(sqe, AT_FDCWD, "/etc/config", O_RDONLY, 0);
}

static void make_outside(struct io_uring_sqe *sqe)
{
	io_uring_prep_mkdirat(sqe, zoo.out, "made", 0700);
}

static int with_ring(void (*prepare)(struct io_uring_sqe *sqe), unsigned int setup,
		     unsigned int flags)
{
	struct io_uring ring;
	int err = -io_uring_queue_init(8, &ring, setup);

	return err ?: ask(&ring, prepare, flags, 0);
}

static int open_at(void)
{
	return with_ring(open_outside, 0, 0);
}

static int open_by_worker(void)
{
	return with_ring(open_outside, 0, IOSQE_ASYNC);
}

static int open_by_poller(void)
{
	return with_ring(open_outside, IORING_SETUP_SQPOLL, 0);
}

static int make_directory(void)
{
	int err = with_ring(make_outside, 0, 0);

	unlinkat(zoo.out, "made", AT_REMOVEDIR);
	return err;
}

/* Credentials that the task has had: those of a file system that acts for itself? */
static int open_as_another(unsigned int flags)
{
	struct io_uring ring;
	int id, err = -io_uring_queue_init(8, &ring, 0);

	if (err)
		return err;
	id = io_uring_register_personality(&ring);
	if (id < 0)
		return -id;
	/* Others from here on, and the same rights. */
	if (setregid(1, 1) || setregid(0, 0))
		return errno;
	return ask(&ring, open_outside, flags, id);
}

static int open_by_personality(void)
{
	return open_as_another(0);
}

static int open_by_worker_of_personality(void)
{
	return open_as_another(IOSQE_ASYNC);
}

static int honest_ring(void)
{
	return with_ring(open_inside, 0, 0) ?: with_ring(open_inside, 0, IOSQE_ASYNC) ?:
	       with_ring(open_inside, IORING_SETUP_SQPOLL, 0);
}

const struct technique uring_techniques[] = {
	{ "uring-openat", open_at, NULL, honest_ring },
	{ "uring-openat-worker", open_by_worker },
	{ "uring-openat-sqpoll", open_by_poller },
	{ "uring-mkdirat", make_directory },
	{ "uring-personality", open_by_personality },
	{ "uring-personality-worker", open_by_worker_of_personality },
	{ }
};
