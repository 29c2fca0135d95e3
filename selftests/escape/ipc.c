// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail selftests - the escape zoo: sockets, queues and terminals of outside
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <linux/keyctl.h>
#include <linux/netlink.h>
#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <sys/ipc.h>
#include <sys/mount.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

#include "zoo.h"

/* SIOCUNIXFILE: the header that has it is at odds with <sys/un.h>. */
#define UNIX_FILE	(SIOCPROTOPRIVATE + 0)

/* In the space of abstract names: the first byte is 0. */
static socklen_t abstract(struct sockaddr_un *name, const char *text)
{
	name->sun_family = AF_UNIX;
	memcpy(name->sun_path + 1, text, strlen(text));
	return offsetof(struct sockaddr_un, sun_path) + 1 + strlen(text);
}

static int connect_to(const char *text)
{
	struct sockaddr_un name = { 0 };
	socklen_t length = abstract(&name, text);
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	return zoo_result(connect(fd, (struct sockaddr *)&name, length));
}

static int connect_abstract(void)
{
	return connect_to("zoo-stream");
}

/* A socket that is bound outside, as systemd passes one. */
static int passed;

static int pass_socket(void)
{
	const struct sockaddr_un name = { AF_UNIX, OUTSIDE "/passed" };

	passed = socket(AF_UNIX, SOCK_STREAM, 0);
	return zoo_result(bind(passed, (const struct sockaddr *)&name, sizeof(name)));
}

static int open_path_of_socket(void)
{
	return zoo_result(ioctl(passed, UNIX_FILE));
}

static int listen_to_passed(void)
{
	return zoo_result(listen(passed, 1));
}

static int connect_inside(void)
{
	struct sockaddr_un name = { 0 };
	socklen_t length = abstract(&name, "zoo-inside");
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	return zoo_result(bind(fd, (struct sockaddr *)&name, length)) ?:
	       zoo_result(listen(fd, 1)) ?: connect_to("zoo-inside");
}

static int send_abstract(void)
{
	struct sockaddr_un name = { 0 };
	socklen_t length = abstract(&name, "zoo-datagram");
	int fd = socket(AF_UNIX, SOCK_DGRAM, 0);

	return zoo_result(sendto(fd, "", 1, MSG_DONTWAIT, (struct sockaddr *)&name, length));
}

static int send_inside(void)
{
	struct sockaddr_un name = { 0 };
	socklen_t length = abstract(&name, "zoo-inside");
	int from = socket(AF_UNIX, SOCK_DGRAM, 0);
	int to = socket(AF_UNIX, SOCK_DGRAM, 0);
	int pair[2];

	return zoo_result(bind(to, (struct sockaddr *)&name, length)) ?:
	       zoo_result(sendto(from, "", 1, 0, (struct sockaddr *)&name, length)) ?:
	       zoo_result(socketpair(AF_UNIX, SOCK_DGRAM, 0, pair)) ?:
	       zoo_result(send(pair[0], "", 1, 0));
}

static int send_by(int fd)
{
	return zoo_result(send(fd, "", 1, MSG_DONTWAIT));
}

/* Connected by somebody else, to what only that one can name. */
static int send_by_received(void)
{
	int fd = zoo_ask_for(SEND_SOCKET);

	zoo_let_go();
	if (chdir("/"))
		return errno;
	return fd < 0 ? EPERM : send_by(fd);
}

/* As systemd has the journal's socket: from elsewhere, mounted into the chroot. */
static int mount_log(void)
{
	const struct sockaddr_un name = { AF_UNIX, ROOT "/mounted/log" };

	return zoo_result(mkdir(ROOT "/mounted", 0755)) ?:
	       zoo_result(mount("tmpfs", ROOT "/mounted", "tmpfs", 0, NULL)) ?:
	       zoo_result(bind(socket(AF_UNIX, SOCK_DGRAM, 0), (const struct sockaddr *)&name,
			       sizeof(name)));
}

/* As syslog(3) does: connected once. */
static int send_to_log(void)
{
	const struct sockaddr_un name = { AF_UNIX, "/mounted/log" };
	int fd = socket(AF_UNIX, SOCK_DGRAM, 0);

	return zoo_result(chdir("/")) ?:
	       zoo_result(connect(fd, (const struct sockaddr *)&name, sizeof(name))) ?:
	       send_by(fd) ?: send_by(fd);
}

static int send_by_lent(void)
{
	int fd = socket(AF_UNIX, SOCK_DGRAM, 0);
	char byte;

	/* There is nothing else by which it could be told. */
	zoo_let_go();
	zoo_send(zoo.pair, CONNECT, fd);
	return zoo_result(chdir("/")) ?: zoo_result(read(zoo.pair, &byte, 1)) ?: send_by(fd);
}

/* Connected by its name, on another mount, before the chroot; and sent to oneself. */
static int own_socket;

