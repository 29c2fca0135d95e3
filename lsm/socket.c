// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - sockets of other tasks
 *
 * A socket that is bound to a path is inside if the path is, whoever listens:
 * that is how a chrooted daemon has its /dev/log. An abstract one is on no path: it
 * is inside if a task of the jail has made it (label.c), or listens on it.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/fs.h>
#include <linux/net.h>
#include <linux/pid.h>
#include <linux/rcupdate.h>
#include <net/af_unix.h>
#include <net/sock.h>
#include <uapi/linux/sctp.h>

#include "check.h"
#include "compat/flags.h"
#include "label.h"
#include "outsider.h"
#include "place.h"
#include "root.h"
#include "socket.h"

/* Who listens, or has made a pair; the kernel keeps it for SO_PEERCRED. */
static bool is_peer_inside(const struct jail_subject *subject, const void *object)
{
	const struct sock *peer = object;
	struct pid *pid = READ_ONCE(peer->sk_peer_pid);
	struct task_struct *task = pid ? pid_task(pid, PIDTYPE_TGID) : NULL;

	return jail_object_is_inside(subject, peer) ||
	       (task && jail_task_is_inside(subject, task));
}

/* NULL if it has no name: then nobody can ask for it, it came as a descriptor. */
static const struct unix_address *address_of(const struct sock *peer)
{
	/* Pairs with the release in unix_bind_bsd() and its kin. */
	return smp_load_acquire(&unix_sk(peer)->addr);
}

static bool has_path(const struct unix_address *address)
{
	return address->name->sun_path[0];
}

/**
 * jail_check_connect - may the current task connect a stream to this?
 * @peer: AF_UNIX, which the caller keeps from being freed
 *
 * Context: as jail_check().
 * Return: as jail_check().
 */
int jail_check_connect(struct sock *peer)
{
	const struct unix_address *address = address_of(peer);

	if (!address)
		return 0;
	if (has_path(address))
		return jail_check_dentry(JAIL_OP_UNIX, unix_sk(peer)->path.dentry);
	return jail_check_object(JAIL_OP_UNIX, peer, is_peer_inside);
}

/**
 * struct link - a datagram on its way
 * @from: the socket of who sends
 * @to: the socket that gets it
 * @is_connected: it needs no name for that
 */
struct link {
	const struct sock *from;
	const struct sock *to;
	bool is_connected;
};

/*
 * What is on another mount, and inside for all that is known, has been come to by
 * its name; but not if somebody else has connected the socket.
 */
static bool is_link_inside(const struct jail_subject *subject, const void *object)
{
	const struct link *link = object;
	struct dentry *dentry = unix_sk(link->to)->path.dentry;

	if (subject->root && jail_root_contains_dentry(subject->root, dentry))
		return true;
	return jail_dentry_is_inside(subject, dentry) &&
	       !(link->is_connected &&
		 jail_peer_is_foreign(subject, link->from, link->to));
}

/**
 * jail_check_send - may the current task send a datagram there?
 * @from: its socket, AF_UNIX; which it may be about to connect
 * @to: AF_UNIX, which the caller keeps from being freed
 *
 * Context: as jail_check().
 * Return: as jail_check().
 */
int jail_check_send(struct sock *from, struct sock *to)
{
	const struct unix_address *address = address_of(to);
	const struct link link = {
		.from = from,
		.to = to,
		.is_connected = READ_ONCE(unix_sk(from)->peer) == to,
	};
	int err;

	if (!address)
		return 0;
	if (!has_path(address))
		return jail_check_object(JAIL_OP_UNIX, to, is_peer_inside);
	err = jail_check_object(JAIL_OP_UNIX, &link, is_link_inside);
	if (!err && !link.is_connected)
		jail_label_add_peer(from, to);
	return err;
}

static const struct socket *unix_socket_of(struct file *file)
{
	const struct socket *sock = sock_from_file(file);

	return sock && sock->sk && sock->sk->sk_family == AF_UNIX ? sock : NULL;
}

