// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail selftests - the escape zoo: its keeper
 *
 *	zoo		every technique
 *	zoo ID...	these
 *
 * Each is run four ways, and its honest use once:
 *
 *	unmarked	and must succeed; it is skipped if this kernel has it not
 *	closed		marked by "strict" after its chroot
 *	armed		marked by "strict" before its chroot
 *	default		marked by "default" before its chroot
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/jail.h>
#include <linux/seccomp.h>
#include <mqueue.h>
#include <netinet/in.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/ipc.h>
#include <sys/mount.h>
#include <sys/msg.h>
#include <sys/prctl.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kselftest.h"
#include "jail_test.h"
#include "escape/zoo.h"

/* An attempt that takes so long is none that succeeds. */
#define SECONDS	60

struct zoo zoo;

static const struct technique *const classes[] = {
	path_techniques,
	attribute_techniques,
	uring_techniques,
	kernel_techniques,
	task_techniques,
	ipc_techniques,
};

/**
 * enum way - how an attempt is run
 */
enum way {
	UNMARKED,
	CLOSED,
	ARMED,
	DEFAULT,
};

static const char *const policies[] = {
	[CLOSED] = " force=1 policy=strict",
	[ARMED] = " force=1 policy=strict",
	[DEFAULT] = " force=1 policy=default",
};

/**
 * zoo_result - what a system call has come to
 * @result: its own
 *
 * Return: an errno, or 0.
 */
int zoo_result(long result)
{
	return result < 0 ? errno : 0;
}

/**
 * zoo_permitted - was a system call let through?
 * @result: its own
 *
 * Return: 0 also if it failed for what it was given; or an errno.
 */
int zoo_permitted(long result)
{
	static const int given[] = {
		EINVAL, ENOEXEC, ENOENT, ENXIO, EISDIR, EBUSY, EFAULT, EBADF,
	};
	size_t i;

	for (i = 0; result < 0 && i < ARRAY_SIZE(given); i++) {
		if (errno == given[i])
			return 0;
	}
	return zoo_result(result);
}

/**
 * zoo_ioctl - was a request of ioctl(2) let through?
 * @fd: for whom
 * @request: which
 * @argument: of it
 *
 * Return: 0 also if the file has no such request; or an errno.
 */
int zoo_ioctl(int fd, unsigned long request, void *argument)
{
	int err = zoo_result(ioctl(fd, request, argument));

	return err == ENOTTY ? 0 : err;
}

/**
 * zoo_let_go - close what of the zoo leads outside
 */
void zoo_let_go(void)
{
	close(zoo.out);
	close(zoo.path);
}

/**
 * zoo_ask - ask the victim a favour
 * @favour: which sends nothing back but a byte
 *
 * Return: 0 or an errno.
 */
int zoo_ask(enum favour favour)
{
	char byte = favour;

	return write(zoo.pair, &byte, 1) == 1 && read(zoo.pair, &byte, 1) == 1 ? 0 : EPIPE;
}

/**
 * zoo_send - send a descriptor
 * @to: a socket
 * @favour: to ask the victim, or 0
 * @fd: the descriptor
 */
void zoo_send(int to, enum favour favour, int fd)
{
	char byte = favour, control[CMSG_SPACE(sizeof(fd))] = { 0 };
	struct iovec data = { &byte, 1 };
	struct msghdr message = {
		.msg_iov = &data,
		.msg_iovlen = 1,
		.msg_control = control,
		.msg_controllen = sizeof(control),
	};
	struct cmsghdr *header = CMSG_FIRSTHDR(&message);

	header->cmsg_level = SOL_SOCKET;
	header->cmsg_type = SCM_RIGHTS;
	header->cmsg_len = CMSG_LEN(sizeof(fd));
	memcpy(CMSG_DATA(header), &fd, sizeof(fd));
	sendmsg(to, &message, 0);
}

/**
 * zoo_receive - receive a byte, and a descriptor
 * @from: a socket
 * @byte: written; 0 if there is none
 *
 * Return: the descriptor, or -1 if none came, or was let through.
 */
