/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - marking a process tree
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_TREE_H
#define _SECURITY_JAIL_TREE_H

#include <linux/types.h>

/**
 * struct jail_marked - what a mark did
 * @id: of the new jail
 * @tasks: how many were marked; their later children come on top
 */
struct jail_marked {
	u64 id;
	unsigned int tasks;
};

int jail_mark_tree(pid_t nr, u64 policy, struct jail_marked *marked,
		   const char **reason);

#endif /* _SECURITY_JAIL_TREE_H */
