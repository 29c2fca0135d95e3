/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - the tables of hooks, one a file
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_HOOKS_H
#define _SECURITY_JAIL_HOOKS_H

void jail_add_mount_hooks(void);
void jail_add_node_hooks(void);
void jail_add_root_hooks(void);
void jail_add_capability_hooks(void);
void jail_add_task_hooks(void);
void jail_add_cred_hooks(void);
void jail_add_path_hooks(void);
void jail_add_file_hooks(void);
void jail_add_inode_hooks(void);
void jail_add_kernel_hooks(void);
void jail_add_outsider_hooks(void);
void jail_add_socket_hooks(void);
void jail_add_ipc_hooks(void);

#endif /* _SECURITY_JAIL_HOOKS_H */
