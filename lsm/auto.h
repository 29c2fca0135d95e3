/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - marking whoever calls chroot(2), by itself
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_AUTO_H
#define _SECURITY_JAIL_AUTO_H

#include <linux/types.h>

extern bool jail_auto;

int jail_auto_chroot(void);

#endif /* _SECURITY_JAIL_AUTO_H */
