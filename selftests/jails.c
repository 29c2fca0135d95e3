// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail selftests - the life of a jail: names, joining, counting, releasing
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/perf_event.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "kselftest_harness.h"
#include "jail_test.h"

/* Enough for a fork that takes long to copy. */
#define AREAS	15000
#define SECONDS	5

FIXTURE(jails)
{
	struct child first;
	struct child second;
};

FIXTURE_SETUP(jails)
{
	ASSERT_TRUE(start_child(&self->first, 0, NULL, NULL));
	ASSERT_TRUE(start_child(&self->second, 0, NULL, NULL));
}

FIXTURE_TEARDOWN(jails)
{
	end_child(&self->first);
	end_child(&self->second);
	EXPECT_TRUE(no_jail_within(10));
}

/* A word of the line of a jail, by the name of its column. */
static bool column(unsigned long long jail, const char *name, char *word, size_t size)
{
	char text[65536], *line, *next, *token, *rest;
	int wanted = -1, i;

	if (read_jail_file(JAIL_FILE_JAILS, text, sizeof(text)))
		return false;
	for (line = strtok_r(text, "\n", &next); line; line = strtok_r(NULL, "\n", &next)) {
		bool is_it = wanted >= 0 && strtoull(line, NULL, 10) == jail;

		for (i = 0, token = strtok_r(line, " ", &rest); token;
		     i++, token = strtok_r(NULL, " ", &rest)) {
			if (is_it && i == wanted) {
				snprintf(word, size, "%s", token);
				return true;
			}
			if (wanted < 0 && !strcmp(token, name)) {
				wanted = i;
				break;
			}
		}
	}
	return false;
}

TEST_F(jails, names)
{
	static const char *const bad[] = {
		" name=", " name=1", " name=-a", " name=.a", " name=a/b", " name=a:b",
		" name=\xc3\xa4", " name=a=b",
		" name=abcdefghijklmnopqrstuvwxyzabcdef",
		" name=a name=b",
	};
	char word[64];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(bad); i++)
		EXPECT_EQ(-EINVAL, mark_pid(self->first.pid, bad[i]))
			TH_LOG("number %zu", i);
	ASSERT_EQ(1, mark_pid(self->first.pid, " name=Web-1.x_y"));
	ASSERT_TRUE(column(jail_of_last_mark(), "name", word, sizeof(word)));
	EXPECT_STREQ("Web-1.x_y", word);
	EXPECT_EQ(-ENOTUNIQ, mark_pid(self->second.pid, " name=Web-1.x_y"));
	/* It is another name, and the longest there is. */
	EXPECT_EQ(1, mark_pid(self->second.pid, " name=abcdefghijklmnopqrstuvwxyzabcde"));
}

TEST_F(jails, name_is_free_again)
{
	ASSERT_EQ(1, mark_pid(self->first.pid, " name=again"));
	EXPECT_EQ(-ENOTUNIQ, mark_pid(self->second.pid, " name=again"));
	EXPECT_EQ(0, write_jail_file(JAIL_FILE_RELEASE, "again"));
	EXPECT_TRUE(no_jail_within(10));
	EXPECT_EQ(1, mark_pid(self->second.pid, " name=again"));
}

/* As by a service that is restarted: nobody waits for its last task to be freed. */
TEST_F(jails, name_is_free_at_once)
{
	int i;

	for (i = 0; i < 20; i++) {
		ASSERT_EQ(1, mark_pid(self->first.pid, " name=again"));
		end_child(&self->first);
		ASSERT_TRUE(start_child(&self->first, 0, NULL, NULL));
	}
}

/* Or to have exited, if it is as good as dead. */
TEST_F(jails, name_is_free_when_its_tasks_are_killed)
{
	int i;

	signal(SIGCHLD, SIG_IGN);
	for (i = 0; i < 40; i++) {
		ASSERT_EQ(1, mark_pid(self->first.pid, " name=again"));
		kill(self->first.pid, SIGKILL);
		close(self->first.gate[1]);
		close(self->first.ready[0]);
		self->first = self->second;
		ASSERT_TRUE(start_child(&self->second, 0, NULL, NULL));
	}
	ASSERT_EQ(1, mark_pid(self->first.pid, " name=again"));
	signal(SIGCHLD, SIG_DFL);
}

