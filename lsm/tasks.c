// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - the tasks of a jail, listed
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/build_bug.h>
#include <linux/ctype.h>
#include <linux/kernel.h>
#include <linux/pid.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/seq_file.h>
#include <linux/string.h>

#include "jail.h"
#include "marks.h"
#include "root.h"
#include "tasks.h"

/**
 * jail_task_name - the name that a task has chosen for itself
 * @task: which the caller keeps from being freed
 * @buf: of JAIL_TASK_NAME
 *
 * As audit writes what it does not trust: quoted, or in hexadecimal and without
 * quotes. Without task_lock(), which a hook may be called under.
 *
 * Context: any.
 * Return: @buf.
 */
const char *jail_task_name(const struct task_struct *task, char *buf)
{
	char name[TASK_COMM_LEN];
	const char *c;

	BUILD_BUG_ON(JAIL_TASK_NAME < 2 * TASK_COMM_LEN + 1);
	/* It may change, and has a 0 at its end all the time. */
	data_race(memcpy(name, task->comm, sizeof(name)));
	name[sizeof(name) - 1] = '\0';
	for (c = name; *c; c++) {
		if (*c == '"' || !isascii(*c) || !isgraph(*c)) {
			snprintf(buf, JAIL_TASK_NAME, "%*phN", (int)strlen(name), name);
			return buf;
		}
	}
	snprintf(buf, JAIL_TASK_NAME, "\"%s\"", name);
	return buf;
}

/*
 * Not if it exits, or its process was told to: by a signal, which is pending no more
 * before PF_EXITING is set, or by one of its threads.
 */
static bool is_living(struct task_struct *task)
{
	/* A flag that is set just now is seen the next time. */
	return !(READ_ONCE(task->flags) & PF_EXITING) &&
	       !(READ_ONCE(task->signal->flags) & SIGNAL_GROUP_EXIT);
}

/**
 * jail_is_inhabited - does anybody live in a jail?
 * @jail: the jail; whoever has exited is counted as its task until it is freed
 *
 * Context: any.
 */
bool jail_is_inhabited(const struct jail *jail)
{
	struct task_struct *process, *task;
	const struct jail_mark *mark;
	bool inhabited = false;

	rcu_read_lock();
	for_each_process_thread(process, task) {
		mark = jail_mark_find(task);
		inhabited = mark && mark->jail == jail && is_living(task);
		if (inhabited)
			goto out;
	}
out:
	rcu_read_unlock();
	return inhabited;
}

static void show_task(struct seq_file *m, struct task_struct *task,
		      const struct jail_mark *mark)
{
	const struct jail_root *root = rcu_dereference(mark->root);
	bool armed = root && root->leavable && jail_root_is_of(root, task);
	char name[JAIL_TASK_NAME];

	seq_printf(m, "%d %d %s %s\n", task_pid_vnr(task), task_tgid_vnr(task),
		   armed ? "armed" : "closed", jail_task_name(task, name));
}

/**
 * jail_tasks_show - write a line a task, the first names the columns
 * @m: where to
 * @jail: number of the jail, which may be no more; 0 for none
 *
 * Columns are an interface: they are only ever appended.
 *
 * Context: process context. Takes task_lock.
 */
void jail_tasks_show(struct seq_file *m, u64 jail)
{
	struct task_struct *process, *task;
	const struct jail_mark *mark;

	seq_puts(m, "pid process state name\n");
	rcu_read_lock();
	for_each_process_thread(process, task) {
		mark = jail_mark_find(task);
		if (mark && jail && mark->jail->id == jail)
			show_task(m, task, mark);
	}
	rcu_read_unlock();
}
