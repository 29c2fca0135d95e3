/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - files that give who runs them privileges
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_SUID_H
#define _SECURITY_JAIL_SUID_H

#include <linux/fs.h>
#include <linux/stat.h>
#include <linux/string.h>
#include <linux/types.h>
#include <linux/xattr.h>

#include "check.h"
#include "place.h"

/**
 * jail_check_suid - may the current task give a file this mode?
 * @type: a mode with the type of the file
 * @mode: the mode; set-group-ID on what no group may execute is for locking,
 *	and on a directory for its files
 *
 * Context: as jail_check().
 * Return: as jail_check().
 */
static inline int jail_check_suid(umode_t type, umode_t mode)
{
	const umode_t sgid = S_ISGID | 0010;

	if (!S_ISREG(type) || (!(mode & S_ISUID) && (mode & sgid) != sgid))
		return 0;
	return jail_check_op(JAIL_OP_SUID);
}

/*
 * Who may execute it is said by an ACL too, also by one of NFSv4, which a server translates:
 * set-group-ID is no longer for locking. And one of CIFS has the mode, all of it, and that
 * of a directory the mode of what is made there: fs/smb/client/xattr.c, parse_dacl() in
 * cifsacl.c.
 */
static inline bool jail_acl_has_mode(const struct inode *inode, const char *name)
{
	if (strstarts(name, "system.cifs_") || strstarts(name, "system.smb3_"))
		return true;
	return S_ISREG(inode->i_mode) && inode->i_mode & (S_ISUID | S_ISGID) &&
	       (!strcmp(name, XATTR_NAME_POSIX_ACL_ACCESS) || strstarts(name, "system.nfs4_"));
}

/**
 * jail_check_acl - may the current task give a file this extended attribute?
 * @inode: the file, or directory
 * @name: of the attribute
 *
 * Context: as jail_check().
 * Return: as jail_check().
 */
static inline int jail_check_acl(const struct inode *inode, const char *name)
{
	if (!jail_acl_has_mode(inode, name) || jail_is_inner_operation())
		return 0;
	return jail_check_op(JAIL_OP_SUID);
}

#endif /* _SECURITY_JAIL_SUID_H */
