// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - rings of io_uring
 *
 * What a ring is asked for is done by its maker, if that has made it with a thread
 * of its own (IORING_SETUP_SQPOLL): with the root of the maker, whoever asks.
 *
 * A ring has the credentials of its maker, and no two processes have the same
 * object: fork(2) copies it (copy_creds() in kernel/cred.c, 6.1 to 7.3). One whose
 * maker has changed its own since is nobody's.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/cred.h>
#include <linux/fdtable.h>
#include <linux/fs.h>
#include <linux/magic.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/string.h>

#include "compat/task.h"
#include "place.h"
#include "ring.h"

/**
 * jail_file_is_ring - is this a ring of io_uring?
 * @file: the file
 */
bool jail_file_is_ring(const struct file *file)
{
	return file_inode(file)->i_sb->s_magic == ANON_INODE_FS_MAGIC &&
	       !strcmp(file->f_path.dentry->d_name.name, "[io_uring]");
}

/* Has no thread of this process these? Under RCU. */
static bool are_foreign(const struct cred *cred)
{
	struct task_struct *thread;

	for_each_thread(current, thread) {
		if (rcu_access_pointer(thread->real_cred) == cred)
			return false;
	}
	return true;
}

/*
 * For each, every thread is looked at, without letting others run. Who has more is not
 * believed.
 */
#define RINGS_MAX	64

/**
 * struct search - for a ring that is another's
 * @left: how many rings are still looked at
 */
struct search {
	unsigned int left;
};

static int is_foreign(const void *data, struct file *file, unsigned int fd)
{
	struct search *search = (struct search *)data;

	if (!jail_file_is_ring(file))
		return 0;
	if (!search->left)
		return 1;
	search->left--;
	return are_foreign(file->f_cred);
}

/*
 * Those that io_uring has made for this process keep the root of who made them; one that
 * exits has none any more. Under RCU.
 */
static bool workers_have_this_root(void)
{
	const struct fs_struct *fs;
	struct task_struct *thread;

	for_each_thread(current, thread) {
		/* Compared only. */
		fs = data_race(jail_task_fs(thread));
		if (READ_ONCE(thread->flags) & PF_IO_WORKER && fs && fs != jail_task_fs(current))
			return false;
	}
	return true;
}

/**
 * jail_rings_are_own - is each ring of the current task known to be its own?
 * @subject: of the current task
 * @unused: whatever it may be that it asks for
 *
 * And is what they are asked for done with the root that the task is about to have?
 *
 * Context: process context, under RCU.
 * Return: false also if it has more rings, or descriptors, than are looked at.
 */
bool jail_rings_are_own(const struct jail_subject *subject, const void *unused)
{
	struct search search = { .left = RINGS_MAX };

	if (!workers_have_this_root())
		return false;
	return !current->files || (jail_files_are_searchable(current->files) &&
				   !iterate_fd(current->files, 0, is_foreign, &search));
}
