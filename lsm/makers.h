/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - the credentials of those who can have made the rings of a tree
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_MAKERS_H
#define _SECURITY_JAIL_MAKERS_H

#include <linux/types.h>

struct cred;
struct jail_members;

/**
 * struct jail_makers - credentials, each referenced
 * @count: how many there are
 * @creds: in the order of their addresses
 */
struct jail_makers {
	size_t count;
	const struct cred **creds;
};

int jail_makers_collect(struct jail_makers *makers, const struct jail_members *members);
bool jail_makers_have(const struct jail_makers *makers, const struct cred *ring);
void jail_makers_put(struct jail_makers *makers);

#endif /* _SECURITY_JAIL_MAKERS_H */
