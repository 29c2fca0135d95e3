// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail selftests - what reaches over the border is seen, and not marked
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/io_uring.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/io.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kselftest_harness.h"
#include "jail_test.h"

#define ROOT	"/tmp/findings"
#define HELD	"/dev/held"

/* A process that does not belong, for who needs one. */
static struct child outsider;
static int outer_ring = -1;

static int enter_root(void)
{
	return chroot(ROOT) < 0 || chdir("/") < 0 ? errno : 0;
}

static int chrooted(const void *data)
{
	return enter_root();
}

static int cwd_outside(const void *data)
{
	return chroot(ROOT) < 0 ? errno : 0;
}

static int cwd_inside(const void *data)
{
	return chdir(ROOT "/inside") < 0 || chroot(ROOT) < 0 ? errno : 0;
}

static int directory_outside(const void *data)
{
	return open("/", O_RDONLY | O_DIRECTORY) < 0 ? errno : enter_root();
}

static int directory_inside(const void *data)
{
	return open(ROOT "/inside", O_RDONLY | O_DIRECTORY) < 0 ? errno : enter_root();
}

static int path_outside(const void *data)
{
	return open("/etc/passwd", O_PATH) < 0 ? errno : enter_root();
}

static int file_outside(const void *data)
{
	return open("/etc/passwd", O_RDONLY) < 0 ? errno : enter_root();
}

static int make_ring(void)
{
	struct io_uring_params params = {};

	return syscall(SYS_io_uring_setup, 1, &params);
}

static int ring_inherited(const void *data)
{
	return outer_ring < 0 ? EBADF : enter_root();
}

/* The rings of a ring are one mapping; nothing else is needed to use them. */
static int ring_mapped(const void *data)
{
	void *rings = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, outer_ring,
			   IORING_OFF_SQ_RING);

	if (rings == MAP_FAILED || close(outer_ring))
		return errno;
	return enter_root();
}

static int ring_own(const void *data)
{
	return make_ring() < 0 ? errno : enter_root();
}

/* The maker is in the tree, one level up. */
static int ring_of_parent(const void *data)
{
	return make_ring() < 0 || fork_waiter() < 0 ? errno : enter_root();
}

static int ports_all(const void *data)
{
	return iopl(3) < 0 ? errno : enter_root();
}

static int ports_some(const void *data)
{
	return ioperm(0x80, 1, 1) < 0 ? errno : enter_root();
}

static int ports_given_up(const void *data)
{
	return iopl(3) < 0 || iopl(0) < 0 ? errno : enter_root();
}

static int stay_there(const void *data)
{
	return 0;
}

static int trace_outsider(const void *data)
{
	return ptrace(PTRACE_SEIZE, outsider.pid, 0, 0) < 0 ? errno : enter_root();
}

/* Of its own, at the time of the mark. */
static int trace_child(const void *data)
{
	pid_t pid = fork_waiter();

	if (pid < 0 || ptrace(PTRACE_SEIZE, pid, 0, 0) < 0)
		return errno;
	return enter_root();
}

static const struct {
	const char *name;
	int (*prepare)(const void *data);
	int flags;
	const char *finding;	/* its beginning; NULL if there is none */
	bool traced;
} cases[] = {
	{ "no chroot", stay_there },
	{ "chroot", chrooted },
	{ "cwd outside", cwd_outside, 0, "cwd" },
	{ "cwd inside", cwd_inside },
	{ "directory outside", directory_outside, 0, "directory" },
	{ "directory inside", directory_inside },
	{ "path outside", path_outside, 0, "path" },
	{ "plain file outside", file_outside },
	{ "ring of another", ring_inherited, 0, "io_uring" },
	{ "ring of another, mapped", ring_mapped, 0, "io_uring" },
	{ "own ring", ring_own },
	{ "ring of a parent inside", ring_of_parent },
	{ "all ports", ports_all, 0, "ports" },
	{ "some ports", ports_some, 0, "ports" },
	{ "ports given up", ports_given_up },
	{ "shared root", stay_there, CLONE_FS, "fs" },
	{ "shared descriptors", stay_there, CLONE_FILES, "files" },
	{ "shared memory", stay_there, CLONE_VM, "memory" },
	{ "traced", chrooted, 0, "tracer", .traced = true },
	{ "traces an outsider", trace_outsider, 0, "tracee" },
	{ "traces a child", trace_child },
};