/* An event of a task keeps it from being freed. */
static int keep_task(pid_t pid)
{
	struct perf_event_attr attr = {
		.size = sizeof(attr),
		.type = PERF_TYPE_SOFTWARE,
		.config = PERF_COUNT_SW_DUMMY,
	};

	return syscall(SYS_perf_event_open, &attr, pid, -1, -1, PERF_FLAG_FD_CLOEXEC);
}

/* For a while; for longer, and it is as if it lived. */
TEST_F(jails, name_is_free_when_somebody_holds_its_task)
{
	int event = keep_task(self->first.pid);
	pid_t holder;

	ASSERT_LE(0, event);
	ASSERT_EQ(1, mark_pid(self->first.pid, " name=again"));
	holder = fork_bound();
	if (!holder) {
		usleep(700000);
		_exit(0);
	}
	close(event);
	end_child(&self->first);
	EXPECT_EQ(1, mark_pid(self->second.pid, " name=again"));
	EXPECT_EQ(holder, waitpid(holder, NULL, 0));

	ASSERT_TRUE(start_child(&self->first, 0, NULL, NULL));
	event = keep_task(self->second.pid);
	ASSERT_LE(0, event);
	end_child(&self->second);
	EXPECT_EQ(-ENOTUNIQ, mark_pid(self->first.pid, " name=again"));
	close(event);
	EXPECT_EQ(1, mark_pid(self->first.pid, " name=again"));
	ASSERT_TRUE(start_child(&self->second, 0, NULL, NULL));
}

TEST_F(jails, nobody_waits_for_the_name_of_another)
{
	int event = keep_task(self->first.pid), status;
	struct child third;
	pid_t waiter;

	ASSERT_LE(0, event);
	ASSERT_TRUE(start_child(&third, 0, NULL, NULL));
	ASSERT_EQ(1, mark_pid(self->first.pid, " name=again"));
	end_child(&self->first);
	waiter = fork_bound();
	if (!waiter)
		_exit(mark_pid(self->second.pid, " name=again") != -ENOTUNIQ);
	usleep(500000);
	EXPECT_EQ(1, mark_pid(third.pid, " name=other"));
	/* It has not come to its end. */
	EXPECT_EQ(0, waitpid(waiter, &status, WNOHANG));
	EXPECT_EQ(waiter, waitpid(waiter, &status, 0));
	EXPECT_EQ(0, status);
	close(event);
	EXPECT_EQ(0, end_child(&third));
	ASSERT_TRUE(start_child(&self->first, 0, NULL, NULL));
}

TEST_F(jails, ids_are_not_reused)
{
	unsigned long long first;
	struct child third;

	ASSERT_TRUE(start_child(&third, 0, NULL, NULL));
	ASSERT_EQ(1, mark_pid(third.pid, ""));
	first = jail_of_last_mark();
	EXPECT_EQ(0, end_child(&third));
	EXPECT_TRUE(no_jail_within(10));
	ASSERT_EQ(1, mark_pid(self->second.pid, ""));
	EXPECT_LT(first, jail_of_last_mark());
}

TEST_F(jails, joining)
{
	unsigned long long first;
	char keys[64];

	EXPECT_EQ(-ENOENT, mark_pid(self->first.pid, " jail=nobody"));
	EXPECT_EQ(-ENOENT, mark_pid(self->first.pid, " jail=0"));
	EXPECT_EQ(-ENOENT, mark_pid(self->first.pid, " jail=+1"));
	EXPECT_EQ(-ENOENT, mark_pid(self->first.pid, " jail="));
	ASSERT_EQ(1, mark_pid(self->first.pid, " name=home policy=mount"));
	first = jail_of_last_mark();
	EXPECT_EQ(-EINVAL, mark_pid(self->second.pid, " jail=home policy=basic"));
	EXPECT_EQ(-EINVAL, mark_pid(self->second.pid, " jail=home name=other"));
	EXPECT_EQ(1, tasks_of(first));
	/* Only who joins is counted as marked. */
	ASSERT_EQ(1, mark_pid(self->second.pid, " jail=home"));
	EXPECT_EQ(first, jail_of_last_mark());
	EXPECT_EQ(2, tasks_of(first));
	/* And nobody moves. */
	snprintf(keys, sizeof(keys), " jail=%llu", first);
	EXPECT_EQ(-EEXIST, mark_pid(self->second.pid, keys));
}

