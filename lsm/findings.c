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
#include <linux/dcache.h>
#include <linux/fdtable.h>
#include <linux/fs.h>
#include <linux/fs_struct.h>
#include <linux/mm.h>
#include <linux/mmap_lock.h>
#include <linux/path.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/sched/mm.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/sort.h>

#include "compat/ports.h"
#include "compat/task.h"
#include "findings.h"
#include "makers.h"
#include "members.h"
#include "ring.h"
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

/* Descriptors that are looked at without letting others run. */
#define FILES_AT_ONCE	64

/**
 * struct holding - a member holds what can be shared
 * @what: its address
 * @fs: the fs_struct of @holder: descriptors are inside one root, and may be
 *	outside another
 * @kind: of thing
 * @holder: the member
 * @gone: so many from here on, of the same @what and @kind, do not hold it any more
 */
struct holding {
	const void *what;
	const void *fs;
	enum shared kind;
	struct task_struct *holder;
	size_t gone;
};

/**
 * struct look - one look at a tree
 * @findings: to be filled
 * @members: the tree
 * @nr_holdings: length of @holdings
 * @holdings: of all members, in the order of @what, @kind and @fs
 * @task: the member that is looked at
 * @root: its root directory
 * @left: descriptors to look at before others may run
 * @waits: for memory that is locked, which a task can keep so for as long as a file system
 *	of its own takes; mark_mutex is held meanwhile
 * @makers: whose rings are no findings
 * @err: why it has ended
 */