FIXTURE(findings)
{
	struct child child;
};

FIXTURE_SETUP(findings)
{
	mkdir(ROOT, 0755);
	mkdir(ROOT "/inside", 0755);
	ASSERT_TRUE(start_child(&outsider, 0, NULL, NULL));
}

FIXTURE_TEARDOWN(findings)
{
	end_child(&outsider);
}

/* Is there a line that begins so, of this process? */
static bool has_finding(const char *answer, const char *kind, pid_t pid)
{
	char line[64];
	const char *at;

	snprintf(line, sizeof(line), "%s pid=%d", kind, pid);
	at = strstr(answer, line);
	return at && (at == answer || at[-1] == '\n') &&
	       (at[strlen(line)] == '\n' || at[strlen(line)] == ' ');
}

static bool says(const char *answer, const char *finding, pid_t pid)
{
	return finding ? has_finding(answer, finding, pid) : !*answer;
}

/* Only who is to inherit the ring does. */
static void set_outer_ring(int (*prepare)(const void *data))
{
	outer_ring = -1;
	if (prepare == ring_inherited || prepare == ring_mapped)
		outer_ring = make_ring();
}

TEST_F(findings, each_is_seen_and_refused)
{
	char answer[4096];
	int err;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		const char *finding = cases[i].finding;
		pid_t pid;

		set_outer_ring(cases[i].prepare);
		ASSERT_TRUE(start_child(&self->child, cases[i].flags, cases[i].prepare, NULL))
			TH_LOG("%s: %d", cases[i].name, end_child(&self->child));
		pid = self->child.pid;
		err = cases[i].traced && ptrace(PTRACE_SEIZE, pid, 0, 0);
		ASSERT_EQ(0, err);

		EXPECT_EQ(0, ask_jail_file(JAIL_FILE_CHECK, pid, "", answer, sizeof(answer)))
			TH_LOG("check: %s", cases[i].name);
		EXPECT_TRUE(says(answer, finding, pid))
			TH_LOG("check: %s: '%s'", cases[i].name, answer);
		EXPECT_TRUE(no_jail_within(0));

		err = ask_jail_file(JAIL_FILE_MARK, pid, "", answer, sizeof(answer));
		EXPECT_EQ(finding ? EXDEV : 0, err)
			TH_LOG("mark: %s: '%s'", cases[i].name, answer);
		if (finding) {
			EXPECT_TRUE(says(answer, finding, pid))
				TH_LOG("mark: %s: '%s'", cases[i].name, answer);
			EXPECT_TRUE(no_jail_within(5))
				TH_LOG("refused, and marked: %s", cases[i].name);
			EXPECT_EQ(0, ask_jail_file(JAIL_FILE_MARK, pid, " force=1", answer,
						   sizeof(answer)))
				TH_LOG("forced: %s: '%s'", cases[i].name, answer);
			EXPECT_TRUE(says(answer, finding, pid))
				TH_LOG("forced: %s: '%s'", cases[i].name, answer);
		}
		EXPECT_EQ(0, strncmp("jail=", answer, 5))
			TH_LOG("%s: '%s'", cases[i].name, answer);
		if (cases[i].traced)
			ptrace(PTRACE_DETACH, pid, 0, 0);
		kill(pid, SIGKILL);
		end_child(&self->child);
		if (outer_ring >= 0)
			close(outer_ring);
		EXPECT_TRUE(no_jail_within(10));
	}
}

/* Where a child says what it has made. */
static pid_t *partner;

static int shares_with_child(const void *data)
{
	const pid_t self = getpid();
	pid_t pid = syscall(SYS_clone, CLONE_FILES | SIGCHLD, 0, 0, 0, 0);

	if (!pid) {
		die_with(self);
		for (;;)
			pause();
	}
	*partner = pid;
	return pid < 0 ? errno : 0;
}

