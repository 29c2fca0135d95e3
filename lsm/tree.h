/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - marking a process tree
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_TREE_H
#define _SECURITY_JAIL_TREE_H

#include <linux/types.h>

struct jail_findings;
struct jail_mark_request;
struct task_struct;

/**
 * struct jail_marked - what a mark, or a release, did
 * @id: of the jail
 * @tasks: how many were marked or released
 */
struct jail_marked {
	u64 id;
	unsigned int tasks;
};

int jail_mark_tree(const struct jail_mark_request *request,
		   struct jail_marked *marked, struct jail_findings *findings,
		   const char **reason);
int jail_mark_current(struct jail_marked *marked);
int jail_check_tree(const struct jail_mark_request *request,
		    struct jail_findings *findings, const char **reason);
int jail_release(const char *which, struct jail_marked *released);
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
