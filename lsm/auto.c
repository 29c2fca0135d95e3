// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - marking whoever calls chroot(2), by itself
 *
 * The hook runs before the root is changed, and may not sleep: the process is
 * marked by a task work, when the task goes back to user space. If its root is
 * still that of the machine then, as when chroot(2) failed, nothing happens.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/atomic.h>
#include <linux/errno.h>
#include <linux/preempt.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/task_work.h>
#include <linux/wait_bit.h>

#include "auto.h"
#include "compat/slab.h"
#include "marks.h"
#include "module.h"
#include "tree.h"

bool jail_auto;

/* Works that are in some task's list, or run. */
static atomic_t pending = ATOMIC_INIT(0);

/* A chroot that was to be a jail and is none must not go on. */
static void mark_current(void)
{
	struct jail_marked marked;
	int err = jail_mark_current(&marked);

	switch (err) {
	case 0:
		pr_info_ratelimited("chroot: jail=%llu pid=%d\n", marked.id, current->tgid);
		break;
	case -EBUSY:
	case -EEXIST:
		break;
	case -EAGAIN:
	case -ENODEV:
		pr_warn_ratelimited("chroot: pid=%d is not marked: not ready, or detached\n",
				    current->tgid);
		break;
	default:
		pr_warn_ratelimited("chroot: pid=%d cannot be marked (%d) and is killed\n",
				    current->tgid, err);
		send_sig(SIGKILL, current, 1);
	}
}

static void mark_work(struct callback_head *work)
{
	kfree(work);
	mark_current();
	if (atomic_dec_and_test(&pending))
		wake_up_var(&pending);
}

/**
 * jail_auto_chroot - the current task is about to change its root
 *
 * Context: process context of the task, must not sleep.
 * Return: 0; -ENOMEM, and it must not, if it could not be marked afterwards.
 */
int jail_auto_chroot(void)
{
	struct callback_head *work;
	int err;

	if (!jail_auto || !in_task() || (current->flags & PF_KTHREAD) ||
	    jail_is_jailed(current))
		return 0;
	work = kmalloc_obj(*work, GFP_ATOMIC);
	if (!work)
		return -ENOMEM;
	init_task_work(work, mark_work);
	atomic_inc(&pending);
	err = task_work_add(current, work, TWA_RESUME);
	if (err) {
		atomic_dec(&pending);
		kfree(work);
	}
	return err;
}

/**
 * jail_auto_exit - wait until no task has our function in its list
 *
 * Context: module exit, after the hooks are gone.
 */
void jail_auto_exit(void)
{
	wait_var_event(&pending, !atomic_read(&pending));
	/* For the one that has said so and not returned. */
	synchronize_rcu_tasks();
}
