// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - the store of marks of the loadable module: a hash keyed by task
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/rculist.h>
#include <linux/sched.h>

#include "marks.h"
#include "table.h"

const bool jail_store_is_by_address = true;

static struct jail_table marks;

/**
 * jail_store_init - make the store
 *
 * Context: process context, may sleep.
 * Return: 0 or -ENOMEM.
 */
int jail_store_init(void)
{
	return jail_table_init(&marks);
}

/**
 * jail_store_exit - undo jail_store_init(); nothing is in it, and nobody looks
 *
 * Context: process context, may sleep.
 */
void jail_store_exit(void)
{
	jail_table_exit(&marks);
}

/**
 * jail_store_find - the mark of a task
 * @task: the task; only its address is used
 *
 * Context: any, under rcu_read_lock() or marks_lock.
 * Return: the mark, or NULL.
 */
struct jail_mark *jail_store_find(const struct task_struct *task)
{
	struct jail_mark *mark;

	hlist_for_each_entry_rcu(mark, jail_table_list(&marks, task), node, true) {
		if (mark->task == task)
			return mark;
	}
	return NULL;
}

/**
 * jail_store_add - put a mark in; its task has none
 * @mark: to be found from now on
 *
 * Context: any, under marks_lock.
 */
void jail_store_add(struct jail_mark *mark)
{
	hlist_add_head_rcu(&mark->node, jail_table_list(&marks, mark->task));
}

/**
 * jail_store_del - take a mark out
 * @mark: readers may see it until a grace period is over
 *
 * Context: any, under marks_lock.
 */
void jail_store_del(struct jail_mark *mark)
{
	hlist_del_rcu(&mark->node);
}
