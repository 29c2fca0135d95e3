// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - a chroot that root cannot leave: the loadable module
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/init.h>
#include <linux/module.h>

#include "attach/attach.h"
#include "attach/ftrace.h"
#include "module.h"
#include "work.h"

static int __init jail_init(void)
{
	const char *reason;
	int err, err_detach;

	err = jail_core_init();
	if (err)
		return err;
	jail_core_add_hooks();
	err = jail_attach_init();
	if (err)
		goto exit_core;
	err = jail_securityfs_init();
	if (err)
		goto detach;
	jail_attach_run_selftest();
	return 0;

detach:
	/* Nothing was marked, as nothing was tested; a task may have asked for it, and does so. */
	do {
		jail_work_exit();
		err_detach = jail_attach_detach(&reason);
	} while (err_detach == -EBUSY);
	/* What ftrace does not let go of keeps the module, useless as it is. */
	if (err_detach)
		return 0;
exit_core:
	jail_work_exit();
	jail_attach_exit();
	jail_core_exit();
	return err;
}

static void __exit jail_exit(void)
{
	jail_securityfs_exit();
	jail_work_exit();
	jail_attach_exit();
	jail_core_exit();
}

module_init(jail_init);
module_exit(jail_exit);

MODULE_DESCRIPTION("Jail: a chroot that root cannot leave");
MODULE_AUTHOR("the jail maintainers");
MODULE_LICENSE("GPL");
