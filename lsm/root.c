// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - the root that a task may leave once, or is kept in
 *
 * Armed and closed are not kept as a state that could lag behind: a task is
 * armed exactly while its fs_struct still has the root it was marked with.
 * Whatever changes the root (its own chroot(2), that of a thread it shares the
 * fs_struct with, a pivot_root(2) from outside) closes it in the same moment,
 * and each fs_struct by itself.
 *
 * The root of a closed task is recorded with its mark, the first time that it
 * asks for anything. Whatever changes a root asks first, so it is the root it
 * was closed with, and is never read back from the task.
 *
 * The locks taken here are not for where interrupts are off: what hooks that are
 * called there ask about is no place.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/dcache.h>
#include <linux/fs.h>
#include <linux/fs_struct.h>
#include <linux/list.h>
#include <linux/mount.h>
#include <linux/path.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>
#include <linux/spinlock.h>

#include "compat/slab.h"
#include "compat/task.h"
#include "module.h"
#include "root.h"
#include "table.h"

/* The roots of closed tasks, by the address of their directory. */
static struct jail_table roots;
static DEFINE_SPINLOCK(roots_lock);	/* guards them */

/**
 * jail_roots_init - make what roots are found by
 *
 * Context: process context, may sleep.
 * Return: 0 or -ENOMEM.
 */
int jail_roots_init(void)
{
	return jail_table_init(&roots);
}

/**
 * jail_roots_exit - undo jail_roots_init(); there must be no root left
 *
 * Context: process context, may sleep.
 */
void jail_roots_exit(void)
{
	jail_table_exit(&roots);
}

/* Of one directory, under roots_lock: any, for all of them are leaky or none. */
static const struct jail_root *find_root(const struct dentry *directory)
{
	const struct jail_root *root;

	hlist_for_each_entry(root, jail_table_list(&roots, directory), node) {
		if (root->path.dentry == directory)
			return root;
	}
	return NULL;
}

/* What was moved out of the directory of another task's root has left this, too. */
static void add_root(struct jail_root *root)
{
	const struct jail_root *known;

	spin_lock(&roots_lock);
	known = find_root(root->path.dentry);
	root->is_leaky = known && known->is_leaky;
	hlist_add_head(&root->node, jail_table_list(&roots, root->path.dentry));
	spin_unlock(&roots_lock);
}

static void release(struct jail_root *root)
{
	if (!root->leavable) {
		spin_lock(&roots_lock);
		hlist_del(&root->node);
		spin_unlock(&roots_lock);
	}
	path_put(&root->path);
	kfree_rcu(root, rcu);
}

static void release_work(struct work_struct *work)
{
	release(container_of(work, struct jail_root, release));
}

/**
 * jail_init_task - the first process of the machine
 *
 * Context: any, under rcu_read_lock().
 * Return: PID 1, valid under the same rcu_read_lock(), or NULL if it exits,
 * which is the end of the machine.
 */
struct task_struct *jail_init_task(void)
{
	struct task_struct *task;

	for_each_process(task) {
		if (is_global_init(task))
			return task;
	}
	return NULL;
}

/*
 * Is this the root of the machine, in whatever mount namespace? Only such a
 * task can be said not to be chrooted: the root of a mount that is detached, or
 * of another namespace, may as well have been reached by chroot(2).
 */
static bool is_machine_root(const struct path *root)
{
	struct task_struct *init;
	struct fs_struct *fs;
	bool is = false;

	rcu_read_lock();
	init = jail_init_task();
	if (init) {
		task_lock(init);
		fs = jail_task_fs(init);
		is = fs && READ_ONCE(fs->root.dentry) == root->dentry;
		task_unlock(init);
	}
	rcu_read_unlock();
	return is;
}

/**
 * jail_task_root - the root directory of a task
 * @task: the task, referenced by the caller
 * @path: the root, referenced; written on success
 *
 * Context: process context. Takes task_lock.
 * Return: false if @task has none any more.
 */
bool jail_task_root(struct task_struct *task, struct path *path)
{
	struct fs_struct *fs;

	task_lock(task);
	fs = jail_task_fs(task);
	if (fs)
		get_fs_root(fs, path);
	task_unlock(task);
	return fs;
}

