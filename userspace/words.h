/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * jailctl - words of a policy
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef JAILCTL_WORDS_H
#define JAILCTL_WORDS_H

#include <stdbool.h>

bool words_have(const char *words, const char *word);

#endif /* JAILCTL_WORDS_H */
