/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - the tasks of a tree, as they were at one moment
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_MEMBERS_H
#define _SECURITY_JAIL_MEMBERS_H

#include <linux/types.h>

struct task_struct;

/**
 * struct jail_members - tasks, each referenced
 * @count: how many
 * @tasks: in the order of their addresses
 */
struct jail_members {
	size_t count;
	struct task_struct **tasks;
};

int jail_members_collect(struct jail_members *members,
			 bool (*is_member)(struct task_struct *task, const void *data),
			 const void *data);
bool jail_members_have(const struct jail_members *members,
		       const struct task_struct *task);
void jail_members_put(struct jail_members *members);

#endif /* _SECURITY_JAIL_MEMBERS_H */
