/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - the tasks of a jail, listed
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_TASKS_H
#define _SECURITY_JAIL_TASKS_H

#include <linux/types.h>

struct jail;
struct seq_file;
struct task_struct;

/* What jail_task_name() needs: two digits a character, and the NUL. */
#define JAIL_TASK_NAME	33

const char *jail_task_name(const struct task_struct *task, char *buf);
bool jail_is_inhabited(const struct jail *jail);
void jail_tasks_show(struct seq_file *m, u64 jail);

#endif /* _SECURITY_JAIL_TASKS_H */
