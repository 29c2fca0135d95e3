/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - attachment of the loadable module: hooks that are attached together
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_ATTACH_GROUP_H
#define _SECURITY_JAIL_ATTACH_GROUP_H

#include <linux/types.h>

struct seq_file;

int jail_groups_find(void);
int jail_groups_attach(unsigned int how);
int jail_groups_detach(unsigned int how);
void jail_groups_free(void);

void jail_hooks_forget_fired(void);
bool jail_hooks_all_fired(void);
void jail_hooks_show(struct seq_file *m);

#endif /* _SECURITY_JAIL_ATTACH_GROUP_H */
