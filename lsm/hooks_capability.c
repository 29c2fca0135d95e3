// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - hooks: capability checks
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/capability.h>
#include <linux/cred.h>
#include <linux/security.h>

#include "attach/hook.h"
#include "check.h"
#include "compat/syscall.h"
#include "hooks.h"
#include "label.h"
#include "marks.h"
#include "place.h"

/*
 * A file may be read with what its opener could do: file_ns_capable(), and what else asks
 * for that of file->f_cred. Who has been sent one is not to see more by it.
 */
static int check_lent(const struct cred *cred, int cap, bool quiet)
{
	const struct jail_request request = {
		.op = jail_op_of_capability(cap, JAIL_SYS_OTHER, 0),
		.quiet = quiet,
	};

	return jail_check_lent(&request, jail_label_jail(cred));
}

/*
 * For the calls that mount, or change the root, without another hook. The
 * call is that of the current task, whoever's credentials are checked.
 */
JAIL_HOOK_DEFINE4(capable, const struct cred *, cred,
		  struct user_namespace *, ns, int, cap, unsigned int, opts)
{
	struct jail_request request = { .quiet = opts & CAP_OPT_NOAUDIT };

	/* It is asked for every task, and often. */
	if (unlikely(cred != current_cred()) && check_lent(cred, cap, request.quiet))
		return -EPERM;
	if (!jail_is_jailed(current))
		return 0;
	request.op = jail_op_of_capability(cap, jail_current_syscall(),
					   jail_current_syscall_arg());
	/* overlayfs has its own extended attributes, which ask for it. */
	if (request.op == JAIL_OP_ADMIN && jail_is_inner_operation())
		return 0;
	return jail_check(&request);
}

static struct jail_hook capability_hooks[] JAIL_HOOK_TABLE = {
	JAIL_HOOK(capable, JAIL_HOOK_HOT | JAIL_HOOK_ANY_TASK | JAIL_HOOK_MUST_PASS),
};

/**
 * jail_add_capability_hooks - hand the hooks of this file to the attachment
 */
void __init jail_add_capability_hooks(void)
{
	jail_hooks_add(capability_hooks, ARRAY_SIZE(capability_hooks));
}
