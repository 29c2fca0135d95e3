/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * jailctl - requests of the module, and why it refuses them
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef JAILCTL_REQUEST_H
#define JAILCTL_REQUEST_H

#include <stddef.h>

/* Room for whatever the module answers. */
#define ANSWER_SIZE	8192

int request_module(const char *file, const char *text, const char *subject, char *answer);
int request_text(const char *file, const char *text, const char *subject, char **answer);

#endif /* JAILCTL_REQUEST_H */
