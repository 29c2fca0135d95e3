/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - fields of struct dentry as they differ between kernels
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_COMPAT_DCACHE_H
#define _SECURITY_JAIL_COMPAT_DCACHE_H

#include <linux/dcache.h>
#include <linux/fs.h>

/*
 * jail_for_each_alias - the directory entries of an inode, under its i_lock
 *
 * include/linux/dcache.h: a union without a name from 7.2 or before.
 */
#ifdef JAIL_HAVE_ANONYMOUS_D_U
#define jail_for_each_alias(dentry, inode) \
	hlist_for_each_entry(dentry, &(inode)->i_dentry, d_alias)
#else
#define jail_for_each_alias(dentry, inode) \
	hlist_for_each_entry(dentry, &(inode)->i_dentry, d_u.d_alias)
#endif

#endif /* _SECURITY_JAIL_COMPAT_DCACHE_H */
