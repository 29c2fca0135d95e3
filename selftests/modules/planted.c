// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail selftests - mistakes, which a debug kernel must find: else that it finds none
 * in the LSM means nothing
 *
 * In /sys/module/planted/parameters, "known" has those that this kernel looks for, and
 * one that is written to "make" is made.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#define pr_fmt(fmt) "jail: planted: " fmt

#include <linux/err.h>
#include <linux/jiffies.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/preempt.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/sysfs.h>
#include <linux/workqueue.h>

#define DEBUGS(option) IS_ENABLED(CONFIG_##option)

static DEFINE_MUTEX(first);
static DEFINE_MUTEX(second);
static int __rcu *pointer;
static unsigned int counter;

static int use_after_free(void)
{
	char *object = kzalloc(64, GFP_KERNEL);

	if (!object)
		return -ENOMEM;
	kfree(object);
	OPTIMIZER_HIDE_VAR(object);
	(void)READ_ONCE(*object);
	return 0;
}

static int leak(void)
{
	char *object = kzalloc(64, GFP_KERNEL);

	OPTIMIZER_HIDE_VAR(object);
	return object ? 0 : -ENOMEM;
}

static void work_fn(struct work_struct *work)
{
}

static int free_active(void)
{
	struct delayed_work *work = kzalloc(sizeof(*work), GFP_KERNEL);

	if (!work)
		return -ENOMEM;
	INIT_DELAYED_WORK(work, work_fn);
	schedule_delayed_work(work, 1000 * HZ);
	kfree(work);
	return 0;
}

static int shift(void)
{
	int bits = 64;

	OPTIMIZER_HIDE_VAR(bits);
	bits = 1 << bits;
	OPTIMIZER_HIDE_VAR(bits);
	return 0;
}

static int sleep_while_atomic(void)
{
	preempt_disable();
	might_sleep();
	preempt_enable();
	return 0;
}

static int unprotected(void)
{
	return rcu_dereference(pointer) ? -EBUSY : 0;
}

static int lock_order(void)
{
	mutex_lock(&first);
	mutex_lock(&second);
	mutex_unlock(&second);
	mutex_unlock(&first);
	mutex_lock(&second);
	mutex_lock(&first);
	mutex_unlock(&first);
	mutex_unlock(&second);
	return 0;
}

static void count(void)
{
	unsigned long end = jiffies + 5 * HZ;

	while (time_before(jiffies, end)) {
		counter++;
		cond_resched();
	}
}

static int count_until_stopped(void *unused)
{
	while (!kthread_should_stop())
		count();
	return 0;
}

static int race(void)
{
	struct task_struct *other = kthread_run(count_until_stopped, NULL, "planted");

	if (IS_ERR(other))
		return PTR_ERR(other);
	count();
	return kthread_stop(other);
}

/* lockdep is off from the first order of locks that it finds wrong, and from other reports. */
static const struct {
	const char *name;
	bool is_known;
	int (*make)(void);
} mistakes[] = {
	{ "unprotected", DEBUGS(PROVE_RCU), unprotected },
	{ "lock-order", DEBUGS(PROVE_LOCKING), lock_order },
	{ "sleep-while-atomic", DEBUGS(DEBUG_ATOMIC_SLEEP), sleep_while_atomic },
	{ "free-active", DEBUGS(DEBUG_OBJECTS_FREE) && DEBUGS(DEBUG_OBJECTS_TIMERS), free_active },
	{ "shift", DEBUGS(UBSAN_SHIFT), shift },
	{ "use-after-free", DEBUGS(KASAN), use_after_free },
	{ "leak", DEBUGS(DEBUG_KMEMLEAK), leak },
	{ "race", DEBUGS(KCSAN), race },
};

static int get_known(char *buffer, const struct kernel_param *kp)
{
	int at = 0;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(mistakes); i++)
		if (mistakes[i].is_known)
			at += sysfs_emit_at(buffer, at, "%s\n", mistakes[i].name);
	return at;
}

static const struct kernel_param_ops known_ops = {
	.get = get_known,
};

module_param_cb(known, &known_ops, NULL, 0444);

/* The lines are for the console, too: vm/guest takes what is between them as asked for. */
static int make(const char *name, const struct kernel_param *kp)
{
	size_t i;
	int err;

	for (i = 0; i < ARRAY_SIZE(mistakes); i++) {
		if (!sysfs_streq(name, mistakes[i].name))
			continue;
		pr_crit("begin %s\n", mistakes[i].name);
		err = mistakes[i].make();
		pr_crit("end %s\n", mistakes[i].name);
		return err;
	}
	return -EINVAL;
}

static const struct kernel_param_ops make_ops = {
	.set = make,
};

module_param_cb(make, &make_ops, NULL, 0200);

MODULE_DESCRIPTION("Jail selftests: mistakes for a debug kernel to find");
MODULE_LICENSE("GPL");
