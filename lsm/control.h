/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - file systems by which the kernel, or somebody else, is controlled
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_CONTROL_H
#define _SECURITY_JAIL_CONTROL_H

struct dentry;
struct file;
struct super_block;

int jail_check_control(struct dentry *dentry);
int jail_check_control_file(const struct file *file);
int jail_check_queue(const struct super_block *sb);

#endif /* _SECURITY_JAIL_CONTROL_H */
