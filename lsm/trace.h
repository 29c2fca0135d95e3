/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - tracepoints: what is denied, and what is marked
 *
 * Copyright (C) 2026 the jail maintainers
 */
#undef TRACE_SYSTEM
#define TRACE_SYSTEM jail

#if !defined(_SECURITY_JAIL_TRACE_H) || defined(TRACE_HEADER_MULTI_READ)
#define _SECURITY_JAIL_TRACE_H

#include <linux/string.h>
#include <linux/tracepoint.h>
#include <linux/types.h>

/* Of an operation, or a restriction, as decision.c and policy.c have them. */
#define JAIL_TRACE_WORD	24

TRACE_EVENT(jail_denial,
	    TP_PROTO(u64 jail, const char *op, const char *restriction, bool enforced),
	    TP_ARGS(jail, op, restriction, enforced),
	    TP_STRUCT__entry(__field(u64, jail)
			     __array(char, op, JAIL_TRACE_WORD)
			     __array(char, restriction, JAIL_TRACE_WORD)
			     __field(bool, enforced)),
	    TP_fast_assign(__entry->jail = jail;
			   strscpy(__entry->op, op, JAIL_TRACE_WORD);
			   strscpy(__entry->restriction, restriction, JAIL_TRACE_WORD);
			   __entry->enforced = enforced;),
	    TP_printk("jail=%llu op=%s restriction=%s enforced=%d", __entry->jail,
		      __entry->op, __entry->restriction, __entry->enforced)
);

TRACE_EVENT(jail_mark,
	    TP_PROTO(u64 jail, unsigned int tasks),
	    TP_ARGS(jail, tasks),
	    TP_STRUCT__entry(__field(u64, jail)
			     __field(unsigned int, tasks)),
	    TP_fast_assign(__entry->jail = jail;
			   __entry->tasks = tasks;),
	    TP_printk("jail=%llu tasks=%u", __entry->jail, __entry->tasks)
);

#endif /* _SECURITY_JAIL_TRACE_H */

#undef TRACE_INCLUDE_PATH
#define TRACE_INCLUDE_PATH .
#undef TRACE_INCLUDE_FILE
#define TRACE_INCLUDE_FILE trace
#include <trace/define_trace.h>
