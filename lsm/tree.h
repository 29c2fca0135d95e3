/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - marking a process tree
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_TREE_H
#define _SECURITY_JAIL_TREE_H

#include <linux/types.h>

struct path;
struct task_struct;

/**
 * struct jail_mark_request - whom to mark, and how
 * @nr: PID in the pid namespace of the caller, or 0 for @root alone
 * @same_root: also whoever has the root directory of @nr, or one below it
 * @root: also whoever has this root directory, or one below it; or NULL
 * @policy: of the new jail
 */
struct jail_mark_request {
	pid_t nr;
	bool same_root;
	const struct path *root;
	u64 policy;
};

/**
 * struct jail_marked - what a mark did
 * @id: of the jail
 * @tasks: how many were marked; their later children come on top
 */
struct jail_marked {
	u64 id;
	unsigned int tasks;
};

int jail_mark_tree(const struct jail_mark_request *request,
		   struct jail_marked *marked, const char **reason);
void jail_tree_new_task(struct task_struct *task);
void jail_tree_exit(struct task_struct *task);

/**
 * jail_walk_is_naive - is this a build to show that the tests find survivors?
 *
 * Then a tree is walked once, and nothing is done about what happens
 * meanwhile. Never for use.
 */
static inline bool jail_walk_is_naive(void)
{
#ifdef JAIL_NAIVE_WALK
	return true;
#else
	return false;
#endif
}

#endif /* _SECURITY_JAIL_TREE_H */
