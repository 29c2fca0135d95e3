// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - who belongs to a process tree that is marked
 *
 * While a tree is marked, it is published, and three things hold:
 *
 * - The child of a marked task is marked before it is on any list
 *   (task_alloc), and once more, for a child that was allocated before its
 *   parent was marked, when it is on the list and has not run (task_newtask).
 * - The child of a task that belongs to the tree, and that the walk has not
 *   reached, is marked at task_newtask too.
 * - A task that belongs to the tree marks its children when it exits
 *   (sched_process_exit), before they are given another parent.
 *
 * So whoever belongs to the tree and has no mark is linked to it by parents
 * that have not exited, and the walk over all tasks finds it. A task belongs
 * to the tree if it, or a parent on the way up, is in the process at the top
 * or has a mark of this operation; or, in an operation by root, if its root
 * directory is that root or below it, whatever became of its parents.
 *
 * The mark starts when the first pass is over: it hands over for those that
 * had passed sched_process_exit before the tree was published and had not
 * yet given their children away. What was cut off before that was an orphan
 * before the mark, which only an operation by root can reach.
 *
 * There is one operation at a time, under mark_mutex of operation.c. Its tree is
 * read under RCU and stands until a grace period after it was withdrawn.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/cred.h>
#include <linux/hash.h>
#include <linux/log2.h>
#include <linux/mm.h>
#include <linux/pid.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "findings.h"
#include "jail.h"
#include "label.h"
#include "marks.h"
#include "members.h"
#include "root.h"
#include "tree.h"

static struct jail_tree __rcu *current_tree;

static bool has_mark_of(const struct jail_tree *tree, const struct task_struct *task)
{
	const struct jail_mark *mark = jail_mark_find(task);

	return mark && mark->serial == tree->serial;
}

/*
 * What a walk has seen of tasks: whether they descend. As many as there are, so that few
 * push each other out. Under mark_mutex, and valid within one section of RCU: afterwards
 * an address may be that of another task.
 */
static struct seen {
	const struct task_struct *task;
	bool descends;
} *seen;

static unsigned int seen_bits;

/* Is the way up of a task looked at? Otherwise a walk needs no table. */
static bool goes_up(const struct jail_tree *tree)
{
	return tree->top && !tree->alone;
}

static int alloc_seen(const struct jail_tree *tree)
{
	struct task_struct *process, *task;
	unsigned long count = 1;

	if (!goes_up(tree))
		return 0;
	rcu_read_lock();
	for_each_process_thread(process, task)
		count++;
	rcu_read_unlock();
	seen_bits = order_base_2(count) + 1;
	seen = kvcalloc(1UL << seen_bits, sizeof(*seen), GFP_KERNEL_ACCOUNT);
	return seen ? 0 : -ENOMEM;
}

static void free_seen(void)
{
	kvfree(seen);
	seen = NULL;
}

static struct seen *look_up(const struct task_struct *task)
{
	return &seen[hash_ptr(task, seen_bits)];
}

static void forget_seen(void)
{
	if (seen)
		memset(seen, 0, sizeof(*seen) << seen_bits);
}

static bool is_of_tree(const struct jail_tree *tree, struct task_struct *task)
{
	return same_thread_group(task, tree->top) || has_mark_of(tree, task);
}

/*
 * Under RCU. The parent is read before the mark is looked for: a task that
 * exits marks its children before they get another parent, so whoever sees
 * the other parent sees the mark.
 */
static bool descends(const struct jail_tree *tree, struct task_struct *task)
{
	struct task_struct *parent;

	if (!tree->top)
		return has_mark_of(tree, task);
	if (tree->alone)
		return is_of_tree(tree, task);
	while (task->pid) {
		parent = rcu_dereference(task->real_parent);
		/* Pairs with the release in jail_store_add(). */
		smp_rmb();
		if (is_of_tree(tree, task))
			return true;
		task = parent;
	}
	return false;
}

/*
 * The same for a walk over all tasks, in which it is not to cost the length of
 * the way up each time: a parent comes before its children there, mostly. Only of
 * @task itself is it known afterwards. Of those above it, one may have another
 * parent since: who exits may leave its children to a task that it did not
 * descend from (find_child_reaper() in kernel/exit.c, after setns(2)).
 */
static bool descends_in_walk(const struct jail_tree *tree, struct task_struct *task)
{
	struct task_struct *up = task, *parent;
	bool descends = false;
	struct seen *known;

	if (!tree->top)
		return has_mark_of(tree, task);
	if (tree->alone)
		return is_of_tree(tree, task);
	for (; up->pid && !descends; up = parent) {
		known = look_up(up);
		if (known->task == up) {
			descends = known->descends;
			break;
		}
		parent = rcu_dereference(up->real_parent);
		/* As in descends(). */
		smp_rmb();
		descends = is_of_tree(tree, up);
	}
	*look_up(task) = (struct seen){ task, descends };
	return descends;
}

