/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * jailctl - what of the machine the protection rests on
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef JAILCTL_MACHINE_H
#define JAILCTL_MACHINE_H

/* Where procfs and sysfs are; the unit tests point it elsewhere. */
extern const char *machine_root;

const char *machine_signature(void);
const char *machine_secure_boot(void);
void machine_lockdown(char *text, unsigned int size);

#endif /* JAILCTL_MACHINE_H */
