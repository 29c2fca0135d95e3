// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - hooks: tasks are made and freed
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/gfp.h>
#include <linux/sched.h>

#include "attach/hook.h"
#include "check.h"
#include "hooks.h"
#include "jail.h"
#include "marks.h"

/*
 * The child of a jailed task is jailed before anything can find it: it is on
 * no list yet. A task struct that was given up before another module's
 * allocation succeeded never comes to task_free; whatever is left of it goes
 * here, when the memory is a task again.
 */
JAIL_HOOK_DEFINE2(task_alloc, struct task_struct *, task, u64, clone_flags)
{
	const struct jail_mark *mark;
	int ret;

	jail_mark_remove(task);
	ret = jail_check_op(jail_op_of_clone(clone_flags));
	if (ret)
		return ret;
	rcu_read_lock();
	mark = jail_mark_find(current);
	if (mark)
		ret = jail_mark_add(task, mark->jail, mark->root, GFP_ATOMIC);
	rcu_read_unlock();
	return ret;
}

JAIL_VOID_HOOK_DEFINE1(task_free, struct task_struct *, task)
{
	jail_mark_remove(task);
}

static struct jail_hook task_hooks[] = {
	JAIL_HOOK(task_alloc, JAIL_HOOK_HOT | JAIL_HOOK_ANY_TASK),
	JAIL_HOOK(task_free, JAIL_HOOK_HOT | JAIL_HOOK_ANY_TASK | JAIL_HOOK_MUST_PASS),
};

/**
 * jail_add_task_hooks - hand the hooks of this file to the attachment
 */
void jail_add_task_hooks(void)
{
	jail_hooks_add(task_hooks, ARRAY_SIZE(task_hooks));
}
