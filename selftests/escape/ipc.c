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
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "zoo.h"

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
	int pair[2];

	return zoo_result(socketpair(AF_UNIX, SOCK_DGRAM, 0, pair)) ?:
	       zoo_result(send(pair[0], "", 1, 0));
}

static int open_queue(void)
{
	return zoo_result(mq_open("/zoo", O_RDWR));
}

static int open_mounted_queue(void)
{
	return zoo_result(open("/mqueue/zoo", O_RDWR));
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

static int use_terminal(void)
{
	struct winsize size;

	return zoo_result(write(terminal, "x", 1)) ?:
	       zoo_result(ioctl(terminal, TIOCGWINSZ, &size));
}

const struct technique ipc_techniques[] = {
	{ "abstract-stream", connect_abstract, NULL, connect_inside },
	{ "abstract-datagram", send_abstract, NULL, send_inside },
	{ "mq-open", open_queue },
	{ "mqueue-file", open_mounted_queue },
	{ "tiocsti", type, take_terminal, use_terminal },
	{ "tioccons", take_console, take_terminal },
	{ }
};
