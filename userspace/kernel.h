/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * jailctl - the module, behind its securityfs files
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef JAILCTL_KERNEL_H
#define JAILCTL_KERNEL_H

#include <linux/jail.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* Where the files are; the unit tests point it elsewhere. */
extern const char *kernel_directory;

/* Of waiting for another's self-test. */
#define KERNEL_TURNS	600

int kernel_check(void);
int kernel_denied(void);
int kernel_ready(void);
bool kernel_is_ready(void);
void kernel_wait_turn(void);
int kernel_open(const char *name, int flags);
bool kernel_write(int fd, const char *request, char *answer, size_t size);
char *kernel_answer(int fd);
char *kernel_read(const char *name);
char *kernel_text(const char *name);

#endif /* JAILCTL_KERNEL_H */