/* Of a tree that is, in part, in a jail already. */
TEST_F(findings, check_says_what_mark_would)
{
	char answer[4096];
	pid_t pid;

	partner = mmap(NULL, sizeof(*partner), PROT_READ | PROT_WRITE,
		       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	ASSERT_NE(MAP_FAILED, (void *)partner);
	ASSERT_TRUE(start_child(&self->child, 0, shares_with_child, NULL));
	pid = self->child.pid;
	ASSERT_EQ(0, ask_jail_file(JAIL_FILE_MARK, *partner, " force=1 name=other", answer,
				   sizeof(answer)));
	EXPECT_EQ(0, ask_jail_file(JAIL_FILE_CHECK, pid, "", answer, sizeof(answer)));
	EXPECT_TRUE(has_finding(answer, "files", pid))
		TH_LOG("check: '%s'", answer);
	EXPECT_EQ(EXDEV, ask_jail_file(JAIL_FILE_MARK, pid, "", answer, sizeof(answer)));

	EXPECT_EQ(ENOENT, ask_jail_file(JAIL_FILE_CHECK, pid, " jail=nobody", answer,
					sizeof(answer)));
	EXPECT_EQ(0, ask_jail_file(JAIL_FILE_CHECK, pid, " jail=other", answer, sizeof(answer)));
	EXPECT_STREQ("", answer);
	EXPECT_EQ(0, ask_jail_file(JAIL_FILE_MARK, pid, " jail=other", answer, sizeof(answer)));
	/* Both are in it. */
	EXPECT_EQ(0, ask_jail_file(JAIL_FILE_CHECK, pid, "", answer, sizeof(answer)));
	EXPECT_STREQ("", answer);
	kill(pid, SIGKILL);
	end_child(&self->child);
	EXPECT_TRUE(no_jail_within(10));
	munmap(partner, sizeof(*partner));
}

/* Children that share memory until they exec, threads, and descriptors that come and go. */
static void *come_and_go(void *data)
{
	for (;;)
		close(open("/inside", O_RDONLY | O_DIRECTORY));
	return data;
}

static int busy(const void *data)
{
	pthread_t thread;
	pid_t pid;
	int err = enter_root();

	if (err)
		return err;
	pid = fork_bound();
	if (pid)
		return pid < 0 ? errno : 0;
	pthread_create(&thread, NULL, come_and_go, NULL);
	for (;;) {
		pid = vfork();
		if (!pid)
			_exit(0);
		waitpid(pid, NULL, 0);
		pid = fork();
		if (!pid)
			_exit(0);
		waitpid(pid, NULL, 0);
	}
}

TEST_F(findings, busy_and_honest)
{
	char answer[4096], which[32];
	unsigned long long jail;
	int i, err;

	ASSERT_TRUE(start_child(&self->child, 0, busy, NULL));
	for (i = 0; i < 30; i++) {
		err = ask_jail_file(JAIL_FILE_MARK, self->child.pid, "", answer, sizeof(answer));
		EXPECT_EQ(0, err)
			TH_LOG("mark %d: '%s'", i, answer);
		if (sscanf(answer, "jail=%llu", &jail) != 1)
			continue;
		snprintf(which, sizeof(which), "%llu", jail);
		EXPECT_EQ(0, write_jail_file(JAIL_FILE_RELEASE, which));
	}
	EXPECT_EQ(0, end_child(&self->child));
}

/* More than fit are counted. */
static int many_directories(const void *data)
{
	int i;

	for (i = 0; i < 100; i++) {
		if (open("/", O_RDONLY | O_DIRECTORY) < 0)
			return errno;
	}
	return enter_root();
}

static int stay_forever(void *unused)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	while (pause() < 0)
		;
	return 0;
}

/* Another, that is no child of this one and shares its root. */
static int with_peer(const void *data)
{
	static char stack[4096];
	pid_t *peer = (pid_t *)data;

	*peer = clone(stay_forever, stack + sizeof(stack),
		      CLONE_FS | CLONE_PARENT | SIGCHLD, NULL);
	return *peer < 0 ? errno : 0;
}

/* Who shares with somebody in the jail that is joined reaches over no border. */
TEST_F(findings, joining_whom_it_shares_with)
{
	pid_t *peer = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
			   -1, 0);

	ASSERT_NE(MAP_FAILED, peer);
	ASSERT_TRUE(start_child(&self->child, 0, with_peer, peer));
	EXPECT_EQ(-EXDEV, mark_pid(*peer, ""));
	EXPECT_EQ(-EXDEV, mark_pid(self->child.pid, ""));
	EXPECT_EQ(1, mark_pid(self->child.pid, " name=home force=1"));
	EXPECT_EQ(1, mark_pid(*peer, " jail=home"));
	kill(*peer, SIGKILL);
	waitpid(*peer, NULL, 0);
	EXPECT_EQ(0, end_child(&self->child));
}

