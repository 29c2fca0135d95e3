// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - the root that an armed task may leave once
 *
 * Armed and closed are not kept as a state that could lag behind: a task is
 * armed exactly while its fs_struct still has the root it was marked with.
 * Whatever changes the root (its own chroot(2), that of a thread it shares the
 * fs_struct with, a pivot_root(2) from outside) closes it in the same moment,
 * and each fs_struct by itself.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/fs_struct.h>
#include <linux/mount.h>
#include <linux/namei.h>
#include <linux/sched.h>
#include <linux/sched/task.h>
#include <linux/slab.h>

#include "compat/task.h"
#include "module.h"
#include "root.h"

static void release_root(struct work_struct *work)
{
	struct jail_root *root = container_of(work, struct jail_root, release);

	path_put(&root->path);
	kfree(root);
}

/*
 * The same question as current_chrooted() in fs/namespace.c, for a root at
 * hand: mounts stacked on each other's roots all the way up are the root of
 * the mount namespace, anything else was reached by chroot(2).
 */
static bool is_namespace_root(const struct path *root)
{
	struct path path = *root;
	bool is_root;

	path_get(&path);
	do {
		is_root = path.dentry == path.mnt->mnt_root;
	} while (is_root && follow_up(&path));
	path_put(&path);
	return is_root;
}

/**
 * jail_root_of - the root that a task may leave once
 * @task: the task, referenced by the caller
 * @root: the root with one reference; NULL if @task is chrooted already or
 *	has no root any more, which makes it closed
 *
 * Context: process context, may sleep. Takes task_lock.
 * Return: 0 or -ENOMEM.
 */
int jail_root_of(struct task_struct *task, struct jail_root **root)
{
	struct jail_root *new;
	struct path path = {};

	*root = NULL;
	task_lock(task);
	if (jail_task_fs(task))
		get_fs_root(jail_task_fs(task), &path);
	task_unlock(task);
	if (!path.dentry)
		return 0;
	if (!is_namespace_root(&path)) {
		path_put(&path);
		return 0;
	}
	new = kmalloc(sizeof(*new), GFP_KERNEL_ACCOUNT);
	if (!new) {
		path_put(&path);
		return -ENOMEM;
	}
	new->path = path;
	refcount_set(&new->refs, 1);
	INIT_WORK(&new->release, release_root);
	*root = new;
	return 0;
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
 * jail_root_is_current - does the current task still have this root?
 * @root: the root it was marked with, or NULL
 *
 * Two words are compared without the lock of the fs_struct. They can only
 * change under us by a chroot(2) of a thread that shares the fs_struct, and
 * @root is referenced, so both compare equal only if that chroot has not
 * happened yet.
 *
 * Context: process context of the task itself.
 */
bool jail_root_is_current(const struct jail_root *root)
{
	const struct fs_struct *fs = current->fs;

	return root && fs && READ_ONCE(fs->root.mnt) == root->path.mnt &&
	       READ_ONCE(fs->root.dentry) == root->path.dentry;
}
