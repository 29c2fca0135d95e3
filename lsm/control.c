// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - file systems by which the kernel, or somebody else, is controlled
 *
 * Writing there asks for user id 0, mostly, and for no capability: sysctls,
 * sysrq-trigger, cgroups and what the kernel runs as a helper are all files.
 * Who may write one may do so however the file system came into the chroot.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/dcache.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/magic.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/stat.h>
#include <linux/string.h>

#include "check.h"
#include "control.h"
#include "marks.h"
#include "outsider.h"

/* From the files that define them, 6.1 to 7.3: no header has these. */
#define CONFIGFS_MAGIC		0x62656570	/* fs/configfs/mount.c */
#define NFSD_MAGIC		0x6e667364	/* fs/nfsd/nfsctl.c */
#define FUSE_CTL_MAGIC		0x65735543	/* fs/fuse/control.c */
#define FUNCTIONFS_MAGIC	0xa647361	/* drivers/usb/gadget/function/f_fs.c */
#define GADGETFS_MAGIC		0xaee71ee7	/* drivers/usb/gadget/legacy/inode.c */
#define MQUEUE_MAGIC		0x19800202	/* ipc/mqueue.c */
#define RPC_PIPEFS_MAGIC	0x67596969	/* net/sunrpc/rpc_pipe.c */
#define DLMFS_MAGIC		0x76a9f425	/* fs/ocfs2/dlmfs/userdlm.h */
#define RUST_BINDERFS_MAGIC	0x6c6f6f71	/* drivers/android/binder, 7.3 */
#define IBMASMFS_MAGIC		0x66726f67	/* drivers/misc/ibmasm/ibmasmfs.c */
#define QIBFS_MAGIC		0x726a77	/* drivers/infiniband/hw/qib/qib_fs.c, 6.1 */

static const unsigned long magics[] = {
	PROC_SUPER_MAGIC,
	SYSFS_MAGIC,
	CGROUP_SUPER_MAGIC,
	CGROUP2_SUPER_MAGIC,
	RDTGROUP_SUPER_MAGIC,
	TRACEFS_MAGIC,
	DEBUGFS_MAGIC,
	SECURITYFS_MAGIC,
	AAFS_MAGIC,
	SELINUX_MAGIC,
	SMACK_MAGIC,
	BPF_FS_MAGIC,
	BINFMTFS_MAGIC,
	BINDERFS_SUPER_MAGIC,
	EFIVARFS_MAGIC,
	PSTOREFS_MAGIC,
	XENFS_SUPER_MAGIC,
	CONFIGFS_MAGIC,
	NFSD_MAGIC,
	FUSE_CTL_MAGIC,
	FUNCTIONFS_MAGIC,
	GADGETFS_MAGIC,
	RPC_PIPEFS_MAGIC,
	DLMFS_MAGIC,
	RUST_BINDERFS_MAGIC,
	IBMASMFS_MAGIC,
	QIBFS_MAGIC,
};

/*
 * The directory below the root of procfs that a file is in, or NULL if it is of a
 * network namespace, which others have too: knfsd is told there what to export.
 */
static const struct dentry *top_of(const struct dentry *dentry)
{
	const struct dentry *parent = READ_ONCE(dentry->d_parent);

	while (!IS_ROOT(parent)) {
		if (!strcmp(dentry->d_name.name, "net"))
			return NULL;
		dentry = parent;
		parent = READ_ONCE(dentry->d_parent);
	}
	return dentry;
}

/* What else procfs has of a task of the jail is its own affair. */
static bool is_of_jail(const struct jail_subject *subject, const void *object)
{
	const struct dentry *dentry = object, *top;
	struct task_struct *task;

	if (dentry->d_sb->s_magic != PROC_SUPER_MAGIC)
		return false;
	top = top_of(dentry);
	task = top ? jail_proc_task(top) : NULL;
	return task && jail_task_is_inside(subject, task);
}

/**
 * jail_check_queue - may the current task open, make, give away or remove this?
 * @sb: of what it is after: POSIX message queues are on a mount of the kernel's own,
 *	which no path leads to
 *
 * Context: as jail_check().
 * Return: as jail_check().
 */
int jail_check_queue(const struct super_block *sb)
{
	return sb->s_magic == MQUEUE_MAGIC ? jail_check_op(JAIL_OP_MQUEUE) : 0;
}

/**
 * jail_check_control - may the current task change this file, or directory?
 * @dentry: which the caller keeps from being freed
 *
 * Context: as jail_check().
 * Return: as jail_check().
 */
int jail_check_control(struct dentry *dentry)
{
	int i;

	if (!jail_is_jailed(current))
		return 0;
	for (i = 0; i < ARRAY_SIZE(magics); i++) {
		if (dentry->d_sb->s_magic == magics[i])
			return jail_check_object(JAIL_OP_CONTROL, dentry, is_of_jail);
	}
	return 0;
}

/* Whoever renames it lets go of the old name under RCU. */
static bool has_prefix(const struct dentry *dentry, const char *prefix)
{
	bool has;

	rcu_read_lock();
	has = strstarts(READ_ONCE(dentry->d_name.name), prefix);
	rcu_read_unlock();
	return has;
}

/* What is read from a pipe is gone, and a file that is none may do the same. */
static bool is_consumed(const struct dentry *dentry, umode_t mode)
{
	switch (dentry->d_sb->s_magic) {
	case TRACEFS_MAGIC:
		return has_prefix(dentry, "trace_pipe") || has_prefix(dentry, "snapshot_raw");
	case DEBUGFS_MAGIC:
		/* relay_file_read() of kernel/relay.c; by no name that is known. */
		return S_ISREG(mode);
	default:
		return S_ISFIFO(mode);
	}
}

/*
 * What nobody may read does something when it is opened or closed (tracefs:
 * free_buffer).
 */
static bool is_controlled(const struct file *file)
{
	const struct dentry *dentry = file->f_path.dentry;
	const umode_t mode = file_inode(file)->i_mode;

	return file->f_mode & FMODE_WRITE || !(mode & 0444) || is_consumed(dentry, mode);
}

/*
 * The ports, or the memory, of a device: pci_create_attr() in drivers/pci/pci-sysfs.c.
 * Reading is enough, and asks for nothing. "resource" alone is a list of them.
 */
static bool is_pci_resource(const struct dentry *dentry)
{
	return dentry->d_sb->s_magic == SYSFS_MAGIC && has_prefix(dentry, "resource") &&
	       dentry->d_name.len > strlen("resource");
}

/**
 * jail_check_control_file - may the current task open this?
 * @file: with the mode that it is opened in
 *
 * Context: as jail_check().
 * Return: as jail_check().
 */
int jail_check_control_file(const struct file *file)
{
	struct dentry *dentry = file->f_path.dentry;
	int err = is_controlled(file) ? jail_check_control(dentry) : 0;

	if (!err && is_pci_resource(dentry))
		err = jail_check_op(JAIL_OP_RAW_IO);
	return err;
}
