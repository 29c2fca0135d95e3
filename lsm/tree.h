/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - who belongs to a process tree that is marked
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_TREE_H
#define _SECURITY_JAIL_TREE_H

#include <linux/path.h>
#include <linux/sched.h>
#include <linux/types.h>

struct jail;
struct jail_findings;
struct jail_root;

/**
 * struct jail_tree - the tasks that one operation is about
 * @serial: of the operation, by which its marks are known
 * @top: the process at the top; NULL when by root alone
 * @alone: the process, without the descendants that it has
 * @by_root: root directory that makes a task belong; dentry NULL when not
 * @jail: to be put in, or NULL
 * @root: the root that a task which has it now may leave once, or NULL
 * @failed: a task could not be marked where nobody can be told
 */
struct jail_tree {
	u64 serial;
	struct task_struct *top;
	bool alone;
	struct path by_root;
	struct jail *jail;
	struct jail_root *root;
	bool failed;
};

/**
 * enum jail_tree_part - which tasks of a tree
 * @JAIL_TREE_UNMARKED: those that are to be marked
 * @JAIL_TREE_MARKED: those that this operation has marked
 * @JAIL_TREE_ALL: those, and whoever is in the jail already
 */
enum jail_tree_part {
	JAIL_TREE_UNMARKED,
	JAIL_TREE_MARKED,
	JAIL_TREE_ALL,
};

int jail_tree_mark(struct jail_tree *tree);
int jail_tree_look(const struct jail_tree *tree, enum jail_tree_part part,
		   struct jail_findings *findings);
void jail_tree_new_task(struct task_struct *task);
void jail_tree_exit(struct task_struct *task);

static inline bool jail_is_kernel_thread(const struct task_struct *task)
{
	return READ_ONCE(task->flags) & PF_KTHREAD;
}

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
