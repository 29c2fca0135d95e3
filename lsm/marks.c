// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - marks: task -> jail
 *
 * Readers take nothing but RCU. marks_lock guards the store, the list of each
 * jail and what is taken back. It is taken with interrupts off: tasks are freed
 * from RCU callbacks.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/irqflags.h>
#include <linux/kernel.h>
#include <linux/preempt.h>
#include <linux/rculist.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

#include "jail.h"
#include "label.h"
#include "marks.h"
#include "root.h"
#include "work.h"

static DEFINE_SPINLOCK(marks_lock);
static struct kmem_cache *cache;

/*
 * Marks that are taken back: those of a jail, of one operation or (0) all. From
 * @stay to the end of the list of the jail there is none.
 */
static struct {
	const struct jail *jail;
	u64 serial;
	const struct list_head *stay;
} removal;

/**
 * jail_marks_init - make the store
 *
 * Context: process context, may sleep.
 * Return: 0 or -ENOMEM.
 */
int jail_marks_init(void)
{
	int err = jail_store_init();

	if (err)
		return err;
	cache = kmem_cache_create("jail_mark", sizeof(struct jail_mark), 0,
				  SLAB_ACCOUNT, NULL);
	if (cache)
		return 0;
	jail_store_exit();
	return -ENOMEM;
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
	jail_store_exit();
}

/* Under marks_lock. */
static bool is_removed(const struct jail_mark *mark)
{
	return mark->jail == removal.jail &&
	       (!removal.serial || removal.serial == mark->serial);
}

/* Under marks_lock. */
static void del_locked(struct jail_mark *mark)
{
	if (removal.stay == &mark->member)
		removal.stay = mark->member.next;
	list_del_rcu(&mark->member);
	jail_store_del(mark);
}

static void free_mark(struct rcu_head *rcu)
{
	kmem_cache_free(cache, container_of(rcu, struct jail_mark, rcu));
}

/* Out of the store already. */
static void release_mark(struct jail_mark *mark)
{
	atomic_dec(&mark->jail->tasks);
	jail_root_put(rcu_access_pointer(mark->root));
	jail_put(mark->jail);
	call_rcu(&mark->rcu, free_mark);
}

/*
 * Take the mark of a task out of the store. With a creator, only that of an
 * embryo this creator was said to make: memory of a task that was given up
 * may be another's by now, which was made by another, or is born.
 */
static struct jail_mark *take(const struct task_struct *task,
			      const struct task_struct *creator)
{
	struct jail_mark *mark;
	unsigned long flags;

	spin_lock_irqsave(&marks_lock, flags);
	mark = jail_store_find(task);
	if (mark && creator && READ_ONCE(mark->creator) != creator)
		mark = NULL;
	if (mark)
		del_locked(mark);
	spin_unlock_irqrestore(&marks_lock, flags);
	return mark;
}

/*
 * An embryo that was given up before another module's allocation succeeded
 * never comes to task_free, in the loadable module.
 */
static void drop_embryo(const struct task_struct *embryo,
			const struct task_struct *creator)
{
	struct jail_mark *mark = take(embryo, creator);

	if (mark)
		release_mark(mark);
}

static struct jail_mark *alloc_mark(const struct task_struct *task, gfp_t gfp)
{
	struct jail_mark *mark = kmem_cache_zalloc(cache, gfp | __GFP_NOWARN);

	if (mark)
		mark->task = task;
	return mark;
}

/* Under marks_lock; the caller's references, or its parent's, are there. */
static void insert_locked(struct jail_mark *mark, struct jail *jail,
			  struct jail_root *root, u64 serial)
{
	mark->jail = jail_get(jail);
	RCU_INIT_POINTER(mark->root, jail_root_get(root));
	mark->serial = serial;
	atomic_inc(&jail->tasks);
	list_add_tail_rcu(&mark->member, &jail->marks);
	jail_store_add(mark);
}

/**
 * jail_mark_add - put a task into a jail
 * @task: the task; the caller keeps it from being freed
 * @jail: the jail, to which the caller has a reference
 * @root: the root @task may leave once, or NULL; the caller has a reference
 * @serial: of the operation that marks
 * @gfp: GFP_KERNEL if the caller may sleep
 *
 * Context: any.
 * Return: 0, -EEXIST if the task has a mark, -ENOMEM.
 */
