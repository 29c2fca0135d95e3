// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - attachment of the loadable module, by ftrace
 *
 * Mainline lets no module register LSM hooks. This attaches to the functions
 * that call them: group.c. Here is when, and whether what is attached is known
 * to fire.
 *
 * attach_mutex guards the state, the holders, the self-test and what is
 * attached. It is never taken in a hook.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/errno.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/mutex.h>
#include <linux/sched.h>
#include <linux/sched/task.h>
#include <linux/seq_file.h>
#include <linux/umh.h>
#include <linux/workqueue.h>

#include "../jail.h"
#include "../label.h"
#include "../marks.h"
#include "../module.h"
#include "../work.h"
#include "attach.h"
#include "ftrace.h"
#include "group.h"
#include "hook.h"
#include "tracepoints.h"

enum state {
	UNTESTED,
	READY,
	DETACHED,
	STUCK,
};

static const char *const state_names[] = {
	[UNTESTED] = "untested",
	[READY] = "ready",
	[DETACHED] = "detached",
	[STUCK] = "stuck",
};

static char *helper = "/usr/sbin/jailctl";
module_param(helper, charp, 0444);
MODULE_PARM_DESC(helper, "program run with the argument selftest when the module is loaded; empty for none");

static DEFINE_MUTEX(attach_mutex);
static enum state state = DETACHED;
static unsigned int holders;
static bool hot_attached;

static void idle_work_fn(struct work_struct *work);
static DECLARE_DELAYED_WORK(idle_work, idle_work_fn);

/* Whose descriptor the self-test was begun with, and the task under test. */
static const void *test_session;
static struct task_struct *tester;

/* The task under self-test is marked with this; it is in no list. */
static struct jail probe = {
	.refs = REFCOUNT_INIT(1),
	.marks = LIST_HEAD_INIT(probe.marks),
};

/**
 * jail_selftest_is_current - is the current task under self-test?
 *
 * Context: any.
 */
bool jail_selftest_is_current(void)
{
	const struct jail_mark *mark;
	bool result;

	rcu_read_lock();
	mark = jail_mark_find(current);
	result = mark && mark->jail == &probe;
	rcu_read_unlock();
	return result;
}

static void forget_hot(void)
{
	hot_attached = false;
	jail_labels_remove(0, 0);
}

/* Stops at the first that fails; calling again goes on from there. */
static int detach_hooks(unsigned int how)
{
	int err;

	if (how == JAIL_HOOK_HOT)
		jail_tracepoints_detach();
	err = jail_groups_detach(how);
	if (err)
		state = STUCK;
	else if (how == JAIL_HOOK_HOT)
		forget_hot();
	return err;
}

static int attach_hooks(unsigned int how)
{
	int err = jail_groups_attach(how);

	if (!err && how == JAIL_HOOK_HOT)
		err = jail_tracepoints_attach();
	if (err)
		detach_hooks(how);
	else if (how == JAIL_HOOK_HOT)
		hot_attached = true;
	return err;
}

/**
 * jail_attach_init - attach every hook, or none
 *
 * The hot ones are attached too, so that a function that is missing or taken
 * shows now and not at the first mark; they go again when nobody needs them.
 * While anything is attached the module holds a reference on itself.
 *
 * Context: module init.
 * Return: 0, or a negative errno with the function named in the log.
 */
int jail_attach_init(void)
{
	int err;

	mutex_lock(&attach_mutex);
	err = jail_tracepoints_find() ?: jail_groups_find();
	if (err)
		goto out;
	err = attach_hooks(JAIL_HOOK_COLD);
	if (err)
		goto out;
	err = attach_hooks(JAIL_HOOK_HOT);
	if (err) {
		detach_hooks(JAIL_HOOK_COLD);
		goto out;
	}
	state = UNTESTED;
	jail_attach_idle();
out:
	/* What ftrace does not let go of keeps the module, useless as it is. */
	if (state == STUCK)
		err = 0;
	if (!err)
		__module_get(THIS_MODULE);
	mutex_unlock(&attach_mutex);
	return err;
}