/* Under RCU. */
static bool has_root(const struct jail_tree *tree, struct task_struct *task)
{
	return tree->by_root.dentry && jail_root_is_under(task, &tree->by_root);
}

static bool belongs_in_walk(const struct jail_tree *tree, struct task_struct *task)
{
	return descends_in_walk(tree, task) || has_root(tree, task);
}

static bool is_free(struct task_struct *task)
{
	return !jail_is_kernel_thread(task) && !jail_mark_find(task);
}

/* The first thread is its process, as long as there is another: it is signalled by it. */
static bool has_ended(struct task_struct *task)
{
	return READ_ONCE(task->exit_state) && !delay_group_leader(task);
}

/* Whoever it is, if it has no mark and there is a point in one. */
static bool can_be_marked(struct task_struct *task)
{
	return is_free(task) && !has_ended(task);
}

static bool is_to_be_marked(struct task_struct *task, const void *data)
{
	return can_be_marked(task) && belongs_in_walk(data, task);
}

static bool is_left_behind(struct task_struct *task, const void *data)
{
	return can_be_marked(task) && descends_in_walk(data, task);
}

/*
 * Where nothing may sleep. Such a task keeps its one chroot only if its root
 * is that of the process at the top; any other is closed, to be safe.
 */
static bool mark_atomic(struct jail_tree *tree, struct task_struct *task)
{
	struct jail_root *root = jail_root_is_of(tree->root, task) ? tree->root : NULL;
	int err = jail_mark_add(task, tree->jail, root, tree->serial, GFP_ATOMIC);

	/* What it does with others comes by the hooks; these it has already. */
	if (err == -ENOMEM ||
	    (!err && jail_label_mark_cred(rcu_dereference(task->real_cred), tree->jail->id,
					  tree->serial)))
		WRITE_ONCE(tree->failed, true);
	return !err;
}

/*
 * Under RCU. Every thread of a child has this parent. Zombies are marked too:
 * they get another parent as well, and others may be on their way up through
 * them. Without a process at the top nobody belongs by a parent.
 */
static void hand_over(struct jail_tree *tree, struct task_struct *parent)
{
	struct task_struct *process, *task;

	if (tree->alone)
		return;
	for_each_process_thread(process, task) {
		if (rcu_dereference(task->real_parent) == parent && is_free(task) &&
		    (tree->top || has_root(tree, task)))
			mark_atomic(tree, task);
	}
	/* Before the children get another parent: see descends(). */
	smp_wmb();
}

/**
 * jail_tree_exit - a task exits; its children still have it as their parent
 * @task: the task
 *
 * Context: process context of @task, must not sleep.
 */
void jail_tree_exit(struct task_struct *task)
{
	struct jail_tree *tree;

	if (jail_walk_is_naive())
		return;
	rcu_read_lock();
	tree = rcu_dereference(current_tree);
	if (tree && descends(tree, task))
		hand_over(tree, task);
	rcu_read_unlock();
}

/**
 * jail_tree_new_task - a task is on the list, and has not run
 * @task: the task, made by current
 *
 * The child of a jailed task that cannot be marked is killed before it runs.
 *
 * Context: process context of the creator, must not sleep.
 */
void jail_tree_new_task(struct task_struct *task)
{
	struct jail_tree *tree;
	int err = 0;

	if (jail_walk_is_naive())
		return;
	rcu_read_lock();
	jail_mark_is_born(task);
	if (!jail_mark_find(task)) {
		err = jail_mark_inherit(task, true);
		tree = rcu_dereference(current_tree);
		if (tree && !jail_mark_find(task) &&
		    (descends(tree, current) || has_root(tree, current)))
			mark_atomic(tree, task);
	}
	rcu_read_unlock();
	if (err == -ENOMEM)
		send_sig(SIGKILL, task, 1);
}

/* Has it passed sched_process_exit, and not yet given its children away? */
static bool is_exiting(const struct task_struct *task)
{
	return (READ_ONCE(task->flags) & PF_EXITING) && !READ_ONCE(task->exit_state);
}

/* As hand_over() does for one parent. */
static void hand_over_all(struct jail_tree *tree)
{
	struct task_struct *process, *task, *parent;

	if (tree->alone)
		return;
	rcu_read_lock();
	forget_seen();
	for_each_process_thread(process, task) {
		parent = rcu_dereference(task->real_parent);
		if (is_exiting(parent) && is_free(task) && descends_in_walk(tree, parent) &&
		    (tree->top || has_root(tree, task)))
			mark_atomic(tree, task);
	}
	rcu_read_unlock();
}

