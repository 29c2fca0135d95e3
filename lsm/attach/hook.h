/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - how a hook is written, whatever it is attached by
 *
 * JAIL_HOOK_DEFINEn(name, type, argument, ...) is the head of hook_<name>(),
 * as SYSCALL_DEFINEn is of a system call. JAIL_HOOK(name, flags) is its entry in
 * an array of struct jail_hook, which has JAIL_HOOK_TABLE behind its name;
 * JAIL_HOOK_OF(name, flags, function) is that of a hook which the function is not
 * named after.
 *
 * A hook runs in process context and must not sleep; one that is called for every task
 * may run in an interrupt, too, where current is not who asks. It returns 0 to pass the
 * request on, or a negative errno to refuse it; JAIL_PASS_PARAM passes a
 * parameter of a file system context on.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_ATTACH_HOOK_H
#define _SECURITY_JAIL_ATTACH_HOOK_H

#include <linux/bits.h>
#include <linux/init.h>
#include <linux/types.h>

/**
 * DOC: hook flags
 *
 * %JAIL_HOOK_COLD: attached from load to detach
 *
 * %JAIL_HOOK_HOT: costs something in common calls, attached only while a jail
 * exists
 *
 * %JAIL_HOOK_ANY_TASK: called for every task, not only for jailed ones
 *
 * %JAIL_HOOK_PASSES: says itself how to go on with a task that is not jailed, where the
 * framework asks for that and 0 does not
 *
 * %JAIL_HOOK_MUST_PASS: the self-test must see it called and let it pass
 *
 * %JAIL_HOOK_RARE: nothing that the self-test could do calls it
 */
#define JAIL_HOOK_COLD		0
#define JAIL_HOOK_HOT		BIT(0)
#define JAIL_HOOK_ANY_TASK	BIT(1)
#define JAIL_HOOK_MUST_PASS	BIT(2)
#define JAIL_HOOK_RARE		BIT(3)
#define JAIL_HOOK_PASSES	BIT(4)

#ifdef MODULE
#include "hook_ftrace.h"
#else
#include "hook_builtin.h"
#endif

void jail_hooks_add(struct jail_hook *hooks, size_t count);

#endif /* _SECURITY_JAIL_ATTACH_HOOK_H */
