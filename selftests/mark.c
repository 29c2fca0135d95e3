// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail selftests - marking trees that fork all the while
 *
 * A storm is a tree of workers that make processes in every way there is, as
 * fast as they can. In the middle of it the tree is marked. From then on every
 * worker, and whatever it makes, looks whether it is jailed. One that is not
 * is a survivor, and there must be none.
 *
 * An orphan has lost its parents. In a storm with orphans the top is a
 * subreaper, and they are its children again; or they go to init, and are
 * reached by their root directory.
 *
 * "mark --expect-survivors" is for a module that was built with
 * JAIL_NAIVE_WALK=1: it succeeds if survivors are found.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kselftest.h"
#include "jail_test.h"

#define ROOT		"/tmp/jail-storm"

/* Workers at a time; more are made, which look and go. */
#define WORKERS		24

/* Processes made in a storm before the mark, and after it. */
#define FORKS_BEFORE	400
#define FORKS_AFTER	400

/* Storms of each kind, unless $JAIL_STORMS says otherwise: 28 for 100,000 forks. */
#define ROUNDS		3

enum kind {
	NO_ORPHANS,
	SUBREAPER,
	BY_ROOT,
};

static const char * const kind_names[] = {
	"without orphans",
	"orphans",
	"orphans, by root",
};

/**
 * struct storm - what all workers share
 * @kind: of the storm
 * @marked: the mark has succeeded
 * @stop: it is over
 * @alive: processes
 * @forks: made so far
 * @survivors: of those that looked, not jailed
 * @looked: so many looked
 */
struct storm {
	int kind;
	int marked;
	int stop;
	int alive;
	long forks;
	long survivors;
	long looked;
};

static struct storm *storm;
static int storm_fd;

static int get(const int *word)
{
	return __atomic_load_n(word, __ATOMIC_ACQUIRE);
}

static void set(int *word, int value)
{
	__atomic_store_n(word, value, __ATOMIC_RELEASE);
}

/* fsopen(2) asks for nothing but a capability, and needs no file. */
static bool is_jailed(void)
{
	int fd = syscall(SYS_fsopen, "tmpfs", 0);

	if (fd < 0)
		return errno == EPERM;
	close(fd);
	return false;
}

static void look(void)
{
	if (!get(&storm->marked))
		return;
	__atomic_add_fetch(&storm->looked, 1, __ATOMIC_RELAXED);
	if (!is_jailed())
		__atomic_add_fetch(&storm->survivors, 1, __ATOMIC_RELAXED);
}

static void count_up(void)
{
	__atomic_add_fetch(&storm->forks, 1, __ATOMIC_RELAXED);
	__atomic_add_fetch(&storm->alive, 1, __ATOMIC_ACQ_REL);
}

static void count_down(void)
{
	__atomic_sub_fetch(&storm->alive, 1, __ATOMIC_ACQ_REL);
}

static void leave(void)
{
	look();
	count_down();
	_exit(0);
}

static void work(void);

/* In a new process: one more worker, or one that goes at once. */
static void begin(void)
{
	if (get(&storm->alive) < WORKERS)
		work();
	leave();
}

static long raw_clone(unsigned long flags)
{
	return syscall(SYS_clone, flags | SIGCHLD, 0, 0, 0, 0);
}

static long raw_clone3(unsigned long flags)
{
	struct clone_args args = { .flags = flags, .exit_signal = SIGCHLD };

	return syscall(SYS_clone3, &args, sizeof(args));
}

static void make(long (*how)(unsigned long flags), unsigned long flags)
{
	long pid;

	count_up();
	pid = how(flags);
	if (!pid)
		begin();
	if (pid < 0)
		count_down();
}

/* The one in the middle goes at once, and its child has another parent. */
static void make_orphan(void)
{
	long pid;

	count_up();
	pid = raw_clone(0);
	if (!pid) {
		make(raw_clone, 0);
		leave();
	}
	if (pid < 0)
		count_down();
}

static void make_by_vfork(void)
{
	pid_t pid;

	count_up();
	pid = vfork();
	if (!pid)
		leave();
	if (pid < 0)
		count_down();
}

static void *thread_executes(void *data)
{
	char fd[16];

	snprintf(fd, sizeof(fd), "%d", storm_fd);
	execl("/proc/self/exe", "mark", "--worker", fd, NULL);
	return data;
}

/* A thread that is not the leader executes, and becomes the process. */
static void make_by_exec(void)
{
	pthread_t thread;
	long pid;

	count_up();
	pid = fork();
	if (!pid) {
		if (!pthread_create(&thread, NULL, thread_executes, NULL))
			pthread_join(thread, NULL);
		leave();
	}
	if (pid < 0)
		count_down();
}

static void reap(void)
{
	while (waitpid(-1, NULL, WNOHANG) > 0)
		;
}

