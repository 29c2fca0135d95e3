// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - the jail: id, policy, counters
 *
 * jails_lock guards the list and the next id. It is taken with interrupts
 * off: the last task of a jail may be freed from an RCU callback.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/rculist.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

#include "attach/attach.h"
#include "jail.h"

static DEFINE_SPINLOCK(jails_lock);
static LIST_HEAD(jails);
static u64 last_id;

/**
 * jail_create - a new jail without tasks
 * @policy: what it restricts
 *
 * Context: process context, may sleep.
 * Return: the jail with one reference, NULL without memory.
 */
struct jail *jail_create(u64 policy)
{
	struct jail *jail = kzalloc(sizeof(*jail), GFP_KERNEL_ACCOUNT);
	unsigned long flags;

	if (!jail)
		return NULL;
	jail->policy = policy;
	refcount_set(&jail->refs, 1);
	spin_lock_irqsave(&jails_lock, flags);
	jail->id = ++last_id;
	list_add_tail_rcu(&jail->node, &jails);
	spin_unlock_irqrestore(&jails_lock, flags);
	return jail;
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
	kfree_rcu(jail, rcu);
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
 * jail_list_show - write a line a jail, the first names the columns
 * @m: where to
 *
 * Columns are an interface: they are only ever appended.
 *
 * Context: process context.
 */
void jail_list_show(struct seq_file *m)
{
	char policy[JAIL_POLICY_TEXT];
	const struct jail *jail;
	u64 denied;
	int i;

	seq_puts(m, "id tasks denied policy\n");
	rcu_read_lock();
	list_for_each_entry_rcu(jail, &jails, node) {
		denied = 0;
		for (i = 0; i < JAIL_NR_RESTRICTIONS; i++)
			denied += atomic64_read(&jail->denied[i]);
		seq_printf(m, "%llu %d %llu %s\n", jail->id,
			   atomic_read(&jail->tasks), denied,
			   jail_policy_print(jail->policy, policy, sizeof(policy)));
	}
	rcu_read_unlock();
}
