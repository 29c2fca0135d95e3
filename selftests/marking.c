// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail selftests - marking: whom, who may, and what is refused
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <linux/capability.h>
#include <linux/io_uring.h>
#include <unistd.h>

#include "kselftest_harness.h"
#include "jail_test.h"

static bool is_jailed(void)
{
	return access("/sys/kernel/security/jail", F_OK) == 0 &&
	       open(JAIL_SECURITYFS JAIL_FILE_VERSION, O_RDONLY) < 0 &&
	       errno == EPERM;
}

FIXTURE(mark)
{
	pid_t child;
	int gate[2];
};

static void *sleep_thread(void *data)
{
	pause();
	return data;
}

/* A process with a thread, a child with a thread, and a grandchild. */
static void tree(int gate)
{
	pthread_t thread;
	int depth;

	for (depth = 0; depth < 3; depth++) {
		if (depth < 2)
			pthread_create(&thread, NULL, sleep_thread, NULL);
		if (depth == 2 || fork())
			break;
	}
	if (depth == 2 && write(gate, "", 1) != 1)
		_exit(1);
	for (;;)
		pause();
}

FIXTURE_SETUP(mark)
{
	char byte;

	ASSERT_EQ(0, pipe(self->gate));
	self->child = fork();
	if (!self->child) {
		setpgid(0, 0);
		tree(self->gate[1]);
	}
	ASSERT_EQ(1, read(self->gate[0], &byte, 1));
}

FIXTURE_TEARDOWN(mark)
{
	kill(-self->child, SIGKILL);
	waitpid(self->child, NULL, 0);
}

TEST_F(mark, threads_and_descendants)
{
	unsigned long long jail;

	EXPECT_EQ(5, mark_pid(self->child, ""));
	jail = jail_of_last_mark();
	EXPECT_EQ(5, tasks_of(jail));
	EXPECT_EQ(-EEXIST, mark_pid(self->child, ""));
	EXPECT_EQ(5, tasks_of(jail));
	kill(-self->child, SIGKILL);
	/* A zombie is still in its jail. */
	waitpid(self->child, NULL, 0);
	EXPECT_TRUE(no_jail_within(10));
}

TEST_F(mark, jails_in_a_tree_stay)
{
	unsigned long long first;
	pid_t inner = fork();

	if (!inner) {
		pause();
		_exit(0);
	}
	ASSERT_EQ(1, mark_pid(inner, ""));
	first = jail_of_last_mark();
	/* This process has the inner one and the fixture's tree. */
	ASSERT_EQ(5, mark_pid(self->child, ""));
	EXPECT_EQ(1, tasks_of(first));
	EXPECT_LT(first, jail_of_last_mark());
	kill(inner, SIGKILL);
	waitpid(inner, NULL, 0);
}

TEST_F(mark, refused_and_nothing_is_marked)
{
	pid_t zombie = fork();
	size_t i;
	static const char * const bad[] = {
		"x", "-1", "+1", "0", "1x", " 1", "2147483648", "99999999999999999999",
		"%d bogus", "%d bogus=1", "%d policy", "%d policy=", "%d policy=bogus",
		"%d policy=mount,bogus", "%d policy=-mount", "%d  policy=mount", "%d ",
		"%d\n\n",
	};

	if (!zombie)
		_exit(0);
	EXPECT_EQ(-EBUSY, mark_pid(1, ""));
	EXPECT_EQ(-EOPNOTSUPP, mark_pid(2, ""));
	EXPECT_EQ(-ESRCH, mark_pid(4000000, ""));
	usleep(100000);
	EXPECT_EQ(-ESRCH, mark_pid(zombie, ""));
	waitpid(zombie, NULL, 0);
	EXPECT_EQ(-ESRCH, mark_pid(zombie, ""));
	for (i = 0; i < ARRAY_SIZE(bad); i++) {
		char request[128];

		snprintf(request, sizeof(request), bad[i], self->child);
		EXPECT_EQ(EINVAL, write_jail_file(JAIL_FILE_MARK, request))
			TH_LOG("'%s'", request);
	}
	EXPECT_TRUE(no_jail_within(5));
}

