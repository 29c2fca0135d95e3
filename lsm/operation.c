// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - an operation on a process tree: to mark it, check it, release a jail
 *
 * mark_mutex makes one operation at a time.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/dcache.h>
#include <linux/err.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/jiffies.h>
#include <linux/math64.h>
#include <linux/mutex.h>
#include <linux/path.h>
#include <linux/pid.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>
#include <linux/time_namespace.h>

#include "attach/attach.h"
#include "findings.h"
#include "jail.h"
#include "label.h"
#include "mark_request.h"
#include "marks.h"
#include "module.h"
#include "operation.h"
#include "record.h"
#include "root.h"
#include "tasks.h"
#include "tree.h"

/**
 * struct operation - one mark, or check, in progress
 * @tree: whom it is about; references its top, root directory and jail
 * @live: a thread of the process at the top that has not exited, referenced
 */
struct operation {
	struct jail_tree tree;
	struct task_struct *live;
};

static DEFINE_MUTEX(mark_mutex);
static u64 last_serial;	/* under mark_mutex */

/* The first thread may have exited, and others not. */
static struct task_struct *get_live_thread(struct task_struct *process)
{
	struct task_struct *task, *found = NULL;

	rcu_read_lock();
	for_each_thread(process, task) {
		if (!(READ_ONCE(task->flags) & PF_EXITING)) {
			found = get_task_struct(task);
			break;
		}
	}
	rcu_read_unlock();
	return found;
}

/* Of a thread that has not exited: @live, or another that is @live from here on. */
static int get_root(struct operation *op, struct path *path)
{
	struct task_struct *live;

	while (!jail_task_root(op->live, path)) {
		live = get_live_thread(op->tree.top);
		if (!live)
			return -ESRCH;
		put_task_struct(op->live);
		op->live = live;
	}
	return 0;
}

static void take_back(const struct jail *jail, u64 serial)
{
	jail_marks_remove(jail, serial);
	jail_labels_remove(jail->id, serial);
}

static int operate(struct operation *op, bool force, struct jail_marked *marked,
		   struct jail_findings *findings)
{
	struct jail_tree *tree = &op->tree;
	struct path root;
	int err = 0;

	if (tree->top) {
		err = get_root(op, &root) ?: jail_root_of(&root, &tree->root);
		if (err)
			return err;
	}
	err = jail_tree_mark(tree);
	marked->tasks = jail_marks_count(tree->jail, tree->serial);
	marked->id = tree->jail->id;
	if (!err && !marked->tasks)
		err = -ESRCH;
	/* Again: the tree was not held still while it was looked at first. */
	if (!err)
		err = jail_tree_look(tree, JAIL_TREE_MARKED, findings);
	if (!err && !force && findings->count)
		err = -EXDEV;
	if (err)
		take_back(tree->jail, tree->serial);
	jail_root_put(tree->root);
	return err;
}

static int refuse_target(struct task_struct *task, const char **reason)
{
	if (is_global_init(task)) {
		*reason = "PID 1 cannot be jailed: the machine would be";
		return -EBUSY;
	}
	if (jail_is_kernel_thread(task)) {
		*reason = "it is a kernel thread";
		return -EOPNOTSUPP;
	}
	return 0;
}

/* As /proc/PID/stat has it, which is where whoever asks has it from. */
static bool has_started_at(struct task_struct *process, u64 ticks)
{
	u64 start = timens_add_boottime_ns(process->start_boottime);

	return div_u64(start, NSEC_PER_SEC / USER_HZ) == ticks;
}

static int find_target(struct operation *op, const struct jail_mark_request *request,
		       const char **reason)
{
	int err;

	rcu_read_lock();
	op->tree.top = get_pid_task(find_vpid(request->nr), PIDTYPE_TGID);
	rcu_read_unlock();
	if (!op->tree.top) {
		*reason = "there is no such process";
		return -ESRCH;
	}
	if (request->has_start && !has_started_at(op->tree.top, request->start)) {
		*reason = "another process has this PID now";
		return -ESRCH;
	}
	err = refuse_target(op->tree.top, reason);
	if (err)
		return err;
	op->live = request->alone ? get_task_struct(current) : get_live_thread(op->tree.top);
	if (!op->live) {
		*reason = "it has exited";
		return -ESRCH;
	}
	return 0;
}

static bool init_is_under(const struct path *root)
{
	struct task_struct *init;
	bool under;

	rcu_read_lock();
	init = jail_init_task();
	under = !init || jail_root_is_under(init, root);
	rcu_read_unlock();
	return under;
}