/* One that fails takes out whom it put in, and nobody else. */
static int directory_outside(const void *data)
{
	mkdir("/tmp/jails", 0755);
	return open("/", O_RDONLY | O_DIRECTORY) < 0 || chroot("/tmp/jails") < 0 ||
	       chdir("/") < 0 ? errno : 0;
}

TEST_F(jails, failed_joining_changes_nothing)
{
	unsigned long long first;
	struct child third;

	ASSERT_TRUE(start_child(&third, 0, directory_outside, NULL));
	ASSERT_EQ(1, mark_pid(self->first.pid, " name=home"));
	first = jail_of_last_mark();
	EXPECT_EQ(-EXDEV, mark_pid(third.pid, " jail=home"));
	EXPECT_EQ(1, tasks_of(first));
	EXPECT_EQ(1, mark_pid(third.pid, " jail=home force=1"));
	EXPECT_EQ(2, tasks_of(first));
	EXPECT_EQ(0, end_child(&third));
}

static int denied_once_each(const void *data)
{
	if (mark_pid(getpid(), " name=counted") != 1 || chroot("/tmp") < 0)
		return PREPARE_FAILED;
	if (!mount("none", "/", "tmpfs", 0, NULL) || !chroot("/") || !chroot("/") ||
	    !mknod("/mem", S_IFCHR | 0600, makedev(1, 1)))
		return PREPARE_FAILED;
	return 0;
}

TEST_F(jails, denials_are_counted_by_restriction)
{
	unsigned long long jail = 0;
	struct child counted;
	char word[64], text[4096], *line;

	ASSERT_TRUE(start_child(&counted, 0, denied_once_each, NULL));
	ASSERT_EQ(0, read_jail_file(JAIL_FILE_JAILS, text, sizeof(text)));
	line = strchr(text, '\n');
	ASSERT_NE(NULL, line);
	jail = strtoull(line + 1, NULL, 10);
	ASSERT_TRUE(column(jail, "denials", word, sizeof(word)));
	EXPECT_STREQ("mount:1,mknod:1,chroot:2", word);
	ASSERT_TRUE(column(jail, "denied", word, sizeof(word)));
	EXPECT_STREQ("4", word);
	EXPECT_EQ(0, end_child(&counted));
}

/**
 * struct overlap - a tree, and two who mark it, in memory that all of them share
 * @child: in the middle
 * @is_grown: the third is there
 * @whole: how many the mark of the tree marked, or an errno
 * @part: the same of the mark of @child
 */
struct overlap {
	pid_t child;
	atomic_bool is_grown;
	int whole;
	int part;
};

/* A child and a grandchild. */
static int grow(const void *data)
{
	struct overlap *shared = (struct overlap *)data;
	pid_t pid = fork_bound();

	if (pid) {
		shared->child = pid;
		return pid < 0 ? errno : 0;
	}
	fork_waiter();
	shared->is_grown = true;
	for (;;)
		pause();
}

/* Marks when the gate opens, and says how many it marked. */
static void mark_at_gate(int gate, pid_t pid, int *result)
{
	char byte;

	if (read(gate, &byte, 1) >= 0)
		*result = mark_pid(pid, "");
	_exit(0);
}

/* One of two results: the first has all, or the second has its part. */
TEST_F(jails, overlapping_marks)
{
	struct overlap *shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
				      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	int round, gate[2];
	struct child tree;
	bool one, other;

	ASSERT_NE(MAP_FAILED, shared);
	for (round = 0; round < 20; round++) {
		shared->is_grown = false;
		ASSERT_TRUE(start_child(&tree, 0, grow, shared));
		while (!shared->is_grown)
			usleep(1000);
		ASSERT_EQ(0, pipe(gate));
		if (!fork()) {
			close(gate[1]);
			mark_at_gate(gate[0], tree.pid, &shared->whole);
		}
		if (!fork()) {
			close(gate[1]);
			mark_at_gate(gate[0], shared->child, &shared->part);
		}
		close(gate[0]);
		close(gate[1]);
		while (wait(NULL) > 0 && (!shared->whole || !shared->part))
			;
		one = shared->whole == 3 && shared->part == -EEXIST;
		other = shared->whole == 1 && shared->part == 2;
		EXPECT_TRUE(one || other)
			TH_LOG("round %d: %d and %d", round, shared->whole, shared->part);
		shared->whole = 0;
		shared->part = 0;
		EXPECT_EQ(0, end_child(&tree));
		EXPECT_TRUE(no_jail_within(10));
	}
}

