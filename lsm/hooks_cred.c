// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - hooks: credentials
 *
 * Who has a ring of io_uring acts with any credentials that somebody has registered
 * with it, and rings can be taken from a task that lets itself be traced. Those of a
 * jail are labelled, so that nobody outside acts with them: what a task has when it is
 * marked, or made, what it has when it makes others, and those.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/binfmts.h>
#include <linux/cred.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/types.h>

#include "attach/hook.h"
#include "check.h"
#include "compat/prototypes.h"
#include "hooks.h"
#include "label.h"

/* For fork(2), execve(2) and whoever changes its own; also for the kernel's, from others. */
JAIL_HOOK_DEFINE3(cred_prepare, struct cred *, new, const struct cred *, old, gfp_t, gfp)
{
	int err = old == current_real_cred() ? jail_label_keep_cred(old) : 0;

	return err ?: jail_label_inherit_cred(new);
}

/* Where nothing can be refused any more. */
static void check_label(int err)
{
	if (err)
		send_sig(SIGKILL, current, 1);
}

/* They may have been made before it was marked. */
JAIL_VOID_HOOK_DEFINE1(bprm_committed_creds, jail_committed_t *, bprm)
{
	check_label(jail_label_keep_cred(current_real_cred()));
}

/* Those that a child makes for its parent: KEYCTL_SESSION_TO_PARENT. */
JAIL_VOID_HOOK_DEFINE2(cred_transfer, struct cred *, new, const struct cred *, old)
{
	check_label(jail_label_inherit_cred(new));
}

JAIL_VOID_HOOK_DEFINE1(cred_free, struct cred *, cred)
{
	jail_label_remove(cred);
}

/* Inside, credentials would say that a file system acts for itself: see place.c. */
JAIL_HOOK_DEFINE1(uring_override_creds, const struct cred *, cred)
{
	const struct jail_request request = { .op = JAIL_OP_URING_CREDS };

	return jail_check(&request) ?: jail_check_lent(&request, jail_label_jail(cred));
}

static struct jail_hook cred_hooks[] JAIL_HOOK_TABLE = {
	JAIL_HOOK_OF(cred_prepare, JAIL_HOOK_HOT | JAIL_HOOK_MUST_PASS, security_prepare_creds),
	JAIL_HOOK(bprm_committed_creds, JAIL_HOOK_HOT | JAIL_HOOK_RARE),
	JAIL_HOOK_OF(cred_transfer, JAIL_HOOK_HOT | JAIL_HOOK_RARE, security_transfer_creds),
	JAIL_HOOK(cred_free, JAIL_HOOK_HOT | JAIL_HOOK_ANY_TASK | JAIL_HOOK_MUST_PASS),
	JAIL_HOOK(uring_override_creds,
		  JAIL_HOOK_HOT | JAIL_HOOK_ANY_TASK | JAIL_HOOK_RARE),
};

/**
 * jail_add_cred_hooks - hand the hooks of this file to the attachment
 */
void __init jail_add_cred_hooks(void)
{
	jail_hooks_add(cred_hooks, ARRAY_SIZE(cred_hooks));
}
