// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - hooks: tasks, and namespaces, are made and freed
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <uapi/linux/sched.h>

#include "attach/hook.h"
#include "check.h"
#include "compat/tracepoint.h"
#include "hooks.h"
#include "marks.h"
#include "outsider.h"

/* The parent of current is that of the new task too, and waits for it. */
static int check_parent(u64 clone_flags)
{
	int err;

	if (!(clone_flags & CLONE_PARENT))
		return 0;
	rcu_read_lock();
	err = jail_check_object(JAIL_OP_PARENT, rcu_dereference(current->real_parent),
				jail_task_is_inside);
	rcu_read_unlock();
	return err;
}

/* The child of a jailed task is jailed before anything can find it. */
JAIL_HOOK_DEFINE2(task_alloc, struct task_struct *, task,
		  jail_clone_flags_t, clone_flags)
{
	int err = jail_check_op(jail_op_of_clone(clone_flags)) ?: check_parent(clone_flags);

	/* What is left of a task that was given up is not this one's. */
	jail_mark_remove(task);
	return err ?: jail_mark_inherit(task, false);
}

JAIL_VOID_HOOK_DEFINE1(task_free, struct task_struct *, task)
{
	jail_mark_remove(task);
}

/* In a chroot the kernel refuses it as well, unless the root was replaced. */
JAIL_HOOK_DEFINE1(userns_create, const struct cred *, cred)
{
	return jail_check_op(JAIL_OP_USERNS);
}

static struct jail_hook task_hooks[] JAIL_HOOK_TABLE = {
	JAIL_HOOK(task_alloc, JAIL_HOOK_HOT | JAIL_HOOK_ANY_TASK),
	JAIL_HOOK_OF(userns_create, JAIL_HOOK_HOT | JAIL_HOOK_RARE, security_create_user_ns),
	JAIL_HOOK(task_free, JAIL_HOOK_HOT | JAIL_HOOK_ANY_TASK | JAIL_HOOK_MUST_PASS),
};

/**
 * jail_add_task_hooks - hand the hooks of this file to the attachment
 */
void __init jail_add_task_hooks(void)
{
	jail_hooks_add(task_hooks, ARRAY_SIZE(task_hooks));
}
