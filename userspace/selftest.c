// SPDX-License-Identifier: GPL-2.0-only
/*
 * jailctl - the module's self-test
 *
 * A child asks the module to refuse whatever it does, and does one thing for
 * each hook. The module notes which hooks fired. Should one not fire, what is
 * tried has no effect either: it fails by itself, or concerns only the child
 * and its private mount namespace.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <linux/ioprio.h>
#include <linux/keyctl.h>
#include <linux/netlink.h>
#include <linux/perf_event.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/ipc.h>
#include <sys/mount.h>
#include <sys/msg.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <time.h>
#include <unistd.h>

#include "jailctl.h"
#include "kernel.h"
#include "selftest.h"

/* RCU frees a task a while after it was reaped. */
#define FREE_TRIES	100
#define FREE_WAIT_NS	50000000

/* Of syslog(2); the header that has it is the kernel's own. */
#define SYSLOG_ACTION_SIZE_BUFFER	10

/* Of @type, in the first directory that can be written. */
static void try_mknod(mode_t type)
{
	static const char *const directories[] = { "/run", "/tmp", "/dev", "/dev/shm", "/" };
	char path[64];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(directories); i++) {
		snprintf(path, sizeof(path), "%s/.jailctl-selftest-%d",
			 directories[i], getpid());
		if (!mknod(path, type | 0600, makedev(0, 0))) {
			unlink(path);
			return;
		}
		if (errno == ECANCELED)
			return;
	}
}

/* In the directory of the module, where nothing can be made or removed. */
static void try_paths(void)
{
	struct stat status;

	if (chdir(kernel_directory) < 0)
		return;
	mkdir("none", 0700);
	rmdir(JAIL_FILE_FEATURES);
	unlink(JAIL_FILE_VERSION);
	symlink("none", "link");
	link(JAIL_FILE_VERSION, "link");
	rename(JAIL_FILE_VERSION, "none");
	chmod(JAIL_FILE_VERSION, 0444);
	chown(JAIL_FILE_VERSION, -1, -1);
	truncate(JAIL_FILE_VERSION, 0);
	stat(JAIL_FILE_VERSION, &status);
	inotify_add_watch(inotify_init1(IN_CLOEXEC), JAIL_FILE_VERSION, IN_OPEN);
}

static void try_inodes(void)
{
	struct statfs status;
	char text[64];

	readlink("/proc/self", text, sizeof(text));
	access("/proc/self/stat", R_OK);
	utimensat(AT_FDCWD, JAIL_FILE_VERSION, NULL, 0);
	setxattr(JAIL_FILE_VERSION, "user.jail", "", 0, 0);
	getxattr(JAIL_FILE_VERSION, "user.jail", text, sizeof(text));
	listxattr(JAIL_FILE_VERSION, text, sizeof(text));
	removexattr(JAIL_FILE_VERSION, "user.jail");
	/* The version, and no entry. */
	setxattr(JAIL_FILE_VERSION, "system.posix_acl_access", "\2\0\0", 4, 0);
	getxattr(JAIL_FILE_VERSION, "system.posix_acl_access", text, sizeof(text));
	removexattr(JAIL_FILE_VERSION, "system.posix_acl_access");
	statfs("/", &status);
	try_mknod(S_IFIFO);
	try_mknod(S_IFREG);
}

/* A descriptor, sent to ourselves. */
static void try_receive(int fd)
{
	char byte = 0, control[CMSG_SPACE(sizeof(fd))] = { 0 };
	struct iovec data = { &byte, 1 };
	struct msghdr message = {
		.msg_iov = &data,
		.msg_iovlen = 1,
		.msg_control = control,
		.msg_controllen = sizeof(control),
	};
	struct cmsghdr *header = CMSG_FIRSTHDR(&message);
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0)
		return;
	header->cmsg_level = SOL_SOCKET;
	header->cmsg_type = SCM_RIGHTS;
	header->cmsg_len = CMSG_LEN(sizeof(fd));
	memcpy(CMSG_DATA(header), &fd, sizeof(fd));
	if (sendmsg(pair[0], &message, 0) == 1)
		recvmsg(pair[1], &message, MSG_CMSG_CLOEXEC);
	close(pair[0]);
	close(pair[1]);
}

static void try_files(int fd)
{
	close(open(JAIL_FILE_VERSION, O_RDONLY | O_CLOEXEC));
	ioctl(fd, FIONREAD, NULL);
	fcntl(fd, F_GETFL);
	try_receive(fd);
}

