/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - labels: which jail made an object that is no file
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_LABEL_H
#define _SECURITY_JAIL_LABEL_H

#include <linux/types.h>

struct cred;
struct jail_subject;

int jail_labels_init(void);
void jail_labels_exit(void);
int jail_label_inherit(const void *object);
int jail_label_inherit_cred(const struct cred *cred);
int jail_label_keep_cred(const struct cred *cred);
int jail_label_mark_cred(const struct cred *cred, u64 jail, u64 serial);
bool jail_labels_lend(void);
u64 jail_label_jail(const void *object);
void jail_label_remove(const void *object);
bool jail_object_is_inside(const struct jail_subject *subject, const void *object);
void jail_label_add_peer(const void *object, const void *peer);
bool jail_peer_is_foreign(const struct jail_subject *subject, const void *object,
			  const void *peer);
void jail_labels_remove(u64 jail, u64 serial);

#endif /* _SECURITY_JAIL_LABEL_H */
