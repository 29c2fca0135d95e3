// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - where something is: inside the root of a task, or outside
 *
 * What is opened, made or removed is known by its path, mount and all, and is
 * inside or is not. Some hooks are told of a dentry, or an inode, alone, and on
 * another mount than the root's that does not say where it is: a directory may
 * be bound into the root. Then it counts what the task could have reached it
 * by. From its root it comes to nothing outside, unless somebody moves a directory
 * away that is walked through, which is seen (root.c); it takes a working directory
 * that is outside, a descriptor of something outside, or a link of procfs to
 * one. Those three are known by their path.
 *
 * Everything here is asked for the current task.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/cred.h>
#include <linux/dcache.h>
#include <linux/fdtable.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/fs_struct.h>
#include <linux/kernel.h>
#include <linux/magic.h>
#include <linux/mm_types.h>
#include <linux/path.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/sched/task.h>
#include <linux/string.h>

#include "compat/dcache.h"
#include "compat/syscall.h"
#include "compat/task.h"
#include "compat/uring.h"
#include "decision.h"
#include "outsider.h"
#include "place.h"
#include "root.h"

/**
 * jail_is_inner_operation - does a file system act for itself?
 *
 * overlayfs and its kin do what they were asked for, which has been checked,
 * with other credentials on files of their own. io_uring overrides credentials
 * as well, with some the task has had, so who has ever used it gets nothing
 * from that. Nor does a core dump, which has credentials of its own.
 *
 * Context: process context.
 */
bool jail_is_inner_operation(void)
{
	return current_cred() != current_real_cred() && !jail_uses_uring() &&
	       !(current->flags & PF_DUMPCORE);
}

static bool is_inside(const struct jail_subject *subject, const struct path *path)
{
	return subject->root && jail_root_contains(subject->root, path);
}

/**
 * jail_path_is_inside - may the task obtain this?
 * @subject: the task
 * @path: struct path
 */
bool jail_path_is_inside(const struct jail_subject *subject, const void *path)
{
	return is_inside(subject, path) || jail_is_inner_operation();
}

/**
 * jail_file_is_reference - can more be reached by this open file?
 * @file: the file
 *
 * Return: true for directories, and what was opened by O_PATH.
 */
bool jail_file_is_reference(const struct file *file)
{
	return d_is_dir(file->f_path.dentry) || (file->f_mode & FMODE_PATH);
}

static int is_this_file(const void *path, struct file *file, unsigned int fd)
{
	return !jail_file_is_reference(file) && path_equal(&file->f_path, path);
}

static int is_this_file_to_write(const void *path, struct file *file, unsigned int fd)
{
	return file->f_mode & FMODE_WRITE && is_this_file(path, file, fd);
}

/*
 * All descriptors are looked at without letting others run, and perhaps under a lock
 * that others wait for. Who has room for more is said to reach outside.
 */
#define DESCRIPTORS_MAX	262144

/**
 * jail_files_are_searchable - are they so few that each can be looked at?
 * @files: of the current task, or of one that the caller keeps from letting go of them
 *
 * Context: any, under RCU.
 */
bool jail_files_are_searchable(struct files_struct *files)
{
	return files_fdtable(files)->max_fds <= DESCRIPTORS_MAX;
}

/* Of the current task, if they can be looked at. Under RCU. */
static struct files_struct *searchable_files(void)
{
	struct files_struct *files = current->files;

	return files && jail_files_are_searchable(files) ? files : NULL;
}

static bool is_inside_or_open(const struct jail_subject *subject, const struct path *path,
			      int (*is_it)(const void *path, struct file *file,
					   unsigned int fd))
{
	struct files_struct *files;

	if (jail_path_is_inside(subject, path))
		return true;
	files = searchable_files();
	return files && iterate_fd(files, 0, is_it, path);
}

/**
 * jail_path_is_known - may the task know of this?
 * @subject: the task
 * @path: struct path
 *
 * Return: true also for a file that it has open.
 */
bool jail_path_is_known(const struct jail_subject *subject, const void *path)
{
	return is_inside_or_open(subject, path, is_this_file);
}

/**
 * jail_path_is_written - may the task cut this?
 * @subject: the task
 * @path: struct path
 *
 * Return: true also for a file that it has open to write.
 */
bool jail_path_is_written(const struct jail_subject *subject, const void *path)
{
	return is_inside_or_open(subject, path, is_this_file_to_write);
}

/*
 * Does ".." from there end at the root? On another mount of the same directory it
 * would not.
 */
static bool is_bounded_in_walk(const struct jail_subject *subject,
			       const struct path *path, struct jail_walk *walk)
{
	return subject->root && jail_root_bounds(subject->root, path, walk);
}

static bool is_bounded(const struct jail_subject *subject, const struct path *path)
{
	struct jail_walk walk = { .left = JAIL_WALK_STEPS };

	return is_bounded_in_walk(subject, path, &walk);
}

/**
 * jail_path_is_bounded - may the task have this, to reach more by it?
 * @subject: the task
 * @path: struct path
 */
