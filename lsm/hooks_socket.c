// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - hooks: sockets of other tasks
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/errno.h>
#include <linux/net.h>
#include <linux/netlink.h>
#include <net/sock.h>

#include "attach/hook.h"
#include "check.h"
#include "hooks.h"
#include "label.h"
#include "socket.h"

JAIL_HOOK_DEFINE3(unix_stream_connect, struct sock *, sock, struct sock *, other,
		  struct sock *, newsk)
{
	return jail_check_connect(other);
}

JAIL_HOOK_DEFINE2(unix_may_send, struct socket *, sock, struct socket *, other)
{
	return jail_check_send(sock->sk, other->sk);
}

JAIL_HOOK_DEFINE4(socket_create, int, family, int, type, int, protocol, int, kern)
{
	/* As where there is no such family: who looks for one does without it. */
	return !kern && jail_check_family(family, protocol) ? -EAFNOSUPPORT : 0;
}

JAIL_HOOK_DEFINE5(socket_post_create, struct socket *, sock, int, family, int, type,
		  int, protocol, int, kern)
{
	return family == AF_UNIX && !kern ? jail_label_inherit(sock->sk) : 0;
}

JAIL_HOOK_DEFINE3(socket_bind, struct socket *, sock, struct sockaddr *, address,
		  int, length)
{
	return jail_check_bind(sock->sk);
}

JAIL_HOOK_DEFINE3(socket_setsockopt, struct socket *, sock, int, level, int, option)
{
	return jail_check_option(sock->sk, level, option);
}

JAIL_VOID_HOOK_DEFINE1(sk_free_security, struct sock *, sock)
{
	if (sock->sk_family == AF_UNIX)
		jail_label_remove(sock);
}

/*
 * Messages of devices: the kernel, and any process of root, tell udev and systemd by
 * them what to load and to start. What drivers are told by a connector, or RDMA's port
 * mapper, or programs of outside by a protocol that is theirs, asks for no capability.
 */
JAIL_HOOK_DEFINE2(netlink_send, struct sock *, sock, struct sk_buff *, message)
{
	switch (sock->sk_protocol) {
	case NETLINK_KOBJECT_UEVENT:
	case NETLINK_CONNECTOR:
	case NETLINK_RDMA:
	case NETLINK_USERSOCK:
		return jail_check_op(JAIL_OP_CONTROL);
	default:
		return 0;
	}
}

static struct jail_hook socket_hooks[] JAIL_HOOK_TABLE = {
	JAIL_HOOK(unix_stream_connect, JAIL_HOOK_HOT),
	JAIL_HOOK(unix_may_send, JAIL_HOOK_HOT),
	JAIL_HOOK(netlink_send, JAIL_HOOK_HOT),
	JAIL_HOOK(socket_bind, JAIL_HOOK_HOT | JAIL_HOOK_MUST_PASS),
	JAIL_HOOK(socket_setsockopt, JAIL_HOOK_HOT),
	JAIL_HOOK(socket_create, JAIL_HOOK_HOT | JAIL_HOOK_MUST_PASS),
	JAIL_HOOK(socket_post_create, JAIL_HOOK_HOT | JAIL_HOOK_MUST_PASS),
	JAIL_HOOK_OF(sk_free_security, JAIL_HOOK_HOT | JAIL_HOOK_ANY_TASK |
		     JAIL_HOOK_MUST_PASS, security_sk_free),
};

/**
 * jail_add_socket_hooks - hand the hooks of this file to the attachment
 */
void __init jail_add_socket_hooks(void)
{
	jail_hooks_add(socket_hooks, ARRAY_SIZE(socket_hooks));
}
