// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - a chroot that root cannot leave
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/workqueue.h>

#include "attach/attach.h"
#include "hooks.h"
#include "jail.h"
#include "marks.h"
#include "module.h"

struct workqueue_struct *jail_wq;

static int __init jail_init(void)
{
	int err;

	jail_wq = alloc_workqueue("jail", WQ_UNBOUND, 0);
	if (!jail_wq)
		return -ENOMEM;
	err = jail_jails_init();
	if (err)
		goto destroy_wq;
	err = jail_marks_init();
	if (err)
		goto exit_jails;

	jail_add_mount_hooks();
	jail_add_node_hooks();
	jail_add_root_hooks();
	jail_add_capability_hooks();
	jail_add_task_hooks();

	err = jail_attach_init();
	if (err)
		goto exit_marks;
	err = jail_securityfs_init();
	if (err)
		goto detach;
	jail_attach_run_selftest();
	return 0;

detach:
	/* What ftrace does not let go of keeps the module, useless as it is. */
	if (jail_attach_detach())
		return 0;
exit_marks:
	jail_attach_exit();
	jail_marks_exit();
exit_jails:
	jail_jails_exit();
destroy_wq:
	destroy_workqueue(jail_wq);
	return err;
}

static void __exit jail_exit(void)
{
	jail_securityfs_exit();
	jail_attach_exit();
	jail_marks_exit();
	jail_jails_exit();
	destroy_workqueue(jail_wq);
}

module_init(jail_init);
module_exit(jail_exit);

MODULE_DESCRIPTION("Jail: a chroot that root cannot leave");
MODULE_AUTHOR("the jail maintainers");
MODULE_LICENSE("GPL");
