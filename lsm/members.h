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

/* Something about a task, under RCU; with the data of who asks. */
typedef bool (*jail_member_fn)(struct task_struct *task, const void *data);

/**
 * struct jail_members - tasks, each referenced
 * @begin_walk: called first in each section of RCU that asks what follows
 * @is_member: does a task belong to those that are looked at?
 * @is_inside: is a task on the same side of the border? More may be, and tasks
 *	that were made since are
 * @data: for both
 * @count: how many there are
 * @tasks: in the order of their addresses
 */
struct jail_members {
	void (*begin_walk)(void);
	jail_member_fn is_member;
	jail_member_fn is_inside;
	const void *data;
	size_t count;
	struct task_struct **tasks;
};

int jail_members_collect(struct jail_members *members);
bool jail_members_have(const struct jail_members *members,
		       const struct task_struct *task);
bool jail_members_surround(const struct jail_members *members, struct task_struct *task);
void jail_members_put(struct jail_members *members);

#endif /* _SECURITY_JAIL_MEMBERS_H */