int zoo_receive(int from, char *byte)
{
	char control[CMSG_SPACE(sizeof(int))];
	struct iovec data = { byte, 1 };
	struct msghdr message = {
		.msg_iov = &data,
		.msg_iovlen = 1,
		.msg_control = control,
		.msg_controllen = sizeof(control),
	};
	struct cmsghdr *header;
	int fd = -1;

	*byte = 0;
	if (recvmsg(from, &message, 0) != 1)
		return -1;
	header = CMSG_FIRSTHDR(&message);
	if (header && header->cmsg_len == CMSG_LEN(sizeof(fd)))
		memcpy(&fd, CMSG_DATA(header), sizeof(fd));
	return fd;
}

/**
 * zoo_ask_for - ask the victim for a descriptor
 * @favour: which sends one
 *
 * Return: the descriptor, or -1 if it was not let through.
 */
int zoo_ask_for(enum favour favour)
{
	char byte = favour;

	return write(zoo.pair, &byte, 1) == 1 ? zoo_receive(zoo.pair, &byte) : -1;
}

/**
 * zoo_ask_about - ask the victim to do something as nobody
 * @favour: BORROW or READ
 * @fd: with what
 *
 * Return: 0 or an errno.
 */
int zoo_ask_about(enum favour favour, int fd)
{
	char err;

	zoo_send(zoo.pair, favour, fd);
	return read(zoo.pair, &err, 1) == 1 ? err : EPIPE;
}

/* Somebody who may do nothing. */
#define NOBODY	65534

/**
 * zoo_become_nobody - give up all, but let others have what this process has
 *
 * Return: false if it cannot.
 */
bool zoo_become_nobody(void)
{
	return !prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY) && !setresgid(NOBODY, NOBODY, NOBODY) &&
	       !setresuid(NOBODY, NOBODY, NOBODY) && !prctl(PR_SET_DUMPABLE, 1);
}

/**
 * zoo_bind - mount BOUND, a directory outside with others in it, on ROOT/inner
 *
 * Return: 0 or an errno.
 */
int zoo_bind(void)
{
	if (mkdir(BOUND, 0755) || mkdir(BOUND "/moved", 0755) ||
	    mknod(BOUND "/shared", S_IFREG | 0644, 0))
		return errno;
	return zoo_result(mount(BOUND, ROOT "/inner", NULL, MS_BIND, NULL));
}

static void send_byte(int to)
{
	char byte = 0;

	if (write(to, &byte, 1) != 1)
		exit(1);
}

static int listen_to(int type, const char *name, bool abstract)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, type, 0);

	memcpy(address.sun_path + abstract, name, strlen(name));
	if (bind(fd, (struct sockaddr *)&address,
		 offsetof(struct sockaddr_un, sun_path) + abstract + strlen(name)))
		return errno;
	return type == SOCK_STREAM ? zoo_result(listen(fd, 64)) : 0;
}

/**
 * zoo_make_socket - make one with an option
 * @type: SOCK_DGRAM or SOCK_STREAM
 * @option: of SOL_SOCKET
 * @fd: written
 *
 * Return: 0 or an errno.
 */
int zoo_make_socket(int type, int option, int *fd)
{
	const int on = 1;

	*fd = socket(AF_INET, type, 0);
	return zoo_result(setsockopt(*fd, SOL_SOCKET, option, &on, sizeof(on)));
}

/**
 * zoo_take_port - bind a socket to a port of any address, and listen if it can
 * @fd: the socket
 * @port: the port, or 0 for one of the kernel's choice
 *
 * Return: 0 or an errno.
 */
int zoo_take_port(int fd, int port)
{
	const struct sockaddr_in any = { .sin_family = AF_INET, .sin_port = htons(port) };

	if (bind(fd, (const struct sockaddr *)&any, sizeof(any)))
		return errno;
	return listen(fd, 1) && errno != EOPNOTSUPP ? errno : 0;
}

/**
 * zoo_open_port - zoo_make_socket() and zoo_take_port() in one
 * @type: SOCK_DGRAM or SOCK_STREAM
 * @option: of SOL_SOCKET
 * @port: the port, or 0 for one of the kernel's choice
 *
 * Return: 0 or an errno.
 */
int zoo_open_port(int type, int option, int port)
{
	int fd;

	return zoo_make_socket(type, option, &fd) ?: zoo_take_port(fd, port);
}