/* Its path is the caller's to fill. */
static struct jail_root *alloc_root(bool leavable, gfp_t gfp)
{
	struct jail_root *root = kmalloc_obj(*root, gfp);

	if (root) {
		root->leavable = leavable;
		root->is_leaky = false;
		refcount_set(&root->refs, 1);
		INIT_WORK(&root->release, release_work);
	}
	return root;
}

/**
 * jail_root_of - the root that a task may leave once
 * @path: the root directory of the task, of which the reference is taken over
 * @root: the root with one reference; NULL if the task is chrooted already, which
 *	makes it closed
 *
 * Context: process context, may sleep. Takes task_lock.
 * Return: 0 or -ENOMEM.
 */
int jail_root_of(const struct path *path, struct jail_root **root)
{
	*root = NULL;
	if (!is_machine_root(path)) {
		path_put(path);
		return 0;
	}
	*root = alloc_root(true, GFP_KERNEL_ACCOUNT);
	if (!*root) {
		path_put(path);
		return -ENOMEM;
	}
	(*root)->path = *path;
	return 0;
}

/**
 * jail_root_record - the root of the current task, which is closed
 * @known: recorded before, and copied since; or one that may be left, or NULL
 *
 * Context: process context of the task, must not sleep.
 * Return: the root with one reference, or NULL: it has none, it is another than @known,
 * or there is no memory.
 */
struct jail_root *jail_root_record(const struct jail_root *known)
{
	struct fs_struct *fs = jail_task_fs(current);
	struct jail_root *root;

	if (!fs)
		return NULL;
	root = alloc_root(false, GFP_ATOMIC | __GFP_NOWARN);
	if (!root)
		return NULL;
	get_fs_root(fs, &root->path);
	add_root(root);
	if (!known || known->leavable || known->path.dentry == root->path.dentry)
		return root;
	jail_root_put(root);
	return NULL;
}

/**
 * jail_root_get - another reference
 * @root: to which the caller has one, or NULL
 *
 * Context: any.
 * Return: @root.
 */
struct jail_root *jail_root_get(struct jail_root *root)
{
	if (root)
		refcount_inc(&root->refs);
	return root;
}

/**
 * jail_root_put - drop a reference
 * @root: the root, or NULL
 *
 * Context: any, also an RCU callback.
 */
void jail_root_put(struct jail_root *root)
{
	if (root && refcount_dec_and_test(&root->refs))
		queue_work(jail_wq, &root->release);
}

/**
 * jail_root_put_now - drop a reference, and what it holds before this returns
 * @root: the root, or NULL
 *
 * Context: process context, may sleep.
 */
void jail_root_put_now(struct jail_root *root)
{
	if (root && refcount_dec_and_test(&root->refs))
		release(root);
}

static bool is_root_of(const struct jail_root *root, const struct fs_struct *fs)
{
	return root && fs && READ_ONCE(fs->root.mnt) == root->path.mnt &&
	       READ_ONCE(fs->root.dentry) == root->path.dentry;
}

/**
 * jail_root_is_copied - is the recorded root on another mount by now?
 * @root: of the current task, which is closed
 *
 * A new mount namespace, where the policy lets a task have one, has copies of all mounts.
 * The directory stays what it was, and bounds the task as it did.
 *
 * Context: process context of the task.
 */
bool jail_root_is_copied(const struct jail_root *root)
{
	const struct fs_struct *fs = jail_task_fs(current);

	return fs && READ_ONCE(fs->root.dentry) == root->path.dentry &&
	       READ_ONCE(fs->root.mnt) != root->path.mnt;
}

/**
 * jail_root_is_current - does the current task still have this root?
 * @root: the root it was marked with, or NULL
 *
 * Two words are compared without the lock of the fs_struct. They can only
 * change under us by a chroot(2) of a thread that shares the fs_struct, and
 * @root is referenced, so both compare equal only if that chroot has not
 * happened yet.
 *
 * A task that exits has no root any more, and changes none.
 *
 * Context: process context of the task itself.
 */
