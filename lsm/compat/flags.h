/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - flags newer than the headers
 *
 * Each names the version that brought it; it can go when that version is the
 * oldest one supported.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_COMPAT_FLAGS_H
#define _SECURITY_JAIL_COMPAT_FLAGS_H

#include <linux/bits.h>
#include <linux/if_alg.h>
#include <uapi/linux/sched.h>

/* include/uapi/linux/sched.h, 7.2 or before; not in 6.12 */
#ifndef CLONE_AUTOREAP
#define CLONE_AUTOREAP		BIT_ULL(34)
#define CLONE_NNP		BIT_ULL(35)
#define CLONE_PIDFD_AUTOKILL	BIT_ULL(36)
#endif

/* include/uapi/linux/if_alg.h, 6.12 or before; not in 6.1 */
#ifndef ALG_SET_KEY_BY_KEY_SERIAL
#define ALG_SET_KEY_BY_KEY_SERIAL	7
#endif

#endif /* _SECURITY_JAIL_COMPAT_FLAGS_H */
