/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - access to I/O ports, where a processor has them
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_COMPAT_PORTS_H
#define _SECURITY_JAIL_COMPAT_PORTS_H

#include <linux/sched.h>
#include <linux/thread_info.h>

/**
 * jail_task_has_ports - may a task use I/O ports, by iopl(2) or ioperm(2)?
 * @task: the task, referenced
 *
 * Both set the flag: arch/x86/kernel/ioport.c of 6.1 to 7.3, task_update_io_bitmap().
 */
static inline bool jail_task_has_ports(struct task_struct *task)
{
#ifdef TIF_IO_BITMAP
	return test_tsk_thread_flag(task, TIF_IO_BITMAP);
#else
	return false;
#endif
}

#endif /* _SECURITY_JAIL_COMPAT_PORTS_H */
