/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
/*
 * What the jail security module and its users share.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _UAPI_LINUX_JAIL_H
#define _UAPI_LINUX_JAIL_H

/* Raised when a file, a key or an errno below changes its meaning. */
#define JAIL_INTERFACE_VERSION	1

/* Below the securityfs mount point. */
#define JAIL_DIRECTORY		"jail"

#define JAIL_FILE_MARK		"mark"
#define JAIL_FILE_JAILS		"jails"
#define JAIL_FILE_POLICY	"policy"
#define JAIL_FILE_ENFORCE	"enforce"
#define JAIL_FILE_VERSION	"version"
#define JAIL_FILE_ATTACH	"attach"
#define JAIL_FILE_STATE		"state"
#define JAIL_FILE_SELFTEST	"selftest"
#define JAIL_FILE_FEATURES	"features"

/* The longest request, without the terminating NUL. */
#define JAIL_REQUEST_MAX	1024

/*
 * errno of a write to JAIL_FILE_MARK. A read on the same descriptor then
 * returns one line: "jail=ID tasks=N" or the reason in words.
 *
 * EINVAL	the request is malformed
 * EPERM	the writer is jailed itself
 * EACCES	the opener lacks CAP_MAC_ADMIN in the initial user namespace
 * ESRCH	no such process, or it has exited
 * EEXIST	the process is jailed already
 * EBUSY	the process is PID 1, or the root directory is that of PID 1
 * EOPNOTSUPP	the process is a kernel thread
 * EAGAIN	the module is not ready: its self-test has not passed, or is running
 * ENODEV	the module is detached, or a function could not be attached
 * ENOMEM	out of memory
 */

#endif /* _UAPI_LINUX_JAIL_H */
