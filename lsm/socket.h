/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - sockets of other tasks
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_SOCKET_H
#define _SECURITY_JAIL_SOCKET_H

struct file;
struct sock;

int jail_check_connect(struct sock *peer);
int jail_check_send(struct sock *from, struct sock *to);
int jail_check_socket(struct file *file);
int jail_check_socket_path(struct file *file);
int jail_check_bind(const struct sock *sock);
int jail_check_option(const struct sock *sock, int level, int option);
int jail_check_family(int family, int protocol);

#endif /* _SECURITY_JAIL_SOCKET_H */
