/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - where something is: inside the root of a task, or outside
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_PLACE_H
#define _SECURITY_JAIL_PLACE_H

#include <linux/types.h>

#include "check.h"

struct dentry;
struct file;
struct files_struct;
struct jail_subject;

bool jail_is_inner_operation(void);
bool jail_file_is_reference(const struct file *file);
bool jail_files_are_searchable(struct files_struct *files);

/* For struct jail_request: each with what its object is. */
bool jail_path_is_inside(const struct jail_subject *subject, const void *path);
bool jail_path_is_known(const struct jail_subject *subject, const void *path);
bool jail_path_is_written(const struct jail_subject *subject, const void *path);
bool jail_path_is_bounded(const struct jail_subject *subject, const void *path);
bool jail_file_is_own(const struct jail_subject *subject, const void *file);
bool jail_reaches_no_further(const struct jail_subject *subject, const void *unused);
bool jail_dentry_is_inside(const struct jail_subject *subject, const void *dentry);
bool jail_xattr_is_own(const struct jail_subject *subject, const void *dentry);
bool jail_dentry_is_own(const struct jail_subject *subject, const void *dentry);
bool jail_inode_is_inside(const struct jail_subject *subject, const void *inode);
bool jail_directory_is_inside(const struct jail_subject *subject, const void *inode);
bool jail_inode_is_not_above(const struct jail_subject *subject, const void *inode);
bool jail_link_is_inside(const struct jail_subject *subject, const void *dentry);

/**
 * jail_check_dentry - jail_check_object() where no hook is told the path
 * @op: the operation
 * @dentry: what it is done to
 *
 * Context: as jail_check().
 * Return: as jail_check().
 */
static inline int jail_check_dentry(enum jail_op op, const struct dentry *dentry)
{
	return jail_check_object(op, dentry, jail_dentry_is_inside);
}

/**
 * jail_check_change - the same, where what it is done to is changed
 * @op: the operation
 * @dentry: what it is done to
 *
 * Context: as jail_check().
 * Return: as jail_check().
 */
static inline int jail_check_change(enum jail_op op, const struct dentry *dentry)
{
	return jail_check_object(op, dentry, jail_dentry_is_own);
}

/**
 * jail_check_set_xattr - the same, where an extended attribute or an ACL is changed
 * @dentry: of what
 *
 * Context: as jail_check().
 * Return: as jail_check().
 */
static inline int jail_check_set_xattr(const struct dentry *dentry)
{
	return jail_check_object(JAIL_OP_XATTR, dentry, jail_xattr_is_own);
}

#endif /* _SECURITY_JAIL_PLACE_H */
