/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * jailctl - the module's self-test
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef JAILCTL_SELFTEST_H
#define JAILCTL_SELFTEST_H

#include <stdbool.h>

int selftest(bool anew);

#endif /* JAILCTL_SELFTEST_H */
