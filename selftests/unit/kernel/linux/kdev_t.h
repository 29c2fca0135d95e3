/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The kernel's dev_t, which is not userspace's
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef UNIT_LINUX_KDEV_T_H
#define UNIT_LINUX_KDEV_T_H

#define MINORBITS		20
#define MINORMASK		((1U << MINORBITS) - 1)
#define MAJOR(dev)		((unsigned int)((dev) >> MINORBITS))
#define MINOR(dev)		((unsigned int)((dev) & MINORMASK))
#define MKDEV(major, minor)	(((dev_t)(major) << MINORBITS) | (minor))

#endif /* UNIT_LINUX_KDEV_T_H */