/* Under attach_mutex. */
static int hold(bool testing)
{
	if (state == DETACHED || state == STUCK)
		return -ENODEV;
	if ((state == UNTESTED || test_session) && !testing)
		return -EAGAIN;
	if (!hot_attached && attach_hooks(JAIL_HOOK_HOT))
		return -ENODEV;
	holders++;
	return 0;
}

/**
 * jail_attach_hold - keep the hot hooks attached, attach them if they are not
 * @testing: for the self-test; anything else wants it passed
 *
 * Context: process context, may sleep.
 * Return: 0; -EAGAIN before and during a self-test, -ENODEV when detached, or
 * when a function cannot be attached, which is named in the log; -EINTR: killed while
 * it waited, as for hooks that are detached, and that takes until every task has slept.
 */
int jail_attach_hold(bool testing)
{
	int err = mutex_lock_killable(&attach_mutex);

	if (err)
		return err;
	err = hold(testing);
	mutex_unlock(&attach_mutex);
	return err;
}

/**
 * jail_attach_release - undo jail_attach_hold()
 *
 * A jail that exists keeps the hooks by itself.
 *
 * Context: process context, may sleep.
 */
void jail_attach_release(void)
{
	mutex_lock(&attach_mutex);
	holders--;
	mutex_unlock(&attach_mutex);
	jail_attach_idle();
}

/**
 * jail_attach_idle - there may be no jail any more; look a little later
 *
 * Context: any.
 */
void jail_attach_idle(void)
{
	mod_delayed_work(jail_wq, &idle_work, HZ);
}

/* What keeps the hooks attached, or NULL. */
static const char *why_busy(void)
{
	if (jail_exists())
		return "a jail exists and keeps the module attached";
	return holders ? "a mark or a self-test is in progress" : NULL;
}

/* What keeps the module, or NULL. */
static const char *why_needed(void)
{
	if (jail_work_is_pending())
		return "a task has yet to be jailed, or to come to the end of its exit";
	return why_busy();
}

static void idle_work_fn(struct work_struct *work)
{
	mutex_lock(&attach_mutex);
	if (hot_attached && state != STUCK && !why_busy() && !jail_labels_lend())
		detach_hooks(JAIL_HOOK_HOT);
	mutex_unlock(&attach_mutex);
}

/**
 * jail_attach_detach - let go of every function, so that the module can go
 * @reason: set to a text on -EBUSY
 *
 * Context: process context, may sleep for long.
 * Return: 0; -EBUSY while a jail exists, or the exit of the module would have to wait for
 * a task; -ENODEV when detached already or when ftrace cannot detach; then the module
 * stays.
 */
int jail_attach_detach(const char **reason)
{
	int err = -ENODEV;

	mutex_lock(&attach_mutex);
	if (state == DETACHED)
		goto out;
	err = -EBUSY;
	*reason = why_needed();
	if (*reason)
		goto out;
	err = -ENODEV;
	if (detach_hooks(JAIL_HOOK_HOT))
		goto out;
	/* One that was jailed may have come to its exit meanwhile. */
	err = -EBUSY;
	*reason = why_needed();
	if (*reason)
		goto out;
	err = -ENODEV;
	if (detach_hooks(JAIL_HOOK_COLD))
		goto out;
	err = 0;
	state = DETACHED;
	module_put(THIS_MODULE);
	pr_info("detached; nothing is restricted, the module can be removed\n");
out:
	mutex_unlock(&attach_mutex);
	return err;
}

/**
 * jail_attach_exit - the module goes; it is detached, or never was attached
 *
 * Context: module exit, or module init that fails.
 */
void jail_attach_exit(void)
{
	cancel_delayed_work_sync(&idle_work);
	jail_groups_free();
}

/**
 * jail_attach_run_selftest - have jailctl run the self-test now, if it is there
 *
 * The functions are called by system calls only, which a module cannot make:
 * a program does it. Without one the module stays untested, refuses marks,
 * and "jailctl mark" runs the self-test first.
 *
 * Context: module init, when the files are there.
 */