struct look {
	struct jail_findings *findings;
	const struct jail_members *members;
	size_t nr_holdings;
	struct holding *holdings;
	struct task_struct *task;
	struct path root;
	unsigned int left;
	unsigned int waits;
	struct jail_makers makers;
	int err;
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

/* Whoever made it may have given it away. */
static bool is_foreign_ring(const struct look *look, const struct file *file)
{
	return jail_file_is_ring(file) && !jail_makers_have(&look->makers, file->f_cred);
}

/*
 * Under task_lock and the lock of the descriptors. Returns where to go on,
 * which is never 0, when it is time to stop.
 */
static int look_at_file(const void *data, struct file *file, unsigned int fd)
{
	struct look *look = (struct look *)data;
	bool is_dir = d_is_dir(file->f_path.dentry);

	if (is_foreign_ring(look, file))
		add(look, look->task, JAIL_FINDING_IO_URING, fd, 0);
	if (is_dir || (file->f_mode & FMODE_PATH)) {
		if (!path_is_under(&file->f_path, &look->root))
			add(look, look->task, is_dir ? JAIL_FINDING_DIRECTORY :
			    JAIL_FINDING_PATH, fd, 0);
		/* The way up may have been long. */
		return fd + 1;
	}
	return --look->left ? 0 : fd + 1;
}

static const void *get_shared(struct task_struct *task, enum shared what)
{
	switch (what) {
	case FS:
		/* It is only compared: whoever wants more takes the lock. */
		return data_race(jail_task_fs(task));
	case FILES:
		return READ_ONCE(task->files);
	default:
		return READ_ONCE(task->mm);
	}
}

/* Returns false if the task has another working directory by now, or none. */
static bool look_at_cwd(struct look *look, const void *what)
{
	struct fs_struct *fs;
	struct path cwd = {};

	task_lock(look->task);
	fs = jail_task_fs(look->task);
	if (fs && fs == what)
		get_fs_pwd(fs, &cwd);
	task_unlock(look->task);
	if (!cwd.dentry)
		return false;
	if (!path_is_under(&cwd, &look->root))
		add(look, look->task, JAIL_FINDING_CWD, -1, 0);
	path_put(&cwd);
	return true;
}

/* A tree can have as much to look at as it has memory. */
static bool must_end(struct look *look)
{
	cond_resched();
	if (fatal_signal_pending(current))
		look->err = -EINTR;
	return look->err;
}

/* Returns false if the task has other descriptors by now, or none. */
static bool look_at_files(struct look *look, const void *what)
{
	struct files_struct *files;
	int next = 0;

	do {
		look->left = FILES_AT_ONCE;
		task_lock(look->task);
		files = look->task->files;
		if (files && files == what)
			next = iterate_fd(files, next, look_at_file, look);
		task_unlock(look->task);
		if (!files || files != what)
			return false;
		if (must_end(look))
			return false;
	} while (next);
	return true;
}

/* One that is mapped can be used without its descriptor. Under mmap_lock. */
static bool maps_foreign_ring(struct look *look, struct mm_struct *mm)
{
	VMA_ITERATOR(iterator, mm, 0);
	struct vm_area_struct *vma;

	for_each_vma(iterator, vma) {
		if (must_end(look))
			break;
		if (vma->vm_file && is_foreign_ring(look, vma->vm_file))
			return true;
	}
	return false;
}

/* Returns false if it stays locked; then it may map anything. */
static bool lock_memory(struct look *look, struct mm_struct *mm)
{
	while (!mmap_read_trylock(mm)) {
		if (must_end(look) || !look->waits)
			return false;
		look->waits--;
		schedule_timeout_killable(msecs_to_jiffies(10));
	}
	return true;
}

/* Returns false if the task has other memory by now, or none. */
static bool look_at_memory(struct look *look, const void *what)
{
	struct mm_struct *mm = get_task_mm(look->task);
	bool seen = mm && mm == what, foreign = true;

	if (!mm)
		return false;
	if (seen && lock_memory(look, mm)) {
		foreign = maps_foreign_ring(look, mm);
		mmap_read_unlock(mm);
	}
	if (seen && foreign)
		add(look, look->task, JAIL_FINDING_IO_URING, -1, 0);
	/* If it has exited, its memory goes, which waits for all that it reads and writes. */
	mmput_async(mm);
	return seen;
}

static bool look_at_holding(struct look *look, const struct holding *holding)
{
	bool seen;

	look->task = holding->holder;
	if (holding->kind == MEMORY)
		return look_at_memory(look, holding->what);
	if (!jail_task_root(look->task, &look->root))
		return false;
	if (holding->kind == FS)
		seen = look_at_cwd(look, holding->what);
	else
		seen = look_at_files(look, holding->what);
	path_put(&look->root);
	return seen;
}

static bool is_same(const struct holding *left, const struct holding *right)
{
	return left->what == right->what && left->kind == right->kind && left->fs == right->fs;
}

/* What several hold is looked at once, by the first that still holds it. */
static void look_at_holdings(struct look *look)
{
	const struct holding *holding, *seen = NULL;
	size_t i;

	for (i = 0; i < look->nr_holdings && !look->err; i++) {
		holding = &look->holdings[i];
		if (!holding->what || (seen && is_same(seen, holding)))
			continue;
		if (look_at_holding(look, holding))
			seen = holding;
	}
}

static int compare(const void *a, const void *b)
{
	const struct holding *left = a, *right = b;

	if (left->what != right->what)
		return left->what < right->what ? -1 : 1;
	if (left->kind != right->kind)
		return left->kind < right->kind ? -1 : 1;
	return left->fs < right->fs ? -1 : left->fs > right->fs;
}

static int list_holdings(struct look *look)
{
	const struct jail_members *members = look->members;
	struct task_struct *task;
	size_t i;
	int kind;

	look->holdings = kvmalloc_array(members->count, NR_SHARED * sizeof(*look->holdings),
					GFP_KERNEL_ACCOUNT);
	if (!look->holdings)
		return -ENOMEM;
	for (i = 0; i < members->count; i++) {
		task = members->tasks[i];
		for (kind = 0; kind < NR_SHARED; kind++)
			look->holdings[look->nr_holdings++] = (struct holding) {
				.what = get_shared(task, kind),
				.fs = get_shared(task, FS),
				.kind = kind,
				.holder = task,
			};
	}
	sort(look->holdings, look->nr_holdings, sizeof(*look->holdings), compare, NULL);
	return 0;
}

/* The first of those that hold it, or where it would be. */
static struct holding *first_holding(const struct look *look, const struct holding *key)
{
	size_t from = 0, to = look->nr_holdings, middle;

