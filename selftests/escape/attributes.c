// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail selftests - the escape zoo: attributes of directories outside
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/btrfs.h>
#include <linux/fs.h>
#include <linux/types.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "zoo.h"

/* Added by 6.17; the headers may be older. */
#define NR_FILE_GETATTR	468
#define NR_FILE_SETATTR	469

/* As the kernel has it in include/uapi/linux/posix_acl_xattr.h. */
struct acl {
	__u32 version;
	struct {
		__u16 tag;
		__u16 permissions;
		__u32 id;
	} entries[3];
};

static const char access_acl[] = "system.posix_acl_access";
static const char default_acl[] = "system.posix_acl_default";

/* Owner, group and others, as for mode 0755. */
static int set_acl(int fd, const char *name)
{
	const struct acl acl = {
		htole32(2), {
			{ htole16(0x01), htole16(7), htole32(-1) },
			{ htole16(0x04), htole16(5), htole32(-1) },
			{ htole16(0x20), htole16(5), htole32(-1) },
		},
	};

	return zoo_result(fsetxattr(fd, name, &acl, sizeof(acl), 0));
}

static int have_default(void)
{
	return set_acl(zoo.out, default_acl);
}

static int set_access(void)
{
	return set_acl(zoo.out, access_acl);
}

static int get_default(void)
{
	char text[256];

	return zoo_result(fgetxattr(zoo.out, default_acl, text, sizeof(text)));
}

static int remove_default(void)
{
	return zoo_result(fremovexattr(zoo.out, default_acl));
}

static int acl_inside(void)
{
	int fd = open("/inner", O_RDONLY | O_DIRECTORY);
	char text[256];

	return set_acl(fd, default_acl) ?:
	       zoo_result(fgetxattr(fd, default_acl, text, sizeof(text))) ?:
	       zoo_result(fremovexattr(fd, default_acl));
}

static int change_flags(int fd)
{
	unsigned int flags;

	return zoo_result(ioctl(fd, FS_IOC_GETFLAGS, &flags)) ?:
	       zoo_result(ioctl(fd, FS_IOC_SETFLAGS, &flags));
}

static int flags_outside(void)
{
	return change_flags(zoo.out);
}

/* This kernel's tmpfs may have none: then it says so, and not EPERM. */
static int flags_inside(void)
{
	int err = change_flags(open("/inner", O_RDONLY | O_DIRECTORY));

	return err == ENOTTY ? 0 : err;
}

/* As in struct file_attr. */
static int get_file_attributes(void)
{
	__u64 attributes[3];

	return zoo_result(syscall(NR_FILE_GETATTR, zoo.out, "empty", attributes,
				  sizeof(attributes), 0));
}

static int set_file_attributes(void)
{
	__u64 attributes[3] = { 0 };

	return zoo_result(syscall(NR_FILE_SETATTR, zoo.out, "empty", attributes,
				  sizeof(attributes), 0));
}

/* With a descriptor of outside it would be a copy of what is there. */
static int snapshot(void)
{
	struct btrfs_ioctl_vol_args arguments = { .fd = zoo.out, .name = "copy" };
	int err = zoo_result(ioctl(open("/inner", O_RDONLY | O_DIRECTORY),
				   BTRFS_IOC_SNAP_CREATE, &arguments));

	/* It is no btrfs: it was let through. */
	return err == ENOTTY ? 0 : err;
}

static int snapshot_inside(void)
{
	struct btrfs_ioctl_vol_args arguments = { .name = "copy" };
	int inside = open("/inner", O_RDONLY | O_DIRECTORY);

	arguments.fd = inside;
	return ioctl(inside, BTRFS_IOC_SNAP_CREATE, &arguments) && errno != ENOTTY ?
	       errno : 0;
}

/* By its number a subvolume can be removed wherever it is. */
static int remove_subvolume(void)
{
	struct btrfs_ioctl_vol_args_v2 arguments = { .flags = BTRFS_SUBVOL_SPEC_BY_ID };
	int err = zoo_result(ioctl(open("/inner", O_RDONLY | O_DIRECTORY),
				   BTRFS_IOC_SNAP_DESTROY_V2, &arguments));

	return err == ENOTTY ? 0 : err;
}

const struct technique attribute_techniques[] = {
	{ "acl-set", set_access, NULL, acl_inside },
	{ "acl-get", get_default, have_default },
	{ "acl-remove", remove_default, have_default },
	{ "directory-flags", flags_outside, NULL, flags_inside },
	{ "file-getattr", get_file_attributes },
	{ "file-setattr", set_file_attributes },
	{ "snapshot", snapshot, NULL, snapshot_inside },
	{ "subvolume-by-id", remove_subvolume },
	{ }
};
