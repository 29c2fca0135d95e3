/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - devices that lead to nothing outside a jail
 *
 * Also for user space: jailctl says of a chroot what the module would refuse.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_DEVICE_H
#define _SECURITY_JAIL_DEVICE_H

#include <linux/major.h>

/**
 * jail_is_harmless_char - may a jailed task have a node of this character device?
 * @major: of its number
 * @minor: of its number
 *
 * An allow list: anything that is not known to be harmless reaches, or may
 * one day reach, kernel memory, ports, disks or another control surface.
 *
 * Context: any.
 */
static inline bool jail_is_harmless_char(unsigned int major, unsigned int minor)
{
	switch (major) {
	case UNNAMED_MAJOR:
		return minor == 0;			/* whiteout */
	case MEM_MAJOR:
		return minor == 3 || minor == 5 ||	/* null, zero */
		       (minor >= 7 && minor <= 9);	/* full, random, urandom */
	case TTYAUX_MAJOR:
		return minor == 0 || minor == 2;	/* tty, ptmx */
	default:
		return major >= UNIX98_PTY_SLAVE_MAJOR &&
		       major < UNIX98_PTY_SLAVE_MAJOR + UNIX98_PTY_MAJOR_COUNT;
	}
}

#endif /* _SECURITY_JAIL_DEVICE_H */
