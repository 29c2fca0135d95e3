// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - marking a process tree
 *
 * While a tree is marked, an operation is published, and three things hold:
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
 * had passed sched_process_exit before the operation was published and had not
 * yet given their children away. What was cut off before that was an orphan
 * before the mark, which only an operation by root can reach.
 *
 * mark_mutex makes one operation at a time. The operation is read under RCU
 * and stands until a grace period after it was withdrawn.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/mutex.h>
#include <linux/path.h>
#include <linux/pid.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>

#include "attach/attach.h"
#include "jail.h"
#include "marks.h"
#include "root.h"
#include "tree.h"

/**
 * struct operation - one mark in progress
 * @top: the process at the top, referenced; NULL when by root alone
 * @by_root: root directory that makes a task belong; dentry NULL when not
 * @jail: to be put in
 * @root: the root that @top may leave once, or NULL
 * @failed: a task could not be marked where nobody can be told
 */
struct operation {
	struct task_struct *top;
	struct path by_root;
	struct jail *jail;
	struct jail_root *root;
	bool failed;
};

static DEFINE_MUTEX(mark_mutex);
static struct operation __rcu *current_operation;

static bool has_mark_of(const struct operation *op, const struct task_struct *task)
{
	const struct jail_mark *mark = jail_mark_find(task);

	return mark && mark->jail == op->jail;
}

/*
 * Under RCU. The parent is read before the mark is looked for: a task that
 * exits marks its children before they get another parent, so whoever sees
 * the other parent sees the mark.
 */
static bool descends(const struct operation *op, struct task_struct *task)
{
	struct task_struct *parent;

	if (!op->top)
		return has_mark_of(op, task);
	while (task->pid) {
		parent = rcu_dereference(task->real_parent);
		/* Pairs with the release in hlist_add_head_rcu(). */
		smp_rmb();
		if (same_thread_group(task, op->top) || has_mark_of(op, task))
			return true;
		task = parent;
	}
	return false;
}

/* Under RCU. */
static bool has_root(const struct operation *op, struct task_struct *task)
{
	return op->by_root.dentry && jail_root_is_under(task, &op->by_root);
}

static bool belongs(const struct operation *op, struct task_struct *task)
{
	return descends(op, task) || has_root(op, task);
}

static bool is_candidate(struct task_struct *task)
{
	return !(task->flags & PF_KTHREAD) && !READ_ONCE(task->exit_state) &&
	       !jail_mark_find(task);
}

/*
 * Where nothing may sleep. Such a task keeps its one chroot only if its root
 * is that of the process at the top; any other is closed, to be safe.
 */
static bool mark_atomic(struct operation *op, struct task_struct *task)
{
	struct jail_root *root = jail_root_is_of(op->root, task) ? op->root : NULL;
	int err = jail_mark_add(task, op->jail, root, GFP_ATOMIC);

	if (err == -ENOMEM)
		WRITE_ONCE(op->failed, true);
	return !err;
}