bool jail_path_is_bounded(const struct jail_subject *subject, const void *path)
{
	return is_bounded(subject, path) || jail_is_inner_operation();
}

/**
 * struct search - for what leads outside, among all descriptors
 * @subject: whose they are
 * @dentry: that of a plain file is of interest too, or NULL
 * @walk: up from all of them
 */
struct search {
	const struct jail_subject *subject;
	const struct dentry *dentry;
	struct jail_walk walk;
};

static int leads_outside(const void *data, struct file *file, unsigned int fd)
{
	struct search *search = (struct search *)data;

	if (!jail_file_is_reference(file) && file->f_path.dentry != search->dentry)
		return 0;
	return !is_bounded_in_walk(search->subject, &file->f_path, &search->walk);
}

/* Only compared: whoever changes it meanwhile leaves it in memory under RCU. */
static bool has_cwd_inside(const struct jail_subject *subject, struct fs_struct *fs)
{
	struct path cwd;

	jail_read_pwd(fs, &cwd);
	return is_bounded(subject, &cwd);
}

static bool reaches_outside(const struct jail_subject *subject,
			    const struct dentry *dentry)
{
	struct search search = {
		.subject = subject,
		.dentry = dentry,
		.walk.left = JAIL_WALK_STEPS,
	};
	struct fs_struct *fs = jail_task_fs(current);
	struct files_struct *files = searchable_files();

	return !fs || !has_cwd_inside(subject, fs) || !files ||
	       iterate_fd(files, 0, leads_outside, &search);
}

/**
 * jail_reaches_no_further - is all that the task has inside?
 * @subject: the task
 * @unused: whatever it may be that it acts on
 */
bool jail_reaches_no_further(const struct jail_subject *subject, const void *unused)
{
	return !reaches_outside(subject, NULL);
}

static bool is_dentry_inside(const struct jail_subject *subject, const void *dentry)
{
	return (subject->root &&
		jail_root_contains_dentry(subject->root, (struct dentry *)dentry)) ||
	       jail_is_inner_operation();
}

/* As reaches_outside() of @opened; for an object that a walk may have come to by "..". */
static bool is_out_of_reach(const struct jail_subject *subject, const struct dentry *dentry,
			    const struct dentry *opened)
{
	return (subject->root && jail_root_lost(subject->root, dentry)) ||
	       reaches_outside(subject, opened);
}

/**
 * jail_dentry_is_inside - may the task have come to this?
 * @subject: the task
 * @dentry: struct dentry
 */
bool jail_dentry_is_inside(const struct jail_subject *subject, const void *dentry)
{
	return is_dentry_inside(subject, dentry) || !is_out_of_reach(subject, dentry, NULL);
}

/**
 * jail_dentry_is_own - may the task change what this is?
 * @subject: the task
 * @dentry: struct dentry
 *
 * Not of a file outside that it merely has open, to read and write.
 */
bool jail_dentry_is_own(const struct jail_subject *subject, const void *dentry)
{
	return is_dentry_inside(subject, dentry) || !is_out_of_reach(subject, dentry, dentry);
}

/*
 * io_uring has files that are in no table, and changes extended attributes by them.
 * overlayfs changes those of its upper files, for who uses io_uring too.
 */
static bool may_have_more(const struct jail_subject *subject)
{
	return jail_uses_uring() && subject->root &&
	       subject->root->path.dentry->d_sb->s_magic != OVERLAYFS_SUPER_MAGIC;
}

/**
 * jail_xattr_is_own - may the task change an extended attribute of this, or an ACL?
 * @subject: the task
 * @dentry: struct dentry
 */
bool jail_xattr_is_own(const struct jail_subject *subject, const void *dentry)
{
	return is_dentry_inside(subject, dentry) ||
	       (!may_have_more(subject) && !is_out_of_reach(subject, dentry, dentry));
}

/**
 * jail_inode_is_inside - may the task have come to this inode?
 * @subject: the task
 * @inode: struct inode; of a file with several links, one is looked at
 */
bool jail_inode_is_inside(const struct jail_subject *subject, const void *inode)
{
	const struct inode *file = inode;
	struct dentry *dentry = jail_any_alias((struct inode *)inode);

	if (dentry && subject->root && jail_root_contains_dentry(subject->root, dentry))
		return true;
	/* Another link of it may be inside. */
	if (!dentry || (S_ISREG(file->i_mode) && file->i_nlink > 1))
		return !reaches_outside(subject, NULL);
	return !is_out_of_reach(subject, dentry, NULL);
}

/**
 * jail_directory_is_inside - may the task make this its working directory?
 * @subject: the task
 * @inode: struct inode of the directory; overlayfs asks for that of a layer once more
 */
bool jail_directory_is_inside(const struct jail_subject *subject, const void *inode)
{
	return jail_inode_is_inside(subject, inode) || jail_is_inner_operation();
}

/*
 * A lock is taken only where a directory was moved away. One without an entry is being
 * removed, and looked up in without a reference: before the walk goes on it sees that, by
 * d_seq of the entry, which changes before that goes (dentry_unlink_inode() of fs/dcache.c,
 * 6.1 to 7.2).
 */