static pid_t thread;
static sem_t started;

static void *wait_for_signals(void *unused)
{
	thread = gettid();
	sem_post(&started);
	for (;;)
		pause();
	return NULL;
}

static bool start_thread(void)
{
	pthread_t handle;

	return !sem_init(&started, 0, 0) &&
	       !pthread_create(&handle, NULL, wait_for_signals, NULL) && !sem_wait(&started);
}

static int connect_to_notify(int fd)
{
	const struct sockaddr_un name = { AF_UNIX, OUTSIDE "/notify" };

	connect(fd, (const struct sockaddr *)&name, sizeof(name));
	return fd;
}

static int borrow(const void *pidfd)
{
	return zoo_borrow(*(const int *)pidfd);
}

/* The kernel shows zeros to who may not know a number. */
static int read_number(const void *fd)
{
	char text[64];
	ssize_t length;

	if (!zoo_become_nobody())
		return errno;
	length = read(*(const int *)fd, text, sizeof(text) - 1);
	if (length <= 0)
		return errno ?: ENODATA;
	text[length] = '\0';
	return text[strspn(text, "0-")] == ' ' ? EPERM : 0;
}

static int answer(int pair, int (*act)(const void *fd), int fd)
{
	char err = run_child(act, &fd);

	return write(pair, &err, 1) != 1;
}

/* By seccomp: the system call that is asked about returns it, or why it does not. */
static void add_descriptor(int listener)
{
	struct seccomp_notif call = { 0 };
	struct seccomp_notif_resp response = { 0 };
	struct seccomp_notif_addfd added = {
		.flags = SECCOMP_ADDFD_FLAG_SEND,
		.srcfd = zoo.out,
	};

	if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &call))
		return;
	added.id = call.id;
	response.id = call.id;
	if (ioctl(listener, SECCOMP_IOCTL_NOTIF_ADDFD, &added) < 0) {
		response.error = -errno;
		ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &response);
	}
	close(listener);
}

/* Whoever it is that the techniques are after. */
static int be_victim(int pair)
{
	struct mq_attr attributes = { .mq_maxmsg = 1, .mq_msgsize = 1 };
	char favour;
	int fd;

	setpgid(0, 0);
	if (!start_thread() || chdir(OUTSIDE) || listen_to(SOCK_STREAM, "zoo-stream", true) ||
	    listen_to(SOCK_DGRAM, "zoo-datagram", true) ||
	    listen_to(SOCK_STREAM, OUTSIDE "/socket", false) ||
	    listen_to(SOCK_DGRAM, OUTSIDE "/notify", false) ||
	    zoo_open_port(SOCK_DGRAM, SO_REUSEADDR, PORT) ||
	    zoo_open_port(SOCK_STREAM, SO_REUSEPORT, PORT) ||
	    listen_to(SOCK_STREAM, ROOT "/dev/log", false))
		return 1;
	mq_open("/zoo", O_RDWR | O_CREAT, 0600, &attributes);
	if (write(pair, &thread, sizeof(thread)) != sizeof(thread))
		return 1;
	for (fd = zoo_receive(pair, &favour); favour; fd = zoo_receive(pair, &favour)) {
		switch (favour) {
		case SEND_DIRECTORY:
			zoo_send(pair, 0, zoo.out);
			break;
		case SEND_FILE:
			zoo_send(pair, 0, open("secret", O_RDONLY));
			break;
		case SEND_CONTROL:
			zoo_send(pair, 0, open("/proc/self/oom_score_adj", O_RDWR));
			break;
		case SEND_SOCKET:
			zoo_send(pair, 0, connect_to_notify(socket(AF_UNIX, SOCK_DGRAM, 0)));
			break;
		case SEND_OTHER_MOUNT:
			zoo_send(pair, 0, open(OTHER_MOUNT "/inner", O_RDONLY | O_DIRECTORY));
			break;
		case ADD:
			add_descriptor(fd);
			break;
		case CONNECT:
			connect_to_notify(fd);
			send_byte(pair);
			break;
		case MOVE_OUT:
			/* One of them is there. */
			if (rename(BOUND "/moved", OUTSIDE "/moved"))
				rename(ROOT "/moved", OUTSIDE "/moved");
			send_byte(pair);
			break;
		case MOVE_BACK:
			rename(OUTSIDE "/moved", ROOT "/moved");
			send_byte(pair);
			break;
		case MOVE_ALWAYS:
			send_byte(pair);
			for (;;) {
				rename(ROOT "/moved", OUTSIDE "/moved");
				rename(OUTSIDE "/moved", ROOT "/moved");
			}
		case BORROW:
			if (answer(pair, borrow, fd))
				return 1;
			break;
		case READ:
			if (answer(pair, read_number, fd))
				return 1;
			break;
		}
	}
	return 0;
}