void jail_attach_run_selftest(void)
{
	/* If we are killed while we wait, they are still read. */
	static char *environment[3] = { "HOME=/", "PATH=/usr/sbin:/usr/bin:/sbin:/bin" };
	static char *arguments[3] = { NULL, "selftest" };

	arguments[0] = helper;
	if (helper[0])
		call_usermodehelper(helper, arguments, environment,
				    UMH_WAIT_PROC | UMH_KILLABLE);
	if (READ_ONCE(state) == UNTESTED)
		pr_notice("attached, not tested yet: marks are refused until 'jailctl selftest' passes\n");
}

/**
 * jail_attach_name - which build this is
 */
const char *jail_attach_name(void)
{
	return "module";
}

/**
 * jail_attach_state - untested, ready, detached, or stuck
 */
const char *jail_attach_state(void)
{
	return state_names[READ_ONCE(state)];
}

/* Under attach_mutex. */
static void end_test(void)
{
	jail_mark_remove(tester);
	put_task_struct(tester);
	tester = NULL;
	WRITE_ONCE(test_session, NULL);
	holders--;
	jail_attach_idle();
}

/**
 * jail_selftest_begin - every hook refuses the current task from here on
 * @session: the descriptor by which it is begun, and must be ended
 *
 * The hooks that are called for it are noted; all but those that must pass
 * refuse with ECANCELED, so that what the task tries has no effect. Marks are
 * refused meanwhile: the task could be in the tree.
 *
 * Context: process context, may sleep.
 * Return: 0, -EBUSY while there is another test or a mark, -EEXIST if the task is
 * jailed, -ENOMEM, -ENODEV if not attached, -EINTR: killed while it waited.
 */
int jail_selftest_begin(const void *session)
{
	int err = mutex_lock_killable(&attach_mutex);

	if (err)
		return err;
	err = hold(true);
	if (err)
		goto out;
	/* Another holder marks a tree: the task could leave it by our mark. */
	err = test_session || holders > 1 ? -EBUSY :
	      jail_mark_add(current, &probe, NULL, 0, GFP_KERNEL);
	if (!err) {
		jail_hooks_forget_fired();
		jail_tracepoints_test();
		WRITE_ONCE(test_session, session);
		tester = get_task_struct(current);
	} else {
		holders--;
	}
	jail_attach_idle();
out:
	mutex_unlock(&attach_mutex);
	return err;
}

/**
 * jail_selftest_end - the test is over; did every hook fire?
 * @session: as in jail_selftest_begin()
 *
 * Context: process context, may sleep.
 * Return: 0 and the module is ready; -EIO with the missing hooks in the log,
 * and it is not; -EINVAL without a test of this descriptor.
 */
int jail_selftest_end(const void *session)
{
	bool passed;

	mutex_lock(&attach_mutex);
	if (test_session != session) {
		mutex_unlock(&attach_mutex);
		return -EINVAL;
	}
	passed = jail_hooks_all_fired();
	/* Both say in the log what is missing. */
	if (!jail_tracepoints_fired())
		passed = false;
	end_test();
	if (passed && state == UNTESTED) {
		state = READY;
		pr_info("ready: every hook that is not rare fired in the self-test\n");
	} else if (!passed && state == READY) {
		state = UNTESTED;
	}
	mutex_unlock(&attach_mutex);
	return passed ? 0 : -EIO;
}

/**
 * jail_selftest_abort - a descriptor is closed; a test of it is over
 * @session: as in jail_selftest_begin(), or any other
 *
 * Context: process context, may sleep.
 */
void jail_selftest_abort(const void *session)
{
	/* Who has begun none does not wait. */
	if (READ_ONCE(test_session) != session)
		return;
	mutex_lock(&attach_mutex);
	if (test_session == session)
		end_test();
	mutex_unlock(&attach_mutex);
}

/**
 * jail_selftest_show - a line a hook: name, function, whether it fired
 * @m: where to
 *
 * Context: process context.
 */
void jail_selftest_show(struct seq_file *m)
{
	seq_puts(m, "hook function fired\n");
	jail_hooks_show(m);
	jail_tracepoints_show(m);
}