/*
 * Tasks are marked where they are found, so that no list of them is needed.
 * Returns how many were marked in this pass.
 */
static unsigned int pass(struct jail_tree *tree, jail_member_fn is_found)
{
	struct task_struct *process, *task;
	unsigned int marked = 0;

	rcu_read_lock();
	forget_seen();
	for_each_process_thread(process, task) {
		if (is_found(task, tree))
			marked += mark_atomic(tree, task);
	}
	rcu_read_unlock();
	return marked;
}

/*
 * Somebody outside can take the root directory in each pass: who does that after the
 * first is not meant. Whoever was there, and was not found then, as its process was
 * executing another program, is found by the second or third.
 */
#define PASSES_BY_ROOT	3

static int mark_all(struct jail_tree *tree)
{
	unsigned int passes = 0;

	hand_over_all(tree);
	while (pass(tree, passes < PASSES_BY_ROOT ? is_to_be_marked : is_left_behind) &&
	       !READ_ONCE(tree->failed) && !jail_walk_is_naive()) {
		if (fatal_signal_pending(current))
			return -EINTR;
		passes++;
		cond_resched();
	}
	return READ_ONCE(tree->failed) ? -ENOMEM : 0;
}

/*
 * Credentials that a task was about to take when those that it had got their label. Who
 * is still about to gets one for them when it makes others, forks or executes a program.
 */
static int label_again(const struct jail_tree *tree)
{
	struct task_struct *process, *task;
	int err = 0;

	rcu_read_lock();
	for_each_process_thread(process, task) {
		if (!err && has_mark_of(tree, task))
			err = jail_label_mark_cred(rcu_dereference(task->real_cred),
						   tree->jail->id, tree->serial);
	}
	rcu_read_unlock();
	return err;
}

/**
 * jail_tree_mark - mark whoever belongs to a tree, whatever it does meanwhile
 * @tree: with a jail
 *
 * Context: process context, may sleep. Under mark_mutex.
 * Return: 0; -ENOMEM, or -EINTR when killed, and some are marked.
 */
int jail_tree_mark(struct jail_tree *tree)
{
	int err = alloc_seen(tree);

	if (err)
		return err;
	rcu_assign_pointer(current_tree, tree);
	/*
	 * Before the flags of tasks are read: one that sets PF_EXITING later
	 * than that sees the tree, by the barrier of the atomic that do_exit()
	 * does in between.
	 */
	smp_mb();
	err = mark_all(tree);
	RCU_INIT_POINTER(current_tree, NULL);
	/* Under a fork storm a normal grace period can take minutes. */
	synchronize_rcu_expedited();
	free_seen();
	return err ?: label_again(tree);
}

static bool is_marked(struct task_struct *task, const void *data)
{
	return has_mark_of(data, task);
}

/* Also whoever is in the jail already. */
static bool is_in_tree(struct task_struct *task, const void *data)
{
	const struct jail_tree *tree = data;
	const struct jail_mark *mark = jail_mark_find(task);

	return !jail_is_kernel_thread(task) && (!mark || mark->jail == tree->jail) &&
	       belongs_in_walk(tree, task);
}

/* Whoever is to be marked, has been, or is in the jail that is joined. */
static bool is_inside(struct task_struct *task, const void *data)
{
	const struct jail_tree *tree = data;
	const struct jail_mark *mark = jail_mark_find(task);

	if (mark)
		return mark->jail == tree->jail;
	return belongs_in_walk(tree, task);
}

static const jail_member_fn parts[] = {
	[JAIL_TREE_UNMARKED] = is_to_be_marked,
	[JAIL_TREE_MARKED] = is_marked,
	[JAIL_TREE_ALL] = is_in_tree,
};

/**
 * jail_tree_look - what reaches over the border of these tasks?
 * @tree: of which they are
 * @part: which of them
 * @findings: written on success; NULL if nobody wants to know
 *
 * Context: process context, may sleep. Under mark_mutex.
 * Return: 0; -ENOMEM, or -EINTR when killed.
 */
int jail_tree_look(const struct jail_tree *tree, enum jail_tree_part part,
		   struct jail_findings *findings)
{
	struct jail_members members = {
		.begin_walk = forget_seen,
		.is_member = parts[part],
		.is_inside = is_inside,
		.data = tree,
	};
	int err;

	if (!findings)
		return 0;
	err = alloc_seen(tree);
	if (err)
		return err;
	err = jail_members_collect(&members);
	if (!err) {
		err = jail_findings_look(findings, &members);
		jail_members_put(&members);
	}
	free_seen();
	return err;
}