static bool is_directory_lost(const struct jail_root *root, const void *inode)
{
	struct dentry *dentry;

	if (!READ_ONCE(root->is_leaky))
		return false;
	dentry = jail_any_alias((struct inode *)inode);
	return dentry && jail_root_lost(root, dentry);
}

/**
 * jail_inode_is_not_above - may the task look something up in this directory?
 * @subject: the task
 * @inode: struct inode
 *
 * Return: false for those on the way to its root. It has no business there, however it
 * came by one. Also for where a directory may have been moved to while it was walked
 * through. access(2) has credentials of its own, as inner operations have: firmware is
 * loaded by one.
 */
bool jail_inode_is_not_above(const struct jail_subject *subject, const void *inode)
{
	return (subject->root && !jail_root_is_below(subject->root, inode) &&
		!is_directory_lost(subject->root, inode)) ||
	       (jail_is_inner_operation() && jail_current_syscall() != JAIL_SYS_ACCESS);
}

/**
 * jail_file_is_own - may the task keep others from using this?
 * @subject: the task
 * @file: struct file
 *
 * Not of a file system that was mounted into the chroot: others use that.
 */
bool jail_file_is_own(const struct jail_subject *subject, const void *file)
{
	const struct path *path = &((const struct file *)file)->f_path;

	return subject->root && path->mnt == subject->root->path.mnt &&
	       is_inside(subject, path);
}

/**
 * struct descriptor - one that is looked for
 * @subject: who asks
 * @nr: its number
 */
struct descriptor {
	const struct jail_subject *subject;
	unsigned int nr;
};

/* The first that is there: this one, or there is none of this number. */
static int is_descriptor_outside(const void *data, struct file *file, unsigned int nr)
{
	const struct descriptor *wanted = data;

	if (nr != wanted->nr)
		return -1;
	if (jail_file_is_reference(file) && !is_bounded(wanted->subject, &file->f_path))
		return 1;
	return is_inside(wanted->subject, &file->f_path) ? -1 : 1;
}

static bool is_fd_inside(const struct jail_subject *subject, struct task_struct *task,
			 const char *name)
{
	struct descriptor wanted = { .subject = subject };
	bool inside = true;

	if (kstrtouint(name, 10, &wanted.nr))
		return true;
	task_lock(task);
	if (task->files)
		inside = jail_files_are_searchable(task->files) &&
			 iterate_fd(task->files, wanted.nr, is_descriptor_outside,
				    &wanted) <= 0;
	task_unlock(task);
	return inside;
}

static bool is_cwd_inside(const struct jail_subject *subject, struct task_struct *task)
{
	struct fs_struct *fs;
	bool inside;

	task_lock(task);
	fs = jail_task_fs(task);
	inside = !fs || has_cwd_inside(subject, fs);
	task_unlock(task);
	return inside;
}

static bool is_root_inside(const struct jail_subject *subject, struct task_struct *task)
{
	struct fs_struct *fs;
	struct path root;
	bool inside = true;

	task_lock(task);
	fs = jail_task_fs(task);
	if (fs) {
		jail_read_root(fs, &root);
		inside = is_bounded(subject, &root);
	}
	task_unlock(task);
	return inside;
}

static bool is_program_inside(const struct jail_subject *subject, struct task_struct *task)
{
	struct file *file;
	bool inside = true;

	task_lock(task);
	file = jail_get_program(task);
	task_unlock(task);
	if (file) {
		inside = is_inside(subject, &file->f_path);
		fput(file);
	}
	return inside;
}

static const struct {
	const char *name;
	bool (*is_inside)(const struct jail_subject *subject, struct task_struct *task);
} links[] = {
	{ "cwd", is_cwd_inside },
	{ "root", is_root_inside },
	{ "exe", is_program_inside },
};

/**
 * jail_link_is_inside - may the task follow this link?
 * @subject: the task
 * @dentry: struct dentry of a symbolic link
 *
 * Return: false for a link of procfs that jumps to something outside.
 */
bool jail_link_is_inside(const struct jail_subject *subject, const void *dentry)
{
	const struct dentry *link = dentry;
	const struct dentry *parent = READ_ONCE(link->d_parent);
	const char *name = link->d_name.name;
	struct task_struct *task;
	int i;

	if (link->d_sb->s_magic != PROC_SUPER_MAGIC)
		return true;
	/* What is mapped is of outside, mostly; who has CAP_SYS_ADMIN may follow these. */
	if (!strcmp(parent->d_name.name, "map_files"))
		return false;
	if (!strcmp(parent->d_name.name, "fd")) {
		task = jail_proc_task(READ_ONCE(parent->d_parent));
		return !task || is_fd_inside(subject, task, name);
	}
	for (i = 0; i < ARRAY_SIZE(links); i++) {
		if (!strcmp(name, links[i].name)) {
			task = jail_proc_task(parent);
			return !task || links[i].is_inside(subject, task);
		}
	}
	return true;
}