int jail_mark_add(const struct task_struct *task, struct jail *jail,
		  struct jail_root *root, u64 serial, gfp_t gfp)
{
	struct jail_mark *mark = alloc_mark(task, gfp);
	unsigned long flags;
	bool exists;

	if (!mark)
		return -ENOMEM;
	spin_lock_irqsave(&marks_lock, flags);
	exists = jail_store_find(task);
	if (!exists)
		insert_locked(mark, jail, root, serial);
	spin_unlock_irqrestore(&marks_lock, flags);
	if (exists)
		kmem_cache_free(cache, mark);
	return exists ? -EEXIST : 0;
}

/* Of current, or of nobody that runs: it does not change. */
static struct jail_root *root_of(const struct jail_mark *mark)
{
	return rcu_dereference_protected(mark->root, true);
}

/* Returns what is to be put: @root itself if the mark has been taken. */
static struct jail_root *exchange_root(struct jail_mark *mark, struct jail_root *root)
{
	unsigned long flags;

	spin_lock_irqsave(&marks_lock, flags);
	if (jail_store_find(mark->task) == mark)
		root = rcu_replace_pointer(mark->root, root,
					   lockdep_is_held(&marks_lock));
	spin_unlock_irqrestore(&marks_lock, flags);
	return root;
}

/**
 * jail_mark_is_armed - may the current task change its root?
 * @mark: of the current task, under RCU
 *
 * If it may not, its root is recorded from here on, unless there is no memory.
 *
 * Context: process context of the task, must not sleep.
 */
bool jail_mark_is_armed(struct jail_mark *mark)
{
	struct jail_root *root = root_of(mark);

	if (root && !root->leavable) {
		if (!jail_root_is_copied(root))
			return false;
	} else if (jail_root_is_current(root)) {
		return true;
	}
	/*
	 * Its locks are not for where interrupts are off: setpgid(2), PTRACE_TRACEME
	 * ask under tasklist_lock, and not for what is at a place. Nor for where softirqs
	 * are: /proc/net/tcp asks for a capability, to show pointers.
	 */
	root = irqs_disabled() || in_softirq() ? NULL : jail_root_record(root);
	if (root)
		jail_root_put(exchange_root(mark, root));
	return false;
}

/* The current task has no root directory any more. */
static void drop_root(void *unused)
{
	struct jail_root *root = NULL;
	struct jail_mark *mark;
	unsigned long flags;

	spin_lock_irqsave(&marks_lock, flags);
	mark = jail_store_find(current);
	if (mark && root_of(mark) && !root_of(mark)->leavable)
		root = rcu_replace_pointer(mark->root, NULL, lockdep_is_held(&marks_lock));
	spin_unlock_irqrestore(&marks_lock, flags);
	jail_root_put_now(root);
}

/**
 * jail_mark_exit - the current task exits
 *
 * Its mark stays until the task is freed, which may be long: somebody has to wait
 * for it. The root that is recorded with it goes as the root of the task does, so
 * that what it is on can be unmounted. If there is no memory, it goes with the mark.
 *
 * Context: process context of the task, before it lets go of its root; must not
 * sleep.
 */
void jail_mark_exit(void)
{
	if (jail_is_jailed(current))
		jail_work_add(drop_root, NULL, TWA_NONE);
}

/**
 * jail_mark_inherit - a new task gets the mark of current, if any
 * @task: the new task
 * @is_born: it is on the task list; if not, it may yet be given up
 *
 * Whether current is marked is decided under marks_lock: its mark may be taken
 * back at the same time, and with it the last references. A task makes one
 * task at a time, so one that it was said to make, and that is not born, is no
 * more. Its credentials may have been made before current was marked.
 *
 * Context: process context of the creator, must not sleep.
 * Return: 0 or -ENOMEM.
 */
