// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - hooks: sockets of other tasks
 *
 * A socket that is bound to a path is inside if the path is, whoever listens:
 * that is how a chrooted daemon has its /dev/log. An abstract one is on no path: it
 * is inside if a task of the jail has made it (label.c), or listens on it.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/net.h>
#include <linux/netlink.h>
#include <linux/pid.h>
#include <linux/rcupdate.h>
#include <net/af_unix.h>
#include <net/sock.h>

#include "attach/hook.h"
#include "check.h"
#include "hooks.h"
#include "label.h"
#include "outsider.h"
#include "place.h"

/* Who listens, or has made a pair; the kernel keeps it for SO_PEERCRED. */
static bool is_peer_inside(const struct jail_subject *subject, const void *object)
{
	const struct sock *peer = object;
	struct pid *pid = READ_ONCE(peer->sk_peer_pid);
	struct task_struct *task = pid ? pid_task(pid, PIDTYPE_TGID) : NULL;

	return jail_object_is_inside(subject, peer) ||
	       (task && jail_task_is_inside(subject, task));
}

static int check_peer(struct sock *peer)
{
	const struct unix_sock *unix_peer = unix_sk(peer);
	const struct unix_address *address;

	/* Pairs with the release in unix_bind_bsd() and its kin. */
	address = smp_load_acquire(&unix_peer->addr);
	/* Nobody can ask for one without a name: it came as a descriptor. */
	if (!address)
		return 0;
	if (address->name->sun_path[0])
		return jail_check_dentry(JAIL_OP_UNIX, unix_peer->path.dentry);
	return jail_check_object(JAIL_OP_UNIX, peer, is_peer_inside);
}

JAIL_HOOK_DEFINE3(unix_stream_connect, struct sock *, sock, struct sock *, other,
		  struct sock *, newsk)
{
	return check_peer(other);
}

JAIL_HOOK_DEFINE2(unix_may_send, struct socket *, sock, struct socket *, other)
{
	return check_peer(other->sk);
}

JAIL_HOOK_DEFINE5(socket_post_create, struct socket *, sock, int, family, int, type,
		  int, protocol, int, kern)
{
	return family == AF_UNIX && !kern ? jail_label_inherit(sock->sk) : 0;
}

JAIL_VOID_HOOK_DEFINE1(sk_free_security, struct sock *, sock)
{
	if (sock->sk_family == AF_UNIX)
		jail_label_remove(sock);
}

/*
 * Messages of devices: the kernel, and any process of root, tell udev and systemd by
 * them what to load and to start.
 */
JAIL_HOOK_DEFINE2(netlink_send, struct sock *, sock, struct sk_buff *, message)
{
	return sock->sk_protocol == NETLINK_KOBJECT_UEVENT ?
	       jail_check_op(JAIL_OP_CONTROL) : 0;
}

static struct jail_hook socket_hooks[] JAIL_HOOK_TABLE = {
	JAIL_HOOK(unix_stream_connect, JAIL_HOOK_HOT),
	JAIL_HOOK(unix_may_send, JAIL_HOOK_HOT),
	JAIL_HOOK(netlink_send, JAIL_HOOK_HOT),
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
