/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * jailctl - weak points of a chroot
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef JAILCTL_WEAK_H
#define JAILCTL_WEAK_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

/**
 * weak_found - is called for each weak point
 * @kind: of it
 * @where: a path, as seen from inside
 * @why: what is wrong with it
 * @data: the caller's
 */
typedef void (*weak_found)(const char *kind, const char *where, const char *why, void *data);

const char *weak_node(const struct stat *status, bool is_config, const char **why);
const char *weak_mount(const char *type, const char **why);
bool weak_files(const char *root, weak_found found, void *data);
bool weak_mounts(const char *table, const char *root, weak_found found, void *data);

#endif /* JAILCTL_WEAK_H */
