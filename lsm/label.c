// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - labels: which jail made an object that is no file
 *
 * An object that no task of a jail has made has no label, and is outside for
 * everybody. A label has the number of the jail, not a reference: it may outlive
 * the jail, and no other jail will ever have the number.
 *
 * Of objects a label tells who may have them. Of credentials it tells who may not: as
 * long as there are some, somebody has to say when they are freed.
 *
 * Readers take nothing but RCU. labels_lock guards the store. It is taken with
 * interrupts off: objects are freed from RCU callbacks.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/rculist.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

#include "attach/attach.h"
#include "decision.h"
#include "jail.h"
#include "label.h"
#include "marks.h"
#include "table.h"

/* Whom a datagram socket is remembered to have been connected to. */
#define PEERS	4

/**
 * struct label - says whose an object is
 * @object: the key; never dereferenced
 * @jail: number of the jail whose task made it
 * @serial: of the operation that has marked that task
 * @peers: sockets that a task of the jail has named to this one; never dereferenced
 * @next: of @peers, to be replaced; under labels_lock
 * @is_cred: they are credentials
 * @node: in the store
 * @rcu: defers freeing
 */
struct label {
	const void *object;
	u64 jail;
	u64 serial;
	const void *peers[PEERS];
	unsigned int next;
	bool is_cred;
	struct hlist_node node;
	struct rcu_head rcu;
};

static DEFINE_SPINLOCK(labels_lock);
static struct jail_table labels;
static unsigned int nr_labels;	/* changed under labels_lock */
static unsigned int nr_creds;	/* of them; changed under labels_lock */
static struct kmem_cache *cache;

/**
 * jail_labels_init - make what labels are made of
 *
 * Context: process context, may sleep.
 * Return: 0 or -ENOMEM.
 */
int jail_labels_init(void)
{
	int err = jail_table_init(&labels);

	if (err)
		return err;
	cache = kmem_cache_create("jail_label", sizeof(struct label), 0, SLAB_ACCOUNT, NULL);
	if (cache)
		return 0;
	jail_table_exit(&labels);
	return -ENOMEM;
}

/**
 * jail_labels_exit - undo jail_labels_init(); there must be no label left
 *
 * Context: process context, may sleep.
 */
void jail_labels_exit(void)
{
	rcu_barrier();
	kmem_cache_destroy(cache);
	jail_table_exit(&labels);
}

/* Under RCU or labels_lock. */
static struct label *find(const void *object)
{
	struct label *label;

	hlist_for_each_entry_rcu(label, jail_table_list(&labels, object), node,
				 lockdep_is_held(&labels_lock)) {
		if (label->object == object)
			return label;
	}
	return NULL;
}

static void free_label(struct rcu_head *rcu)
{
	kmem_cache_free(cache, container_of(rcu, struct label, rcu));
}

/* Under labels_lock. */
static void del_locked(struct label *label)
{
	hlist_del_rcu(&label->node);
	WRITE_ONCE(nr_labels, nr_labels - 1);
	WRITE_ONCE(nr_creds, nr_creds - label->is_cred);
	if (label->is_cred && !nr_creds)
		jail_attach_idle();
	call_rcu(&label->rcu, free_label);
}

/* 0 if it has none; the operation that marked it is written if it has one. */
static u64 current_jail(u64 *serial)
{
	const struct jail_mark *mark;
	u64 id = 0;

	rcu_read_lock();
	mark = jail_mark_find(current);
	if (mark) {
		id = mark->jail->id;
		*serial = mark->serial;
	}
	rcu_read_unlock();
	return id;
}

static int add(const void *object, u64 jail, u64 serial, bool is_cred)
{
	struct label *label = kmem_cache_zalloc(cache, GFP_ATOMIC | __GFP_NOWARN);
	unsigned long flags;
	bool exists;

	if (!label)
		return -ENOMEM;
	label->object = object;
	label->jail = jail;
	label->serial = serial;
	label->is_cred = is_cred;
	spin_lock_irqsave(&labels_lock, flags);
	exists = find(object);
	if (!exists) {
		hlist_add_head_rcu(&label->node, jail_table_list(&labels, object));
		WRITE_ONCE(nr_labels, nr_labels + 1);
		WRITE_ONCE(nr_creds, nr_creds + is_cred);
	}
	spin_unlock_irqrestore(&labels_lock, flags);
	if (exists)
		kmem_cache_free(cache, label);
	return 0;
}

/*
 * For current. Its mark may be taken back at the same time: either that sees the label,
 * or this sees that there is no mark.
 */
static int add_of_current(const void *object, bool is_cred)
{
	u64 serial, jail = current_jail(&serial);
	int err;

	if (!jail)
		return 0;
	err = add(object, jail, serial, is_cred);
	/* Pairs with the one in jail_labels_remove(). */
	smp_mb();
	if (current_jail(&serial) != jail)
		jail_label_remove(object);
	return err;
}

/**
 * jail_label_inherit - current makes an object, which belongs to its jail
 * @object: new; whatever was at this address is no more
 *
 * Context: process context, must not sleep.
 * Return: 0, also if current is not jailed; or -ENOMEM.
 */
int jail_label_inherit(const void *object)
{
	jail_label_remove(object);
	return add_of_current(object, false);
}

/**
 * jail_label_inherit_cred - current makes credentials, which belong to its jail
 * @cred: new; whatever was at this address is no more
 *
 * Context: process context, must not sleep.
 * Return: as jail_label_inherit().
 */
