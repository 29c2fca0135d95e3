// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - what both builds begin with
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/errno.h>
#include <linux/init.h>
#include <linux/workqueue.h>

#include "compat/prototypes.h"
#include "hooks.h"
#include "jail.h"
#include "label.h"
#include "marks.h"
#include "module.h"
#include "root.h"

struct workqueue_struct *jail_wq;

/**
 * jail_core_init - make what everything else needs
 *
 * Context: init, may sleep, or before anything can run.
 * Return: 0 or -ENOMEM, and nothing is left.
 */
int __init jail_core_init(void)
{
	int err = -ENOMEM;

	jail_wq = alloc_workqueue("jail", WQ_UNBOUND, 0);
	if (!jail_wq)
		return err;
	err = jail_roots_init();
	if (err)
		goto destroy_wq;
	err = jail_jails_init();
	if (err)
		goto exit_roots;
	err = jail_marks_init();
	if (err)
		goto exit_jails;
	err = jail_labels_init();
	if (err)
		goto exit_marks;
	return 0;

exit_marks:
	jail_marks_exit();
exit_jails:
	jail_jails_exit();
exit_roots:
	jail_roots_exit();
destroy_wq:
	destroy_workqueue(jail_wq);
	return err;
}

/**
 * jail_core_add_hooks - hand every hook to the attachment
 *
 * Context: init.
 */
void __init jail_core_add_hooks(void)
{
	jail_add_mount_hooks();
	jail_add_node_hooks();
	jail_add_root_hooks();
	jail_add_capability_hooks();
	jail_add_task_hooks();
	jail_add_cred_hooks();
	jail_add_path_hooks();
	jail_add_file_hooks();
	jail_add_inode_hooks();
	jail_add_acl_hooks();
	jail_add_fileattr_hooks();
	jail_add_kernel_hooks();
	jail_add_outsider_hooks();
	jail_add_socket_hooks();
	jail_add_ipc_hooks();
}

/**
 * jail_core_exit - undo jail_core_init()
 *
 * Context: module exit, or module init that fails.
 */
void jail_core_exit(void)
{
	jail_labels_exit();
	jail_marks_exit();
	jail_jails_exit();
	destroy_workqueue(jail_wq);
	/* What is found by them has been put there. */
	jail_roots_exit();
}
