// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - hooks: files that are opened, used and received
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/dcache.h>
#include <linux/fcntl.h>
#include <linux/fs.h>
#include <linux/sockios.h>
#include <linux/tty.h>
#include <linux/un.h>
#include <uapi/linux/btrfs.h>

#include "attach/hook.h"
#include "check.h"
#include "compat/fcntl.h"
#include "control.h"
#include "hooks.h"
#include "label.h"
#include "outsider.h"
#include "place.h"
#include "ring.h"
#include "socket.h"
#include "suid.h"

/*
 * A file without a name comes by no hook that is told its mode. One that has such a
 * mode keeps it, if who writes it has CAP_FSETID.
 */
static int check_suid(const struct file *file)
{
	const umode_t mode = file_inode(file)->i_mode;

	if (!(file->f_mode & FMODE_WRITE || file->f_flags & O_TRUNC) ||
	    jail_is_inner_operation())
		return 0;
	return jail_check_suid(mode, mode);
}

/* Also for what is executed, and for descriptors that fanotify hands out. */
JAIL_HOOK_DEFINE1(file_open, struct file *, file)
{
	const struct inode *inode = file_inode(file);
	int err = jail_check_object(JAIL_OP_OPEN, &file->f_path, jail_path_is_inside);

	return err ?: jail_check_control_file(file) ?: jail_check_device(inode) ?:
	       jail_check_queue(inode->i_sb) ?: check_suid(file);
}

/* Of what is open already, directories only: more can be reached by them. */
JAIL_HOOK_DEFINE2(file_permission, struct file *, file, int, mask)
{
	if (!S_ISDIR(file_inode(file)->i_mode))
		return 0;
	return jail_check_object(JAIL_OP_READDIR, &file->f_path, jail_path_is_inside);
}

/* A ring lets its maker have what it is asked for, and is known by its credentials. */
static int check_received(const struct file *file)
{
	if (jail_file_is_reference(file))
		return jail_check_object(JAIL_OP_RECEIVE_PATH, &file->f_path,
					 jail_path_is_bounded);
	if (jail_file_is_ring(file))
		return jail_check_object(JAIL_OP_RECEIVE_RING, file->f_cred,
					 jail_object_is_inside);
	return jail_check_object(JAIL_OP_RECEIVE, &file->f_path, jail_path_is_inside);
}

/* Sent by SCM_RIGHTS, or taken by pidfd_getfd(2), seccomp and the like. */
JAIL_HOOK_DEFINE1(file_receive, struct file *, file)
{
	return check_received(file) ?: jail_check_device(file_inode(file)) ?:
	       jail_check_control_file(file) ?: jail_check_socket(file);
}

/* The owner of a file gets signals that nobody is asked for. */
static int check_owner_ioctl(unsigned int cmd)
{
	return cmd == FIOSETOWN || cmd == SIOCSPGRP ?
	       jail_check_op(JAIL_OP_OWNER) : 0;
}

/* Of a terminal that is its foreground process group, whoever that is. */
static int check_async(const struct file *file)
{
	return S_ISCHR(file_inode(file)->i_mode) ? jail_check_op(JAIL_OP_OWNER) : 0;
}

/* It may make something, or take something away; it always tells. */
static int check_directory_ioctl(const struct file *file)
{
	if (!S_ISDIR(file_inode(file)->i_mode))
		return 0;
	return jail_check_object(JAIL_OP_IOCTL, &file->f_path, jail_path_is_inside);
}

/*
 * ext4 and ocfs2 grow by these, for CAP_SYS_RESOURCE alone: GROUP_EXTEND, GROUP_ADD,
 * RESIZE_FS of fs/ext4/ext4.h (6.1) and include/uapi/linux/ext4.h (7.3), whose
 * structures have another size for 32 bits; fs/ocfs2/ocfs2_ioctl.h.
 */
static bool is_growth(unsigned int cmd)
{
	const unsigned int nr = _IOC_NR(cmd);

	if (_IOC_DIR(cmd) != _IOC_WRITE)
		return false;
	return (_IOC_TYPE(cmd) == 'f' && (nr == 7 || nr == 8 || nr == 16)) ||
	       (_IOC_TYPE(cmd) == 'o' && nr >= 1 && nr <= 3);
}

/*
 * Into a file that may be written; of the type of btrfs, which had them first. And
 * CIFS_IOC_COPYCHUNK_FILE.
 */
static bool is_copy(unsigned int cmd)
{
	return cmd == FICLONE || cmd == FICLONERANGE || cmd == FIDEDUPERANGE ||
	       cmd == _IOW(0xcf, 3, int);
}

/*
 * Those of file systems, mostly: flags, projects, versions, keys; the layout of ceph and
 * the integrity of cifs, of fs/ceph/ioctl.h and fs/smb/client/cifs_ioctl.h. A plain file
 * that is open may be read and written, and no more.
 */
static int check_file_ioctl(const struct file *file, unsigned int cmd)
{
	static const unsigned char types[] = { 'f', 'v', 'X', 0xf5, 0x97, 0xcf,
					       BTRFS_IOCTL_MAGIC };
	int i;

	if (!S_ISREG(file_inode(file)->i_mode) || is_copy(cmd))
		return 0;
	for (i = 0; i < ARRAY_SIZE(types); i++) {
		if (_IOC_TYPE(cmd) == types[i])
			return jail_check_object(JAIL_OP_IOCTL, &file->f_path,
						 jail_path_is_inside);
	}
	return 0;
}