/* Until the storm is over. */
static void work(void)
{
	unsigned int seed = getpid();

	while (!get(&storm->stop)) {
		look();
		reap();
		switch (rand_r(&seed) % 10) {
		case 0:
		case 1:
			make(raw_clone, 0);
			break;
		case 2:
			make(raw_clone3, 0);
			break;
		case 3:
			make_by_vfork();
			break;
		case 4:
			make(raw_clone, CLONE_FS | CLONE_FILES);
			break;
		case 5:
			/* The top's parent is the test: its siblings would be ours. */
			if (getpid() != getpgrp())
				make(raw_clone, CLONE_PARENT);
			break;
		case 6:
			if (storm->kind != BY_ROOT && rand_r(&seed) % 8 == 0)
				make_by_exec();
			break;
		case 7:
			/* A worker that ends while others are its children. */
			if (storm->kind != NO_ORPHANS && getpid() != getpgrp())
				leave();
			break;
		default:
			if (storm->kind != NO_ORPHANS)
				make_orphan();
			break;
		}
	}
	leave();
}

static void top(void)
{
	setpgid(0, 0);
	if (storm->kind == SUBREAPER)
		prctl(PR_SET_CHILD_SUBREAPER, 1);
	if (storm->kind == BY_ROOT && (chroot(ROOT) || chdir("/")))
		_exit(1);
	work();
}

/* Returns false if the storm has died down. */
static bool await_forks(long forks)
{
	int i;

	for (i = 0; i < 30000; i++) {
		if (__atomic_load_n(&storm->forks, __ATOMIC_RELAXED) >= forks)
			return true;
		usleep(1000);
	}
	return false;
}

/* All that is left of a storm is in the process group of its top. */
static bool await_end(pid_t pid)
{
	int i;

	set(&storm->stop, 1);
	for (i = 0; i < 2000 && !kill(-pid, 0); i++) {
		reap();
		usleep(5000);
	}
	kill(-pid, SIGKILL);
	return i < 2000;
}

/* Returns false if the storm or the mark fails. */
static bool one_storm(enum kind kind, unsigned int round)
{
	bool blows, ended;
	pid_t pid;
	long forks;
	int tasks;

	memset(storm, 0, sizeof(*storm));
	storm->kind = kind;
	count_up();
	pid = fork();
	if (!pid)
		top();
	blows = await_forks(FORKS_BEFORE + round % 7);
	/* A clone by CLONE_PARENT is no descendant, and may share memory. */
	tasks = mark_pid(pid, kind == BY_ROOT ? " force=1 same-root=1" : " force=1");
	set(&storm->marked, 1);
	forks = __atomic_load_n(&storm->forks, __ATOMIC_RELAXED);
	if (tasks > 0)
		blows &= await_forks(forks + FORKS_AFTER);
	ended = await_end(pid);
	if (tasks <= 0)
		ksft_print_msg("mark: %s\n", strerror(-tasks));
	if (!ended)
		ksft_print_msg("the storm did not end\n");
	if (!blows)
		ksft_print_msg("the storm died down, %d alive\n", storm->alive);
	return tasks > 0 && blows && ended;
}

static void run(bool expect_survivors, unsigned int rounds)
{
	long forks = 0, survivors = 0, looked = 0, kind_survivors, kind_looked;
	unsigned int round, kind, marks = 0;

	ksft_print_header();
	ksft_set_plan(expect_survivors ? 1 : ARRAY_SIZE(kind_names));
	for (kind = 0; kind < ARRAY_SIZE(kind_names); kind++) {
		kind_survivors = 0;
		kind_looked = 0;
		for (round = 0; round < rounds; round++) {
			if (!one_storm(kind, round))
				break;
			marks++;
			kind_survivors += storm->survivors;
			kind_looked += storm->looked;
			forks += storm->forks;
		}
		survivors += kind_survivors;
		looked += kind_looked;
		ksft_print_msg("%s: so far %ld forks, %u marks, %ld survivors\n",
			       kind_names[kind], forks, marks, survivors);
		if (!expect_survivors)
			ksft_test_result(!kind_survivors && kind_looked &&
					 marks == (kind + 1) * rounds,
					 "%s\n", kind_names[kind]);
	}
	printf("%ld forks, %u marks, %ld survivors\n", forks, marks, survivors);
	ksft_print_msg("%ld times a task looked whether it is jailed\n", looked);
	if (expect_survivors)
		ksft_test_result(survivors > 0, "survivors are found\n");
	ksft_finished();
}

static bool map_storm(int fd)
{
	storm_fd = fd;
	storm = mmap(NULL, sizeof(*storm), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	return storm != MAP_FAILED;
}

int main(int argc, char **argv)
{
	bool expect_survivors = argc == 2 && !strcmp(argv[1], "--expect-survivors");
	const char *rounds = getenv("JAIL_STORMS");
	int fd;

	if (argc == 3 && !strcmp(argv[1], "--worker")) {
		if (!map_storm(atoi(argv[2])))
			return 1;
		begin();
	}
	fd = memfd_create("storm", 0);
	if (fd < 0 || ftruncate(fd, sizeof(*storm)) || !map_storm(fd))
		return 1;
	mkdir(ROOT, 0755);
	setvbuf(stdout, NULL, _IOLBF, 0);
	run(expect_survivors, expect_survivors ? 1 : rounds ? atoi(rounds) : ROUNDS);
	return 0;
}
