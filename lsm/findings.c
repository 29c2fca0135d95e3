// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - what reaches over the border of a jail
 *
 * Restrictions stop what a task asks for. They do not stop what it has been
 * given already, or what a task outside does for it: this looks for both.
 *
 * Nothing is held still meanwhile. Who marks a tree looks once more when all
 * of it is marked.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/bsearch.h>
#include <linux/cred.h>
#include <linux/dcache.h>
#include <linux/fdtable.h>
#include <linux/fs.h>
#include <linux/fs_struct.h>
#include <linux/magic.h>
#include <linux/mm.h>
#include <linux/path.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/sort.h>
#include <linux/string.h>

#include "compat/ports.h"
#include "compat/task.h"
#include "findings.h"
#include "members.h"
#include "root.h"

static const char *const kind_names[JAIL_NR_FINDINGS] = {
	[JAIL_FINDING_CWD] = "cwd",
	[JAIL_FINDING_DIRECTORY] = "directory",
	[JAIL_FINDING_PATH] = "path",
	[JAIL_FINDING_IO_URING] = "io_uring",
	[JAIL_FINDING_PORTS] = "ports",
	[JAIL_FINDING_FS] = "fs",
	[JAIL_FINDING_FILES] = "files",
	[JAIL_FINDING_MEMORY] = "memory",
	[JAIL_FINDING_TRACER] = "tracer",
	[JAIL_FINDING_TRACEE] = "tracee",
};

/* What tasks may share: compared by address, never dereferenced. */
enum shared {
	FS,
	FILES,
	MEMORY,
	NR_SHARED
};

static const enum jail_finding_kind shared_kinds[NR_SHARED] = {
	[FS] = JAIL_FINDING_FS,
	[FILES] = JAIL_FINDING_FILES,
	[MEMORY] = JAIL_FINDING_MEMORY,
};

/**
 * struct holding - a member holds what can be shared
 * @what: its address
 * @holder: the member
 */
struct holding {
	const void *what;
	struct task_struct *holder;
};

/**
 * struct look - one look at a tree
 * @findings: to be filled
 * @members: the tree
 * @nr_holdings: length of @holdings
 * @holdings: of all members, in the order of their addresses
 * @task: the member that is looked at
 * @root: its root directory
 */
struct look {
	struct jail_findings *findings;
	const struct jail_members *members;
	size_t nr_holdings;
	struct holding *holdings;
	struct task_struct *task;
	struct path root;
};

static pid_t pid_of(struct task_struct *task)
{
	return task_pid_vnr(task) ?: -1;
}

static void add(struct look *look, struct task_struct *task,
		enum jail_finding_kind kind, int fd, pid_t with)
{
	struct jail_findings *findings = look->findings;

	if (findings->count < JAIL_FINDINGS_MAX)
		findings->list[findings->count] = (struct jail_finding) {
			.kind = kind,
			.pid = pid_of(task),
			.fd = fd,
			.with = with,
		};
	findings->count++;
}

static bool is_ring(const struct file *file)
{
	return file_inode(file)->i_sb->s_magic == ANON_INODE_FS_MAGIC &&
	       !strcmp(file->f_path.dentry->d_name.name, "[io_uring]");
}

/*
 * A ring has the credentials of its maker, and no two processes have the same
 * object: fork(2) copies it (copy_creds() in kernel/cred.c, 6.1 to 7.3). A
 * member that changed its credentials since is not known to be the maker.
 */
static bool made_by_member(const struct file *ring, const struct jail_members *members)
{
	size_t i;

	for (i = 0; i < members->count; i++) {
		if (rcu_access_pointer(members->tasks[i]->real_cred) == ring->f_cred)
			return true;
	}
	return false;
}

/* Under task_lock and the lock of the descriptors. */
static int look_at_file(const void *data, struct file *file, unsigned int fd)
{
	struct look *look = (struct look *)data;

	if (is_ring(file)) {
		if (!made_by_member(file, look->members))
			add(look, look->task, JAIL_FINDING_IO_URING, fd, 0);
	} else if (d_is_dir(file->f_path.dentry) || (file->f_mode & FMODE_PATH)) {
		if (!path_is_under(&file->f_path, &look->root))
			add(look, look->task, d_is_dir(file->f_path.dentry) ?
			    JAIL_FINDING_DIRECTORY : JAIL_FINDING_PATH, fd, 0);
	}
	return 0;
}

static const void *get_shared(struct task_struct *task, enum shared what)
{
	switch (what) {
	case FS:
		return jail_task_fs(task);
	case FILES:
		return READ_ONCE(task->files);
	default:
		return READ_ONCE(task->mm);
	}
}

/* Threads mostly share with the first of them: once is enough. */
static bool is_as_leader(struct task_struct *task, enum shared what)
{
	struct task_struct *leader = task->group_leader;

	return task != leader && get_shared(task, what) == get_shared(leader, what);
}

