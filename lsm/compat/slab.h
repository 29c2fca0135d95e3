/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - allocation as it differs between kernels
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_COMPAT_SLAB_H
#define _SECURITY_JAIL_COMPAT_SLAB_H

#include <linux/slab.h>

/* From 7.0: include/linux/slab.h. */
#ifndef kmalloc_obj
#define kmalloc_obj(object, gfp)	kmalloc(sizeof(object), gfp)
#define kzalloc_obj(object, gfp)	kzalloc(sizeof(object), gfp)
#endif

#endif /* _SECURITY_JAIL_COMPAT_SLAB_H */
