// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - marks in an RCU hash keyed by task, for the loadable module
 *
 * Readers take nothing but RCU. marks_lock guards insertion and removal and
 * is taken with interrupts off: tasks are freed from RCU callbacks.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/hash.h>
#include <linux/rculist.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

#include "jail.h"
#include "marks.h"
#include "root.h"

#define HASH_BITS	12

static struct hlist_head buckets[1 << HASH_BITS];
static DEFINE_SPINLOCK(marks_lock);
static struct kmem_cache *cache;

static struct hlist_head *bucket_of(const struct task_struct *task)
{
	return &buckets[hash_ptr(task, HASH_BITS)];
}

/**
 * jail_marks_init - make the store
 *
 * Context: process context, may sleep.
 * Return: 0 or -ENOMEM.
 */
int jail_marks_init(void)
{
	cache = kmem_cache_create("jail_mark", sizeof(struct jail_mark), 0,
				  SLAB_ACCOUNT, NULL);
	return cache ? 0 : -ENOMEM;
}

/**
 * jail_marks_exit - undo jail_marks_init(); there must be no mark left
 *
 * Context: process context, may sleep.
 */
void jail_marks_exit(void)
{
	rcu_barrier();
	kmem_cache_destroy(cache);
}

/**
 * jail_mark_find - the mark of a task
 * @task: the task; only its address is used
 *
 * Context: any, under rcu_read_lock().
 * Return: the mark, valid under the same rcu_read_lock(), or NULL.
 */
const struct jail_mark *jail_mark_find(const struct task_struct *task)
{
	const struct jail_mark *mark;

	hlist_for_each_entry_rcu(mark, bucket_of(task), node) {
		if (mark->task == task)
			return mark;
	}
	return NULL;
}

static void free_mark(struct rcu_head *rcu)
{
	kmem_cache_free(cache, container_of(rcu, struct jail_mark, rcu));
}

/**
 * jail_mark_add - put a task into a jail
 * @task: the task; the caller keeps it from being freed
 * @jail: the jail, to which the caller has a reference
 * @root: the root @task may leave once, or NULL; the caller has a reference
 * @gfp: GFP_KERNEL if the caller may sleep
 *
 * Context: any.
 * Return: 0, -EEXIST if the task has a mark, -ENOMEM.
 */
int jail_mark_add(const struct task_struct *task, struct jail *jail,
		  struct jail_root *root, gfp_t gfp)
{
	struct jail_mark *mark = kmem_cache_alloc(cache, gfp | __GFP_NOWARN);
	unsigned long flags;
	bool exists;

	if (!mark)
		return -ENOMEM;
	mark->task = task;
	mark->jail = jail;
	mark->root = root;
	spin_lock_irqsave(&marks_lock, flags);
	exists = jail_is_jailed(task);
	if (!exists) {
		jail_get(jail);
		atomic_inc(&jail->tasks);
		jail_root_get(root);
		hlist_add_head_rcu(&mark->node, bucket_of(task));
	}
	spin_unlock_irqrestore(&marks_lock, flags);
	if (exists) {
		kmem_cache_free(cache, mark);
		return -EEXIST;
	}
	return 0;
}

/**
 * jail_mark_remove - take the mark of a task away, if it has one
 * @task: a task that is freed, or whose marking is undone; only its address
 *	is used
 *
 * Context: any, also an RCU callback.
 */
void jail_mark_remove(const struct task_struct *task)
{
	struct jail_mark *mark;
	unsigned long flags;

	if (!jail_is_jailed(task))
		return;
	spin_lock_irqsave(&marks_lock, flags);
	hlist_for_each_entry(mark, bucket_of(task), node) {
		if (mark->task == task) {
			hlist_del_rcu(&mark->node);
			break;
		}
	}
	spin_unlock_irqrestore(&marks_lock, flags);
	if (!mark)
		return;
	atomic_dec(&mark->jail->tasks);
	jail_root_put(mark->root);
	jail_put(mark->jail);
	call_rcu(&mark->rcu, free_mark);
}
