/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail selftests - a chroot for a child, which is marked before it or in it
 *
 *	/secret                     what an escape reads
 *	/tmp/jail-root              the chroot: ROOT
 *	`-- inner                   where a second one goes
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef JAIL_CHROOTED_H
#define JAIL_CHROOTED_H

#include <stdbool.h>

#define ROOT	"/tmp/jail-root"

/**
 * enum when - when a task is marked
 * @NEVER: it is not
 * @ARMED: before its first chroot
 * @CLOSED: after it
 */
enum when {
	NEVER,
	ARMED,
	CLOSED,
};

bool make_root(void);
void remove_root(void);
void mark_if(enum when when, enum when now);
void enter_root(enum when when);

#endif /* JAIL_CHROOTED_H */
