// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - the tasks of a tree, as they were at one moment
 *
 * For what has to sleep, and so cannot be done where the tasks are walked.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/bsearch.h>
#include <linux/errno.h>
#include <linux/mm.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>
#include <linux/slab.h>
#include <linux/sort.h>

#include "members.h"

/* Most trees are smaller, and one walk is enough. */
#define ROOM	64

static int compare(const void *a, const void *b)
{
	const struct task_struct *left = *(const struct task_struct **)a;
	const struct task_struct *right = *(const struct task_struct **)b;

	return left < right ? -1 : left > right;
}

/* How many there are; those that there is room for are referenced. */
static size_t gather(const struct jail_members *members, size_t room)
{
	struct task_struct *process, *task;
	size_t count = 0;

	rcu_read_lock();
	members->begin_walk();
	for_each_process_thread(process, task) {
		if (!members->is_member(task, members->data))
			continue;
		if (count < room)
			members->tasks[count] = get_task_struct(task);
		count++;
	}
	rcu_read_unlock();
	return count;
}

/**
 * jail_members_collect - reference every task that belongs
 * @members: whose functions are set; the rest is written on success, and to be
 *	put
 *
 * Context: process context, may sleep.
 * Return: 0 or -ENOMEM.
 */
int jail_members_collect(struct jail_members *members)
{
	size_t room = ROOM, count;

	for (;;) {
		members->tasks = kvmalloc_array(room, sizeof(*members->tasks),
						GFP_KERNEL_ACCOUNT);
		if (!members->tasks)
			return -ENOMEM;
		count = gather(members, room);
		members->count = min(count, room);
		if (count <= room)
			break;
		jail_members_put(members);
		room = count + count / 2;
	}
	sort(members->tasks, count, sizeof(*members->tasks), compare, NULL);
	return 0;
}

/**
 * jail_members_have - is a task one of them?
 * @members: the tasks
 * @task: only its address is used
 *
 * Context: any.
 */
bool jail_members_have(const struct jail_members *members,
		       const struct task_struct *task)
{
	return bsearch(&task, members->tasks, members->count,
		       sizeof(*members->tasks), compare);
}

/**
 * jail_members_surround - is a task on their side of the border?
 * @members: the tasks
 * @task: the task
 *
 * Context: under RCU, after @begin_walk.
 */
bool jail_members_surround(const struct jail_members *members, struct task_struct *task)
{
	return jail_members_have(members, task) ||
	       members->is_inside(task, members->data);
}

/**
 * jail_members_put - drop the references
 * @members: from jail_members_collect()
 *
 * Context: process context, may sleep.
 */
void jail_members_put(struct jail_members *members)
{
	while (members->count)
		put_task_struct(members->tasks[--members->count]);
	kvfree(members->tasks);
	members->tasks = NULL;
}
