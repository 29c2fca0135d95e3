// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - attachment of the built-in LSM, by the LSM framework
 *
 * The hooks are there from the start and for good. What is left to attach are
 * the tracepoints, which are needed while a jail exists, as in the loadable
 * module; before that no hook looks a mark up. attach_mutex guards both; it is never
 * taken in a hook.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/errno.h>
#include <linux/init.h>
#include <linux/jump_label.h>
#include <linux/lsm_hooks.h>
#include <linux/mutex.h>
#include <linux/seq_file.h>
#include <linux/workqueue.h>

#include "../compat/lsm.h"
#include "../jail.h"
#include "../marks.h"
#include "../module.h"
#include "attach.h"
#include "blob.h"
#include "hook.h"
#include "tracepoints.h"

DEFINE_STATIC_KEY_FALSE(jail_marks_key);

static DEFINE_MUTEX(attach_mutex);
static unsigned int holders;
static bool attached;
static bool initialized __ro_after_init;

static void idle_work_fn(struct work_struct *work);
static DECLARE_DELAYED_WORK(idle_work, idle_work_fn);

static jail_lsm_id_t lsmid = JAIL_LSM_ID;

struct lsm_blob_sizes jail_blob_sizes __ro_after_init = {
	.lbs_task = sizeof(struct jail_mark *),
	/* Of no use but that the kernel says when credentials are freed. */
	.lbs_cred = sizeof(void *),
};

/**
 * jail_hooks_add - register hooks
 * @table: array that stays
 * @count: its length
 *
 * Context: init of the LSM.
 */
void __init jail_hooks_add(struct jail_hook *table, size_t count)
{
	security_add_hooks(table, count, jail_lsm_id_arg(lsmid));
}

/**
 * jail_attach_hold - keep the tracepoints attached, attach them if they are not
 * @testing: there is nothing to test
 *
 * Only under it may a first mark be made, and be found.
 *
 * Context: process context, may sleep.
 * Return: 0; -ENODEV when a tracepoint cannot be attached, which is named in
 * the log; -EINTR: killed while it waited.
 */
int jail_attach_hold(bool testing)
{
	int err = mutex_lock_killable(&attach_mutex);

	if (err)
		return err;
	if (!attached) {
		err = jail_tracepoints_attach() ? -ENODEV : 0;
		attached = !err;
		if (attached)
			static_branch_enable(&jail_marks_key);
	}
	if (!err)
		holders++;
	mutex_unlock(&attach_mutex);
	return err;
}

/**
 * jail_attach_release - undo jail_attach_hold()
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

static void idle_work_fn(struct work_struct *work)
{
	mutex_lock(&attach_mutex);
	if (attached && !holders && !jail_exists()) {
		static_branch_disable(&jail_marks_key);
		jail_tracepoints_detach();
		attached = false;
	}
	mutex_unlock(&attach_mutex);
}

/**
 * jail_attach_detach - what is built in stays
 * @reason: left as it is
 *
 * Return: -EOPNOTSUPP.
 */
int jail_attach_detach(const char **reason)
{
	return -EOPNOTSUPP;
}

/**
 * jail_attach_name - which build this is
 */
const char *jail_attach_name(void)
{
	return "builtin";
}

/**
 * jail_attach_state - hooks that the framework calls need no test
 */
const char *jail_attach_state(void)
{
	return "ready";
}

/**
 * jail_selftest_begin - there is no self-test
 * @session: the descriptor
 *
 * Return: -EOPNOTSUPP.
 */
int jail_selftest_begin(const void *session)
{
	return -EOPNOTSUPP;
}

/**
 * jail_selftest_end - there is no self-test
 * @session: the descriptor
 *
 * Return: -EOPNOTSUPP.
 */
int jail_selftest_end(const void *session)
{
	return -EOPNOTSUPP;
}

/**
 * jail_selftest_abort - there is no self-test
 * @session: the descriptor
 */
void jail_selftest_abort(const void *session)
{
}

/**
 * jail_selftest_is_current - there is no self-test
 */
bool jail_selftest_is_current(void)
{
	return false;
}

/**
 * jail_selftest_show - the names of the columns, and no line
 * @m: where to
 */
void jail_selftest_show(struct seq_file *m)
{
	seq_puts(m, "hook function fired\n");
}

static int __init init_files(void)
{
	int err;

	if (!initialized)
		return 0;
	err = jail_tracepoints_find();
	return err ?: jail_securityfs_init();
}

static int __init init(void)
{
	int err = jail_core_init();

	if (err)
		return err;
	jail_core_add_hooks();
	initialized = true;
	pr_info("built in\n");
	return 0;
}

fs_initcall(init_files);

DEFINE_LSM(jail) = {
	JAIL_LSM_NAME,
	.init = init,
	.blobs = &jail_blob_sizes,
};
