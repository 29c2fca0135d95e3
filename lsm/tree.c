// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - marking a process tree
 *
 * While a tree is marked, an operation is published, and three things hold:
 *
 * - The child of a marked task is marked before it is on any list
 *   (task_alloc), and once more, for a child that was allocated before its
 *   parent was marked, when it is on the list and has not run (task_newtask).
 * - The child of a task that belongs to the tree, and that the walk has not
 *   reached, is marked at task_newtask too.
 * - A task that belongs to the tree marks its children when it exits
 *   (sched_process_exit), before they are given another parent.
 *
 * So whoever belongs to the tree and has no mark is linked to it by parents
 * that have not exited, and the walk over all tasks finds it. A task belongs
 * to the tree if it, or a parent on the way up, is in the process at the top
 * or has a mark of this operation; or, in an operation by root, if its root
 * directory is that root or below it, whatever became of its parents.
 *
 * The mark starts when the first pass is over: it hands over for those that
 * had passed sched_process_exit before the operation was published and had not
 * yet given their children away. What was cut off before that was an orphan
 * before the mark, which only an operation by root can reach.
 *
 * mark_mutex makes one operation at a time. The operation is read under RCU
 * and stands until a grace period after it was withdrawn.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/dcache.h>
#include <linux/err.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/hash.h>
#include <linux/log2.h>
#include <linux/math64.h>
#include <linux/mutex.h>
#include <linux/path.h>
#include <linux/pid.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>
#include <linux/string.h>
#include <linux/time_namespace.h>

#include "attach/attach.h"
#include "findings.h"
#include "jail.h"
#include "mark_request.h"
#include "marks.h"
#include "members.h"
#include "module.h"
#include "record.h"
#include "root.h"
#include "tree.h"

/**
 * struct operation - one mark in progress
 * @serial: of the operation, by which its marks are known
 * @top: the process at the top, referenced; NULL when by root alone
 * @alone: the process, without the descendants that it has
 * @by_root: root directory that makes a task belong; dentry NULL when not
 * @jail: to be put in
 * @live: a thread of that process that has not exited, referenced
 * @root: the root that @live may leave once, or NULL
 * @failed: a task could not be marked where nobody can be told
 */
struct operation {
	u64 serial;
	struct task_struct *top;
	bool alone;
	struct task_struct *live;
	struct path by_root;
	struct jail *jail;
	struct jail_root *root;
	bool failed;
};

static DEFINE_MUTEX(mark_mutex);
static u64 last_serial;	/* under mark_mutex */
static struct operation __rcu *current_operation;

static bool has_mark_of(const struct operation *op, const struct task_struct *task)
{
	const struct jail_mark *mark = jail_mark_find(task);

	return mark && mark->serial == op->serial;
}

/*
 * Tasks of which a walk has seen that they do not descend. Under mark_mutex, and
 * only within one section of RCU: then the address is another task's.
 */
#define STRANGERS	1024

static const struct task_struct *strangers[STRANGERS];

static const struct task_struct **stranger(const struct task_struct *task)
{
	return &strangers[hash_ptr(task, ilog2(STRANGERS))];
}

static void forget_strangers(void)
{
	memset(strangers, 0, sizeof(strangers));
}

static bool is_of_tree(const struct operation *op, struct task_struct *task)
{
	return same_thread_group(task, op->top) || has_mark_of(op, task);
}

/*
 * Under RCU. The parent is read before the mark is looked for: a task that
 * exits marks its children before they get another parent, so whoever sees
 * the other parent sees the mark.
 */
static bool descends(const struct operation *op, struct task_struct *task)
{
	struct task_struct *parent;

	if (!op->top)
		return has_mark_of(op, task);
	if (op->alone)
		return is_of_tree(op, task);
	while (task->pid) {
		parent = rcu_dereference(task->real_parent);
		/* Pairs with the release in jail_store_add(). */
		smp_rmb();
		if (is_of_tree(op, task))
			return true;
		task = parent;
	}
	return false;
}

/*
 * The same for a walk over all tasks, in which it is not to cost the length of
 * the way up each time. Who does not descend never will.
 */
