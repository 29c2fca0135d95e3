// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - hooks: files that are opened, used and received
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/fcntl.h>
#include <linux/fs.h>
#include <linux/sockios.h>
#include <linux/tty.h>
#include <uapi/linux/btrfs.h>

#include "attach/hook.h"
#include "check.h"
#include "control.h"
#include "hooks.h"
#include "outsider.h"
#include "place.h"
#include "suid.h"

static int check_device(const struct file *file)
{
	const struct inode *inode = file_inode(file);
	const struct jail_request request = {
		.op = JAIL_OP_DEVICE,
		.mode = inode->i_mode,
		.dev = inode->i_rdev,
	};

	if (!S_ISCHR(inode->i_mode) && !S_ISBLK(inode->i_mode))
		return 0;
	return jail_check(&request);
}

/* A file without a name comes by no hook that is told its mode. */
static int check_tmpfile(const struct file *file)
{
	return file->f_flags & __O_TMPFILE ?
	       jail_check_suid(S_IFREG, file_inode(file)->i_mode) : 0;
}

/* Also for what is executed, and for descriptors that fanotify hands out. */
JAIL_HOOK_DEFINE1(file_open, struct file *, file)
{
	int err = jail_check_object(JAIL_OP_OPEN, &file->f_path, jail_path_is_inside);

	if (!err && file->f_mode & FMODE_WRITE)
		err = jail_check_control(file->f_path.dentry);
	return err ?: check_device(file) ?: jail_check_queue(file_inode(file)->i_sb) ?:
	       check_tmpfile(file);
}

/* Of what is open already, directories only: more can be reached by them. */
JAIL_HOOK_DEFINE2(file_permission, struct file *, file, int, mask)
{
	if (!S_ISDIR(file_inode(file)->i_mode))
		return 0;
	return jail_check_object(JAIL_OP_READDIR, &file->f_path, jail_path_is_inside);
}

/* Sent by SCM_RIGHTS, or taken by pidfd_getfd(2), seccomp and the like. */
JAIL_HOOK_DEFINE1(file_receive, struct file *, file)
{
	enum jail_op op = jail_file_is_reference(file) ? JAIL_OP_RECEIVE_PATH :
							 JAIL_OP_RECEIVE;

	return jail_check_object(op, &file->f_path, jail_path_is_inside) ?:
	       check_device(file);
}

/* The owner of a file gets signals that nobody is asked for. */
static int check_owner_ioctl(unsigned int cmd)
{
	return cmd == FIOSETOWN || cmd == SIOCSPGRP ?
	       jail_check_op(JAIL_OP_OWNER) : 0;
}

/* It may make something, or take something away; it always tells. */
static int check_directory_ioctl(const struct file *file)
{
	if (!S_ISDIR(file_inode(file)->i_mode))
		return 0;
	return jail_check_object(JAIL_OP_IOCTL, &file->f_path, jail_path_is_inside);
}

static int check_ioctl(const struct file *file, unsigned int cmd)
{
	int err = check_directory_ioctl(file);

	if (err)
		return err;
	switch (cmd) {
	/* Of a subvolume by its descriptor, which is not in the argument for us. */
	case BTRFS_IOC_SNAP_CREATE:
	case BTRFS_IOC_SNAP_CREATE_V2:
		return jail_check_object(JAIL_OP_IOCTL, NULL, jail_reaches_no_further);
	/* Of a subvolume by its number, wherever it is. */
	case BTRFS_IOC_SNAP_DESTROY_V2:
		return jail_check_op(JAIL_OP_IOCTL);
	case TIOCSTI:
	case TIOCLINUX:
	case TIOCCONS:
		return jail_check_op(JAIL_OP_TTY);
	default:
		return check_owner_ioctl(cmd);
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