int jail_mark_inherit(const struct task_struct *task, bool is_born)
{
	const struct task_struct *embryo = NULL;
	struct jail_mark *mark, *parent;
	unsigned long flags;

	if (!jail_is_jailed(current))
		return 0;
	mark = alloc_mark(task, GFP_ATOMIC);
	if (!mark)
		return -ENOMEM;
	spin_lock_irqsave(&marks_lock, flags);
	parent = jail_store_find(current);
	if (parent && !is_removed(parent) && !jail_store_find(task)) {
		insert_locked(mark, parent->jail, root_of(parent), parent->serial);
		mark->creator = is_born ? NULL : current;
		if (jail_store_is_by_address) {
			embryo = parent->embryo;
			parent->embryo = is_born ? NULL : task;
		}
		mark = NULL;
	}
	spin_unlock_irqrestore(&marks_lock, flags);
	if (mark)
		kmem_cache_free(cache, mark);
	if (embryo && embryo != task)
		drop_embryo(embryo, current);
	return jail_label_keep_cred(rcu_access_pointer(task->real_cred));
}

/**
 * jail_mark_is_born - a task that may have inherited is on the task list
 * @task: made by current
 *
 * Context: process context of the creator, must not sleep.
 */
void jail_mark_is_born(const struct task_struct *task)
{
	struct jail_mark *mark;

	rcu_read_lock();
	mark = jail_store_find(task);
	if (mark)
		WRITE_ONCE(mark->creator, NULL);
	mark = jail_store_find(current);
	if (mark)
		WRITE_ONCE(mark->embryo, NULL);
	rcu_read_unlock();
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

	if (!jail_is_jailed(task))
		return;
	mark = take(task, NULL);
	if (!mark)
		return;
	if (mark->embryo)
		drop_embryo(mark->embryo, task);
	release_mark(mark);
}

static void set_removal(const struct jail *jail, u64 serial)
{
	unsigned long flags;

	spin_lock_irqsave(&marks_lock, flags);
	removal.jail = jail;
	removal.serial = serial;
	removal.stay = jail ? &jail->marks : NULL;
	spin_unlock_irqrestore(&marks_lock, flags);
}

/* Under marks_lock. Returns false if there is none left. */
static bool step_locked(const struct jail *jail, struct jail_mark **taken)
{
	struct jail_mark *mark;

	if (removal.stay->prev == &jail->marks)
		return false;
	mark = list_entry(removal.stay->prev, struct jail_mark, member);
	if (is_removed(mark)) {
		del_locked(mark);
		*taken = mark;
	} else {
		removal.stay = &mark->member;
	}
	return true;
}

/* How many are looked at before interrupts are let in. */
#define STEPS	256

/*
 * One that is to be taken back, out of the store, or NULL if there was none among those
 * that were looked at; the last that were put in are the first. Returns false if there
 * is none left.
 */
static bool take_removed(const struct jail *jail, struct jail_mark **taken)
{
	unsigned int steps = STEPS;
	unsigned long flags;
	bool more;

	*taken = NULL;
	spin_lock_irqsave(&marks_lock, flags);
	do {
		more = step_locked(jail, taken);
	} while (more && !*taken && --steps);
	spin_unlock_irqrestore(&marks_lock, flags);
	return more;
}

/**
 * jail_marks_remove - take back the marks of a jail
 * @jail: to which the caller has a reference
 * @serial: only those of this operation; 0 for all
 *
 * Meanwhile such a mark is not inherited, so none comes after the last. One
 * removal at a time: the caller is the only one.
 *
 * Context: process context, may sleep.
 */
void jail_marks_remove(const struct jail *jail, u64 serial)
{
	struct jail_mark *mark;

	set_removal(jail, serial);
	while (take_removed(jail, &mark)) {
		if (mark)
			release_mark(mark);
		cond_resched();
	}
	set_removal(NULL, 0);
}

/**
 * jail_marks_count - how many tasks has an operation marked?
 * @jail: in which it did
 * @serial: of the operation
 *
 * Context: any.
 * Return: the number, with the children that were made since.
 */
unsigned int jail_marks_count(const struct jail *jail, u64 serial)
{
	const struct jail_mark *mark;
	unsigned int count = 0;

	rcu_read_lock();
	list_for_each_entry_rcu(mark, &jail->marks, member)
		count += mark->serial == serial;
	rcu_read_unlock();
	return count;
}
