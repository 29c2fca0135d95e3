/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - entries of inodes, which differ between kernels
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_COMPAT_DCACHE_H
#define _SECURITY_JAIL_COMPAT_DCACHE_H

#include <linux/dcache.h>
#include <linux/fs.h>

/* include/linux/dcache.h: the union has a name in 6.12, not in 7.2 */
#ifdef JAIL_HAVE_D_U
#define jail_alias(node)	hlist_entry_safe(node, struct dentry, d_u.d_alias)
#else
#define jail_alias(node)	hlist_entry_safe(node, struct dentry, d_alias)
#endif

/* include/linux/fs.h: behind a function from 7.2 or before */
#ifdef JAIL_HAVE_INODE_STATE_READ
#define jail_inode_state(inode)	inode_state_read(inode)
#else
#define jail_inode_state(inode)	((inode)->i_state)
#endif

/**
 * jail_any_alias - a directory entry of an inode; a directory has one only
 * @inode: the inode; where it is freed, the rcu_head is in the place of the list, as
 *	d_find_alias_rcu() of fs/dcache.c knows
 *
 * Those of files without a path are freed at once (__d_free() in dentry_free() of
 * fs/dcache.c), and anonymous ones have an inode in common: of these there is none.
 *
 * Context: process context, under RCU. Takes i_lock.
 * Return: the entry, valid under the same RCU, or NULL.
 */
static inline struct dentry *jail_any_alias(struct inode *inode)
{
	struct dentry *dentry = NULL;

	spin_lock(&inode->i_lock);
	if (!(jail_inode_state(inode) & I_FREEING))
		dentry = jail_alias(inode->i_dentry.first);
	if (dentry && READ_ONCE(dentry->d_flags) & DCACHE_NORCU)
		dentry = NULL;
	spin_unlock(&inode->i_lock);
	return dentry;
}

#endif /* _SECURITY_JAIL_COMPAT_DCACHE_H */