static int make_file(const char *path, mode_t mode)
{
	int fd = open(path, O_CREAT | O_WRONLY | O_TRUNC, mode);

	if (fd < 0)
		return errno;
	close(fd);
	return 0;
}

static int copy_self(const char *to)
{
	char command[256];

	snprintf(command, sizeof(command), "cp /bin/busybox %s", to);
	return system(command);
}

static const struct {
	const char *path;
	const char *type;
} mounts[] = {
	{ ROOT "/proc", "proc" },
	{ ROOT "/sys", "sysfs" },
	{ ROOT "/cgroup", "cgroup2" },
	{ ROOT "/mqueue", "mqueue" },
	{ ROOT "/security", "securityfs" },
	{ ROOT "/debug", "debugfs" },
	{ ROOT "/tracing", "tracefs" },
};

static int make_zoo(void)
{
	static const char *const directories[] = {
		OUTSIDE, OUTSIDE "/empty", ROOT, ROOT "/inner", ROOT "/moved", ROOT "/dev",
		ROOT "/etc",
	};
	size_t i;

	mkdir(ZOO, 0755);
	if (mount("zoo", ZOO, "tmpfs", 0, NULL))
		return errno;
	for (i = 0; i < ARRAY_SIZE(directories); i++) {
		if (mkdir(directories[i], 0755))
			return errno;
	}
	for (i = 0; i < ARRAY_SIZE(mounts); i++) {
		/* Not every kernel has them all. */
		if (mkdir(mounts[i].path, 0755) ||
		    (mount("zoo", mounts[i].path, mounts[i].type, 0, NULL) && errno != ENODEV))
			return errno;
	}
	if (symlink("secret", OUTSIDE "/link") ||
	    mknod(ROOT "/dev/null", S_IFCHR | 0666, makedev(1, 3)) ||
	    mknod(ROOT "/dev/kmsg", S_IFCHR | 0600, makedev(1, 11)) ||
	    mknod(ROOT "/dev/disk", S_IFBLK | 0600, makedev(254, 0)))
		return errno;
	return make_file(OUTSIDE "/secret", 0600) ?: make_file(ROOT "/etc/config", 0644) ?:
	       copy_self(OUTSIDE "/prog") ?: copy_self(ROOT "/prog");
}

static int start_victim(void)
{
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair))
		return errno;
	zoo.victim = fork_bound();
	if (!zoo.victim) {
		close(pair[0]);
		_exit(be_victim(pair[1]));
	}
	close(pair[1]);
	zoo.pair = pair[0];
	return read(zoo.pair, &zoo.thread, sizeof(zoo.thread)) == sizeof(zoo.thread) ?
	       0 : ECHILD;
}

static int make_objects(void)
{
	zoo.memory = shmget(IPC_PRIVATE, 4096, 0600);
	zoo.set = semget(IPC_PRIVATE, 1, 0600);
	zoo.queue = msgget(IPC_PRIVATE, 0600);
	return zoo.memory < 0 || zoo.set < 0 || zoo.queue < 0 ? errno : 0;
}

static int open_zoo(void)
{
	zoo.out = open(OUTSIDE, O_RDONLY | O_DIRECTORY);
	zoo.path = open(OUTSIDE "/secret", O_PATH);
	return zoo.out < 0 || zoo.path < 0 ? errno : make_objects() ?: start_victim();
}