static bool descends_in_walk(const struct operation *op, struct task_struct *task)
{
	struct task_struct *up = task, *parent;

	if (!op->top)
		return has_mark_of(op, task);
	if (op->alone)
		return is_of_tree(op, task);
	for (; up->pid && *stranger(up) != up; up = parent) {
		parent = rcu_dereference(up->real_parent);
		/* As in descends(). */
		smp_rmb();
		if (is_of_tree(op, up))
			return true;
	}
	for (up = task; up->pid && *stranger(up) != up;
	     up = rcu_dereference(up->real_parent))
		*stranger(up) = up;
	return false;
}

/* Under RCU. */
static bool has_root(const struct operation *op, struct task_struct *task)
{
	return op->by_root.dentry && jail_root_is_under(task, &op->by_root);
}

static bool belongs_in_walk(const struct operation *op, struct task_struct *task)
{
	return descends_in_walk(op, task) || has_root(op, task);
}

static bool is_kernel_thread(const struct task_struct *task)
{
	return READ_ONCE(task->flags) & PF_KTHREAD;
}

static bool is_free(struct task_struct *task)
{
	return !is_kernel_thread(task) && !jail_mark_find(task);
}

static bool is_to_be_marked(struct task_struct *task, const void *data)
{
	return is_free(task) && !READ_ONCE(task->exit_state) && belongs_in_walk(data, task);
}

/*
 * Where nothing may sleep. Such a task keeps its one chroot only if its root
 * is that of the process at the top; any other is closed, to be safe.
 */
static bool mark_atomic(struct operation *op, struct task_struct *task)
{
	struct jail_root *root = jail_root_is_of(op->root, task) ? op->root : NULL;
	int err = jail_mark_add(task, op->jail, root, op->serial, GFP_ATOMIC);

	if (err == -ENOMEM)
		WRITE_ONCE(op->failed, true);
	return !err;
}

/*
 * Under RCU. Every thread of a child has this parent. Zombies are marked too:
 * they get another parent as well, and others may be on their way up through
 * them. Without a process at the top nobody belongs by a parent.
 */
static void hand_over(struct operation *op, struct task_struct *parent)
{
	struct task_struct *process, *task;

	if (op->alone)
		return;
	for_each_process_thread(process, task) {
		if (rcu_dereference(task->real_parent) == parent && is_free(task) &&
		    (op->top || has_root(op, task)))
			mark_atomic(op, task);
	}
	/* Before the children get another parent: see descends(). */
	smp_wmb();
}

/**
 * jail_tree_exit - a task exits; its children still have it as their parent
 * @task: the task
 *
 * Context: process context of @task, must not sleep.
 */
void jail_tree_exit(struct task_struct *task)
{
	struct operation *op;

	if (jail_walk_is_naive())
		return;
	rcu_read_lock();
	op = rcu_dereference(current_operation);
	if (op && descends(op, task))
		hand_over(op, task);
	rcu_read_unlock();
}

/**
 * jail_tree_new_task - a task is on the list, and has not run
 * @task: the task, made by current
 *
 * The child of a jailed task that cannot be marked is killed before it runs.
 *
 * Context: process context of the creator, must not sleep.
 */
void jail_tree_new_task(struct task_struct *task)
{
	struct operation *op;
	int err = 0;

	if (jail_walk_is_naive())
		return;
	rcu_read_lock();
	jail_mark_is_born(task);
	if (!jail_mark_find(task)) {
		err = jail_mark_inherit(task, true);
		op = rcu_dereference(current_operation);
		if (op && (descends(op, current) || has_root(op, current)))
			mark_atomic(op, task);
	}
	rcu_read_unlock();
	if (err == -ENOMEM)
		send_sig(SIGKILL, task, 1);
}

/* Under RCU. Those that exit and have not yet given their children away. */
static void hand_over_all(struct operation *op)
{
	struct task_struct *process, *task;

	for_each_process_thread(process, task) {
		if ((READ_ONCE(task->flags) & PF_EXITING) &&
		    !READ_ONCE(task->exit_state) && descends(op, task))
			hand_over(op, task);
	}
}