/* It keeps the root that it had, and all else is shared. */
static void *stay_outside(void *ready)
{
	unshare(CLONE_FS);
	*(atomic_bool *)ready = true;
	for (;;)
		pause();
	return NULL;
}

static int thread_outside(const void *data)
{
	static atomic_bool ready;
	pthread_t thread;

	if (pthread_create(&thread, NULL, stay_outside, &ready))
		return PREPARE_FAILED;
	while (!ready)
		usleep(1000);
	return enter_root();
}

/* By root, which the first thread has, and another has not. */
TEST_F(findings, thread_that_has_another_root)
{
	int root = open(ROOT, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	char answer[4096], keys[32];

	ASSERT_LE(0, root);
	snprintf(keys, sizeof(keys), " root-fd=%d", root);
	ASSERT_TRUE(start_child(&self->child, 0, thread_outside, NULL));
	EXPECT_EQ(EXDEV, ask_jail_file(JAIL_FILE_MARK, 0, keys, answer, sizeof(answer)));
	EXPECT_TRUE(has_finding(answer, "memory", self->child.pid))
		TH_LOG("mark: '%s'", answer);
	EXPECT_TRUE(no_jail_within(10));
	kill(self->child.pid, SIGKILL);
	end_child(&self->child);
	close(root);
}

/* The memory of its child is locked for good. */
static int child_with_locked_memory(const void *data)
{
	char holders[8];
	int device = open(HELD, O_RDWR | O_CLOEXEC);
	pid_t pid = device < 0 ? -1 : fork_bound();

	if (pid < 0)
		return errno;
	if (!pid)
		_exit(write(device, "", 1) < 0 ? errno : 0);
	*partner = pid;
	while (!read_file(HELD, holders, sizeof(holders))) {
		if (!strcmp(holders, "1\n"))
			return 0;
		usleep(10000);
	}
	return PREPARE_FAILED;
}

/* What it maps cannot be known: that is not waited for, and not taken for nothing. */
TEST_F(findings, memory_that_stays_locked)
{
	char answer[4096];
	int status;

	if (access("/lib/held.ko", F_OK))
		SKIP(return, "no module that locks it");
	ASSERT_EQ(0, system("insmod /lib/held.ko"));
	partner = mmap(NULL, sizeof(*partner), PROT_READ | PROT_WRITE,
		       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	ASSERT_NE(MAP_FAILED, (void *)partner);
	ASSERT_TRUE(start_child(&self->child, 0, child_with_locked_memory, NULL));
	EXPECT_EQ(EXDEV, ask_jail_file(JAIL_FILE_MARK, self->child.pid, "", answer,
				       sizeof(answer)));
	EXPECT_TRUE(has_finding(answer, "io_uring", *partner))
		TH_LOG("mark: '%s'", answer);
	EXPECT_FALSE(has_finding(answer, "io_uring", self->child.pid));
	EXPECT_TRUE(no_jail_within(10));
	/* It was locked until now. */
	EXPECT_EQ(0, read_file(HELD, answer, sizeof(answer)));
	EXPECT_STREQ("1\n", answer);
	kill(*partner, SIGKILL);
	status = mark_pid(self->child.pid, "");
	EXPECT_LT(0, status)
		TH_LOG("with nothing locked: %d", status);
	EXPECT_EQ(0, end_child(&self->child));
	EXPECT_EQ(0, system("rmmod held"));
	munmap(partner, sizeof(*partner));
}

TEST_F(findings, too_many_are_counted)
{
	char answer[8192];

	ASSERT_TRUE(start_child(&self->child, 0, many_directories, NULL));
	EXPECT_EQ(0, ask_jail_file(JAIL_FILE_CHECK, self->child.pid, "", answer, sizeof(answer)));
	EXPECT_NE(NULL, strstr(answer, "\nmore count=36\n"));
	EXPECT_EQ(0, end_child(&self->child));
}

TEST_HARNESS_MAIN
