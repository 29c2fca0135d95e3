// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - what a task is to do on its way, where it may sleep
 *
 * Hooks and probes must not sleep. A task work runs when the task goes back to user
 * space, or when it exits and has given its files and its root directory away.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/atomic.h>
#include <linux/errno.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/wait_bit.h>

#include "compat/slab.h"
#include "work.h"

/**
 * struct work - one in the list of a task
 * @head: in that list
 * @run: what is to be done
 * @data: for @run
 */
struct work {
	struct callback_head head;
	void (*run)(void *data);
	void *data;
};

/* Works that are in some task's list, or run. */
static atomic_t pending = ATOMIC_INIT(0);

static void run_work(struct callback_head *head)
{
	struct work *work = container_of(head, struct work, head);
	void (*run)(void *data) = work->run;
	void *data = work->data;

	kfree(work);
	run(data);
	if (atomic_dec_and_test(&pending))
		wake_up_var(&pending);
}

/**
 * jail_work_add - have the current task do something before long
 * @run: called in its context
 * @data: for @run
 * @notify: as for task_work_add()
 *
 * Context: process context of the task, must not sleep.
 * Return: 0; -ENOMEM; -ESRCH if the task has exited, and will do nothing more.
 */
int jail_work_add(void (*run)(void *data), void *data, enum task_work_notify_mode notify)
{
	struct work *work = kmalloc_obj(*work, GFP_ATOMIC | __GFP_NOWARN);
	int err;

	if (!work)
		return -ENOMEM;
	work->run = run;
	work->data = data;
	init_task_work(&work->head, run_work);
	atomic_inc(&pending);
	err = task_work_add(current, &work->head, notify);
	if (err) {
		atomic_dec(&pending);
		kfree(work);
	}
	return err;
}

/**
 * jail_work_is_pending - is there a task that has our function in its list?
 *
 * One that exits has, and may wait for long before it comes to it: for a file that it
 * closes, on a file system that does not answer.
 *
 * Context: any.
 */
bool jail_work_is_pending(void)
{
	return atomic_read(&pending);
}

/**
 * jail_work_exit - wait until no task has our function in its list
 *
 * Context: module exit, after the hooks and probes are gone.
 */
void jail_work_exit(void)
{
	wait_var_event(&pending, !atomic_read(&pending));
	/* For the one that has said so and not returned. */
	synchronize_rcu_tasks();
}