static void try_kernel(void)
{
	struct perf_event_attr event = {
		.type = PERF_TYPE_SOFTWARE,
		.size = sizeof(event),
		.config = PERF_COUNT_SW_DUMMY,
	};
	union bpf_attr query = { 0 };

	syscall(SYS_bpf, BPF_PROG_GET_NEXT_ID, &query, sizeof(query));
	syscall(SYS_perf_event_open, &event, 0, -1, -1, PERF_FLAG_FD_CLOEXEC);
	syscall(SYS_syslog, SYSLOG_ACTION_SIZE_BUFFER, NULL, 0);
	/* glibc reads what is given to its own. */
	syscall(SYS_settimeofday, NULL, NULL);
	syscall(SYS_userfaultfd, O_CLOEXEC);
}

static void try_tasks(void)
{
	struct rlimit limit;
	cpu_set_t cpus;
	pid_t parent = getppid();

	if (!ptrace(PTRACE_SEIZE, parent, NULL, NULL))
		ptrace(PTRACE_DETACH, parent, NULL, NULL);
	ptrace(PTRACE_TRACEME, 0, NULL, NULL);
	kill(parent, 0);
	setpgid(0, 0);
	setpriority(PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, 0));
	if (!sched_getaffinity(0, sizeof(cpus), &cpus))
		sched_setaffinity(0, sizeof(cpus), &cpus);
	syscall(SYS_ioprio_set, IOPRIO_WHO_PROCESS, 0, 0);
	if (!getrlimit(RLIMIT_CORE, &limit))
		setrlimit(RLIMIT_CORE, &limit);
}

/* Nothing is changed: numbers are asked for, and the keyring is there already. */
static void try_ipc(int set)
{
	struct shminfo memory;
	struct seminfo sets;
	struct msginfo queues;

	shmctl(0, IPC_INFO, (struct shmid_ds *)&memory);
	semctl(0, 0, IPC_INFO, &sets);
	msgctl(0, IPC_INFO, (struct msqid_ds *)&queues);
	semctl(set, 0, GETVAL);
	syscall(SYS_keyctl, KEYCTL_GET_KEYRING_ID, KEY_SPEC_USER_KEYRING, 0);
	syscall(SYS_keyctl, KEYCTL_JOIN_SESSION_KEYRING, NULL);
}

/* Who is not under test makes them, and removes them: that is seen as well. */
static void make_and_remove_objects(void)
{
	shmctl(shmget(IPC_PRIVATE, 1, 0600), IPC_RMID, NULL);
	semctl(semget(IPC_PRIVATE, 1, 0600), 0, IPC_RMID);
	msgctl(msgget(IPC_PRIVATE, 0600), IPC_RMID, NULL);
}

/* To a socket of our own, with a name that the kernel chooses. */
static void try_connect(int type)
{
	struct sockaddr_un name = { .sun_family = AF_UNIX };
	socklen_t length = sizeof(name.sun_family);
	int to = socket(AF_UNIX, type | SOCK_CLOEXEC, 0);
	int from = socket(AF_UNIX, type | SOCK_CLOEXEC, 0);

	if (!bind(to, (struct sockaddr *)&name, length)) {
		listen(to, 1);
		length = sizeof(name);
		if (!getsockname(to, (struct sockaddr *)&name, &length))
			connect(from, (struct sockaddr *)&name, length);
	}
	setsockopt(from, SOL_SOCKET, SO_PASSCRED, &(int){ 0 }, sizeof(int));
	close(from);
	close(to);
}

/* To the kernel, which ignores what is shorter than a header. */
static void try_netlink(void)
{
	struct sockaddr_nl kernel = { .nl_family = AF_NETLINK };
	int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);

	sendto(fd, "", 1, 0, (struct sockaddr *)&kernel, sizeof(kernel));
	close(fd);
}

static void try_mount_api(void)
{
	int fd = syscall(SYS_fsopen, "tmpfs", 0);

	if (fd < 0)
		return;
	syscall(SYS_fsconfig, fd, FSCONFIG_SET_STRING, "size", "1m", 0);
	syscall(SYS_fsconfig, fd, FSCONFIG_CMD_CREATE, NULL, NULL, 0);
	close(fd);
}

static void try_all(int fd, int set)
{
	pid_t pid;

	if (!chroot("/"))
		warnx("self-test: chroot was not refused");
	mount(NULL, "/", NULL, MS_REMOUNT | MS_BIND, NULL);
	umount2("/", MNT_EXPIRE);
	syscall(SYS_pivot_root, "/", "/");
	syscall(SYS_move_mount, AT_FDCWD, "/", AT_FDCWD, "/", 0);
	try_mount_api();
	try_paths();
	try_inodes();
	try_files(fd);
	try_kernel();
	try_tasks();
	try_ipc(set);
	try_connect(SOCK_STREAM);
	try_connect(SOCK_DGRAM);
	try_netlink();
	pid = fork();
	if (!pid)
		_exit(0);
	if (pid > 0)
		waitpid(pid, NULL, 0);
}