/*
 * By a path that no hook is told, or of all of a file system: BCACHEFS_IOC_SUBVOLUME_CREATE,
 * a snapshot of the subvolume that the directory is in, whatever part of it that is, and
 * _DESTROY, of fs/bcachefs/bcachefs_ioctl.h (6.12); OCFS2_IOC_REFLINK of
 * fs/ocfs2/ocfs2_fs.h, a copy; and of a subvolume of btrfs the paths of any inode.
 */
static bool is_elsewhere(unsigned int cmd)
{
	const unsigned int nr = _IOC_NR(cmd);

	return (_IOC_TYPE(cmd) == 0xbc && (nr == 16 || nr == 17)) ||
	       (_IOC_TYPE(cmd) == 'o' && nr == 4) || cmd == BTRFS_IOC_INO_PATHS;
}

/*
 * Keys of a whole file system: FS_IOC_ADD_ENCRYPTION_KEY, _REMOVE_, and _REMOVE_ for
 * all users.
 */
static bool is_encryption_key(unsigned int cmd)
{
	return _IOC_TYPE(cmd) == 'f' && _IOC_NR(cmd) >= 23 && _IOC_NR(cmd) <= 25;
}

/* Those that any file has are asked for by libraries, of whatever they open. */
static bool is_of_any_file(unsigned int cmd)
{
	return _IOC_TYPE(cmd) == 'T';
}

static int check_ioctl(struct file *file, unsigned int cmd)
{
	int err = check_directory_ioctl(file) ?: check_file_ioctl(file, cmd);

	if (!err && !is_of_any_file(cmd))
		err = jail_check_control(file->f_path.dentry);
	if (err)
		return err;
	if (is_elsewhere(cmd))
		return jail_check_op(JAIL_OP_IOCTL);
	if (is_encryption_key(cmd))
		return jail_check_op(JAIL_OP_KEY);
	switch (cmd) {
	/* Of a subvolume by its descriptor, which is not in the argument for us. */
	case BTRFS_IOC_SNAP_CREATE:
	case BTRFS_IOC_SNAP_CREATE_V2:
		return jail_check_object(JAIL_OP_IOCTL, NULL, jail_reaches_no_further);
	/* Of a subvolume by its number, wherever it is. */
	case BTRFS_IOC_SNAP_DESTROY_V2:
		return jail_check_op(JAIL_OP_IOCTL);
	/* A line discipline may make it a device of the machine: a network, a keyboard. */
	case TIOCSETD:
	case TIOCSTI:
	case TIOCLINUX:
	case TIOCCONS:
		return jail_check_op(JAIL_OP_TTY);
	case SIOCUNIXFILE:
		return jail_check_socket_path(file);
	case FIOASYNC:
		return check_async(file);
	default:
		return is_growth(cmd) ? jail_check_op(JAIL_OP_ADMIN) :
					check_owner_ioctl(cmd);
	}
}

JAIL_HOOK_DEFINE3(file_ioctl, struct file *, file, unsigned int, cmd,
		  unsigned long, arg)
{
	return check_ioctl(file, cmd);
}

JAIL_HOOK_DEFINE3(file_ioctl_compat, struct file *, file, unsigned int, cmd,
		  unsigned long, arg)
{
	return check_ioctl(file, cmd);
}

/*
 * F_SETOWN_EX has its target in memory, which can be changed after it was
 * looked at: it is refused whatever that is.
 */
JAIL_HOOK_DEFINE3(file_fcntl, struct file *, file, unsigned int, cmd,
		  unsigned long, arg)
{
	const int who = arg;

	switch (cmd) {
	case F_SETOWN:
		return jail_check_object(JAIL_OP_OWNER, &who, jail_owner_is_inside);
	case F_SETOWN_EX:
		return jail_check_op(JAIL_OP_OWNER);
	case F_SETFL:
		return arg & FASYNC ? check_async(file) : 0;
	/* Others wait for who has it, up to lease-break-time, also to read. */
	case F_SETLEASE:
		if (who == F_UNLCK)
			return 0;
		fallthrough;
	case F_SETDELEG:
		return jail_check_object(JAIL_OP_LEASE, file, jail_file_is_own);
	default:
		return 0;
	}
}

static struct jail_hook file_hooks[] JAIL_HOOK_TABLE = {
	JAIL_HOOK(file_open, JAIL_HOOK_HOT),
	JAIL_HOOK(file_permission, JAIL_HOOK_HOT | JAIL_HOOK_MUST_PASS),
	JAIL_HOOK(file_receive, JAIL_HOOK_HOT),
	JAIL_HOOK(file_ioctl, JAIL_HOOK_HOT),
	JAIL_HOOK(file_ioctl_compat, JAIL_HOOK_HOT | JAIL_HOOK_RARE),
	JAIL_HOOK(file_fcntl, JAIL_HOOK_HOT),
};

/**
 * jail_add_file_hooks - hand the hooks of this file to the attachment
 */
void __init jail_add_file_hooks(void)
{
	jail_hooks_add(file_hooks, ARRAY_SIZE(file_hooks));
}