/*
 * Tasks are marked where they are found, so that no list of them is needed.
 * Returns how many were marked in this pass.
 */
static unsigned int pass(struct operation *op)
{
	struct task_struct *process, *task;
	unsigned int marked = 0;

	rcu_read_lock();
	forget_strangers();
	for_each_process_thread(process, task) {
		if (is_to_be_marked(task, op))
			marked += mark_atomic(op, task);
	}
	rcu_read_unlock();
	return marked;
}

static int mark_all(struct operation *op)
{
	rcu_read_lock();
	hand_over_all(op);
	rcu_read_unlock();
	while (pass(op) && !READ_ONCE(op->failed) && !jail_walk_is_naive())
		cond_resched();
	return READ_ONCE(op->failed) ? -ENOMEM : 0;
}

static bool is_marked(struct task_struct *task, const void *data)
{
	return has_mark_of(data, task);
}

/* Also whoever is in the jail already. */
static bool is_in_tree(struct task_struct *task, const void *data)
{
	const struct operation *op = data;
	const struct jail_mark *mark = jail_mark_find(task);

	return !is_kernel_thread(task) && (!mark || mark->jail == op->jail) &&
	       belongs_in_walk(op, task);
}

/* Whoever is to be marked, has been, or is in the jail that is joined. */
static bool is_inside(struct task_struct *task, const void *data)
{
	const struct operation *op = data;
	const struct jail_mark *mark = jail_mark_find(task);

	if (mark)
		return mark->jail == op->jail;
	return descends(op, task) || has_root(op, task);
}

/* What reaches over the border of these tasks, if anybody wants to know. */
static int look(const struct operation *op, struct jail_findings *findings,
		bool (*is_member)(struct task_struct *task, const void *data))
{
	struct jail_members members = {
		.begin_walk = forget_strangers,
		.is_member = is_member,
		.is_inside = is_inside,
		.data = op,
	};
	int err;

	if (!findings)
		return 0;
	err = jail_members_collect(&members);
	if (err)
		return err;
	err = jail_findings_look(findings, &members);
	jail_members_put(&members);
	return err;
}

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
		live = get_live_thread(op->top);
		if (!live)
			return -ESRCH;
		put_task_struct(op->live);
		op->live = live;
	}
	return 0;
}

static int operate(struct operation *op, bool force, struct jail_marked *marked,
		   struct jail_findings *findings)
{
	struct path root;
	int err = 0;

	if (op->top) {
		err = get_root(op, &root) ?: jail_root_of(&root, &op->root);
		if (err)
			return err;
	}
	rcu_assign_pointer(current_operation, op);
	/*
	 * Before the flags of tasks are read: one that sets PF_EXITING later
	 * than that sees the operation, by the barrier of the atomic that
	 * do_exit() does in between.
	 */
	smp_mb();
	err = mark_all(op);
	RCU_INIT_POINTER(current_operation, NULL);
	/* Under a fork storm a normal grace period can take minutes. */
	synchronize_rcu_expedited();
	marked->tasks = jail_marks_count(op->jail, op->serial);
	marked->id = op->jail->id;
	if (!err && !marked->tasks)
		err = -ESRCH;
	/* Again: the tree was not held still while it was looked at first. */
	if (!err)
		err = look(op, findings, is_marked);
	if (!err && !force && findings->count)
		err = -EXDEV;
	if (err)
		jail_marks_remove(op->jail, op->serial);
	jail_root_put(op->root);
	return err;
}

static int refuse_target(struct task_struct *task, const char **reason)
{
	if (is_global_init(task)) {
		*reason = "PID 1 cannot be jailed: the machine would be";
		return -EBUSY;
	}
	if (is_kernel_thread(task)) {
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
	op->top = get_pid_task(find_vpid(request->nr), PIDTYPE_TGID);
	rcu_read_unlock();
	if (!op->top) {
		*reason = "there is no such process";
		return -ESRCH;
	}
	if (request->has_start && !has_started_at(op->top, request->start)) {
		*reason = "another process has this PID now";
		return -ESRCH;
	}
	err = refuse_target(op->top, reason);
	if (err)
		return err;
	op->live = request->alone ? get_task_struct(current) : get_live_thread(op->top);
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
		if (get_directory(request->root_fd, &op->by_root)) {
			*reason = "root-fd= is no descriptor of a directory";
			return -EINVAL;
		}
	} else if (!request->same_root) {
		return 0;
	} else if (get_root(op, &op->by_root)) {
		*reason = "it has exited";
		return -ESRCH;
	}
	if (init_is_under(&op->by_root)) {
		*reason = "that root is not a chroot: PID 1 has it, or one below it";
		return -EBUSY;
	}
	return 0;
}

