/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - attachment: what the rest of the module may ask of it
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_ATTACH_H
#define _SECURITY_JAIL_ATTACH_H

#include <linux/types.h>

struct seq_file;

int jail_attach_detach(const char **reason);
const char *jail_attach_name(void);
const char *jail_attach_state(void);

int jail_attach_hold(bool testing);
void jail_attach_release(void);
void jail_attach_idle(void);

int jail_selftest_begin(const void *session);
int jail_selftest_end(const void *session);
void jail_selftest_abort(const void *session);
bool jail_selftest_is_current(void);
void jail_selftest_show(struct seq_file *m);

#endif /* _SECURITY_JAIL_ATTACH_H */
