/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - where in the blob of a task the built-in LSM has its mark
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_ATTACH_BLOB_H
#define _SECURITY_JAIL_ATTACH_BLOB_H

struct lsm_blob_sizes;

extern struct lsm_blob_sizes jail_blob_sizes;

#endif /* _SECURITY_JAIL_ATTACH_BLOB_H */
