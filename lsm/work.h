/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - what a task is to do on its way, where it may sleep
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_WORK_H
#define _SECURITY_JAIL_WORK_H

#include <linux/task_work.h>

int jail_work_add(void (*run)(void *data), void *data, enum task_work_notify_mode notify);
bool jail_work_is_pending(void);
void jail_work_exit(void);

#endif /* _SECURITY_JAIL_WORK_H */
