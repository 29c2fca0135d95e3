/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - what everything shares
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_MODULE_H
#define _SECURITY_JAIL_MODULE_H

#include <linux/printk.h>
#include <linux/types.h>

#undef pr_fmt
#define pr_fmt(fmt) "jail: " fmt

struct workqueue_struct;

/* Releases that may sleep, and detaching when the last jail is gone. */
extern struct workqueue_struct *jail_wq;

/* The policy of a mark that names none. */
extern u64 jail_default_policy;

/* Until reboot: no policy change, no release, no detaching. Never unset. */
extern bool jail_sealed;

int jail_core_init(void);
void jail_core_add_hooks(void);
void jail_core_exit(void);
int jail_securityfs_init(void);
void jail_securityfs_exit(void);

#endif /* _SECURITY_JAIL_MODULE_H */
