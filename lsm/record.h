/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - records: audit, or the kernel log; and tracepoints
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_RECORD_H
#define _SECURITY_JAIL_RECORD_H

#include "decision.h"

struct jail;

void jail_record_denial(struct jail *jail, const struct jail_request *request, u64 by,
			bool enforced);
void jail_record_mark(const struct jail *jail, unsigned int tasks);
void jail_record_release(const struct jail *jail, unsigned int tasks);
void jail_record_end(const struct jail *jail);
void jail_record_change(const char *what, const struct jail *jail, const char *value);

#endif /* _SECURITY_JAIL_RECORD_H */