TEST_F(mark, one_request_a_write)
{
	static const char nul[] = "1\0policy=mount";
	char request[64], large[4096];
	int fd;

	fd = open(JAIL_SECURITYFS JAIL_FILE_MARK, O_RDWR);
	ASSERT_LE(0, fd);
	EXPECT_EQ(-1, write(fd, nul, sizeof(nul)));
	EXPECT_EQ(EINVAL, errno);
	memset(large, '1', sizeof(large));
	EXPECT_EQ(-1, write(fd, large, sizeof(large)));
	EXPECT_EQ(EINVAL, errno);
	EXPECT_EQ(-1, write(fd, "", 0));
	EXPECT_EQ(EINVAL, errno);
	EXPECT_EQ(-1, syscall(SYS_write, fd, 16L, 5L));
	EXPECT_EQ(EFAULT, errno);
	/* Not at the beginning: the rest of something larger. */
	EXPECT_EQ(1, lseek(fd, 1, SEEK_SET));
	snprintf(request, sizeof(request), "%d", self->child);
	EXPECT_EQ(-1, write(fd, request, strlen(request)));
	EXPECT_EQ(EINVAL, errno);
	EXPECT_TRUE(no_jail_within(5));
	EXPECT_EQ(0, lseek(fd, 0, SEEK_SET));
	EXPECT_EQ((ssize_t)strlen(request), write(fd, request, strlen(request)));
	close(fd);
}

/* A thread names no process. */
TEST_F(mark, thread_id)
{
	char path[64], list[256], *end;
	FILE *file;
	pid_t tid = 0;

	snprintf(path, sizeof(path), "ls /proc/%d/task", self->child);
	file = popen(path, "r");
	ASSERT_NE(NULL, file);
	while (fgets(list, sizeof(list), file)) {
		if (strtol(list, &end, 10) != self->child)
			tid = strtol(list, &end, 10);
	}
	pclose(file);
	ASSERT_LT(0, tid);
	EXPECT_EQ(-ESRCH, mark_pid(tid, ""));
}

static int jailed_tries(const void *data)
{
	pid_t other = *(const pid_t *)data;
	static const char * const files[] = {
		JAIL_FILE_MARK, JAIL_FILE_POLICY, JAIL_FILE_ENFORCE, JAIL_FILE_ATTACH,
		JAIL_FILE_SELFTEST,
	};
	char request[32];
	size_t i;
	int fd;

	snprintf(request, sizeof(request), "%d", other);
	/* Opened before, by the right one: it is the writer that counts. */
	fd = open(JAIL_SECURITYFS JAIL_FILE_MARK, O_RDWR);
	if (fd < 0 || mark_self())
		return PREPARE_FAILED;
	if (write(fd, request, strlen(request)) >= 0 || errno != EPERM)
		return 1;
	for (i = 0; i < ARRAY_SIZE(files); i++) {
		if (write_jail_file(files[i], "0") != EPERM)
			return 2 + i;
	}
	if (!is_jailed())
		return 10;
	return 0;
}

TEST_F(mark, from_inside)
{
	EXPECT_EQ(0, run_child(jailed_tries, &self->child));
}

static int unprivileged_tries(const void *data)
{
	char request[32];

	snprintf(request, sizeof(request), "%d", *(const pid_t *)data);
	if (setgid(1000) || setuid(1000))
		return PREPARE_FAILED;
	return write_jail_file(JAIL_FILE_MARK, request);
}

static int without_capability(const void *data)
{
	struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
	struct __user_cap_data_struct caps[2];
	char request[32];

	snprintf(request, sizeof(request), "%d", *(const pid_t *)data);
	if (syscall(SYS_capget, &header, caps))
		return PREPARE_FAILED;
	caps[CAP_TO_INDEX(CAP_MAC_ADMIN)].effective &= ~CAP_TO_MASK(CAP_MAC_ADMIN);
	if (syscall(SYS_capset, &header, caps))
		return PREPARE_FAILED;
	return write_jail_file(JAIL_FILE_MARK, request);
}