int jail_label_inherit_cred(const struct cred *cred)
{
	jail_label_remove(cred);
	return add_of_current(cred, true);
}

/**
 * jail_label_keep_cred - credentials belong to the jail of current, unless they do to one
 * @cred: of current, or of a task that it makes
 *
 * Context: process context, must not sleep.
 * Return: as jail_label_inherit().
 */
int jail_label_keep_cred(const struct cred *cred)
{
	if (!jail_is_jailed(current) || jail_label_jail(cred))
		return 0;
	return add_of_current(cred, true);
}

/**
 * jail_label_mark_cred - credentials belong to a jail, unless they do to one
 * @cred: of a task that has been put into it
 * @jail: its number
 * @serial: of the operation that has marked that task
 *
 * Context: any, under RCU.
 * Return: 0 or -ENOMEM.
 */
int jail_label_mark_cred(const struct cred *cred, u64 jail, u64 serial)
{
	return jail_label_jail(cred) ? 0 : add(cred, jail, serial, true);
}

/**
 * jail_labels_lend - has anybody credentials of a jail?
 *
 * Context: any.
 */
bool jail_labels_lend(void)
{
	return READ_ONCE(nr_creds);
}

/**
 * jail_label_remove - an object is freed; its label goes, if it has one
 * @object: only its address is used
 *
 * Context: any, also an RCU callback.
 */
void jail_label_remove(const void *object)
{
	struct label *label;
	unsigned long flags;

	/* Nobody labels what is freed meanwhile. */
	if (!READ_ONCE(nr_labels) || !jail_label_jail(object))
		return;
	spin_lock_irqsave(&labels_lock, flags);
	label = find(object);
	if (label)
		del_locked(label);
	spin_unlock_irqrestore(&labels_lock, flags);
}

/**
 * jail_label_jail - the jail that an object belongs to
 * @object: only its address is used
 *
 * Context: any.
 * Return: its number, or 0.
 */
u64 jail_label_jail(const void *object)
{
	const struct label *label;
	u64 jail;

	rcu_read_lock();
	label = find(object);
	jail = label ? label->jail : 0;
	rcu_read_unlock();
	return jail;
}

/**
 * jail_object_is_inside - was this made in the jail of the subject?
 * @subject: who asks
 * @object: only its address is used
 *
 * Context: under RCU.
 */
bool jail_object_is_inside(const struct jail_subject *subject, const void *object)
{
	const struct label *label = find(object);

	return label && label->jail == subject->jail->id;
}

static bool has_peer(const struct label *label, const void *peer)
{
	int i;

	for (i = 0; i < PEERS; i++) {
		if (READ_ONCE(label->peers[i]) == peer)
			return true;
	}
	return false;
}

/* Under RCU or labels_lock: the label that a peer is to be added to, or NULL. */
static struct label *find_without_peer(const void *object, u64 jail, const void *peer)
{
	struct label *label = find(object);

	return label && label->jail == jail && !has_peer(label, peer) ? label : NULL;
}

/**
 * jail_label_add_peer - current has named a peer to a socket of its jail
 * @object: the socket; nothing happens if it is another's
 * @peer: only its address is used
 *
 * Context: process context, must not sleep.
 */
void jail_label_add_peer(const void *object, const void *peer)
{
	struct label *label;
	unsigned long flags;
	u64 serial, jail = current_jail(&serial);
	bool is_new;

	if (!jail)
		return;
	/* Mostly it is known, and no lock is taken. */
	rcu_read_lock();
	is_new = find_without_peer(object, jail, peer);
	rcu_read_unlock();
	if (!is_new)
		return;
	spin_lock_irqsave(&labels_lock, flags);
	label = find_without_peer(object, jail, peer);
	if (label)
		WRITE_ONCE(label->peers[label->next++ % PEERS], peer);
	spin_unlock_irqrestore(&labels_lock, flags);
}

/**
 * jail_peer_is_foreign - has somebody else connected a socket that a jail has made?
 * @subject: who asks
 * @object: the socket
 * @peer: to what
 *
 * Context: under RCU.
 * Return: false also if this jail has not made it: then it was open before the mark.
 */
bool jail_peer_is_foreign(const struct jail_subject *subject, const void *object,
			  const void *peer)
{
	const struct label *label = find(object);

	return label && label->jail == subject->jail->id && !has_peer(label, peer);
}

/**
 * jail_labels_remove - tasks are in a jail no more, and what they made is not either
 * @jail: its number; 0 for all, when nobody will say any more when an object is freed
 * @serial: only what those have that this operation has marked; 0 for all
 *
 * Context: process context, may sleep. Their marks have been taken away.
 */
void jail_labels_remove(u64 jail, u64 serial)
{
	struct hlist_node *next;
	struct label *label;
	unsigned long flags;
	unsigned int i;

	/* Pairs with the one in add_of_current(). */
	smp_mb();
	for (i = 0; READ_ONCE(nr_labels) && i < jail_table_size(&labels); i++) {
		cond_resched();
		if (hlist_empty(&labels.lists[i]))
			continue;
		spin_lock_irqsave(&labels_lock, flags);
		hlist_for_each_entry_safe(label, next, &labels.lists[i], node) {
			if ((!jail || label->jail == jail) &&
			    (!serial || label->serial == serial))
				del_locked(label);
		}
		spin_unlock_irqrestore(&labels_lock, flags);
	}
}