/* Under RCU. Every thread of a child has this parent. */
static void hand_over(struct operation *op, struct task_struct *parent)
{
	struct task_struct *process, *task;

	for_each_process_thread(process, task) {
		if (rcu_dereference(task->real_parent) == parent && is_candidate(task))
			mark_atomic(op, task);
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
	struct operation *op;

	if (jail_walk_is_naive())
		return;
	rcu_read_lock();
	op = rcu_dereference(current_operation);
	if (op && descends(op, task))
		hand_over(op, task);
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
	struct operation *op;
	int err = 0;

	if (jail_walk_is_naive())
		return;
	rcu_read_lock();
	jail_mark_is_born(task);
	if (!jail_mark_find(task)) {
		err = jail_mark_inherit(task, true);
		op = rcu_dereference(current_operation);
		if (op && belongs(op, current))
			mark_atomic(op, task);
	}
	rcu_read_unlock();
	if (err == -ENOMEM)
		send_sig(SIGKILL, task, 1);
}

/* Under RCU. Those that exit and have not yet given their children away. */
static void hand_over_all(struct operation *op)
{
	struct task_struct *process, *task;

	for_each_process_thread(process, task) {
		if ((READ_ONCE(task->flags) & PF_EXITING) &&
		    !READ_ONCE(task->exit_state) && descends(op, task))
			hand_over(op, task);
	}
}

/*
 * Tasks are marked where they are found, so that no list of them is needed.
 * Returns how many were marked in this pass.
 */
static unsigned int pass(struct operation *op)
{
	struct task_struct *process, *task;
	unsigned int marked = 0;

	rcu_read_lock();
	for_each_process_thread(process, task) {
		if (is_candidate(task) && belongs(op, task))
			marked += mark_atomic(op, task);
	}
	rcu_read_unlock();
	return marked;
}

static int mark_all(struct operation *op)
{
	rcu_read_lock();
	hand_over_all(op);
	rcu_read_unlock();
	while (pass(op) && !READ_ONCE(op->failed) && !jail_walk_is_naive())
		cond_resched();
	return READ_ONCE(op->failed) ? -ENOMEM : 0;
}

static int operate(struct operation *op, struct jail_marked *marked)
{
	int err = 0;

	if (op->top) {
		err = jail_root_of(op->top, &op->root);
		if (err)
			return err;
	}
	rcu_assign_pointer(current_operation, op);
	err = mark_all(op);
	RCU_INIT_POINTER(current_operation, NULL);
	synchronize_rcu();
	marked->tasks = atomic_read(&op->jail->tasks);
	marked->id = op->jail->id;
	if (!err && !marked->tasks)
		err = -ESRCH;
	if (err)
		jail_marks_remove_all(op->jail);
	jail_root_put(op->root);
	return err;
}

static int refuse_target(struct task_struct *task, const char **reason)
{
	if (is_global_init(task)) {
		*reason = "PID 1 cannot be jailed: the machine would be";
		return -EBUSY;
	}
	if (task->flags & PF_KTHREAD) {
		*reason = "it is a kernel thread";
		return -EOPNOTSUPP;
	}
	if (jail_is_jailed(task)) {
		*reason = "it is jailed already";
		return -EEXIST;
	}
	if (READ_ONCE(task->exit_state) && thread_group_empty(task)) {
		*reason = "it has exited";
		return -ESRCH;
	}
	return 0;
}

static bool init_is_under(const struct path *root)
{
	struct task_struct *init;
	bool under;

	rcu_read_lock();
	init = jail_init_task();
	under = !init || jail_root_is_under(init, root);
	rcu_read_unlock();
	return under;
}

/* PID 1 has the root of the machine: marking by that would mark the machine. */
static int set_by_root(struct operation *op, const struct jail_mark_request *request,
		       const char **reason)
{
	if (request->root) {
		op->by_root = *request->root;
		path_get(&op->by_root);
	} else if (!request->same_root || !jail_task_root(op->top, &op->by_root)) {
		return 0;
	}
	if (init_is_under(&op->by_root)) {
		*reason = "that root is not a chroot: PID 1 has it, or one below it";
		return -EBUSY;
	}
	return 0;
}

static int mark(struct operation *op, const struct jail_mark_request *request,
		struct jail_marked *marked, const char **reason)
{
	int err = 0;

	if (op->top)
		err = refuse_target(op->top, reason);
	if (!err)
		err = set_by_root(op, request, reason);
	if (err)
		return err;
	op->jail = jail_create(request->policy);
	if (!op->jail)
		return -ENOMEM;
	err = operate(op, marked);
	if (err == -ESRCH)
		*reason = op->top ? "it has exited" : "no process has that root";
	jail_put(op->jail);
	return err;
}

/**
 * jail_mark_tree - put a process, its threads and descendants into a new jail
 * @request: whom, and how
 * @marked: written on success
 * @reason: set to a text on failure, where there is one to add to the errno
 *
 * Descendants that are in another jail stay there.
 *
 * Context: process context, may sleep.
 * Return: 0, or an errno of include/uapi/linux/jail.h and nothing is marked.
 */
int jail_mark_tree(const struct jail_mark_request *request,
		   struct jail_marked *marked, const char **reason)
{
	struct operation op = {};
	int err;

	if (request->nr) {
		rcu_read_lock();
		op.top = get_pid_task(find_vpid(request->nr), PIDTYPE_TGID);
		rcu_read_unlock();
		if (!op.top) {
			*reason = "there is no such process";
			return -ESRCH;
		}
	}
	err = jail_attach_hold(false);
	if (!err) {
		mutex_lock(&mark_mutex);
		err = mark(&op, request, marked, reason);
		mutex_unlock(&mark_mutex);
		jail_attach_release();
	} else if (err == -EAGAIN) {
		*reason = "the self-test has not passed, or is running; see 'jailctl selftest'";
	} else {
		*reason = "not attached; see the kernel log";
	}
	path_put(&op.by_root);
	if (op.top)
		put_task_struct(op.top);
	return err;
}
