// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - the credentials of those who can have made the rings of a tree
 *
 * A ring acts with the credentials of its maker: see ring.c. They are collected once,
 * as a tree can have as many rings, each of another maker, as it has memory.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/bsearch.h>
#include <linux/cred.h>
#include <linux/errno.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/sort.h>

#include "makers.h"
#include "members.h"

static int compare(const void *a, const void *b)
{
	const struct cred *left = *(const struct cred **)a;
	const struct cred *right = *(const struct cred **)b;

	return left < right ? -1 : left > right;
}

/**
 * jail_makers_collect - reference the credentials of whoever is inside
 * @makers: written on success, and to be put
 * @members: whose side of the border that is
 *
 * A task that changed its credentials since is not known to have made what it made, nor
 * is one that did not exist yet.
 *
 * Context: process context, may sleep.
 * Return: 0 or -ENOMEM.
 */
int jail_makers_collect(struct jail_makers *makers, const struct jail_members *members)
{
	struct jail_members inside = *members;
	int err;

	inside.is_member = members->is_inside;
	err = jail_members_collect(&inside);
	if (err)
		return err;
	makers->count = 0;
	makers->creds = kvmalloc_array(inside.count, sizeof(*makers->creds), GFP_KERNEL_ACCOUNT);
	if (makers->creds) {
		for (; makers->count < inside.count; makers->count++)
			makers->creds[makers->count] = get_task_cred(inside.tasks[makers->count]);
		sort(makers->creds, makers->count, sizeof(*makers->creds), compare, NULL);
	}
	jail_members_put(&inside);
	return makers->creds ? 0 : -ENOMEM;
}

/**
 * jail_makers_have - can somebody inside have made a ring?
 * @makers: who is inside
 * @ring: credentials that the ring acts with
 *
 * Context: any.
 */
bool jail_makers_have(const struct jail_makers *makers, const struct cred *ring)
{
	return bsearch(&ring, makers->creds, makers->count, sizeof(*makers->creds), compare);
}

/**
 * jail_makers_put - drop the references
 * @makers: from jail_makers_collect()
 *
 * Context: process context, may sleep.
 */
void jail_makers_put(struct jail_makers *makers)
{
	while (makers->count)
		put_cred(makers->creds[--makers->count]);
	kvfree(makers->creds);
	makers->creds = NULL;
}