static void look_at_cwd(struct look *look)
{
	struct fs_struct *fs;
	struct path cwd = {};

	task_lock(look->task);
	fs = jail_task_fs(look->task);
	if (fs)
		get_fs_pwd(fs, &cwd);
	task_unlock(look->task);
	if (!cwd.dentry)
		return;
	if (!path_is_under(&cwd, &look->root))
		add(look, look->task, JAIL_FINDING_CWD, -1, 0);
	path_put(&cwd);
}

static void look_at_member(struct look *look)
{
	struct task_struct *task = look->task;

	if (jail_task_has_ports(task))
		add(look, task, JAIL_FINDING_PORTS, -1, 0);
	if (!jail_task_root(task, &look->root))
		return;
	if (!is_as_leader(task, FS))
		look_at_cwd(look);
	if (!is_as_leader(task, FILES)) {
		task_lock(task);
		if (task->files)
			iterate_fd(task->files, 0, look_at_file, look);
		task_unlock(task);
	}
	path_put(&look->root);
}

static int compare(const void *a, const void *b)
{
	const struct holding *left = a, *right = b;

	return left->what < right->what ? -1 : left->what > right->what;
}

static int list_holdings(struct look *look)
{
	const struct jail_members *members = look->members;
	size_t i;
	int what;

	look->holdings = kvmalloc_array(members->count, NR_SHARED * sizeof(*look->holdings),
					GFP_KERNEL_ACCOUNT);
	if (!look->holdings)
		return -ENOMEM;
	for (i = 0; i < members->count; i++) {
		for (what = 0; what < NR_SHARED; what++)
			look->holdings[look->nr_holdings++] = (struct holding) {
				.what = get_shared(members->tasks[i], what),
				.holder = members->tasks[i],
			};
	}
	sort(look->holdings, look->nr_holdings, sizeof(*look->holdings), compare, NULL);
	return 0;
}

static void look_at_outsider(struct look *look, struct task_struct *task)
{
	const struct holding *found;
	struct holding key;
	int what;

	if (task->flags & PF_KTHREAD)
		return;
	for (what = 0; what < NR_SHARED; what++) {
		key.what = get_shared(task, what);
		if (!key.what || is_as_leader(task, what))
			continue;
		found = bsearch(&key, look->holdings, look->nr_holdings,
				sizeof(key), compare);
		if (found)
			add(look, found->holder, shared_kinds[what], -1, pid_of(task));
	}
}

/* Under RCU, both sides of the border. */
static void look_at_tracing(struct look *look, struct task_struct *tracee, bool is_member)
{
	struct task_struct *tracer;

	if (!READ_ONCE(tracee->ptrace))
		return;
	tracer = rcu_dereference(tracee->parent);
	if (jail_members_have(look->members, tracer) == is_member)
		return;
	if (is_member)
		add(look, tracee, JAIL_FINDING_TRACER, -1, pid_of(tracer));
	else
		add(look, tracer, JAIL_FINDING_TRACEE, -1, pid_of(tracee));
}

static void look_at_all(struct look *look)
{
	struct task_struct *process, *task;
	bool is_member;

	rcu_read_lock();
	for_each_process_thread(process, task) {
		is_member = jail_members_have(look->members, task);
		look_at_tracing(look, task, is_member);
		if (!is_member)
			look_at_outsider(look, task);
	}
	rcu_read_unlock();
}

/**
 * jail_findings_look - look for what reaches over the border of a tree
 * @findings: written
 * @members: the tree
 *
 * Context: process context, may sleep. Takes task_lock and, below it, the
 * locks of the fs_struct and the files_struct of each member.
 * Return: 0 or -ENOMEM.
 */
int jail_findings_look(struct jail_findings *findings,
		       const struct jail_members *members)
{
	struct look look = { .findings = findings, .members = members };
	size_t i;
	int err;

	findings->count = 0;
	err = list_holdings(&look);
	if (err)
		return err;
	for (i = 0; i < members->count; i++) {
		look.task = members->tasks[i];
		look_at_member(&look);
		cond_resched();
	}
	look_at_all(&look);
	kvfree(look.holdings);
	return 0;
}

/**
 * jail_findings_show - a line each
 * @findings: what was found
 * @m: where to
 *
 * Context: process context.
 */
void jail_findings_show(const struct jail_findings *findings, struct seq_file *m)
{
	const struct jail_finding *finding;
	unsigned int i;

	for (i = 0; i < min(findings->count, JAIL_FINDINGS_MAX); i++) {
		finding = &findings->list[i];
		seq_printf(m, "%s pid=%d", kind_names[finding->kind], finding->pid);
		if (finding->fd >= 0)
			seq_printf(m, " fd=%d", finding->fd);
		if (finding->with)
			seq_printf(m, " with=%d", finding->with);
		seq_putc(m, '\n');
	}
	if (findings->count > i)
		seq_printf(m, "more count=%u\n", findings->count - i);
}
