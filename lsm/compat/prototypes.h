/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - prototypes of LSM hooks as they differ between kernels
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_COMPAT_PROTOTYPES_H
#define _SECURITY_JAIL_COMPAT_PROTOTYPES_H

#include <linux/fs.h>

/* include/linux/lsm_hook_defs.h: const in 6.12, not in 6.1 */
#ifdef JAIL_HAVE_CONST_KERN_MOUNT
#define jail_kern_mount_t	const struct super_block
#else
#define jail_kern_mount_t	struct super_block
#endif

/* include/linux/lsm_hook_defs.h: const in 6.12, not in 6.1 */
#ifdef JAIL_HAVE_CONST_BPRM
#define jail_committed_t	const struct linux_binprm
#else
#define jail_committed_t	struct linux_binprm
#endif

/* From 6.3, commit 4d7ca4090184 ("fs: port vfs{g,u}id helpers to mnt_idmap"). */
#ifdef JAIL_HAVE_MNT_IDMAP
#define jail_idmap_t	struct mnt_idmap
#else
#define jail_idmap_t	struct user_namespace
#endif

/* The function has it always, the hook has not in 6.1. */
#if defined(MODULE) || defined(JAIL_HAVE_SETATTR_IDMAP)
#define JAIL_SETATTR_DEFINE						\
	JAIL_HOOK_DEFINE3(inode_setattr, jail_idmap_t *, idmap,		\
			  struct dentry *, dentry, struct iattr *, attr)
#else
#define JAIL_SETATTR_DEFINE						\
	JAIL_HOOK_DEFINE2(inode_setattr, struct dentry *, dentry,	\
			  struct iattr *, attr)
#endif

/* include/linux/lsm_hook_defs.h: a fourth argument in 7.2, not in 6.12 */
#ifdef JAIL_HAVE_BPF_KERNEL
#define JAIL_BPF_DEFINE							\
	JAIL_HOOK_DEFINE4(bpf, int, cmd, union bpf_attr *, attr,	\
			  unsigned int, size, bool, kernel)
#else
#define JAIL_BPF_DEFINE							\
	JAIL_HOOK_DEFINE3(bpf, int, cmd, union bpf_attr *, attr,	\
			  unsigned int, size)
#endif

/* include/linux/lsm_hook_defs.h: without attr in 6.12 */
#ifdef JAIL_HAVE_PERF_ATTR
#define JAIL_PERF_DEFINE						\
	JAIL_HOOK_DEFINE2(perf_event_open, struct perf_event_attr *, attr, int, type)
#else
#define JAIL_PERF_DEFINE						\
	JAIL_HOOK_DEFINE1(perf_event_open, int, type)
#endif

/*
 * security_inode_rename() calls the hook twice for RENAME_EXCHANGE: also for the other,
 * which otherwise is not moved but replaced.
 */
#ifdef MODULE
#define JAIL_RENAME_DEFINE						\
	JAIL_HOOK_DEFINE5(inode_rename, struct inode *, from, struct dentry *, dentry, \
			  struct inode *, to, struct dentry *, other, unsigned int, flags)
#define jail_is_exchange	(flags & RENAME_EXCHANGE)
#else
#define JAIL_RENAME_DEFINE						\
	JAIL_HOOK_DEFINE4(inode_rename, struct inode *, from, struct dentry *, dentry, \
			  struct inode *, to, struct dentry *, other)
#define jail_is_exchange	false
#endif

/*
 * In 6.1, security_inode_setxattr() and _removexattr() of security/security.c ask for a
 * capability only if no LSM has the hook: who has it is to do so, once. With another that
 * has it, the kernel is as it would be without us; without, we are to ask. In 6.12 they
 * ask, unless an LSM says not to by inode_xattr_skipcap of include/linux/lsm_hook_defs.h.
 */
#if defined(MODULE) || defined(JAIL_HAVE_XATTR_SKIPCAP)
static inline int jail_cap_setxattr(struct dentry *dentry, const char *name,
				    const void *value, size_t size, int flags)
{
	return 0;
}

static inline int jail_cap_removexattr(jail_idmap_t *idmap, struct dentry *dentry,
				       const char *name)
{
	return 0;
}
#else
#include <linux/list.h>
#include <linux/lsm_hooks.h>
#include <linux/security.h>

static inline bool jail_is_alone(struct hlist_head *hooks)
{
	return hlist_is_singular_node(hooks->first, hooks);
}

static inline int jail_cap_setxattr(struct dentry *dentry, const char *name,
				    const void *value, size_t size, int flags)
{
	return jail_is_alone(&security_hook_heads.inode_setxattr) ?
	       cap_inode_setxattr(dentry, name, value, size, flags) : 0;
}

static inline int jail_cap_removexattr(jail_idmap_t *idmap, struct dentry *dentry,
				       const char *name)
{
	return jail_is_alone(&security_hook_heads.inode_removexattr) ?
	       cap_inode_removexattr(idmap, dentry, name) : 0;
}
#endif

/* Hooks that a kernel has not: their files are not built. */
#ifdef JAIL_HAVE_INODE_ACL
void jail_add_acl_hooks(void);
#else
static inline void jail_add_acl_hooks(void) {}
#endif

#ifdef JAIL_HAVE_FILE_ATTR
void jail_add_fileattr_hooks(void);
#else
static inline void jail_add_fileattr_hooks(void) {}
#endif

#endif /* _SECURITY_JAIL_COMPAT_PROTOTYPES_H */
