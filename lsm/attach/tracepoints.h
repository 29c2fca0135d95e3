/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - attachment to tracepoints, where there is no LSM hook
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_ATTACH_TRACEPOINTS_H
#define _SECURITY_JAIL_ATTACH_TRACEPOINTS_H

struct seq_file;

int jail_tracepoints_find(void);
int jail_tracepoints_attach(void);
void jail_tracepoints_detach(void);
void jail_tracepoints_test(void);
bool jail_tracepoints_fired(void);
void jail_tracepoints_show(struct seq_file *m);

#endif /* _SECURITY_JAIL_ATTACH_TRACEPOINTS_H */
