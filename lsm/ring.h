/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - rings of io_uring
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_RING_H
#define _SECURITY_JAIL_RING_H

#include <linux/types.h>

struct file;
struct jail_subject;

bool jail_file_is_ring(const struct file *file);
bool jail_rings_are_own(const struct jail_subject *subject, const void *unused);

#endif /* _SECURITY_JAIL_RING_H */
