/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - tasks that are outside, as a jailed task sees them
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_OUTSIDER_H
#define _SECURITY_JAIL_OUTSIDER_H

#include <linux/types.h>

struct dentry;
struct jail_subject;
struct task_struct;

struct task_struct *jail_proc_task(const struct dentry *directory);

/* For struct jail_request: each with what its object is. */
bool jail_task_is_inside(const struct jail_subject *subject, const void *task);
bool jail_task_is_below(const struct jail_subject *subject, const void *task);
bool jail_group_is_inside(const struct jail_subject *subject, const void *group);
bool jail_owner_is_inside(const struct jail_subject *subject, const void *who);

#endif /* _SECURITY_JAIL_OUTSIDER_H */