/* Of the processes that end while the test runs. */
static void free_a_task(int fd)
{
	const struct timespec wait = { .tv_nsec = FREE_WAIT_NS };
	char table[4096];
	ssize_t got;
	int i;

	for (i = 0; i < FREE_TRIES; i++) {
		got = pread(fd, table, sizeof(table) - 1, 0);
		if (got <= 0)
			return;
		table[got] = '\0';
		if (!strstr(table, " no\n"))
			return;
		nanosleep(&wait, NULL);
	}
}

/*
 * Another may be running one, which is waited for. Returns false if there is nothing
 * to do: @status is EXIT_OK if one has passed by now, and none had or it is enough.
 */
static bool begin(int fd, bool anew, int *status)
{
	const bool is_enough = !anew || !kernel_is_ready();
	char answer[256];
	int i, error = 0;

	*status = EXIT_OK;
	for (i = 0; i < KERNEL_TURNS; i++) {
		if (is_enough && kernel_is_ready())
			return false;
		if (kernel_write(fd, "begin", answer, sizeof(answer)))
			return true;
		error = errno;
		if (error != EBUSY)
			break;
		kernel_wait_turn();
	}
	*status = error == EROFS ? EXIT_SEALED : EXIT_NOT_READY;
	warnx("the self-test does not start: %s",
	      error == EROFS ? "one has passed, and what is sealed stays so" : strerror(error));
	return false;
}

/* In the child. Its exit status is an exit status of jailctl. */
static int run(int set, bool anew)
{
	char answer[256];
	int fd, end, release[2];
	pid_t pid;

	fd = kernel_open(JAIL_FILE_SELFTEST, O_RDWR);
	if (fd < 0) {
		warnx("cannot open %s/" JAIL_FILE_SELFTEST ": %s", kernel_directory,
		      strerror(errno));
		return errno == EACCES ? EXIT_NO_RIGHT :
		       errno == EPERM ? EXIT_JAILED : EXIT_FAILED;
	}
	if (unshare(CLONE_NEWNS) < 0 ||
	    mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0 ||
	    syscall(SYS_keyctl, KEYCTL_GET_KEYRING_ID, KEY_SPEC_USER_KEYRING, 1) < 0 ||
	    pipe2(release, O_CLOEXEC) < 0) {
		warnx("cannot prepare the self-test: %s", strerror(errno));
		return EXIT_NOT_READY;
	}
	/* It waits for the pipe to close: it forks, and is freed, under test. */
	pid = fork();
	if (!pid) {
		close(release[1]);
		if (!read(release[0], answer, 1)) {
			make_and_remove_objects();
			fork();
		}
		_exit(0);
	}
	if (pid < 0) {
		warnx("cannot fork: %s", strerror(errno));
		return EXIT_FAILED;
	}
	if (!begin(fd, anew, &end))
		return end;
	close(release[1]);
	waitpid(pid, NULL, 0);
	try_all(fd, set);
	free_a_task(fd);
	end = kernel_write(fd, "end", answer, sizeof(answer)) ? EXIT_OK : EXIT_NOT_READY;
	if (end != EXIT_OK) {
		warnx("the self-test failed: %s", strerror(errno));
		hint("the kernel log names the hooks that did not fire");
	}
	return end;
}

/**
 * selftest - have every hook of the module fire
 * @anew: also if it has passed already, as by another process meanwhile
 *
 * Return: EXIT_OK and the module is ready, or the exit status after an
 * explanation.
 */
int selftest(bool anew)
{
	/* Of whoever ignores it, no child is waited for. */
	const struct sigaction waited = { .sa_handler = SIG_DFL };
	int status, set = semget(IPC_PRIVATE, 1, 0600);
	struct sigaction before;
	pid_t ended = -1, pid;

	sigaction(SIGCHLD, &waited, &before);
	pid = fork();
	if (!pid)
		_exit(run(set, anew));
	if (pid > 0)
		ended = waitpid(pid, &status, 0);
	else
		warnx("cannot fork: %s", strerror(errno));
	sigaction(SIGCHLD, &before, NULL);
	semctl(set, 0, IPC_RMID);
	if (pid < 0)
		return EXIT_FAILED;
	if (ended != pid || !WIFEXITED(status)) {
		warnx("the self-test died");
		return EXIT_NOT_READY;
	}
	return WEXITSTATUS(status);
}
