/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - the jail: id, policy, counters
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_JAIL_H
#define _SECURITY_JAIL_JAIL_H

#include <linux/atomic.h>
#include <linux/list.h>
#include <linux/rcupdate.h>
#include <linux/refcount.h>

#include "decision.h"
#include "name.h"
#include "policy.h"

/**
 * struct jail - what a marked task belongs to
 * @id: never reused, 0 is no jail
 * @name: unique among the jails that exist, or ""; set at creation
 * @policy: set at creation
 * @log_only: what of it is recorded and not refused; changed by the interface
 * @refs: one a mark and one for whoever creates it
 * @tasks: marks; a zombie has its mark until it is reaped
 * @marks: of its tasks; under marks_lock, read under RCU
 * @denied: refused requests of each restriction, also in log-only mode
 * @seen: operations that were refused
 * @node: in the list of jails, under jails_lock; read under RCU
 * @rcu: defers freeing
 */
struct jail {
	u64 id;
	char name[JAIL_NAME_SIZE];
	u64 policy;
	u64 log_only;
	refcount_t refs;
	atomic_t tasks;
	struct list_head marks;
	atomic64_t denied[JAIL_NR_RESTRICTIONS];
	DECLARE_BITMAP(seen, JAIL_NR_OPS);
	struct list_head node;
	struct rcu_head rcu;
};

/* Room for the largest number of each restriction. */
#define JAIL_DENIALS_TEXT	512

/**
 * jail_shown_name - the name of a jail, where there has to be a word
 * @jail: the jail
 *
 * Return: "-" if it has none.
 */
static inline const char *jail_shown_name(const struct jail *jail)
{
	return jail->name[0] ? jail->name : "-";
}

struct seq_file;

int jail_jails_init(void);
void jail_jails_exit(void);
struct jail *jail_create(u64 policy, u64 log_only, const char *name);
struct jail *jail_find(const char *which);
struct jail *jail_by_id(u64 id);
struct jail *jail_get(struct jail *jail);
void jail_put(struct jail *jail);
bool jail_exists(void);
u64 jail_total_denied(const struct jail *jail);
const char *jail_denials_print(const struct jail *jail, char *buf, size_t size);
void jail_list_show(struct seq_file *m);

#endif /* _SECURITY_JAIL_JAIL_H */