static void clean_up(void)
{
	size_t i;

	kill(zoo.victim, SIGKILL);
	waitpid(zoo.victim, NULL, 0);
	close(zoo.pair);
	close(zoo.out);
	close(zoo.path);
	mq_unlink("/zoo");
	shmctl(zoo.memory, IPC_RMID, NULL);
	semctl(zoo.set, 0, IPC_RMID);
	msgctl(zoo.queue, IPC_RMID, NULL);
	for (i = 0; i < ARRAY_SIZE(mounts); i++)
		umount2(mounts[i].path, MNT_DETACH);
	umount2(ZOO, MNT_DETACH);
	rmdir(ZOO);
}

/* In a child: the exit status is what the attempt has come to. */
static int attempt(const struct technique *technique, enum way way,
		   int (*body)(void))
{
	int err;

	alarm(SECONDS);
	err = technique->prepare ? technique->prepare() : 0;
	if (err)
		return PREPARE_FAILED;
	if ((way == ARMED || way == DEFAULT) && mark_pid(getpid(), policies[way]) != 1)
		return PREPARE_FAILED;
	if (way == CLOSED)
		mark_later();
	if (chroot(ROOT))
		return PREPARE_FAILED;
	/* Who has not left it works outside on purpose. */
	if (!technique->prepare && chdir("/"))
		return PREPARE_FAILED;
	if (way == CLOSED && mark_pid(getpid(), policies[way]) != 1)
		return PREPARE_FAILED;
	if (body == technique->honest)
		zoo_let_go();
	return body();
}

static int run(const struct technique *technique, enum way way, int (*body)(void))
{
	pid_t pid;
	int status, err = make_zoo() ?: open_zoo();

	if (err) {
		ksft_print_msg("%s: the zoo cannot be made: %s\n", technique->id, strerror(err));
		return PREPARE_FAILED;
	}
	pid = fork();
	if (!pid)
		_exit(attempt(technique, way, body));
	if (waitpid(pid, &status, 0) != pid || !WIFEXITED(status))
		status = PREPARE_FAILED << 8;
	clean_up();
	return WEXITSTATUS(status);
}

static void expect(const struct technique *technique, const char *how, int got, int wanted)
{
	if (got != wanted)
		ksft_print_msg("%s: %d (%s), not %d\n", technique->id, got,
			       got == PREPARE_FAILED ? "could not be tried" : strerror(got),
			       wanted);
	ksft_test_result(got == wanted, "%s: %s\n", technique->id, how);
}

/* Has this kernel not got it? Nothing else is a reason to leave it out. */
static bool is_absent(const struct technique *technique, int err)
{
	const int no_such_call = zoo_result(syscall(-1));

	return err == no_such_call || err == EPROTONOSUPPORT ||
	       (technique->absent && err == technique->absent);
}

static void show(const struct technique *technique)
{
	int err = run(technique, UNMARKED, technique->attempt);
	int denied = technique->denied ?: EPERM;

	if (is_absent(technique, err)) {
		ksft_test_result_skip("%s: this kernel has it not: %d (%s)\n",
				      technique->id, err, strerror(err));
	} else {
		expect(technique, "works unmarked", err, 0);
		expect(technique, "denied when closed",
		       run(technique, CLOSED, technique->attempt), denied);
		expect(technique, "denied when armed, then closed",
		       run(technique, ARMED, technique->attempt), denied);
		expect(technique, technique->in_strict ? "allowed by default" : "denied by default",
		       run(technique, DEFAULT, technique->attempt),
		       technique->in_strict ? 0 : denied);
	}
	if (technique->honest)
		expect(technique, "the nearest honest use works",
		       run(technique, ARMED, technique->honest), 0);
}

static bool is_wanted(const struct technique *technique, int count, char **ids)
{
	int i;

	for (i = 0; i < count; i++) {
		if (!strcmp(ids[i], technique->id))
			return true;
	}
	return !count;
}

int main(int argc, char **argv)
{
	const struct technique *technique;
	size_t i;

	signal(SIGPIPE, SIG_IGN);
	ksft_print_header();
	for (i = 0; i < ARRAY_SIZE(classes); i++) {
		for (technique = classes[i]; technique->id; technique++) {
			if (is_wanted(technique, argc - 1, argv + 1))
				show(technique);
		}
	}
	ksft_set_plan(ksft_test_num());
	if (ksft_get_fail_cnt())
		ksft_exit_fail();
	ksft_exit_pass();
}