/* A directory that the caller has open. */
static int get_directory(int fd, struct path *path)
{
	struct file *file = fget_raw(fd);
	int err = -EINVAL;

	if (!file)
		return err;
	if (d_is_dir(file->f_path.dentry)) {
		*path = file->f_path;
		path_get(path);
		err = 0;
	}
	fput(file);
	return err;
}

/* PID 1 has the root of the machine: marking by that would mark the machine. */
static int set_by_root(struct operation *op, const struct jail_mark_request *request,
		       const char **reason)
{
	if (request->root_fd >= 0) {
		if (get_directory(request->root_fd, &op->tree.by_root)) {
			*reason = "root-fd= is no descriptor of a directory";
			return -EINVAL;
		}
	} else if (!request->same_root) {
		return 0;
	} else if (get_root(op, &op->tree.by_root)) {
		*reason = "it has exited";
		return -ESRCH;
	}
	if (init_is_under(&op->tree.by_root)) {
		*reason = "that root is not a chroot: PID 1 has it, or one below it";
		return -EBUSY;
	}
	return 0;
}

static void end_operation(struct operation *op)
{
	mutex_unlock(&mark_mutex);
	path_put(&op->tree.by_root);
	if (op->live)
		put_task_struct(op->live);
	if (op->tree.top)
		put_task_struct(op->tree.top);
}

/* To be ended with end_operation() if it succeeds. */
static int begin_operation(struct operation *op, const struct jail_mark_request *request,
			   const char **reason)
{
	int err = mutex_lock_killable(&mark_mutex);

	if (err)
		return err;
	op->tree.serial = ++last_serial;
	op->tree.alone = request->alone;
	if (request->nr)
		err = find_target(op, request, reason);
	if (!err)
		err = set_by_root(op, request, reason);
	if (err)
		end_operation(op);
	return err;
}

static int find_jail(struct operation *op, const char *which, const char **reason)
{
	op->tree.jail = jail_find(which);
	if (op->tree.jail)
		return 0;
	*reason = "there is no such jail";
	return -ENOENT;
}

static int set_jail(struct operation *op, const struct jail_mark_request *request,
		    const char **reason)
{
	if (request->jail)
		return find_jail(op, request->jail, reason);
	op->tree.jail = jail_create(request->policy, request->log_only, request->name);
	if (!IS_ERR(op->tree.jail))
		return 0;
	if (PTR_ERR(op->tree.jail) == -ENOTUNIQ)
		*reason = "there is a jail of this name";
	return PTR_ERR(op->tree.jail);
}

static int mark(struct operation *op, const struct jail_mark_request *request,
		struct jail_marked *marked, struct jail_findings *findings,
		const char **reason)
{
	int err;

	if (op->live && jail_is_jailed(op->live)) {
		*reason = "it is jailed already";
		return -EEXIST;
	}
	err = set_jail(op, request, reason);
	if (err)
		return err;
	err = jail_tree_look(&op->tree, JAIL_TREE_UNMARKED, findings);
	if (!err && !request->force && findings->count)
		err = -EXDEV;
	if (!err)
		err = operate(op, request->force, marked, findings);
	if (!err)
		jail_record_mark(op->tree.jail, marked->tasks);
	if (err == -ESRCH)
		*reason = op->tree.top ? "it has exited" : "no process has that root";
	jail_put(op->tree.jail);
	return err;
}

static int try_mark(const struct jail_mark_request *request, struct jail_marked *marked,
		    struct jail_findings *findings, const char **reason)
{
	struct operation op = {};
	int err = begin_operation(&op, request, reason);

	if (err)
		return err;
	err = mark(&op, request, marked, findings, reason);
	end_operation(&op);
	return err;
}

/*
 * A service that is restarted wants the name it had. Its last task is freed from RCU,
 * perhaps long after its parent was told, and later if somebody has a reference.
 */
#define NAME_WAIT	(2 * HZ)
#define NAME_ROUND	msecs_to_jiffies(20)

/* Does anybody live in the jail that has this name? Otherwise it may be free soon. */
static bool is_taken(const char *name)
{
	struct jail *jail = jail_find(name);
	bool taken;

	if (!jail)
		return false;
	taken = jail_is_inhabited(jail);
	jail_put(jail);
	return taken;
}

/* Other operations go on while this one waits for a name. */
static int mark_when_free(const struct jail_mark_request *request, struct jail_marked *marked,
			  struct jail_findings *findings, const char **reason)
{
	unsigned long end = jiffies + NAME_WAIT;
	int err;

