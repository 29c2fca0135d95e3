// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - hooks: what controls the kernel
 *
 * Most of it asks for a capability first: see capability_ops in decision.c.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/bpf.h>
#include <linux/cred.h>
#include <linux/fs.h>
#include <linux/perf_event.h>
#include <linux/string.h>
#include <linux/time64.h>

#include "attach/hook.h"
#include "check.h"
#include "compat/prototypes.h"
#include "hooks.h"

JAIL_BPF_DEFINE
{
	return jail_check_op(JAIL_OP_BPF);
}

JAIL_PERF_DEFINE
{
	return jail_check_op(JAIL_OP_PERF);
}

/* By what a task asks for: a protocol, a file system, a device. */
JAIL_HOOK_DEFINE1(kernel_module_request, char *, name)
{
	return jail_check_op(JAIL_OP_MODULE);
}

JAIL_HOOK_DEFINE1(syslog, int, type)
{
	return jail_check_op(JAIL_OP_SYSLOG);
}

JAIL_HOOK_DEFINE2(settime, const struct timespec64 *, time,
		  const struct timezone *, zone)
{
	return jail_check_op(JAIL_OP_TIME);
}

/*
 * The one stops the kernel where an exploit wants it to. While there is one of the other,
 * the machine does not hibernate.
 */
JAIL_HOOK_DEFINE3(inode_init_security_anon, struct inode *, inode,
		  const struct qstr *, name, const struct inode *, context)
{
	if (!strcmp(name->name, "[userfaultfd]"))
		return jail_check_op(JAIL_OP_USERFAULTFD);
	if (!strcmp(name->name, "[secretmem]"))
		return jail_check_op(JAIL_OP_SECRETMEM);
	return 0;
}

static struct jail_hook kernel_hooks[] JAIL_HOOK_TABLE = {
	JAIL_HOOK(bpf, JAIL_HOOK_HOT),
	JAIL_HOOK(perf_event_open, JAIL_HOOK_HOT),
	JAIL_HOOK(kernel_module_request, JAIL_HOOK_HOT | JAIL_HOOK_RARE),
	JAIL_HOOK(syslog, JAIL_HOOK_HOT),
	JAIL_HOOK_OF(settime, JAIL_HOOK_HOT, security_settime64),
	JAIL_HOOK(inode_init_security_anon, JAIL_HOOK_HOT),
};

/**
 * jail_add_kernel_hooks - hand the hooks of this file to the attachment
 */
void __init jail_add_kernel_hooks(void)
{
	jail_hooks_add(kernel_hooks, ARRAY_SIZE(kernel_hooks));
}
