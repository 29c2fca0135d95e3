// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - marking whoever calls chroot(2), by itself
 *
 * The hook runs before the root is changed, and may not sleep: the process is
 * marked by a task work, when the task goes back to user space. If its root is
 * still that directory then, as when another LSM has refused, nothing happens.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/errno.h>
#include <linux/fs_struct.h>
#include <linux/preempt.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>

#include "auto.h"
#include "compat/task.h"
#include "marks.h"
#include "module.h"
#include "operation.h"
#include "work.h"

bool jail_auto;

/*
 * A chroot that was to be a jail and is none must not go on. The process is killed: the
 * task alone may be being killed already, as by execve(2) of another thread, which would
 * go on in that chroot.
 */
static void kill_current(void)
{
	kill_pid(task_tgid(current), SIGKILL, 1);
}

/* Only compared: as long as a task has it as its root, no other has its address. */
static const struct dentry *root_of_current(void)
{
	const struct fs_struct *fs = jail_task_fs(current);

	return fs ? READ_ONCE(fs->root.dentry) : NULL;
}

static void mark_current(void *root)
{
	int err;

	if (root_of_current() == root)
		return;
	err = jail_mark_current();
	switch (err) {
	case 0:
	case -EBUSY:
	case -EEXIST:
		break;
	case -EINTR:
		kill_current();
		break;
	case -EAGAIN:
	case -ENODEV:
		pr_warn_ratelimited("chroot: pid=%d is not marked: not ready, or detached\n",
				    current->tgid);
		break;
	default:
		pr_warn_ratelimited("chroot: pid=%d cannot be marked (%d) and is killed\n",
				    current->tgid, err);
		kill_current();
	}
}

/**
 * jail_auto_chroot - the current task is about to change its root
 *
 * Context: process context of the task, must not sleep.
 * Return: 0; -ENOMEM, and it must not, if it could not be marked afterwards.
 */
int jail_auto_chroot(void)
{
	if (!jail_auto || !in_task() || (current->flags & PF_KTHREAD) ||
	    jail_is_jailed(current))
		return 0;
	return jail_work_add(mark_current, (void *)root_of_current(), TWA_RESUME);
}
