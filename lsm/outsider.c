// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - tasks that are outside, as a jailed task sees them
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/dcache.h>
#include <linux/fs_struct.h>
#include <linux/kernel.h>
#include <linux/path.h>
#include <linux/pid.h>
#include <linux/pid_namespace.h>
#include <linux/proc_fs.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>

#include "compat/task.h"
#include "decision.h"
#include "marks.h"
#include "outsider.h"
#include "root.h"

/**
 * jail_proc_task - the task whose directory in procfs this is
 * @directory: of procfs, any
 *
 * Context: any, under RCU.
 * Return: the task, valid under the same RCU, or NULL.
 */
struct task_struct *jail_proc_task(const struct dentry *directory)
{
	int nr;

	if (kstrtoint(directory->d_name.name, 10, &nr))
		return NULL;
	return pid_task(find_pid_ns(nr, proc_pid_ns(directory->d_sb)), PIDTYPE_PID);
}

/* Its mark, if it is in the same jail, or NULL. */
static const struct jail_mark *mark_inside(const struct jail_subject *subject,
					   const struct task_struct *task)
{
	const struct jail_mark *mark = jail_mark_find(task);

	return mark && mark->jail == subject->jail ? mark : NULL;
}

/**
 * jail_task_is_inside - is this a task of the same jail?
 * @subject: who asks
 * @task: struct task_struct, which the caller keeps from being freed
 */
bool jail_task_is_inside(const struct jail_subject *subject, const void *task)
{
	return mark_inside(subject, task);
}

/*
 * The root that a task is closed in. One that has not asked for anything since
 * it closed has it not recorded yet: then what it has now is that.
 */
static bool has_root_below(const struct jail_subject *subject, struct task_struct *task,
			   const struct jail_mark *mark)
{
	const struct jail_root *root = rcu_dereference(mark->root);
	struct fs_struct *fs = jail_task_fs(task);
	struct path path;

	if (!subject->root)
		return false;
	if (root && !root->leavable)
		return jail_root_contains(subject->root, &root->path);
	if (!fs)
		return true;
	jail_read_root(fs, &path);
	return jail_root_contains(subject->root, &path);
}

/**
 * jail_task_is_below - does a task of the same jail reach no further?
 * @subject: who asks
 * @task: struct task_struct, under its task_lock
 *
 * One jail may have many roots. Who controls a task has what that has.
 */
bool jail_task_is_below(const struct jail_subject *subject, const void *task)
{
	const struct jail_mark *mark = mark_inside(subject, task);

	return mark && has_root_below(subject, (struct task_struct *)task, mark);
}

/* Who asks may hold tasklist_lock, with interrupts off. */
#define MEMBERS_MAX	1024

/* Of a process group, or of a session. */
static bool are_inside(const struct jail_subject *subject, struct pid *pid, enum pid_type type)
{
	unsigned int left = MEMBERS_MAX;
	struct task_struct *task;

	do_each_pid_task(pid, type, task) {
		if (!left-- || !mark_inside(subject, task))
			return false;
	} while_each_pid_task(pid, type, task);
	return true;
}

/**
 * jail_group_is_inside - has a process group members of the same jail only?
 * @subject: who asks
 * @group: int, its number
 *
 * Return: true also if it has none; false also if it has more than are looked at.
 */
bool jail_group_is_inside(const struct jail_subject *subject, const void *group)
{
	return are_inside(subject, find_vpid(*(const int *)group), PIDTYPE_PGID);
}

/**
 * jail_owner_is_inside - may signals of a file go there?
 * @subject: who asks
 * @who: int, of fcntl(2) F_SETOWN: a PID, that of any thread too, a process
 *	group if negative, or 0 for nobody
 *
 * The kernel looks the number up once more afterwards: it is another's by then, unless
 * the task has it itself.
 *
 * Return: false for all but the task, its process, and its process group, if nobody
 * outside is of the session, who could join that.
 */
bool jail_owner_is_inside(const struct jail_subject *subject, const void *who)
{
	const int nr = *(const int *)who;

	if (nr < 0)
		return nr == -task_pgrp_vnr(current) &&
		       are_inside(subject, task_session(current), PIDTYPE_SID);
	return !nr || nr == task_pid_vnr(current) || nr == task_tgid_vnr(current);
}
