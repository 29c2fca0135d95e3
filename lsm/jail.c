// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - the jail: id, policy, counters
 *
 * Readers of the list take nothing but RCU. jails_lock guards it and the next id. It is
 * taken with interrupts off: the last task of a jail may be freed from an RCU callback.
 * Jails are made one at a time, under mark_mutex of operation.c.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/rculist.h>
#include <linux/rcupdate.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>

#include "attach/attach.h"
#include "jail.h"
#include "name.h"
#include "record.h"

static DEFINE_SPINLOCK(jails_lock);
static LIST_HEAD(jails);
static u64 last_id;
static struct kmem_cache *cache;

/**
 * jail_jails_init - make what jails are made of
 *
 * Context: process context, may sleep.
 * Return: 0 or -ENOMEM.
 */
int jail_jails_init(void)
{
	cache = kmem_cache_create("jail", sizeof(struct jail), 0, SLAB_ACCOUNT, NULL);
	return cache ? 0 : -ENOMEM;
}

/**
 * jail_jails_exit - undo jail_jails_init(); there must be no jail left
 *
 * Context: process context, may sleep.
 */
void jail_jails_exit(void)
{
	rcu_barrier();
	kmem_cache_destroy(cache);
}

static void free_jail(struct rcu_head *rcu)
{
	kmem_cache_free(cache, container_of(rcu, struct jail, rcu));
}

/* By its name, or if that is "" by its id. Under RCU. */
static struct jail *find(u64 id, const char *name)
{
	struct jail *jail;

	list_for_each_entry_rcu(jail, &jails, node) {
		if (name[0] ? !strcmp(jail->name, name) : jail->id == id)
			return jail;
	}
	return NULL;
}

/* Give it an id, and put it into the list, unless its name is taken. */
static bool publish(struct jail *jail)
{
	unsigned long flags;
	bool is_free;

	rcu_read_lock();
	is_free = !jail->name[0] || !find(0, jail->name);
	rcu_read_unlock();
	if (!is_free)
		return false;
	spin_lock_irqsave(&jails_lock, flags);
	jail->id = ++last_id;
	list_add_tail_rcu(&jail->node, &jails);
	spin_unlock_irqrestore(&jails_lock, flags);
	return true;
}

/**
 * jail_create - a new jail without tasks
 * @policy: what it restricts
 * @log_only: what of that is recorded and not refused
 * @name: valid, or "" for none
 *
 * Context: process context, may sleep. Under mark_mutex.
 * Return: the jail with one reference; ERR_PTR of -ENOMEM, or -ENOTUNIQ if
 * there is a jail of this name.
 */
struct jail *jail_create(u64 policy, u64 log_only, const char *name)
{
	struct jail *jail = kmem_cache_zalloc(cache, GFP_KERNEL);

	if (!jail)
		return ERR_PTR(-ENOMEM);
	jail->policy = policy;
	jail->log_only = log_only;
	INIT_LIST_HEAD(&jail->marks);
	strscpy(jail->name, name, sizeof(jail->name));
	refcount_set(&jail->refs, 1);
	if (publish(jail))
		return jail;
	kmem_cache_free(cache, jail);
	return ERR_PTR(-ENOTUNIQ);
}

/**
 * jail_find - the jail that somebody means
 * @which: its id or its name
 *
 * Context: any.
 * Return: the jail with a reference for the caller, NULL if there is none.
 */
struct jail *jail_find(const char *which)
{
	const char *name = jail_name_is_valid(which) ? which : "";
	struct jail *jail;
	u64 id = 0;

	if (!name[0] && (which[0] == '+' || kstrtou64(which, 10, &id)))
		return NULL;
	rcu_read_lock();
	jail = find(id, name);
	if (jail && !refcount_inc_not_zero(&jail->refs))
		jail = NULL;
	rcu_read_unlock();
	return jail;
}

/**
 * jail_by_id - the jail of this number
 * @id: the number
 *
 * Context: under RCU.
 * Return: the jail, valid under RCU, NULL if there is none any more.
 */
struct jail *jail_by_id(u64 id)
{
	return find(id, "");
}

/**
 * jail_get - another reference
 * @jail: to which the caller has one
 *
 * Context: any.
 * Return: @jail.
 */
struct jail *jail_get(struct jail *jail)
{
	refcount_inc(&jail->refs);
	return jail;
}

/**
 * jail_put - drop a reference; the last one ends the jail
 * @jail: the jail
 *
 * Context: any, also an RCU callback.
 */
void jail_put(struct jail *jail)
{
	unsigned long flags;

	if (!refcount_dec_and_test(&jail->refs))
		return;
	spin_lock_irqsave(&jails_lock, flags);
	list_del_rcu(&jail->node);
	spin_unlock_irqrestore(&jails_lock, flags);
	jail_record_end(jail);
	call_rcu(&jail->rcu, free_jail);
	jail_attach_idle();
}

/**
 * jail_exists - is there a jail?
 *
 * Context: any. The answer is stable only while no mark can be in progress.
 */
bool jail_exists(void)
{
	return !list_empty(&jails);
}

/**
 * jail_total_denied - how many requests were refused, by any restriction
 * @jail: the jail
 */
u64 jail_total_denied(const struct jail *jail)
{
	u64 total = 0;
	int i;

	for (i = 0; i < JAIL_NR_RESTRICTIONS; i++)
		total += atomic64_read(&jail->denied[i]);
	return total;
}

/**
 * jail_denials_print - how many each restriction has refused
 * @jail: the jail
 * @buf: gets "mount:3,chroot:1", or "-"
 * @size: of @buf; what does not fit is left out
 *
 * Return: @buf.
 */
const char *jail_denials_print(const struct jail *jail, char *buf, size_t size)
{
	size_t used = 0;
	u64 denied;
	int i;

	strscpy(buf, "-", size);
	for (i = 0; i < JAIL_NR_RESTRICTIONS; i++) {
		denied = atomic64_read(&jail->denied[i]);
		if (!denied)
			continue;
		used += scnprintf(buf + used, size - used, "%s%s:%llu", used ? "," : "",
				  jail_restriction_name(i), denied);
	}
	return buf;
}

/* "-" for none. */
static const char *print_log_only(const struct jail *jail, char *buf, size_t size)
{
	u64 log_only = READ_ONCE(jail->log_only) & jail->policy;

	return log_only ? jail_policy_print(log_only, buf, size) : "-";
}

/**
 * jail_list_show - write a line a jail, the first names the columns
 * @m: where to
 *
 * Columns are an interface: they are only ever appended.
 *
 * Context: process context.
 */
void jail_list_show(struct seq_file *m)
{
	char policy[JAIL_POLICY_TEXT], log_only[JAIL_POLICY_TEXT], denials[JAIL_DENIALS_TEXT];
	const struct jail *jail;

	seq_puts(m, "id tasks denied policy name denials log_only\n");
	rcu_read_lock();
	list_for_each_entry_rcu(jail, &jails, node) {
		seq_printf(m, "%llu %d %llu %s %s %s %s\n", jail->id,
			   atomic_read(&jail->tasks), jail_total_denied(jail),
			   jail_policy_print(jail->policy, policy, sizeof(policy)),
			   jail_shown_name(jail),
			   jail_denials_print(jail, denials, sizeof(denials)),
			   print_log_only(jail, log_only, sizeof(log_only)));
	}
	rcu_read_unlock();
}