static int connect_before(void)
{
	struct sockaddr_un name = { AF_UNIX, OUTSIDE "/notify" };

	own_socket = socket(AF_UNIX, SOCK_DGRAM, 0);
	return zoo_result(connect(own_socket, (struct sockaddr *)&name, sizeof(name)));
}

static int send_by_own(void)
{
	int pair[2], fd = socket(AF_UNIX, SOCK_DGRAM, 0);
	char byte;

	if (chdir("/") || socketpair(AF_UNIX, SOCK_STREAM, 0, pair))
		return errno;
	zoo_send(pair[0], 0, fd);
	return send_by(own_socket) ?: (zoo_receive(pair[1], &byte) < 0 ? EPERM : 0);
}

/* Made, and told to share, before the mark. */
static int sharing = -1;

static int share_datagrams(void)
{
	return zoo_make_socket(SOCK_DGRAM, SO_REUSEADDR, &sharing);
}

static int share_connections(void)
{
	return zoo_make_socket(SOCK_STREAM, SO_REUSEPORT, &sharing);
}

/*
 * The last that is bound gets the datagrams that are sent; of those that share a port of
 * connections one may say, by a program, who gets them.
 */
static int take_port(void)
{
	return zoo_take_port(sharing, PORT);
}

static int share_port(void)
{
	return zoo_open_port(SOCK_DGRAM, SO_REUSEADDR, PORT);
}

/* To listen again at once, as daemons do. */
static int bind_alone(void)
{
	return zoo_open_port(SOCK_STREAM, SO_REUSEADDR, 0) ?:
	       zoo_open_port(SOCK_DGRAM, SO_KEEPALIVE, 0);
}

/* A program of outside listens by a protocol that the kernel leaves to programs. */
static struct sockaddr_nl listener = { .nl_family = AF_NETLINK };

static int listen_to_netlink(void)
{
	socklen_t length = sizeof(listener);
	int fd = socket(AF_NETLINK, SOCK_RAW, NETLINK_USERSOCK);

	return zoo_result(bind(fd, (struct sockaddr *)&listener, length)) ?:
	       zoo_result(getsockname(fd, (struct sockaddr *)&listener, &length));
}

static int send_to_netlink(void)
{
	int fd = socket(AF_NETLINK, SOCK_RAW, NETLINK_USERSOCK);

	return zoo_result(sendto(fd, "x", 1, 0, (struct sockaddr *)&listener,
				 sizeof(listener)));
}

static int open_queue(void)
{
	return zoo_result(mq_open("/zoo", O_RDWR));
}

static int make_queue(void)
{
	int queue = mq_open("/zoo-made", O_RDWR | O_CREAT, 0600, NULL);
	int err = zoo_result(queue);

	mq_unlink("/zoo-made");
	return err;
}

static int remove_posix_queue(void)
{
	return zoo_result(mq_unlink("/zoo"));
}

static int open_mounted_queue(void)
{
	return zoo_result(open("/mqueue/zoo", O_RDWR));
}

static int open_queue_to_others(void)
{
	return zoo_result(chmod("/mqueue/zoo", 0666));
}

static int attach_memory(void)
{
	return zoo_result((long)shmat(zoo.memory, NULL, 0));
}

static int lock_memory(void)
{
	return zoo_result(shmctl(zoo.memory, SHM_UNLOCK, NULL));
}

static int remove_memory(void)
{
	return zoo_result(shmctl(zoo.memory, IPC_RMID, NULL));
}

static int use_set(void)
{
	struct sembuf up = { .sem_op = 1 };

	return zoo_result(semop(zoo.set, &up, 1));
}

static int remove_set(void)
{
	return zoo_result(semctl(zoo.set, 0, IPC_RMID));
}

struct message {
	long type;
	char text;
};

static int use_queue(int queue)
{
	struct message message = { 1, 'x' };

	return zoo_result(msgsnd(queue, &message, 1, IPC_NOWAIT)) ?:
	       zoo_result(msgrcv(queue, &message, 1, 0, IPC_NOWAIT));
}

static int use_victims_queue(void)
{
	return use_queue(zoo.queue);
}

static int remove_queue(void)
{
	return zoo_result(msgctl(zoo.queue, IPC_RMID, NULL));
}

static int objects_inside(void)
{
	int memory = shmget(IPC_PRIVATE, 4096, 0600);
	int set = semget(IPC_PRIVATE, 1, 0600);
	int queue = msgget(IPC_PRIVATE, 0600);
	struct sembuf up = { .sem_op = 1 };
	struct shminfo limits;

	return zoo_result((long)shmat(memory, NULL, 0)) ?: zoo_result(semop(set, &up, 1)) ?:
	       use_queue(queue) ?: zoo_result(shmctl(memory, IPC_RMID, NULL)) ?:
	       zoo_result(semctl(set, 0, IPC_RMID)) ?:
	       zoo_result(msgctl(queue, IPC_RMID, NULL)) ?:
	       zoo_result(shmctl(0, IPC_INFO, (struct shmid_ds *)&limits));
}

