/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - fields of struct task_struct that moved
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_COMPAT_TASK_H
#define _SECURITY_JAIL_COMPAT_TASK_H

#include <linux/fs.h>
#include <linux/fs_struct.h>
#include <linux/mm_types.h>
#include <linux/sched.h>

/**
 * jail_task_fs - the fs_struct that is the task's own
 * @task: under task_lock, unless it is current
 *
 * In 7.3 task->fs may for a moment be that of another, and task->real_fs is
 * the task's own. Before that there is only one.
 */
static inline struct fs_struct *jail_task_fs(struct task_struct *task)
{
#ifdef JAIL_HAVE_REAL_FS
	return task->real_fs;
#else
	return task->fs;
#endif
}

/*
 * fs_struct::lock became the lock inside fs_struct::seq in 7.2 or before:
 * include/linux/fs_struct.h.
 */
static inline void jail_lock_fs(struct fs_struct *fs)
{
#ifdef JAIL_HAVE_FS_SEQLOCK
	read_seqlock_excl(&fs->seq);
#else
	spin_lock(&fs->lock);
#endif
}

static inline void jail_unlock_fs(struct fs_struct *fs)
{
#ifdef JAIL_HAVE_FS_SEQLOCK
	read_sequnlock_excl(&fs->seq);
#else
	spin_unlock(&fs->lock);
#endif
}

/**
 * jail_read_root - the root directory, without a reference
 * @fs: of current, or of a task under its task_lock
 * @root: written; under RCU the memory stays
 */
static inline void jail_read_root(struct fs_struct *fs, struct path *root)
{
	jail_lock_fs(fs);
	*root = fs->root;
	jail_unlock_fs(fs);
}

/**
 * jail_read_pwd - the working directory, without a reference
 * @fs: of current, or of a task under its task_lock
 * @pwd: written; under RCU the memory stays
 */
static inline void jail_read_pwd(struct fs_struct *fs, struct path *pwd)
{
	jail_lock_fs(fs);
	*pwd = fs->pwd;
	jail_unlock_fs(fs);
}

/**
 * jail_get_program - the file that a task executes
 * @task: under its task_lock, and RCU
 *
 * get_file_rcu() takes where the file is from 6.7 on (include/linux/fs.h): from then
 * on its memory can be another file's within a grace period, before that it cannot.
 *
 * Return: the file with a reference, or NULL.
 */
static inline struct file *jail_get_program(struct task_struct *task)
{
	if (!task->mm)
		return NULL;
#ifdef JAIL_HAVE_GET_FILE_AT
	return get_file_rcu(&task->mm->exe_file);
#else
	for (;;) {
		struct file *file = rcu_dereference(task->mm->exe_file);

		if (!file || get_file_rcu(file))
			return file;
	}
#endif
}

#endif /* _SECURITY_JAIL_COMPAT_TASK_H */