/**
 * jail_check_socket - may the current task receive this?
 * @file: of any kind
 *
 * A datagram socket of somebody else may be connected, now or later, to whatever that
 * can name.
 *
 * Context: as jail_check().
 * Return: as jail_check().
 */
int jail_check_socket(struct file *file)
{
	const struct socket *sock = unix_socket_of(file);

	if (!sock || sock->type != SOCK_DGRAM)
		return 0;
	return jail_check_object(JAIL_OP_UNIX, sock->sk, jail_object_is_inside);
}

/**
 * jail_check_socket_path - may the current task have what this is bound to, by SIOCUNIXFILE?
 * @file: of any kind
 *
 * Wherever that is: no hook is asked where the kernel opens it.
 *
 * Context: as jail_check().
 * Return: as jail_check().
 */
int jail_check_socket_path(struct file *file)
{
	return unix_socket_of(file) ? jail_check_op(JAIL_OP_RECEIVE_PATH) : 0;
}

static bool has_ports(const struct sock *sock)
{
	return sock->sk_family == AF_INET || sock->sk_family == AF_INET6;
}

/**
 * jail_check_bind - may the current task take a port?
 * @sock: of any family
 *
 * Not with others: what comes to a port that several sockets have may go to the one that
 * was bound last (datagrams), or to the one that a program of any of them names
 * (SO_REUSEPORT). That takes the user id of the other, at most.
 *
 * Context: as jail_check().
 * Return: as jail_check().
 */
int jail_check_bind(const struct sock *sock)
{
	if (!has_ports(sock))
		return 0;
	if (!sock->sk_reuseport && !(sock->sk_reuse && sock->sk_type == SOCK_DGRAM))
		return 0;
	return jail_check_op(JAIL_OP_BIND);
}

/**
 * jail_check_option - may the current task set this of a socket?
 * @sock: of any family
 * @level: of the option
 * @option: with what value is not known
 *
 * Those by which a port is shared: another thread could set one between jail_check_bind()
 * and bind(2), and UDP binds by itself, to any port of a range that an option narrows. And
 * a key of outside, for a cipher: io_uring sets options in no system call that tells.
 *
 * Context: as jail_check().
 * Return: as jail_check().
 */
int jail_check_option(const struct sock *sock, int level, int option)
{
	bool shares = false;

	if (level == SOL_ALG && option == ALG_SET_KEY_BY_KEY_SERIAL)
		return jail_check_op(JAIL_OP_KEY);
	if (level == SOL_SOCKET)
		shares = option == SO_REUSEPORT ||
			 (option == SO_REUSEADDR && sock->sk_type == SOCK_DGRAM);
	else if (level == SOL_SCTP)
		shares = option == SCTP_REUSE_PORT;
	return shares && has_ports(sock) ? jail_check_op(JAIL_OP_BIND) : 0;
}

/* IPPROTO_SMC of include/uapi/linux/in.h, from 6.11 */
#define PROTOCOL_SMC	256

/**
 * jail_check_family - may the current task make a socket of this family?
 * @family: of addresses
 * @protocol: of those of IP, SMC reaches what its own family does
 *
 * Those are known that reach no further than IP, which a firewall is for, or ask for a
 * capability; or are the kernel's ciphers. Others reach firmware, a bus, the hypervisor or
 * programs outside, for anybody who asks, once somebody has loaded their module.
 *
 * Context: as jail_check().
 * Return: as jail_check().
 */
int jail_check_family(int family, int protocol)
{
	switch (family) {
	case AF_INET:
	case AF_INET6:
		return protocol == PROTOCOL_SMC ? jail_check_op(JAIL_OP_SOCKET) : 0;
	case AF_UNIX:
	case AF_NETLINK:
	case AF_PACKET:
	case AF_ALG:
		return 0;
	default:
		return jail_check_op(JAIL_OP_SOCKET);
	}
}
