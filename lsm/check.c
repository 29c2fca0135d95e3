// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - what a hook calls: ask the decision, count and log a denial
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/bitops.h>
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/hardirq.h>
#include <linux/sched.h>

#include "check.h"
#include "jail.h"
#include "marks.h"
#include "record.h"
#include "root.h"

/*
 * If false, decisions are made, counted and logged, and allow. Changed by the
 * interface; a request sees the old or the new value.
 */
bool jail_enforce = true;

static int refuse(struct jail *jail, const struct jail_request *request, u64 by)
{
	u64 enforced = READ_ONCE(jail_enforce) ? by & ~READ_ONCE(jail->log_only) : 0;

	by = enforced ?: by;
	/* Nobody has asked for what the kernel only wants to know. */
	if (!request->quiet)
		atomic64_inc(&jail->denied[__ffs64(by)]);
	jail_record_denial(jail, request, by, enforced);
	return enforced ? -EPERM : 0;
}

/* Under RCU. */
static int judge(struct jail *jail, const struct jail_subject *subject,
		 const struct jail_request *request)
{
	u64 by = jail_decide(subject, request);

	return by ? refuse(jail, request, by) : 0;
}

/* Of the current task, under RCU. */
static void describe(struct jail_mark *mark, struct jail_subject *subject)
{
	const struct jail_root *root;

	subject->jail = mark->jail;
	subject->policy = mark->jail->policy;
	subject->armed = jail_mark_is_armed(mark);
	root = rcu_dereference(mark->root);
	subject->root = root && !root->leavable ? root : NULL;
}

/**
 * jail_check - may the current task do this?
 * @request: what it asks for
 *
 * Context: process context of the asking task. Does not sleep: the loadable
 * module calls hooks from an ftrace callback.
 * Return: 0 for a task that is not jailed, or allowed; -EPERM.
 */
int jail_check(const struct jail_request *request)
{
	struct jail_subject subject;
	struct jail_mark *mark;
	int ret = 0;

	/* In an interrupt, current is not who asks. */
	if (request->op == JAIL_OP_NONE || !in_task())
		return 0;
	rcu_read_lock();
	mark = jail_mark_find(current);
	if (mark) {
		describe(mark, &subject);
		ret = judge(mark->jail, &subject, request);
	}
	rcu_read_unlock();
	return ret;
}

/**
 * jail_check_op - jail_check() for a request that is no more than its name
 * @op: the operation
 *
 * Context: as jail_check().
 * Return: as jail_check().
 */
int jail_check_op(enum jail_op op)
{
	const struct jail_request request = { .op = op };

	return jail_check(&request);
}

/**
 * jail_check_object - jail_check() for a request that an object decides
 * @op: the operation
 * @object: what it is done to
 * @is_inside: as in struct jail_request
 *
 * Context: as jail_check().
 * Return: as jail_check().
 */
int jail_check_object(enum jail_op op, const void *object,
		      bool (*is_inside)(const struct jail_subject *subject,
					const void *object))
{
	const struct jail_request request = {
		.op = op,
		.is_inside = is_inside,
		.object = object,
	};

	return jail_check(&request);
}

/**
 * jail_check_lent - may the current task act with what a jail has lent it?
 * @request: what it asks for
 * @id: number of the jail, which may have ended; 0 is none
 *
 * Context: as jail_check().
 * Return: 0, also for a task of that jail; or -EPERM.
 */
int jail_check_lent(const struct jail_request *request, u64 id)
{
	struct jail_subject subject = {};
	struct jail_mark *mark;
	struct jail *jail;
	int ret = 0;

	if (!id || request->op == JAIL_OP_NONE || !in_task())
		return 0;
	rcu_read_lock();
	mark = jail_mark_find(current);
	jail = jail_by_id(id);
	if (jail && (!mark || mark->jail != jail)) {
		subject.jail = jail;
		subject.policy = jail->policy;
		ret = judge(jail, &subject, request);
	} else if (!jail && READ_ONCE(jail_enforce)) {
		/* What it was not to do is not known any more. */
		ret = -EPERM;
	}
	rcu_read_unlock();
	return ret;
}

/**
 * jail_check_device - may the current task use this node?
 * @inode: of any type
 *
 * Context: as jail_check().
 * Return: as jail_check().
 */
int jail_check_device(const struct inode *inode)
{
	const struct jail_request request = {
		.op = JAIL_OP_DEVICE,
		.mode = inode->i_mode,
		.dev = inode->i_rdev,
	};

	if (!S_ISCHR(inode->i_mode) && !S_ISBLK(inode->i_mode))
		return 0;
	return jail_check(&request);
}
