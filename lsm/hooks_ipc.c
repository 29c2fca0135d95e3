// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - hooks: System V objects and keys
 *
 * A System V object is inside if a task of the jail has made it: label.c. A key
 * is in a keyring of a user, whom a jail does not have for itself, so closed
 * tasks have none.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/ipc.h>
#include <linux/key.h>
#include <linux/security.h>

#include "attach/hook.h"
#include "check.h"
#include "compat/syscall.h"
#include "hooks.h"
#include "label.h"

/* A command on all of a kind, as IPC_INFO, is on none. */
static int check_object(const struct kern_ipc_perm *object)
{
	return object ? jail_check_object(JAIL_OP_SYSV, object, jail_object_is_inside) : 0;
}

JAIL_HOOK_DEFINE2(ipc_permission, struct kern_ipc_perm *, object, short, flag)
{
	return check_object(object);
}

/* What has no other hook: changing the owner, locking, removing. */
JAIL_HOOK_DEFINE2(shm_shmctl, struct kern_ipc_perm *, object, int, command)
{
	return check_object(object);
}

JAIL_HOOK_DEFINE2(sem_semctl, struct kern_ipc_perm *, object, int, command)
{
	return check_object(object);
}

JAIL_HOOK_DEFINE2(msg_queue_msgctl, struct kern_ipc_perm *, object, int, command)
{
	return check_object(object);
}

JAIL_HOOK_DEFINE1(shm_alloc_security, struct kern_ipc_perm *, object)
{
	return jail_label_inherit(object);
}

JAIL_HOOK_DEFINE1(sem_alloc_security, struct kern_ipc_perm *, object)
{
	return jail_label_inherit(object);
}

JAIL_HOOK_DEFINE1(msg_queue_alloc_security, struct kern_ipc_perm *, object)
{
	return jail_label_inherit(object);
}

JAIL_VOID_HOOK_DEFINE1(shm_free_security, struct kern_ipc_perm *, object)
{
	jail_label_remove(object);
}

JAIL_VOID_HOOK_DEFINE1(sem_free_security, struct kern_ipc_perm *, object)
{
	jail_label_remove(object);
}

JAIL_VOID_HOOK_DEFINE1(msg_queue_free_security, struct kern_ipc_perm *, object)
{
	jail_label_remove(object);
}

/* File systems look keys up as well, for the files that they are asked for. */
static int check_key(void)
{
	switch (jail_current_syscall()) {
	case JAIL_SYS_KEY:
	case JAIL_SYS_UNKNOWN:
		return jail_check_op(JAIL_OP_KEY);
	default:
		return 0;
	}
}

/* By keyctl(2) a new session keyring; by request_key(2) the host's own helper runs. */
JAIL_HOOK_DEFINE3(key_alloc, struct key *, key, const struct cred *, cred,
		  unsigned long, flags)
{
	return check_key();
}

JAIL_HOOK_DEFINE3(key_permission, key_ref_t, key, const struct cred *, cred,
		  enum key_need_perm, need)
{
	return check_key();
}

#define ALWAYS	(JAIL_HOOK_HOT | JAIL_HOOK_ANY_TASK | JAIL_HOOK_MUST_PASS)

static struct jail_hook ipc_hooks[] JAIL_HOOK_TABLE = {
	JAIL_HOOK(ipc_permission, JAIL_HOOK_HOT),
	JAIL_HOOK(shm_shmctl, JAIL_HOOK_HOT),
	JAIL_HOOK(sem_semctl, JAIL_HOOK_HOT),
	JAIL_HOOK(msg_queue_msgctl, JAIL_HOOK_HOT),
	JAIL_HOOK_OF(shm_alloc_security, ALWAYS, security_shm_alloc),
	JAIL_HOOK_OF(sem_alloc_security, ALWAYS, security_sem_alloc),
	JAIL_HOOK_OF(msg_queue_alloc_security, ALWAYS, security_msg_queue_alloc),
	JAIL_HOOK_OF(shm_free_security, ALWAYS, security_shm_free),
	JAIL_HOOK_OF(sem_free_security, ALWAYS, security_sem_free),
	JAIL_HOOK_OF(msg_queue_free_security, ALWAYS, security_msg_queue_free),
	JAIL_HOOK(key_alloc, JAIL_HOOK_HOT),
	JAIL_HOOK(key_permission, JAIL_HOOK_HOT),
};

/**
 * jail_add_ipc_hooks - hand the hooks of this file to the attachment
 */
void __init jail_add_ipc_hooks(void)
{
	jail_hooks_add(ipc_hooks, ARRAY_SIZE(ipc_hooks));
}