bool jail_root_is_current(const struct jail_root *root)
{
	const struct fs_struct *fs = jail_task_fs(current);

	return fs ? is_root_of(root, fs) : root && root->leavable;
}

/**
 * jail_root_is_of - does a task have this root?
 * @root: the root, or NULL
 * @task: which the caller keeps from being freed
 *
 * Context: process context, not holding task_lock, which it takes.
 */
bool jail_root_is_of(const struct jail_root *root, struct task_struct *task)
{
	bool is;

	task_lock(task);
	is = is_root_of(root, jail_task_fs(task));
	task_unlock(task);
	return is;
}

/*
 * Pipes, sockets, memfds and the like are on mounts of the kernel's own, which
 * no path leads to.
 */
static bool is_nowhere(const struct vfsmount *mnt)
{
	return mnt->mnt_flags & MNT_INTERNAL;
}

/**
 * jail_root_contains_dentry - is it in the file system of the root, and below?
 * @root: of a closed task, valid under RCU
 * @dentry: which the caller keeps from being freed
 *
 * Context: process context, under RCU. Takes rename_lock, if something is renamed.
 */
bool jail_root_contains_dentry(const struct jail_root *root, struct dentry *dentry)
{
	return is_subdir(dentry, root->path.dentry);
}

/**
 * jail_root_contains - is a path inside the root?
 * @root: of a closed task, valid under RCU
 * @path: which the caller keeps from being freed
 *
 * Only what is on another mount takes a lock, mount_lock in path_is_under(), which does
 * not ask whether a directory has been moved away from what is mounted there.
 *
 * Context: process context, under RCU. Takes rename_lock, if something is renamed.
 * Return: true also for what is on no path at all.
 */
bool jail_root_contains(const struct jail_root *root, const struct path *path)
{
	return jail_root_contains_dentry(root, path->dentry) || is_nowhere(path->mnt) ||
	       (path_is_under(path, &root->path) &&
		is_subdir(path->dentry, path->mnt->mnt_root));
}

/**
 * jail_root_is_below - does a directory lead to the root?
 * @root: of a closed task, valid under RCU
 * @inode: of the directory
 *
 * On the file system of the root, which cannot be left upwards but through those.
 *
 * Context: any, under RCU.
 * Return: false for the root itself; true for all of its file system if it is deeper
 * there than JAIL_WALK_DEPTH.
 */
bool jail_root_is_below(const struct jail_root *root, const struct inode *inode)
{
	const struct dentry *up = root->path.dentry;
	unsigned int left = JAIL_WALK_DEPTH;

	if (inode->i_sb != up->d_sb)
		return false;
	while (!IS_ROOT(up)) {
		up = READ_ONCE(up->d_parent);
		if (d_inode_rcu(up) == inode || !left--)
			return true;
	}
	return false;
}

static void leak(const struct dentry *directory)
{
	struct jail_root *root;

	if (hlist_empty(jail_table_list(&roots, directory)))
		return;
	spin_lock(&roots_lock);
	hlist_for_each_entry(root, jail_table_list(&roots, directory), node) {
		if (root->path.dentry == directory)
			WRITE_ONCE(root->is_leaky, true);
	}
	spin_unlock(&roots_lock);
}

static unsigned int depth_of(const struct dentry *directory)
{
	unsigned int depth = 0;

	for (; !IS_ROOT(directory); directory = directory->d_parent)
		depth++;
	return depth;
}

/**
 * jail_roots_moved - a directory is about to be moved
 * @directory: the directory
 * @to: the one it will be in
 *
 * Whoever works in it, or walks through it, comes by ".." to where it is then. It leaves
 * what is above it, up to the first that is above both. Anybody may move directories that
 * are as deep as memory lets them be: each is looked at once.
 *
 * Context: process context, under the locks of rename(2): no other directory of that file
 * system is moved meanwhile.
 */
