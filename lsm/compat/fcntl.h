/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - commands of fcntl(2) newer than the headers
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_COMPAT_FCNTL_H
#define _SECURITY_JAIL_COMPAT_FCNTL_H

#include <linux/fcntl.h>

/* include/uapi/linux/fcntl.h, 7.2 or before; not in 6.12 */
#ifndef F_SETDELEG
#define F_SETDELEG		(F_LINUX_SPECIFIC_BASE + 16)
#endif

#endif /* _SECURITY_JAIL_COMPAT_FCNTL_H */