static int in_user_namespace(const void *data)
{
	char request[32];

	snprintf(request, sizeof(request), "%d", *(const pid_t *)data);
	if (unshare(CLONE_NEWUSER))
		return PREPARE_FAILED;
	return write_jail_file(JAIL_FILE_MARK, request);
}

TEST_F(mark, without_the_right)
{
	EXPECT_EQ(EACCES, run_child(unprivileged_tries, &self->child));
	EXPECT_EQ(EACCES, run_child(without_capability, &self->child));
	EXPECT_EQ(EACCES, run_child(in_user_namespace, &self->child));
	EXPECT_EQ(5, mark_pid(self->child, ""));
}

static int in_pid_namespace(const void *data)
{
	pid_t pid;
	int status;

	(void)data;
	if (unshare(CLONE_NEWPID))
		return PREPARE_FAILED;
	pid = fork();
	if (!pid) {
		pid = fork();
		if (!pid) {
			pause();
			_exit(0);
		}
		/* Its PID is 2 here, and 2 is a kernel thread outside. */
		_exit(pid == 2 && mark_pid(pid, "") == 1 ? 0 : 1);
	}
	waitpid(pid, &status, 0);
	return WEXITSTATUS(status);
}

TEST(pid_as_the_writer_sees_it)
{
	EXPECT_EQ(0, run_child(in_pid_namespace, NULL));
}

static int clone_thread_body(void *data)
{
	__atomic_store_n((int *)data, is_jailed() ? 1 : 2, __ATOMIC_RELEASE);
	syscall(SYS_exit, 0);
	return 0;
}

/* By every way to make a task. */
static int inherit(const void *data)
{
	static char stack[65536];
	int status, ends[2], i, result = 0;
	char answer;
	pid_t pid;

	(void)data;
	if (mark_self())
		return PREPARE_FAILED;
	pid = fork();
	if (!pid)
		_exit(!is_jailed());
	if (waitpid(pid, &status, 0) != pid || status)
		return 1;
	pid = vfork();
	if (!pid)
		_exit(!is_jailed());
	if (waitpid(pid, &status, 0) != pid || status)
		return 2;
	if (clone(clone_thread_body, stack + sizeof(stack),
		  CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD,
		  &result) < 0)
		return 3;
	for (i = 0; i < 100 && !__atomic_load_n(&result, __ATOMIC_ACQUIRE); i++)
		usleep(20000);
	if (result != 1)
		return 4;
	/* A double fork: its parent is init, its jail is ours. */
	if (pipe(ends))
		return PREPARE_FAILED;
	pid = fork();
	if (!pid) {
		pid = getpid();
		if (fork())
			_exit(0);
		while (getppid() == pid)
			usleep(1000);
		_exit(write(ends[1], is_jailed() ? "y" : "n", 1) != 1);
	}
	close(ends[1]);
	waitpid(pid, &status, 0);
	if (read(ends[0], &answer, 1) != 1 || answer != 'y')
		return 6;
	pid = fork();
	if (!pid) {
		execl("/proc/self/exe", "marking", "--is-jailed", NULL);
		_exit(3);
	}
	if (waitpid(pid, &status, 0) != pid || status)
		return 5;
	return 0;
}

TEST(inherited_by_every_kind_of_child)
{
	EXPECT_EQ(0, run_child(inherit, NULL));
	EXPECT_TRUE(no_jail_within(10));
}

static int io_worker(const void *data)
{
	static const char path[] = "/tmp";
	struct io_uring_params params = {};
	struct io_uring_sqe *sqes;
	unsigned int *array, *tail;
	char *ring;
	int fd;

	(void)data;
	if (mark_self())
		return PREPARE_FAILED;
	fd = syscall(SYS_io_uring_setup, 4, &params);
	if (fd < 0)
		return PREPARE_FAILED;
	ring = mmap(NULL, params.sq_off.array + params.sq_entries * sizeof(*array),
		    PROT_READ | PROT_WRITE, MAP_SHARED, fd, IORING_OFF_SQ_RING);
	sqes = mmap(NULL, params.sq_entries * sizeof(*sqes), PROT_READ | PROT_WRITE,
		    MAP_SHARED, fd, IORING_OFF_SQES);
	if (ring == MAP_FAILED || sqes == MAP_FAILED)
		return PREPARE_FAILED;
	array = (unsigned int *)(ring + params.sq_off.array);
	tail = (unsigned int *)(ring + params.sq_off.tail);
	sqes[0] = (struct io_uring_sqe) {
		.opcode = IORING_OP_OPENAT, .fd = AT_FDCWD, .addr = (unsigned long)path,
		.open_flags = O_RDONLY, .flags = IOSQE_ASYNC,
	};
	array[0] = 0;
	__atomic_store_n(tail, *tail + 1, __ATOMIC_RELEASE);
	if (syscall(SYS_io_uring_enter, fd, 1, 1, IORING_ENTER_GETEVENTS, NULL, 0) != 1)
		return PREPARE_FAILED;
	/* The parent looks while we and our worker are still there. */
	pause();
	return 0;
}

