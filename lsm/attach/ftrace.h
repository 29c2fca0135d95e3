/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - attachment of the loadable module: what only that has
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_ATTACH_FTRACE_H
#define _SECURITY_JAIL_ATTACH_FTRACE_H

int jail_attach_init(void);
void jail_attach_run_selftest(void);
void jail_attach_exit(void);

#endif /* _SECURITY_JAIL_ATTACH_FTRACE_H */