	for (;;) {
		err = try_mark(request, marked, findings, reason);
		if (err != -ENOTUNIQ || time_after(jiffies, end) || is_taken(request->name))
			return err;
		if (schedule_timeout_killable(NAME_ROUND))
			return -EINTR;
		*reason = NULL;
	}
}

/**
 * jail_mark_tree - put a process, its threads and descendants into a jail
 * @request: whom, and how
 * @marked: written on success
 * @findings: what reaches over the border of the jail, also on -EXDEV; NULL,
 *	with @request to force, not to look for it
 * @reason: set to a text on failure, where there is one to add to the errno
 *
 * Descendants that are in another jail stay there.
 *
 * Context: process context, may sleep.
 * Return: 0, or an errno of include/uapi/linux/jail.h and nothing is marked.
 */
int jail_mark_tree(const struct jail_mark_request *request,
		   struct jail_marked *marked, struct jail_findings *findings,
		   const char **reason)
{
	int err = jail_attach_hold(false);

	if (err == -EAGAIN)
		*reason = "the self-test has not passed, or is running; see 'jailctl selftest'";
	else if (err == -ENODEV)
		*reason = "not attached; see the kernel log";
	if (err)
		return err;
	err = mark_when_free(request, marked, findings, reason);
	jail_attach_release();
	if (err == -EXDEV)
		*reason = "something reaches over the border of the jail";
	return err;
}

/**
 * jail_mark_current - put the process of the current task into a jail of its own
 *
 * All its threads, whatever root they have: they share memory. Not the
 * descendants that it has, which have other roots. What reaches over the border
 * is not looked for.
 *
 * Context: process context, may sleep.
 * Return: 0; -EBUSY if it has the root of the machine, or is PID 1; -EEXIST if
 * it is jailed; -EAGAIN or -ENODEV if nothing can be marked; -ESRCH if it has no root
 * any more; -EINTR when killed; -ENOMEM. Then nothing is marked.
 */
int jail_mark_current(void)
{
	const struct jail_mark_request request = {
		.nr = task_tgid_vnr(current),
		.alone = true,
		.root_fd = -1,
		.force = true,
		.name = "",
		.policy = READ_ONCE(jail_default_policy),
	};
	struct jail_marked marked;
	const char *reason;
	struct path root;
	bool chrooted;

	if (!jail_task_root(current, &root))
		return -ESRCH;
	chrooted = !init_is_under(&root);
	path_put(&root);
	return chrooted ? jail_mark_tree(&request, &marked, NULL, &reason) : -EBUSY;
}

/* Under mark_mutex, so that the mark of a task that is referenced stays. */
static struct jail *get_jail_of(const struct task_struct *task)
{
	const struct jail_mark *mark;
	struct jail *jail = NULL;

	rcu_read_lock();
	mark = task ? jail_mark_find(task) : NULL;
	if (mark)
		jail = jail_get(mark->jail);
	rcu_read_unlock();
	return jail;
}

/**
 * jail_check_tree - what would reach over the border, were a tree marked?
 * @request: whom
 * @findings: written on success
 * @reason: set to a text on failure, where there is one to add to the errno
 *
 * Context: process context, may sleep.
 * Return: 0, or an errno of include/uapi/linux/jail.h.
 */
int jail_check_tree(const struct jail_mark_request *request,
		    struct jail_findings *findings, const char **reason)
{
	struct operation op = {};
	int err = begin_operation(&op, request, reason);

	if (err)
		return err;
	if (request->jail)
		err = find_jail(&op, request->jail, reason);
	else
		op.tree.jail = get_jail_of(op.live);
	if (!err)
		err = jail_tree_look(&op.tree, JAIL_TREE_ALL, findings);
	if (op.tree.jail)
		jail_put(op.tree.jail);
	end_operation(&op);
	return err;
}

/**
 * jail_release - take every task out of a jail, which ends it
 * @which: its id or its name
 * @released: written on success
 *
 * Context: process context, may sleep.
 * Return: 0, -ENOENT, or -EINTR: killed while it waited.
 */
int jail_release(const char *which, struct jail_marked *released)
{
	int err = mutex_lock_killable(&mark_mutex);
	struct jail *jail;

	if (err)
		return err;
	jail = jail_find(which);
	if (jail) {
		released->id = jail->id;
		released->tasks = atomic_read(&jail->tasks);
		take_back(jail, 0);
		jail_record_release(jail, released->tasks);
		jail_put(jail);
	}
	mutex_unlock(&mark_mutex);
	return jail ? 0 : -ENOENT;
}
