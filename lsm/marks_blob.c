// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - the store of marks of the built-in LSM: the task's LSM blob
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/lsm_hooks.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>

#include "attach/blob.h"
#include "marks.h"

const bool jail_store_is_by_address;

static struct jail_mark __rcu **slot_of(const struct task_struct *task)
{
	return task->security + jail_blob_sizes.lbs_task;
}

/**
 * jail_store_init - there is nothing to make: the framework has
 *
 * Context: any.
 * Return: 0.
 */
int jail_store_init(void)
{
	return 0;
}

/**
 * jail_store_exit - nor to undo
 *
 * Context: any.
 */
void jail_store_exit(void)
{
}

/**
 * jail_store_find - the mark of a task
 * @task: the task, which the caller keeps from being freed
 *
 * Context: any, under rcu_read_lock() or marks_lock.
 * Return: the mark, or NULL.
 */
struct jail_mark *jail_store_find(const struct task_struct *task)
{
	return rcu_dereference_check(*slot_of(task), true);
}

/**
 * jail_store_add - put a mark in; its task has none
 * @mark: to be found from now on
 *
 * Context: any, under marks_lock.
 */
void jail_store_add(struct jail_mark *mark)
{
	rcu_assign_pointer(*slot_of(mark->task), mark);
}

/**
 * jail_store_del - take a mark out
 * @mark: readers may see it until a grace period is over
 *
 * Context: any, under marks_lock; its task has not been freed.
 */
void jail_store_del(struct jail_mark *mark)
{
	RCU_INIT_POINTER(*slot_of(mark->task), NULL);
}
