// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - marking a process tree
 *
 * A task that is marked passes the mark on by itself (hooks_task.c). So the
 * tree is walked until a walk finds nobody without a mark: who was missed
 * was made by somebody not marked yet, and is found by the next walk.
 *
 * mark_mutex makes one mark at a time. The walk is under RCU; tasks are
 * referenced while they are worked on.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/mm.h>
#include <linux/mutex.h>
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

/* A walk that always finds more is a fork storm we cannot win. */
#define MAX_WALKS	1000

static DEFINE_MUTEX(mark_mutex);

/**
 * struct walk - tasks of a tree that have no mark, and those that got one
 * @top: the process at the top, referenced
 * @tasks: referenced; the first @marked of them have been marked
 * @count: in @tasks
 * @room: for so many
 * @marked: so many of @tasks are marked
 * @full: there were more than @room
 */
struct walk {
	struct task_struct *top;
	struct task_struct **tasks;
	unsigned int count;
	unsigned int room;
	unsigned int marked;
	bool full;
};

/* Under RCU. Up from @task, a process at a time, to @top or to the end. */
static bool is_descendant(struct task_struct *task, struct task_struct *top)
{
	while (!is_idle_task(task)) {
		if (same_thread_group(task, top))
			return true;
		task = rcu_dereference(task->real_parent);
	}
	return false;
}

static bool is_gone(const struct task_struct *task)
{
	return READ_ONCE(task->exit_state);
}

static void collect(struct walk *walk)
{
	struct task_struct *process, *task;

	rcu_read_lock();
	for_each_process_thread(process, task) {
		if (is_gone(task) || jail_mark_find(task) ||
		    !is_descendant(task, walk->top))
			continue;
		if (walk->count == walk->room) {
			walk->full = true;
			break;
		}
		walk->tasks[walk->count++] = get_task_struct(task);
	}
	rcu_read_unlock();
}

static int grow(struct walk *walk)
{
	unsigned int room = walk->room ? 2 * walk->room : 256;
	struct task_struct **tasks;

	tasks = kvmalloc_array(room, sizeof(*tasks), GFP_KERNEL_ACCOUNT);
	if (!tasks)
		return -ENOMEM;
	memcpy(tasks, walk->tasks, walk->count * sizeof(*tasks));
	kvfree(walk->tasks);
	walk->tasks = tasks;
	walk->room = room;
	walk->full = false;
	return 0;
}

static int mark_task(struct task_struct *task, struct jail *jail)
{
	struct jail_root *root;
	int err;

	err = jail_root_of(task, &root);
	if (err)
		return err;
	err = jail_mark_add(task, jail, root, GFP_KERNEL_ACCOUNT);
	jail_root_put(root);
	return err == -EEXIST ? 0 : err;
}

/* Marks those that were collected and have none. */
static int mark_collected(struct walk *walk, struct jail *jail)
{
	int err;

	while (walk->marked < walk->count) {
		err = mark_task(walk->tasks[walk->marked], jail);
		if (err)
			return err;
		walk->marked++;
	}
	return 0;
}

static int mark_all(struct walk *walk, struct jail *jail)
{
	unsigned int before;
	int walks, err;

	for (walks = 0; walks < MAX_WALKS; walks++) {
		if (walk->full || !walk->room) {
			err = grow(walk);
			if (err)
				return err;
		}
		before = walk->count;
		collect(walk);
		if (walk->count == before && !walk->full)
			return before ? 0 : -ESRCH;
		err = mark_collected(walk, jail);
		if (err)
			return err;
	}
	return -EAGAIN;
}

/*
 * Takes back every mark of @jail: the tasks that were marked, and children
 * that they made since, which are on the task list or come to task_free.
 */
static void unmark_all(const struct jail *jail)
{
	const struct jail_mark *mark;
	struct task_struct *process, *task;

	while (atomic_read(&jail->tasks)) {
		rcu_read_lock();
		for_each_process_thread(process, task) {
			mark = jail_mark_find(task);
			if (mark && mark->jail == jail)
				jail_mark_remove(task);
		}
		rcu_read_unlock();
		cond_resched();
	}
}

static void forget(struct walk *walk)
{
	while (walk->count)
		put_task_struct(walk->tasks[--walk->count]);
	kvfree(walk->tasks);
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
	return 0;
}

static int mark_process(struct task_struct *top, u64 policy,
			struct jail_marked *marked, const char **reason)
{
	struct walk walk = { .top = top };
	struct jail *jail;
	int err;

	err = refuse_target(top, reason);
	if (err)
		return err;
	jail = jail_create(policy);
	if (!jail)
		return -ENOMEM;
	err = mark_all(&walk, jail);
	if (err == -ESRCH)
		*reason = "it has exited";
	else if (err == -EAGAIN)
		*reason = "the tree forks faster than it can be walked";
	marked->id = jail->id;
	marked->tasks = walk.marked;
	if (err)
		unmark_all(jail);
	forget(&walk);
	jail_put(jail);
	return err;
}

/**
 * jail_mark_tree - put a process, its threads and descendants into a new jail
 * @nr: its PID, in the pid namespace of the caller
 * @policy: of the jail
 * @marked: written on success
 * @reason: set to a text on failure, where there is one to add to the errno
 *
 * Descendants that are in another jail stay there.
 *
 * Context: process context, may sleep.
 * Return: 0, or an errno of include/uapi/linux/jail.h and nothing is marked.
 */
int jail_mark_tree(pid_t nr, u64 policy, struct jail_marked *marked,
		   const char **reason)
{
	struct task_struct *top;
	int err;

	rcu_read_lock();
	top = get_pid_task(find_vpid(nr), PIDTYPE_TGID);
	rcu_read_unlock();
	if (!top) {
		*reason = "there is no such process";
		return -ESRCH;
	}
	err = jail_attach_hold(false);
	if (!err) {
		mutex_lock(&mark_mutex);
		err = mark_process(top, policy, marked, reason);
		mutex_unlock(&mark_mutex);
		jail_attach_release();
	} else if (err == -EAGAIN) {
		*reason = "the self-test has not passed; run 'jailctl selftest'";
	} else {
		*reason = "not attached; see the kernel log";
	}
	put_task_struct(top);
	return err;
}
