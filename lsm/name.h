/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - names of jails
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_NAME_H
#define _SECURITY_JAIL_NAME_H

#include <linux/types.h>

#include <uapi/linux/jail.h>

/* With the terminating NUL. */
#define JAIL_NAME_SIZE	(JAIL_NAME_MAX + 1)

bool jail_name_is_valid(const char *name);

#endif /* _SECURITY_JAIL_NAME_H */
