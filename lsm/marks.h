/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - marks: task -> jail
 *
 * One interface, a store a build: marks_hash.c for the loadable module,
 * marks_blob.c for the built-in LSM.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_MARKS_H
#define _SECURITY_JAIL_MARKS_H

#include <linux/jump_label.h>
#include <linux/list.h>
#include <linux/preempt.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>

struct jail;
struct jail_root;
struct task_struct;

/**
 * struct jail_mark - puts one task into one jail
 * @task: the key; dereferenced by a store only that is not by address
 * @jail: referenced
 * @root: the root the task may leave once, or is closed in; NULL before that
 *	is recorded; referenced, and changed by the task itself
 * @serial: of the operation that marked the task, or one it descends from
 * @creator: the task that makes @task, until that is on the task list
 * @embryo: the task that @task makes, or made last, in a store by address
 * @member: in the list of @jail
 * @node: in the store
 * @rcu: defers freeing
 */
struct jail_mark {
	const struct task_struct *task;
	struct jail *jail;
	struct jail_root __rcu *root;
	u64 serial;
	const struct task_struct *creator;
	const struct task_struct *embryo;
	struct list_head member;
	struct hlist_node node;
	struct rcu_head rcu;
};

int jail_marks_init(void);
void jail_marks_exit(void);
int jail_mark_add(const struct task_struct *task, struct jail *jail,
		  struct jail_root *root, u64 serial, gfp_t gfp);
void jail_mark_remove(const struct task_struct *task);
int jail_mark_inherit(const struct task_struct *task, bool is_born);
void jail_marks_remove(const struct jail *jail, u64 serial);
unsigned int jail_marks_count(const struct jail *jail, u64 serial);
void jail_mark_is_born(const struct task_struct *task);
bool jail_mark_is_armed(struct jail_mark *mark);
void jail_mark_exit(void);

/*
 * Marks are found by the address of the task, which may have been freed without
 * the module having been told; otherwise in the task, which tells always.
 */
extern const bool jail_store_is_by_address;

int jail_store_init(void);
void jail_store_exit(void);
struct jail_mark *jail_store_find(const struct task_struct *task);
void jail_store_add(struct jail_mark *mark);
void jail_store_del(struct jail_mark *mark);

/* Of the built-in LSM: on before the first mark is made, off when there is no jail. */
DECLARE_STATIC_KEY_FALSE(jail_marks_key);

/**
 * jail_marks_may_exist - has anybody to be looked up at all?
 *
 * The framework calls the hooks of the built-in LSM for every task, also while there is
 * no jail: then this is an instruction that does nothing, which is made a jump when there
 * is one. Those of the loadable module are attached when there is one.
 *
 * Context: any.
 */
static inline bool jail_marks_may_exist(void)
{
	return __is_defined(MODULE) || static_branch_unlikely(&jail_marks_key);
}

/**
 * jail_mark_find - the mark of a task
 * @task: the task; only its address is used
 *
 * Context: any, under rcu_read_lock().
 * Return: the mark, valid under the same rcu_read_lock(), or NULL.
 */
static inline struct jail_mark *jail_mark_find(const struct task_struct *task)
{
	return jail_marks_may_exist() ? jail_store_find(task) : NULL;
}

/**
 * jail_is_jailed - is a task in a jail?
 * @task: the task, which the caller keeps from being freed
 *
 * Context: any.
 */
static inline bool jail_is_jailed(const struct task_struct *task)
{
	bool jailed;

	if (!jail_marks_may_exist())
		return false;
	rcu_read_lock();
	jailed = jail_store_find(task);
	rcu_read_unlock();
	return jailed;
}

/**
 * jail_asker_is_jailed - does a task ask that is in a jail?
 *
 * In an interrupt, current is not who asks.
 *
 * Context: any.
 */
static inline bool jail_asker_is_jailed(void)
{
	return jail_is_jailed(current) && in_task();
}

#endif /* _SECURITY_JAIL_MARKS_H */
