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
#define JAIL_FILE_CHECK		"check"
#define JAIL_FILE_RELEASE	"release"
#define JAIL_FILE_JAILS		"jails"
#define JAIL_FILE_TASKS		"tasks"
#define JAIL_FILE_POLICY	"policy"
#define JAIL_FILE_ENFORCE	"enforce"
#define JAIL_FILE_LOG_ONLY	"log_only"
#define JAIL_FILE_SEAL		"seal"
#define JAIL_FILE_VERSION	"version"
#define JAIL_FILE_ATTACH	"attach"
#define JAIL_FILE_STATE		"state"
#define JAIL_FILE_SELFTEST	"selftest"
#define JAIL_FILE_FEATURES	"features"

/* The longest request, without the terminating NUL. */
#define JAIL_REQUEST_MAX	1024

/* The longest name of a jail, without the terminating NUL. */
#define JAIL_NAME_MAX		31

/*
 * A write to JAIL_FILE_MARK or JAIL_FILE_CHECK is "PID key=value ...", each
 * key at most once:
 *
 * policy=WORDS	of the new jail
 * log-only=WORDS	what of the new jail is recorded and not refused
 * name=NAME	of the new jail; unique
 * jail=JAIL	id or name of the jail to add to, instead of a new one
 * same-root=1	also whoever has the root directory of PID, or one below it
 * root-fd=FD	the same of a directory that the writer has open; PID may be 0
 * start=TICKS	refuse if PID is a process that started at another time, as in
 *		field 22 of /proc/PID/stat
 * force=1	mark also what reaches over the border
 *
 * A read on the same descriptor then returns, of a mark, "jail=ID tasks=N", or
 * the reason in words; and below that, and of a check alone, a line for each
 * thing that reaches over the border: "KIND pid=PID", with "fd=FD" or
 * "with=PID" where there is one. When there are too many, the last is
 * "more count=N". KIND is
 *
 * cwd		the working directory is outside the root
 * directory	a descriptor of a directory outside the root
 * path		a descriptor by O_PATH of anything else outside the root
 * io_uring	a ring that somebody else has made, or may have
 * ports	access to I/O ports, by iopl(2) or ioperm(2)
 * fs		root and working directory are shared with a task outside
 * files	descriptors are shared with a task outside
 * memory	memory is shared with a task outside
 * tracer	traced by a task outside
 * tracee	traces a task outside
 *
 * A write to JAIL_FILE_LOG_ONLY is "JAIL WORDS" or "JAIL none", what of that jail is
 * recorded and not refused from then on.
 *
 * A write to JAIL_FILE_TASKS is the id or the name of a jail; a read on the same
 * descriptor then returns "jail=ID", a line that names columns, and one a task.
 *
 * A write to JAIL_FILE_RELEASE is the id or the name of a jail, and is answered
 * as a mark is.
 *
 * errno:
 *
 * EINVAL	the request is malformed
 * EPERM	the writer is jailed itself
 * EACCES	the opener lacks CAP_MAC_ADMIN in the initial user namespace
 * EROFS	the module is sealed (release, policy, enforce, log_only, detach)
 * ESRCH	no such process, or it has exited, or it started at another time
 * EEXIST	the process is jailed already
 * EBUSY	the process is PID 1, or the root directory is that of PID 1; a jail, a mark,
 *		a self-test or a task that exits needs what is to be detached
 * EOPNOTSUPP	the process is a kernel thread; what is built in cannot be detached, nor
 *		tested
 * EXDEV	something reaches over the border, and was not forced
 * ENOENT	there is no such jail
 * ENOTUNIQ	there is a jail of this name
 * EAGAIN	the module is not ready: its self-test has not passed, or is running
 * ENODEV	the module is detached, or a function could not be attached
 * EINTR	the writer was killed while it waited
 * ENOMEM	out of memory
 */

#endif /* _UAPI_LINUX_JAIL_H */
