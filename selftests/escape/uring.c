// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail selftests - the escape zoo: the same, asked for by io_uring
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <errno.h>
#include <fcntl.h>
#include <liburing.h>
#include <sched.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
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

/* Waits for the pipe, and then for a worker, which is made where the task is. */
static void prepare_chain(struct io_uring *ring, int pipe, char *byte)
{
	struct io_uring_sqe *sqe = io_uring_get_sqe(ring);

	io_uring_prep_read(sqe, pipe, byte, 1, 0);
	io_uring_sqe_set_flags(sqe, IOSQE_IO_LINK);
	sqe = io_uring_get_sqe(ring);
	io_uring_prep_setxattr(sqe, "trusted.jail", "x", "/etc/config", 0, 1);
	io_uring_sqe_set_flags(sqe, IOSQE_ASYNC);
}

/* unshare(2) of nothing, until both requests of the chain are done. */
static int unshare_until_done(struct io_uring *ring)
{
	struct io_uring_cqe *cqe;
	int err, left = 2;

	do {
		unshare(0);
		err = io_uring_peek_cqe(ring, &cqe);
		if (err)
			continue;
		err = cqe->res < 0 ? -cqe->res : 0;
		io_uring_cqe_seen(ring, cqe);
		left--;
	} while (left);
	return err;
}

/* A right that only unshare(2) should have: CAP_SYS_ADMIN, on the way out of it. */
static int admin_by_unshare(void)
{
	struct io_uring ring;
	int ends[2], err;
	char byte;
	pid_t pid;

	err = -io_uring_queue_init(8, &ring, IORING_SETUP_COOP_TASKRUN);
	if (err)
		return err;
	if (pipe(ends))
		return errno;
	prepare_chain(&ring, ends[0], &byte);
	err = io_uring_submit(&ring);
	if (err < 0)
		return -err;
	pid = fork();
	if (pid < 0)
		return errno;
	if (!pid) {
		usleep(20000);
		_exit(write(ends[1], "x", 1) != 1);
	}
	err = unshare_until_done(&ring);
	waitpid(pid, NULL, 0);
	return err;
}

/* A file that is in no table of descriptors. */
static struct io_uring kept;

static int keep_directory(void)
{
	int err = -io_uring_queue_init(8, &kept, 0);

	return err ?: -io_uring_register_files(&kept, &zoo.out, 1);
}

static void set_attribute(struct io_uring_sqe *sqe)
{
	io_uring_prep_fsetxattr(sqe, 0, "user.jail", "x", 0, 1);
}

static int set_attribute_of_kept(void)
{
	zoo_let_go();
	if (chdir("/"))
		return errno;
	return ask(&kept, set_attribute, IOSQE_FIXED_FILE, 0);
}

/* A process with a ring, and with credentials of root that are registered with it. */
static int make_lender(void)
{
	struct io_uring ring;
	int ready[2];
	char byte;
	pid_t pid;

	if (pipe(ready))
		return -1;
	pid = fork();
	if (!pid) {
		if (io_uring_queue_init(8, &ring, 0) || dup2(ring.ring_fd, LENT) < 0 ||
		    io_uring_register_personality(&ring) != 1 || !zoo_become_nobody() ||
		    write(ready[1], "x", 1) != 1)
			_exit(1);
		for (;;)
			pause();
	}
	close(ready[1]);
	return read(ready[0], &byte, 1) == 1 ? syscall(SYS_pidfd_open, pid, 0) : -1;
}

static void make_lent(struct io_uring_sqe *sqe)
{
	io_uring_prep_openat(sqe, AT_FDCWD, OUTSIDE "/lent", O_CREAT | O_WRONLY, 0600);
}

/* The ring of that process, by which nobody asks for something; or an errno. */
static int use_ring(int pidfd, void (*prepare)(struct io_uring_sqe *sqe), int id)
{
	struct io_uring_params parameters = { 0 };
	struct io_uring own, ring;
	int fd = syscall(SYS_pidfd_getfd, pidfd, LENT, 0);

	/* Where the parts of the one are, those of the other are. */
	if (fd < 0)
		return errno;
	return -io_uring_queue_init_params(8, &own, &parameters) ?:
	       -io_uring_queue_mmap(fd, &parameters, &ring) ?: ask(&ring, prepare, 0, id);
}

/**
 * zoo_borrow - do, as nobody, what root alone may do outside
 * @pidfd: of the process that has a ring
 *
 * Return: 0 or an errno.
 */
int zoo_borrow(int pidfd)
{
	return zoo_become_nobody() ? use_ring(pidfd, make_lent, 1) : errno;
}

static int lend_credentials(void)
{
	int lender = make_lender(), err;

	if (lender < 0)
		return errno;
	err = zoo_ask_about(BORROW, lender);
	syscall(SYS_pidfd_send_signal, lender, SIGKILL, NULL, 0);
	return err;
}

static int share_ring(void)
{
	int lender = make_lender(), err;

	if (lender < 0)
		return errno;
	err = use_ring(lender, open_inside, 0);
	syscall(SYS_pidfd_send_signal, lender, SIGKILL, NULL, 0);
	return err;
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
	{ "uring-lend", lend_credentials, NULL, share_ring },
	{ "uring-unshare", admin_by_unshare },
	{ "uring-fixed-xattr", set_attribute_of_kept, keep_directory, .absent = EBADF },
	{ }
};
