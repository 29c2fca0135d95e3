// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - records: audit, or the kernel log; and tracepoints
 *
 * A record is one line. It goes to audit where that is on, which has it printed to
 * the kernel log where there is no daemon; otherwise to the kernel log.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/atomic.h>
#include <linux/audit.h>
#include <linux/bitops.h>
#include <linux/cred.h>
#include <linux/gfp.h>
#include <linux/kernel.h>
#include <linux/llist.h>
#include <linux/overflow.h>
#include <linux/ratelimit.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uidgid.h>
#include <linux/user_namespace.h>
#include <linux/workqueue.h>

#include "jail.h"
#include "module.h"
#include "policy.h"
#include "record.h"
#include "tasks.h"

#define CREATE_TRACE_POINTS
#include "trace.h"

static DEFINE_RATELIMIT_STATE(denial_limit, 5 * HZ, 20);

/**
 * struct line - of the kernel log, to be printed
 * @node: in @lines
 * @text: of it
 */
struct line {
	struct llist_node node;
	char text[];
};

static LLIST_HEAD(lines);

static void print_lines(struct work_struct *unused)
{
	struct llist_node *first = llist_reverse_order(llist_del_all(&lines));
	struct line *line, *next;

	llist_for_each_entry_safe(line, next, first, node) {
		pr_notice("%s\n", line->text);
		kfree(line);
	}
}

static DECLARE_WORK(print_work, print_lines);

/*
 * In a hook there is no time to wait for a console: kill(2) and setpriority(2) keep
 * tasklist_lock from everybody, for one. Lines keep their order, but for one that there
 * is no memory for.
 */
static void print(struct va_format *format)
{
	const int size = snprintf(NULL, 0, "%pV", format) + 1;
	struct line *line = kmalloc(struct_size(line, text, size), GFP_ATOMIC | __GFP_NOWARN);

	if (!line) {
		pr_notice("%pV\n", format);
		return;
	}
	snprintf(line->text, size, "%pV", format);
	llist_add(&line->node, &lines);
	queue_work(jail_wq, &print_work);
}

static __printf(2, 3) void record(struct audit_context *context, const char *format, ...)
{
	struct va_format line = { .fmt = format };
	va_list arguments;

	va_start(arguments, format);
	line.va = &arguments;
	if (audit_enabled)
		audit_log(context, GFP_ATOMIC | __GFP_NOWARN, AUDIT_KERNEL_OTHER,
			  "lsm=jail event=%pV", &line);
	else
		print(&line);
	va_end(arguments);
}

/* Room for what describe() writes. */
#define WHO_SIZE	(64 + JAIL_TASK_NAME)

/* Who current is, as the initial namespaces have it. */
static const char *describe(char *text)
{
	char name[JAIL_TASK_NAME];

	snprintf(text, WHO_SIZE, "pid=%d uid=%u auid=%u ses=%u comm=%s", current->pid,
		 from_kuid(&init_user_ns, current_uid()),
		 from_kuid(&init_user_ns, audit_get_loginuid(current)),
		 audit_get_sessionid(current), jail_task_name(current, name));
	return text;
}

/**
 * jail_record_denial - a request was refused, or would have been
 * @jail: of the current task, or one that has lent it credentials
 * @request: what it asked for
 * @by: the restrictions that refuse
 * @enforced: it was refused
 *
 * The first of a kind in a jail is always recorded, others if there are few; the
 * tracepoint has each.
 *
 * Context: process context of who asked, must not sleep.
 */
void jail_record_denial(struct jail *jail, const struct jail_request *request, u64 by,
			bool enforced)
{
	const char *restriction = jail_policy_first(by);
	const char *op = jail_op_name(request->op);
	char policy[JAIL_POLICY_TEXT], who[WHO_SIZE];
	bool first;

	trace_jail_denial(jail->id, op, restriction, enforced);
	if (request->quiet)
		return;
	first = !test_and_set_bit(request->op, jail->seen);
	if (first || __ratelimit(&denial_limit))
		record(audit_context(),
		       "%s jail=%llu name=%s op=%s restriction=%s first=%d by=%s %s",
		       enforced ? "denied" : "would-deny", jail->id, jail_shown_name(jail), op,
		       restriction, first, jail_policy_print(by, policy, sizeof(policy)),
		       describe(who));
}

/**
 * jail_record_mark - the current task has marked others
 * @jail: into which
 * @tasks: how many
 *
 * Context: process context.
 */
void jail_record_mark(const struct jail *jail, unsigned int tasks)
{
	char policy[JAIL_POLICY_TEXT], who[WHO_SIZE];

	trace_jail_mark(jail->id, tasks);
	record(audit_context(), "marked jail=%llu name=%s tasks=%u policy=%s %s", jail->id,
	       jail_shown_name(jail), tasks,
	       jail_policy_print(jail->policy, policy, sizeof(policy)), describe(who));
}

/**
 * jail_record_release - the current task has released a jail
 * @jail: the jail
 * @tasks: how many it had
 *
 * Context: process context.
 */
void jail_record_release(const struct jail *jail, unsigned int tasks)
{
	char who[WHO_SIZE];

	record(audit_context(), "released jail=%llu name=%s tasks=%u %s", jail->id,
	       jail_shown_name(jail), tasks, describe(who));
}

/**
 * jail_record_end - a jail is no more; what it was denied
 * @jail: to which there is no reference left
 *
 * Context: any, also an RCU callback.
 */
void jail_record_end(const struct jail *jail)
{
	char denials[JAIL_DENIALS_TEXT];

	if (jail_total_denied(jail))
		record(NULL, "ended jail=%llu name=%s denials=%s", jail->id, jail_shown_name(jail),
		       jail_denials_print(jail, denials, sizeof(denials)));
}

/**
 * jail_record_change - the current task has changed how jails work
 * @what: name of the file
 * @jail: that it concerns, NULL for all
 * @value: the new one
 *
 * Context: process context.
 */
void jail_record_change(const char *what, const struct jail *jail, const char *value)
{
	char who[WHO_SIZE];

	record(audit_context(), "changed what=%s jail=%llu name=%s value=%s %s", what,
	       jail ? jail->id : 0, jail ? jail_shown_name(jail) : "-", value, describe(who));
}