void jail_roots_moved(const struct dentry *directory, const struct dentry *to)
{
	const struct dentry *up = directory->d_parent;
	unsigned int depth = depth_of(up), depth_to = depth_of(to);

	for (; depth_to > depth; depth_to--)
		to = to->d_parent;
	for (; up != to; up = up->d_parent, depth--) {
		leak(up);
		if (IS_ROOT(up))
			break;
		if (depth == depth_to) {
			to = to->d_parent;
			depth_to--;
		}
	}
}

/* As is_subdir(), which has no end to its patience. Under RCU. */
static bool is_below(const struct dentry *dentry, const struct dentry *top,
		     struct jail_walk *walk)
{
	const struct dentry *up;
	unsigned int seq;

	do {
		if (!walk->left)
			return false;
		walk->left--;
		seq = read_seqbegin(&rename_lock);
		for (up = dentry; up != top && !IS_ROOT(up) && walk->left;
		     up = READ_ONCE(up->d_parent))
			walk->left--;
	} while (read_seqretry(&rename_lock, seq));
	return up == top;
}

/**
 * jail_root_lost - is it where somebody may have moved a directory of the root to?
 * @root: of a closed task, valid under RCU
 * @dentry: which the caller keeps from being freed
 *
 * Context: process context, under RCU.
 * Return: true for all that is outside on the file system of a root from which a
 * directory was moved away, also if it is mounted inside, and for what is deeper in the
 * root than JAIL_WALK_DEPTH; false for all else.
 */
bool jail_root_lost(const struct jail_root *root, const struct dentry *dentry)
{
	struct jail_walk walk = { .left = JAIL_WALK_DEPTH };

	return READ_ONCE(root->is_leaky) && dentry->d_sb == root->path.dentry->d_sb &&
	       !is_below(dentry, root->path.dentry, &walk);
}

/* What one path on another mount costs: the way up from there cannot be counted. */
#define MOUNT_STEPS	(JAIL_WALK_STEPS / 16)

/*
 * Whether a path on another mount is inside is a matter of its mount. What it costs to
 * know that of one of @walk has been paid by is_below().
 */
static bool is_mounted_inside(const struct jail_root *root, const struct path *path,
			      struct jail_walk *walk)
{
	int i;

	for (i = 0; i < JAIL_WALK_MOUNTS; i++) {
		if (walk->mounts[i] == path->mnt)
			return true;
	}
	if (walk->left < MOUNT_STEPS)
		return false;
	walk->left -= MOUNT_STEPS;
	if (!path_is_under(path, &root->path))
		return false;
	walk->mounts[walk->next++ % JAIL_WALK_MOUNTS] = path->mnt;
	return true;
}

/**
 * jail_root_bounds - is a path inside the root, and stays there by ".."?
 * @root: of a closed task, valid under RCU
 * @path: which the caller keeps from being freed
 * @walk: of the same root, for all paths that are looked at in one go
 *
 * Context: as jail_root_contains().
 * Return: true also for what is on no path at all; false also if @walk is over.
 */
bool jail_root_bounds(const struct jail_root *root, const struct path *path,
		      struct jail_walk *walk)
{
	if (is_nowhere(path->mnt))
		return true;
	if (path->mnt == root->path.mnt)
		return is_below(path->dentry, root->path.dentry, walk);
	return is_below(path->dentry, path->mnt->mnt_root, walk) &&
	       is_mounted_inside(root, path, walk);
}

/*
 * By mount, or by directory: in another mount namespace the same directory is
 * on another mount.
 */
static bool is_under(const struct path *path, const struct path *top)
{
	return path_is_under(path, top) || is_subdir(path->dentry, top->dentry);
}

/**
 * jail_root_is_under - is the root of a task a directory, or below it?
 * @task: which the caller keeps from being freed
 * @top: the directory, referenced
 *
 * The root is not referenced, which could not be dropped here. What a
 * concurrent chroot(2) lets go of stays in memory under RCU.
 *
 * Context: process context, under RCU, not holding task_lock, which it takes.
 */
bool jail_root_is_under(struct task_struct *task, const struct path *top)
{
	struct fs_struct *fs;
	struct path root = {};

	task_lock(task);
	fs = jail_task_fs(task);
	if (fs)
		jail_read_root(fs, &root);
	task_unlock(task);
	return root.dentry && is_under(&root, top);
}
