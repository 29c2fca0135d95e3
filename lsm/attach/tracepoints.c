// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - attachment to tracepoints, where there is no LSM hook
 *
 * A task that is on the task list and has not run, and one that exits and
 * still has its children: neither has a hook, and both matter to who is in a
 * tree. The tracepoints are not exported by name, but can be listed.
 *
 * Probes run in the context of the task that passes the tracepoint, and must
 * not sleep. They are guarded as the hot hooks are, by attach_mutex.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/seq_file.h>
#include <linux/string.h>
#include <linux/tracepoint.h>

#include "../compat/tracepoint.h"
#include "../marks.h"
#include "../module.h"
#include "../tree.h"
#include "tracepoints.h"

/**
 * struct point - a tracepoint and our probe
 * @name: of the tracepoint
 * @probe: ours
 * @tracepoint: found by name
 * @attached: @probe is registered
 * @fired: it was called during the self-test
 */
struct point {
	const char *name;
	void *probe;
	struct tracepoint *tracepoint;
	bool attached;
	bool fired;
};

enum {
	NEW_TASK,
	EXIT,
};

static void note(struct point *point)
{
	if (unlikely(!READ_ONCE(point->fired)))
		WRITE_ONCE(point->fired, true);
}

static void probe_new_task(void *data, struct task_struct *task,
			   jail_clone_flags_t clone_flags)
{
	note(data);
	jail_tree_new_task(task);
}

static void probe_exit(void *data, JAIL_PROTO_PROCESS_EXIT)
{
	note(data);
	jail_tree_exit(p);
	jail_mark_exit();
}

static struct point points[] = {
	[NEW_TASK] = { "task_newtask", probe_new_task },
	[EXIT] = { "sched_process_exit", probe_exit },
};

static void look_at(struct tracepoint *tracepoint, void *data)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(points); i++) {
		if (!strcmp(tracepoint->name, points[i].name))
			points[i].tracepoint = tracepoint;
	}
}

/**
 * jail_tracepoints_find - find the tracepoints
 *
 * Context: process context, may sleep.
 * Return: 0; -ENOENT with the missing one in the log.
 */
int jail_tracepoints_find(void)
{
	int i;

	for_each_kernel_tracepoint(look_at, NULL);
	for (i = 0; i < ARRAY_SIZE(points); i++) {
		if (points[i].tracepoint)
			continue;
		pr_err("this kernel has no tracepoint %s\n", points[i].name);
		return -ENOENT;
	}
	return 0;
}

/**
 * jail_tracepoints_attach - attach the probes, all or none
 *
 * Context: process context, may sleep.
 * Return: 0 or a negative errno, with the tracepoint in the log.
 */
int jail_tracepoints_attach(void)
{
	int i, err;

	for (i = 0; i < ARRAY_SIZE(points); i++) {
		err = tracepoint_probe_register(points[i].tracepoint,
						points[i].probe, &points[i]);
		if (err) {
			pr_err("cannot attach to tracepoint %s (%pe)\n",
			       points[i].name, ERR_PTR(err));
			jail_tracepoints_detach();
			return err;
		}
		points[i].attached = true;
	}
	return 0;
}

/**
 * jail_tracepoints_detach - detach the probes, and wait for those that run
 *
 * Context: process context, may sleep.
 */
void jail_tracepoints_detach(void)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(points); i++) {
		if (points[i].attached)
			tracepoint_probe_unregister(points[i].tracepoint,
						    points[i].probe, &points[i]);
		points[i].attached = false;
	}
	tracepoint_synchronize_unregister();
}

/**
 * jail_tracepoints_test - forget what fired
 *
 * Context: any.
 */
void jail_tracepoints_test(void)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(points); i++)
		WRITE_ONCE(points[i].fired, false);
}

/**
 * jail_tracepoints_fired - did every probe run since jail_tracepoints_test()?
 *
 * Context: any.
 * Return: true if so; if not, the missing one is in the log.
 */
bool jail_tracepoints_fired(void)
{
	bool all = true;
	int i;

	for (i = 0; i < ARRAY_SIZE(points); i++) {
		if (READ_ONCE(points[i].fired))
			continue;
		pr_err("self-test: tracepoint %s did not fire\n", points[i].name);
		all = false;
	}
	return all;
}

/**
 * jail_tracepoints_show - a line a tracepoint, as for hooks
 * @m: where to
 *
 * Context: process context.
 */
void jail_tracepoints_show(struct seq_file *m)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(points); i++)
		seq_printf(m, "%s tracepoint %s\n", points[i].name,
			   READ_ONCE(points[i].fired) ? "yes" : "no");
}