static int key = -1;

static int add_key(void)
{
	key = syscall(SYS_add_key, "user", "zoo", "x", 1, KEY_SPEC_USER_KEYRING);
	return zoo_result(key);
}

static int read_key(void)
{
	char byte;

	return zoo_result(syscall(SYS_keyctl, KEYCTL_READ, key, &byte, 1));
}

static const char helper[] = "#!/bin/sh\n: > " ROOT "/inner/ran\n";

/* The program that the kernel runs in its own root when a key is not there. */
static int have_helper(void)
{
	int fd = open("/sbin/request-key", O_CREAT | O_WRONLY | O_TRUNC, 0755);
	int err = zoo_result(write(fd, helper, strlen(helper)));

	close(fd);
	return err;
}

static int request_key(void)
{
	syscall(SYS_request_key, "user", "zoo-none", "x", KEY_SPEC_USER_KEYRING);
	return zoo_result(access("/inner/ran", F_OK));
}

static int new_session(void)
{
	return zoo_result(syscall(SYS_keyctl, KEYCTL_JOIN_SESSION_KEYRING, NULL));
}

/* It takes keys as well, for sockets that have them. */
static int set_option(void)
{
	int on = 1, fd = socket(AF_UNIX, SOCK_STREAM, 0);

	return zoo_result(setsockopt(fd, SOL_SOCKET, SO_PASSCRED, &on, sizeof(on)));
}

/* include/uapi/linux/if_alg.h, 6.12 or before; not in 6.1 */
#define ALG_SET_KEY_BY_KEY_SERIAL	7

/* A key of outside for a cipher. There is none here: of that socket it is no option. */
static int set_cipher_key(void)
{
	int serial = 1, fd = socket(AF_INET, SOCK_STREAM, 0);
	int err = zoo_result(setsockopt(fd, SOL_ALG, ALG_SET_KEY_BY_KEY_SERIAL, &serial,
					sizeof(serial)));

	return err == ENOPROTOOPT ? 0 : err;
}

static int terminal = -1;

/* A pseudo terminal whose other end is outside, as of who has started us. */
static int take_terminal(void)
{
	int master = posix_openpt(O_RDWR | O_NOCTTY);

	if (master < 0 || grantpt(master) || unlockpt(master))
		return errno;
	setsid();
	terminal = open(ptsname(master), O_RDWR);
	return zoo_result(terminal);
}

static int type(void)
{
	return zoo_result(ioctl(terminal, TIOCSTI, "x"));
}

static int take_console(void)
{
	int err = zoo_permitted(ioctl(terminal, TIOCCONS));

	ioctl(terminal, TIOCCONS);
	return err;
}

/* The one that it has. */
static int set_discipline(void)
{
	const int discipline = N_TTY;

	return zoo_result(ioctl(terminal, TIOCSETD, &discipline));
}

static int use_terminal(void)
{
	struct winsize size;

	return zoo_result(write(terminal, "x", 1)) ?:
	       zoo_result(ioctl(terminal, TIOCGWINSZ, &size));
}

const struct technique ipc_techniques[] = {
	{ "abstract-stream", connect_abstract, NULL, connect_inside },
	{ "abstract-datagram", send_abstract, NULL, send_inside },
	{ "unix-file", open_path_of_socket, pass_socket, listen_to_passed },
	{ "unix-received", send_by_received, mount_log, send_to_log },
	{ "unix-lent", send_by_lent, connect_before, send_by_own },
	{ "netlink-program", send_to_netlink, listen_to_netlink },
	{ "share-port", share_port, NULL, bind_alone, true },
	{ "bind-datagram", take_port, share_datagrams, NULL, true },
	{ "bind-reuseport", take_port, share_connections, NULL, true },
	{ "mq-open", open_queue },
	{ "mq-create", make_queue },
	/* glibc says so, as POSIX does. */
	{ "mq-unlink", remove_posix_queue, .denied = EACCES },
	{ "mqueue-file", open_mounted_queue },
	{ "mqueue-chmod", open_queue_to_others },
	{ "sysv-shmat", attach_memory, NULL, objects_inside, .denied = EACCES },
	{ "sysv-shm-lock", lock_memory },
	{ "sysv-shm-remove", remove_memory },
	{ "sysv-semop", use_set, .denied = EACCES },
	{ "sysv-sem-remove", remove_set },
	{ "sysv-message", use_victims_queue, .denied = EACCES },
	{ "sysv-queue-remove", remove_queue },
	{ "add-key", add_key, NULL, set_option, .denied = ENOKEY },
	{ "read-key", read_key, add_key, .denied = ENOKEY },
	{ "request-key", request_key, have_helper, .denied = ENOENT },
	{ "session-keyring", new_session },
	{ "cipher-key", set_cipher_key },
	{ "tiocsti", type, take_terminal, use_terminal },
	{ "tioccons", take_console, take_terminal },
	{ "line-discipline", set_discipline, take_terminal },
	{ }
};
