/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail selftests - the escape zoo
 *
 * A technique is a function that runs in a chroot, as root with every
 * capability, and gets out of it, or acts on what is outside. Each is run
 * unmarked first, and must succeed; then jailed, and must be denied.
 *
 *	/tmp/zoo			a tmpfs
 *	|-- outside			open as zoo.out before the chroot
 *	|   |-- secret, link, prog, socket, notify
 *	|   `-- empty
 *	`-- root			the chroot
 *	    |-- inner, moved, dev, etc
 *	    |-- proc, sys, mqueue, ...	mounted
 *	    `-- prog
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef JAIL_ZOO_H
#define JAIL_ZOO_H

#include <stdbool.h>
#include <sys/types.h>

#define ZOO		"/tmp/zoo"
#define OUTSIDE		ZOO "/outside"
#define ROOT		ZOO "/root"
/* For techniques that mount: of ROOT once more, and what is on ROOT/inner. */
#define OTHER_MOUNT	ZOO "/other"
#define BOUND		ZOO "/bound"

/**
 * struct technique - a way out
 * @id: what a developer runs it by: lower case, words by hyphens
 * @attempt: in the chroot; returns 0 if it is out, or has acted; or an errno
 * @prepare: outside, before the chroot; returns 0 or an errno; or NULL
 * @honest: in the chroot, jailed, what is nearest and must work; returns 0; or
 *	NULL if another technique of the same file has it
 * @in_strict: "default" leaves it alone
 * @denied: the errno, where a file system has one of its own for that; 0 is
 *	EPERM
 * @absent: what it comes to unmarked where a kernel has not got what it uses;
 *	that of a call it has not, and EPROTONOSUPPORT, are that for all
 */
struct technique {
	const char *id;
	int (*attempt)(void);
	int (*prepare)(void);
	int (*honest)(void);
	bool in_strict;
	int denied;
	int absent;
};

/**
 * struct zoo - what a technique may use
 * @victim: a process outside, of root
 * @thread: of that, not the first
 * @out: OUTSIDE, a directory
 * @path: OUTSIDE/secret, opened by O_PATH
 * @pair: a socket whose other end the victim has; it sends what it is asked for
 * @memory: a System V shared memory segment of the victim
 * @set: a System V semaphore set
 * @queue: a System V message queue
 */
struct zoo {
	pid_t victim;
	pid_t thread;
	int out;
	int path;
	int pair;
	int memory;
	int set;
	int queue;
};

extern struct zoo zoo;

extern const struct technique path_techniques[];
extern const struct technique attribute_techniques[];
extern const struct technique uring_techniques[];
extern const struct technique kernel_techniques[];
extern const struct technique task_techniques[];
extern const struct technique ipc_techniques[];

/* The victim has these, of UDP and TCP, to share with whom it trusts. */
#define PORT		7777

/* What the victim does when it is asked. */
enum favour {
	SEND_DIRECTORY = 'd',
	SEND_FILE = 'f',
	SEND_CONTROL = 'p',		/* oom_score_adj of the victim, writable */
	SEND_SOCKET = 's',		/* a datagram socket, connected to OUTSIDE/notify */
	SEND_OTHER_MOUNT = 'o',		/* ROOT/inner, by OTHER_MOUNT */
	ADD = 'n',			/* zoo.out to who asks by this seccomp listener */
	CONNECT = 'c',			/* what is sent with it, in the same way */
	MOVE_OUT = 'm',
	MOVE_BACK = 'b',
	MOVE_ALWAYS = 'a',		/* out and back, until it is killed */
	BORROW = 'r',			/* the ring of the process that is sent with it */
	READ = 'i',			/* what is sent with it, as nobody */
};

/* Which descriptor of that process is the ring. */
#define LENT		100

int zoo_borrow(int pidfd);
int zoo_ask_about(enum favour favour, int fd);
int zoo_ask(enum favour favour);
int zoo_ask_for(enum favour favour);
int zoo_bind(void);
void zoo_let_go(void);
void zoo_send(int to, enum favour favour, int fd);
int zoo_receive(int from, char *byte);
bool zoo_become_nobody(void);
int zoo_make_socket(int type, int option, int *fd);
int zoo_take_port(int fd, int port);
int zoo_open_port(int type, int option, int port);

/* errno of a system call that fails, or 0. */
int zoo_result(long result);

/* The same, but 0 also if it failed for what it was given. */
int zoo_permitted(long result);

/* That of ioctl(2), but 0 also if the file has no such request. */
int zoo_ioctl(int fd, unsigned long request, void *argument);

#endif /* JAIL_ZOO_H */
