/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - the root that a task may leave once, or is kept in
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_ROOT_H
#define _SECURITY_JAIL_ROOT_H

#include <linux/path.h>
#include <linux/rcupdate.h>
#include <linux/refcount.h>
#include <linux/workqueue.h>

struct dentry;
struct inode;
struct task_struct;
struct vfsmount;

/**
 * struct jail_root - a root directory that tasks had
 * @path: referenced, so that no other root can ever compare equal
 * @leavable: a task that has it is armed; otherwise it is the root of a closed
 *	task
 * @is_leaky: a directory in it was moved out of it
 * @refs: one a mark
 * @node: where it is found by its directory, unless it is leavable
 * @release: drops @path, which may sleep
 * @rcu: defers freeing: readers of a mark look at it
 */
struct jail_root {
	struct path path;
	bool leavable;
	bool is_leaky;
	refcount_t refs;
	struct hlist_node node;
	struct work_struct release;
	struct rcu_head rcu;
};

/* How far, for all the paths that one request has looked at. */
#define JAIL_WALK_STEPS		16384

/* The same, for one path, where that is looked at for each directory that a name has. */
#define JAIL_WALK_DEPTH		(JAIL_WALK_STEPS / 16)

/* Mounts of which a walk remembers that they are inside. */
#define JAIL_WALK_MOUNTS	16

/**
 * struct jail_walk - many paths are looked at without letting others run
 * @left: directories that may still be walked up; with none left nothing is inside
 * @mounts: other than that of the root, and inside
 * @next: of @mounts, to be replaced
 */
struct jail_walk {
	unsigned int left;
	const struct vfsmount *mounts[JAIL_WALK_MOUNTS];
	unsigned int next;
};

int jail_roots_init(void);
void jail_roots_exit(void);
void jail_roots_moved(const struct dentry *directory, const struct dentry *to);
bool jail_root_lost(const struct jail_root *root, const struct dentry *dentry);
struct task_struct *jail_init_task(void);
int jail_root_of(const struct path *path, struct jail_root **root);
struct jail_root *jail_root_get(struct jail_root *root);
void jail_root_put(struct jail_root *root);
void jail_root_put_now(struct jail_root *root);
struct jail_root *jail_root_record(const struct jail_root *known);
bool jail_root_is_copied(const struct jail_root *root);
bool jail_root_is_current(const struct jail_root *root);
bool jail_root_contains(const struct jail_root *root, const struct path *path);
bool jail_root_bounds(const struct jail_root *root, const struct path *path,
		      struct jail_walk *walk);
bool jail_root_is_below(const struct jail_root *root, const struct inode *inode);
bool jail_root_contains_dentry(const struct jail_root *root, struct dentry *dentry);
bool jail_root_is_of(const struct jail_root *root, struct task_struct *task);
bool jail_root_is_under(struct task_struct *task, const struct path *top);
bool jail_task_root(struct task_struct *task, struct path *path);

#endif /* _SECURITY_JAIL_ROOT_H */