TEST(io_uring_workers_are_in_the_jail)
{
	char text[4096], *line;
	int tasks = 0, i;
	pid_t pid = fork();

	if (!pid)
		_exit(io_worker(NULL));
	for (i = 0; i < 100 && tasks < 2; i++) {
		usleep(50000);
		ASSERT_EQ(0, read_jail_file(JAIL_FILE_JAILS, text, sizeof(text)));
		line = strchr(text, '\n');
		if (line && sscanf(line + 1, "%*u %d", &tasks) != 1)
			tasks = 0;
	}
	EXPECT_EQ(2, tasks);
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	EXPECT_TRUE(no_jail_within(10));
}

TEST(settings)
{
	char text[256], before[256];

	ASSERT_EQ(0, read_jail_file(JAIL_FILE_POLICY, before, sizeof(before)));
	EXPECT_EQ(EINVAL, write_jail_file(JAIL_FILE_POLICY, "mount,bogus"));
	EXPECT_EQ(EINVAL, write_jail_file(JAIL_FILE_ENFORCE, "2"));
	EXPECT_EQ(EINVAL, write_jail_file(JAIL_FILE_ENFORCE, "off"));
	EXPECT_EQ(EINVAL, write_jail_file(JAIL_FILE_ATTACH, "bogus"));
	ASSERT_EQ(0, read_jail_file(JAIL_FILE_POLICY, text, sizeof(text)));
	EXPECT_STREQ(before, text);
	EXPECT_EQ(0, write_jail_file(JAIL_FILE_POLICY, "basic,-mknod\n"));
	ASSERT_EQ(0, read_jail_file(JAIL_FILE_POLICY, text, sizeof(text)));
	EXPECT_STREQ("mount,chroot\n", text);
	EXPECT_EQ(0, write_jail_file(JAIL_FILE_POLICY, "default"));
	ASSERT_EQ(0, read_jail_file(JAIL_FILE_POLICY, text, sizeof(text)));
	EXPECT_STREQ(before, text);
	ASSERT_EQ(0, read_jail_file(JAIL_FILE_ENFORCE, text, sizeof(text)));
	EXPECT_STREQ("1\n", text);
	ASSERT_EQ(0, read_jail_file(JAIL_FILE_FEATURES "/mount", text, sizeof(text)));
	EXPECT_STREQ("1\n", text);
}

static int mknod_mem(const void *data)
{
	(void)data;
	if (mark_self())
		return PREPARE_FAILED;
	return mknod("/tmp/jail-mem", S_IFCHR | 0600, 0x101) ? errno : 0;
}

TEST(log_only)
{
	EXPECT_EQ(EPERM, run_child(mknod_mem, NULL));
	EXPECT_EQ(0, write_jail_file(JAIL_FILE_ENFORCE, "0"));
	EXPECT_EQ(0, run_child(mknod_mem, NULL));
	EXPECT_EQ(0, unlink("/tmp/jail-mem"));
	EXPECT_EQ(0, write_jail_file(JAIL_FILE_ENFORCE, "1"));
	EXPECT_EQ(EPERM, run_child(mknod_mem, NULL));
}

int main(int argc, char **argv)
{
	if (argc == 2 && !strcmp(argv[1], "--is-jailed"))
		return !is_jailed();
	return test_harness_run(argc, argv);
}