/* What the thread that is left does for the test. */
struct survivor {
	atomic_int go;
	atomic_int err;
};

static void *signal_own_process(void *data)
{
	struct survivor *survivor = data;

	while (!survivor->go)
		usleep(1000);
	survivor->err = kill(getpid(), 0) ? errno : 0;
	for (;;)
		pause();
	return NULL;
}

static bool is_zombie(pid_t pid)
{
	char path[64], text[256] = "";

	snprintf(path, sizeof(path), "/proc/%d/stat", pid);
	return !read_file(path, text, sizeof(text)) && strstr(text, ") Z");
}

/* It is no process without the thread that was its first, whether that runs or not. */
TEST_F(jails, first_thread_has_exited)
{
	struct survivor *survivor = mmap(NULL, sizeof(*survivor), PROT_READ | PROT_WRITE,
					 MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	pthread_t thread;
	pid_t pid;

	ASSERT_NE(MAP_FAILED, (void *)survivor);
	survivor->err = -1;
	pid = fork_bound();
	if (!pid) {
		pthread_create(&thread, NULL, signal_own_process, survivor);
		syscall(SYS_exit, 0);
	}
	ASSERT_LT(0, pid);
	while (!is_zombie(pid))
		usleep(1000);
	EXPECT_EQ(2, mark_pid(pid, ""));
	survivor->go = 1;
	while (survivor->err < 0)
		usleep(1000);
	EXPECT_EQ(0, survivor->err);
	kill(pid, SIGKILL);
	EXPECT_EQ(pid, waitpid(pid, NULL, 0));
	EXPECT_TRUE(no_jail_within(10));
	munmap(survivor, sizeof(*survivor));
}

/* Tells over and over whether it may, and has children that do. */
static int try_forever(const void *data)
{
	atomic_int *allowed = (atomic_int *)data;
	pid_t pid = fork_bound();

	if (pid < 0)
		return errno;
	if (!pid) {
		for (;;) {
			pid = fork();
			if (!pid) {
				if (!unshare(CLONE_NEWNS))
					(*allowed)++;
				_exit(0);
			}
			waitpid(pid, NULL, 0);
		}
	}
	return 0;
}

static bool rises(atomic_int *number)
{
	int before = *number, i;

	for (i = 0; i < 1000 && *number < before + 3; i++)
		usleep(10000);
	return *number >= before + 3;
}

TEST_F(jails, release)
{
	atomic_int *allowed = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
				    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	unsigned long long jail;
	struct child tree;
	int before;

	ASSERT_NE(MAP_FAILED, allowed);
	ASSERT_TRUE(start_child(&tree, 0, try_forever, allowed));
	ASSERT_TRUE(rises(allowed));
	ASSERT_LE(2, mark_pid(tree.pid, " name=released"));
	jail = jail_of_last_mark();
	usleep(100000);
	before = *allowed;
	usleep(500000);
	EXPECT_EQ(before, *allowed);
	EXPECT_EQ(ENOENT, write_jail_file(JAIL_FILE_RELEASE, "nobody"));
	EXPECT_EQ(ENOENT, write_jail_file(JAIL_FILE_RELEASE, "0"));
	EXPECT_LE(2, tasks_of(jail));
	EXPECT_EQ(0, write_jail_file(JAIL_FILE_RELEASE, "released"));
	EXPECT_TRUE(rises(allowed));
	EXPECT_TRUE(no_jail_within(10));
	EXPECT_EQ(ENOENT, write_jail_file(JAIL_FILE_RELEASE, "released"));
	/* And it can be marked again. */
	EXPECT_LE(2, mark_pid(tree.pid, ""));
	EXPECT_EQ(0, end_child(&tree));
}

/* Field 22 of /proc/PID/stat. */
static unsigned long long start_of(pid_t pid)
{
	unsigned long long start = 0;
	char path[64], text[1024], *at;
	int i;

	snprintf(path, sizeof(path), "/proc/%d/stat", pid);
	if (read_file(path, text, sizeof(text)))
		return 0;
	at = strrchr(text, ')');
	for (i = 2; at && i < 22; i++)
		at = strchr(at + 1, ' ');
	if (at)
		sscanf(at, " %llu", &start);
	return start;
}

TEST_F(jails, another_process_by_that_pid)
{
	unsigned long long start = start_of(self->first.pid);
	char keys[64];

	ASSERT_LT(0, start);
	snprintf(keys, sizeof(keys), " start=%llu", start + 1);
	EXPECT_EQ(-ESRCH, mark_pid(self->first.pid, keys));
	EXPECT_EQ(-EINVAL, mark_pid(self->first.pid, " start=x"));
	EXPECT_EQ(-EINVAL, mark_pid(self->first.pid, " start="));
	snprintf(keys, sizeof(keys), " start=%llu", start);
	EXPECT_EQ(1, mark_pid(self->first.pid, keys));
}

TEST_F(jails, keys_that_do_not_go_together)
{
	static const char *const bad[] = {
		" same-root=0", " same-root=", " same-root", " force=2", " force",
		" root-fd=-1", " root-fd=x", " root-fd=0x3", " root-fd=12345", " =1", "  ",
		" policy=", " policy=mount,", " unknown=1",
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(bad); i++)
		EXPECT_EQ(-EINVAL, mark_pid(self->first.pid, bad[i]))
			TH_LOG("number %zu", i);
	EXPECT_EQ(-EINVAL, mark_pid(0, ""));
	EXPECT_EQ(-EINVAL, mark_pid(0, " same-root=1"));
	EXPECT_TRUE(no_jail_within(0));
}

/* A jail on its own, of tasks that no parent links to each other. */
static int chrooted(const void *data)
{
	mkdir("/tmp/jails", 0755);
	mkdir("/tmp/jails/deeper", 0755);
	return chroot(data) < 0 || chdir("/") < 0 ? errno : 0;
}

TEST_F(jails, by_root)
{
	struct child here, deeper;
	unsigned long long jail;
	char keys[64];
	int root;

	ASSERT_TRUE(start_child(&here, 0, chrooted, "/tmp/jails"));
	ASSERT_TRUE(start_child(&deeper, 0, chrooted, "/tmp/jails/deeper"));
	root = open("/tmp/jails", O_PATH | O_DIRECTORY | O_CLOEXEC);
	ASSERT_LE(0, root);
	snprintf(keys, sizeof(keys), " root-fd=%d", root);
	EXPECT_EQ(2, mark_pid(0, keys));
	jail = jail_of_last_mark();
	EXPECT_EQ(2, tasks_of(jail));
	close(root);
	root = open("/", O_PATH | O_DIRECTORY | O_CLOEXEC);
	snprintf(keys, sizeof(keys), " root-fd=%d", root);
	EXPECT_EQ(-EBUSY, mark_pid(0, keys));
	close(root);
	root = open("/etc/passwd", O_RDONLY | O_CLOEXEC);
	snprintf(keys, sizeof(keys), " root-fd=%d", root);
	EXPECT_EQ(-EINVAL, mark_pid(0, keys));
	close(root);
	EXPECT_EQ(0, end_child(&deeper));
	EXPECT_EQ(0, end_child(&here));
}

/* Those that take the root while others are marked by it. */
#define LATE		800
#define PAUSE_US	300
#define TRIES		4

static int taken[2];

/* Each waits for a byte. */
static int come_late(const void *made)
{
	char byte;
	int i;

	for (i = 0; i < LATE; i++) {
		if (!fork_bound()) {
			if (read(taken[0], &byte, 1) == 1 && !chroot("/tmp/jails") && !chdir("/"))
				pause();
			_exit(1);
		}
	}
	*(atomic_int *)made = 1;
	for (i = 0; i < LATE && write(taken[1], "x", 1) == 1; i++) {
		atomic_fetch_add((atomic_int *)made, 1);
		usleep(PAUSE_US);
	}
	pause();
	return 0;
}

/* How many had come when those of that root were marked; -1 if it cannot be told. */
static int come_meanwhile(const char *keys, atomic_int *made)
{
	struct child here;
	int marked, came;
	pid_t pid;

	atomic_store(made, 0);
	if (!start_child(&here, 0, chrooted, "/tmp/jails") || pipe(taken) < 0)
		return -1;
	pid = fork_bound();
	if (!pid)
		_exit(come_late(made));
	while (atomic_load(made) < 2)
		usleep(PAUSE_US);
	marked = mark_pid(0, keys);
	came = atomic_load(made) - 1;
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	close(taken[0]);
	close(taken[1]);
	/* All of them exit, on a debug kernel too. */
	if (end_child(&here) || marked < 1 || !no_jail_within(120))
		return -1;
	return came;
}

/*
 * A mark is not to last as long as somebody outside wants it to. Where the machine
 * has other things to do, all may have come before it began: that says nothing.
 */
TEST_F(jails, by_root_ends)
{
	atomic_int *made = mmap(NULL, sizeof(*made), PROT_READ | PROT_WRITE,
				MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	int root, tries, came = LATE;
	char keys[64];

	ASSERT_NE(MAP_FAILED, (void *)made);
	mkdir("/tmp/jails", 0755);
	root = open("/tmp/jails", O_PATH | O_DIRECTORY | O_CLOEXEC);
	ASSERT_LE(0, root);
	/* One may be seen between chroot(2) and chdir(2). */
	snprintf(keys, sizeof(keys), " root-fd=%d force=1", root);
	for (tries = 0; tries < TRIES && came == LATE; tries++) {
		came = come_meanwhile(keys, made);
		TH_LOG("%d had come", came);
	}
	EXPECT_LE(1, came);
	EXPECT_GT(LATE, came);
	close(root);
	munmap(made, sizeof(*made));
}

/* What is told by one byte. */
struct gates {
	int begins[2];
	int marked[2];
};

static int fork_slowly(const struct gates *gates)
{
	const time_t end = time(NULL) + SECONDS;
	int status, i;
	char byte;
	pid_t pid;

	/* No two alike, or they would be one. A kernel that is slow needs fewer. */
	for (i = 0; i < AREAS && time(NULL) < end; i++) {
		if (mmap(NULL, 4096, i & 1 ? PROT_READ : PROT_READ | PROT_WRITE,
			 MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED)
			return PREPARE_FAILED;
	}
	if (write(gates->begins[1], "", 1) != 1)
		return PREPARE_FAILED;
	pid = fork();
	if (!pid) {
		if (read(gates->marked[0], &byte, 1) != 1)
			_exit(PREPARE_FAILED);
		_exit(unshare(CLONE_NEWNS) ? errno : 0);
	}
	if (waitpid(pid, &status, 0) != pid || !WIFEXITED(status))
		return PREPARE_FAILED;
	return WEXITSTATUS(status);
}

/* The child is allocated before the mark, and listed after it. */
TEST(fork_in_progress)
{
	struct gates gates;
	int status, delay;
	char byte;
	pid_t pid;

	for (delay = 0; delay < 60000; delay += 20000) {
		ASSERT_EQ(0, pipe(gates.begins));
		ASSERT_EQ(0, pipe(gates.marked));
		pid = fork();
		if (!pid) {
			close(gates.begins[0]);
			close(gates.marked[1]);
			_exit(fork_slowly(&gates));
		}
		close(gates.begins[1]);
		close(gates.marked[0]);
		ASSERT_EQ(1, read(gates.begins[0], &byte, 1));
		usleep(delay);
		ASSERT_LT(0, mark_pid(pid, ""));
		ASSERT_EQ(1, write(gates.marked[1], "", 1));
		ASSERT_EQ(pid, waitpid(pid, &status, 0));
		EXPECT_EQ(EPERM, WEXITSTATUS(status))
			TH_LOG("marked %d us into a fork", delay);
		close(gates.begins[0]);
		close(gates.marked[1]);
	}
}

TEST_HARNESS_MAIN
