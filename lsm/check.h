/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - what a hook calls: ask the decision, count and log a denial
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_CHECK_H
#define _SECURITY_JAIL_CHECK_H

#include "decision.h"

struct inode;

extern bool jail_enforce;

int jail_check(const struct jail_request *request);
int jail_check_op(enum jail_op op);
int jail_check_object(enum jail_op op, const void *object,
		      bool (*is_inside)(const struct jail_subject *subject,
					const void *object));
int jail_check_lent(const struct jail_request *request, u64 id);
int jail_check_device(const struct inode *inode);

#endif /* _SECURITY_JAIL_CHECK_H */