	while (from < to) {
		middle = from + (to - from) / 2;
		if (compare(&look->holdings[middle], key) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return look->holdings + from;
}

/*
 * A member that holds it now, or NULL: what a member held once may have been
 * freed, and made again for somebody else.
 */
static struct task_struct *find_holder(const struct look *look, const void *what,
				       enum shared kind)
{
	struct holding *end = look->holdings + look->nr_holdings;
	const struct holding key = { .what = what, .kind = kind };
	struct holding *first = first_holding(look, &key), *holding;

	if (first == end)
		return NULL;
	/* As many may ask as have exited: each of those is looked at once. */
	for (holding = first + first->gone; holding < end; holding++) {
		if (holding->what != what || holding->kind != kind)
			return NULL;
		if (get_shared(holding->holder, kind) == what)
			return holding->holder;
		first->gone++;
	}
	return NULL;
}

/* Under RCU, as is its leader. Threads mostly share with it: once is enough. */
static bool is_as_leader(struct task_struct *task, enum shared kind)
{
	struct task_struct *leader = READ_ONCE(task->group_leader);

	return task != leader && get_shared(task, kind) == get_shared(leader, kind);
}

/* By its root, and its threads are not: then nobody has looked what it shares with them. */
static bool leader_is_member(const struct look *look, struct task_struct *task)
{
	return jail_members_have(look->members, READ_ONCE(task->group_leader));
}

/* A task is shared with, or traced across the border, only if it is outside. */
static bool is_outside(const struct look *look, struct task_struct *task)
{
	return !jail_members_surround(look->members, task);
}

static void look_at_outsider(struct look *look, struct task_struct *task)
{
	struct task_struct *holder;
	const void *what;
	int kind;

	for (kind = 0; kind < NR_SHARED; kind++) {
		what = get_shared(task, kind);
		if (!what || (is_as_leader(task, kind) && !leader_is_member(look, task)))
			continue;
		holder = find_holder(look, what, kind);
		if (holder && get_shared(task, kind) == what)
			add(look, holder, shared_kinds[kind], -1, pid_of(task));
	}
}

/* Under RCU, both sides of the border. */
static void look_at_tracing(struct look *look, struct task_struct *tracee)
{
	struct task_struct *tracer = rcu_dereference(tracee->parent);

	if (jail_members_have(look->members, tracee)) {
		if (is_outside(look, tracer))
			add(look, tracee, JAIL_FINDING_TRACER, -1, pid_of(tracer));
	} else if (jail_members_have(look->members, tracer)) {
		if (is_outside(look, tracee))
			add(look, tracer, JAIL_FINDING_TRACEE, -1, pid_of(tracee));
	}
}

static void look_at_all(struct look *look)
{
	struct task_struct *process, *task;
	bool outside;

	rcu_read_lock();
	look->members->begin_walk();
	for_each_process_thread(process, task) {
		if (READ_ONCE(task->flags) & PF_KTHREAD)
			continue;
		/*
		 * All are asked, whether that matters or not: the way up of a task is short
		 * once its parent was asked.
		 */
		outside = is_outside(look, task);
		if (READ_ONCE(task->ptrace))
			look_at_tracing(look, task);
		if (outside)
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
 * locks of the fs_struct and the files_struct of each member; and mmap_lock.
 * Return: 0; -ENOMEM; or -EINTR: killed while it waited.
 */
int jail_findings_look(struct jail_findings *findings,
		       const struct jail_members *members)
{
	struct look look = { .findings = findings, .members = members, .waits = 100 };
	size_t i;
	int err;

	findings->count = 0;
	err = jail_makers_collect(&look.makers, members);
	if (err)
		return err;
	look.err = list_holdings(&look);
	for (i = 0; i < members->count; i++) {
		if (jail_task_has_ports(members->tasks[i]))
			add(&look, members->tasks[i], JAIL_FINDING_PORTS, -1, 0);
	}
	look_at_holdings(&look);
	if (!look.err)
		look_at_all(&look);
	jail_makers_put(&look.makers);
	kvfree(look.holdings);
	return look.err;
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