static void end_operation(struct operation *op)
{
	mutex_unlock(&mark_mutex);
	path_put(&op->by_root);
	if (op->live)
		put_task_struct(op->live);
	if (op->top)
		put_task_struct(op->top);
}

/* To be ended with end_operation() if it succeeds. */
static int begin_operation(struct operation *op, const struct jail_mark_request *request,
			   const char **reason)
{
	int err = mutex_lock_killable(&mark_mutex);

	if (err)
		return err;
	op->serial = ++last_serial;
	op->alone = request->alone;
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
	op->jail = jail_find(which);
	if (op->jail)
		return 0;
	*reason = "there is no such jail";
	return -ENOENT;
}

static int set_jail(struct operation *op, const struct jail_mark_request *request,
		    const char **reason)
{
	if (request->jail)
		return find_jail(op, request->jail, reason);
	op->jail = jail_create(request->policy, request->log_only, request->name);
	if (!IS_ERR(op->jail))
		return 0;
	if (PTR_ERR(op->jail) == -ENOTUNIQ)
		*reason = "there is a jail of this name";
	return PTR_ERR(op->jail);
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
	err = look(op, findings, is_to_be_marked);
	if (!err && !request->force && findings->count)
		err = -EXDEV;
	if (!err)
		err = operate(op, request->force, marked, findings);
	if (!err)
		jail_record_mark(op->jail, marked->tasks);
	if (err == -ESRCH)
		*reason = op->top ? "it has exited" : "no process has that root";
	jail_put(op->jail);
	return err;
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
	struct operation op = {};
	int err = jail_attach_hold(false);

	if (err == -EAGAIN)
		*reason = "the self-test has not passed, or is running; see 'jailctl selftest'";
	else if (err)
		*reason = "not attached; see the kernel log";
	if (err)
		return err;
	err = begin_operation(&op, request, reason);
	if (!err) {
		err = mark(&op, request, marked, findings, reason);
		end_operation(&op);
	}
	jail_attach_release();
	if (err == -EXDEV)
		*reason = "something reaches over the border of the jail";
	return err;
}

/**
 * jail_mark_current - put the process of the current task into a jail of its own
 * @marked: written on success
 *
 * All its threads, whatever root they have: they share memory. Not the
 * descendants that it has, which have other roots. What reaches over the border
 * is not looked for.
 *
 * Context: process context, may sleep.
 * Return: 0; -EBUSY if it has the root of the machine, or is PID 1; -EEXIST if
 * it is jailed; -EAGAIN or -ENODEV if nothing can be marked; -ENOMEM. Then
 * nothing is marked.
 */
int jail_mark_current(struct jail_marked *marked)
{
	const struct jail_mark_request request = {
		.nr = task_tgid_vnr(current),
		.alone = true,
		.root_fd = -1,
		.force = true,
		.name = "",
		.policy = READ_ONCE(jail_default_policy),
	};
	const char *reason;
	struct path root;
	bool chrooted;

	if (!jail_task_root(current, &root))
		return -ESRCH;
	chrooted = !init_is_under(&root);
	path_put(&root);
	return chrooted ? jail_mark_tree(&request, marked, NULL, &reason) : -EBUSY;
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
		op.jail = get_jail_of(op.live);
	if (!err)
		err = look(&op, findings, is_in_tree);
	if (op.jail)
		jail_put(op.jail);
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
		jail_marks_remove(jail, 0);
		jail_put(jail);
	}
	mutex_unlock(&mark_mutex);
	return jail ? 0 : -ENOENT;
}
