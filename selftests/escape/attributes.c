// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail selftests - the escape zoo: attributes, of what is outside above all
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/btrfs.h>
#include <linux/fs.h>
#include <linux/fscrypt.h>
#include <linux/types.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
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

/* A plain file that is open: it may be read, and written. */
static int plain;

static int have_plain(void)
{
	plain = open(OUTSIDE "/secret", O_RDONLY);
	return zoo_result(plain);
}

/* Nothing else that leads outside is left. */
static int keep_plain_only(void)
{
	zoo_let_go();
	return zoo_result(chdir("/"));
}

static int set_access_of_plain(void)
{
	return keep_plain_only() ?: set_acl(plain, access_acl);
}

static int set_times_of_plain(void)
{
	return keep_plain_only() ?: zoo_result(futimens(plain, NULL));
}

static int set_flags_of_plain(void)
{
	unsigned int flags;

	return keep_plain_only() ?: zoo_result(ioctl(plain, FS_IOC_GETFLAGS, &flags)) ?:
	       zoo_result(ioctl(plain, FS_IOC_SETFLAGS, &flags));
}

static int get_project_of_plain(void)
{
	struct fsxattr attributes;

	return keep_plain_only() ?: zoo_ioctl(plain, FS_IOC_FSGETXATTR, &attributes);
}

static int set_version_of_plain(void)
{
	int version = 1;

	return keep_plain_only() ?: zoo_ioctl(plain, FS_IOC_SETVERSION, &version);
}

/* F2FS_IOC_SET_PIN_FILE of include/uapi/linux/f2fs.h: its blocks stay where they are. */
static int pin_plain(void)
{
	__u32 pin = 1;

	return keep_plain_only() ?: zoo_ioctl(plain, _IOW(0xf5, 13, __u32), &pin);
}

static int written;

static int have_written_and_plain(void)
{
	written = open(OUTSIDE "/secret", O_RDWR);
	return zoo_result(chdir(OUTSIDE)) ?: zoo_result(open("secret", O_RDONLY));
}

/* By a path, which leads there by the working directory, with what is open to read. */
static int cut_plain(void)
{
	close(written);
	return zoo_result(truncate("secret", 1));
}

static int cut_written(void)
{
	return keep_plain_only() ?: zoo_result(ftruncate(written, 1));
}

/* Who runs what is honest has closed the others. */
static int access_inside(void)
{
	int fd = open("/etc/config", O_RDONLY);
	char byte;

	return set_acl(fd, access_acl) ?: zoo_result(futimens(fd, NULL)) ?:
	       zoo_result(fremovexattr(fd, access_acl)) ?: zoo_result(read(plain, &byte, 1));
}

/* It lets the group execute what is set-group-ID, which chmod(2) may not. */
static int set_access_of_sgid(void)
{
	int fd = open("/sgid", O_CREAT | O_RDWR, 0644);
	struct stat status;

	return zoo_result(fchmod(fd, 02644)) ?: set_acl(fd, access_acl) ?:
	       zoo_result(fstat(fd, &status)) ?:
	       ((status.st_mode & 02010) == 02010 ? 0 : ENOTSUP);
}

/* The mode is in it, where the file system is CIFS; it need not be. */
static int set_acl_of_cifs(void)
{
	int err = zoo_result(setxattr("/etc/config", "system.cifs_acl", "x", 1, 0));

	return err == EOPNOTSUPP ? 0 : err;
}

/* A server makes one of NFSv4 one that says who may execute; it need not be of NFS. */
static int set_acl_of_nfs(void)
{
	int fd = open("/sgid", O_CREAT | O_RDWR, 0644);
	int err = zoo_result(fchmod(fd, 02704)) ?:
		  zoo_result(fsetxattr(fd, "system.nfs4_acl", "x", 1, 0));

	return err == EOPNOTSUPP ? 0 : err;
}

static int acl_inside(void)
{
	int fd = open("/inner", O_RDONLY | O_DIRECTORY);
	char text[256];

	return set_acl(fd, default_acl) ?:
	       zoo_result(fgetxattr(fd, default_acl, text, sizeof(text))) ?:
	       zoo_result(fremovexattr(fd, default_acl));
}

static int flags_outside(void)
{
	unsigned int flags;

	return zoo_result(ioctl(zoo.out, FS_IOC_GETFLAGS, &flags)) ?:
	       zoo_result(ioctl(zoo.out, FS_IOC_SETFLAGS, &flags));
}

/* This kernel's tmpfs may have none: then it says so, and not EPERM. */
static int flags_inside(void)
{
	int fd = open("/inner", O_RDONLY | O_DIRECTORY);
	unsigned int flags = 0;

	return zoo_ioctl(fd, FS_IOC_GETFLAGS, &flags) ?:
	       zoo_ioctl(fd, FS_IOC_SETFLAGS, &flags);
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

	return zoo_ioctl(open("/inner", O_RDONLY | O_DIRECTORY), BTRFS_IOC_SNAP_CREATE,
			 &arguments);
}

static int snapshot_inside(void)
{
	struct btrfs_ioctl_vol_args arguments = { .name = "copy" };
	int inside = open("/inner", O_RDONLY | O_DIRECTORY);

	arguments.fd = inside;
	return zoo_ioctl(inside, BTRFS_IOC_SNAP_CREATE, &arguments);
}

/* By its number a subvolume can be removed wherever it is. */
static int remove_subvolume(void)
{
	struct btrfs_ioctl_vol_args_v2 arguments = { .flags = BTRFS_SUBVOL_SPEC_BY_ID };

	return zoo_ioctl(open("/inner", O_RDONLY | O_DIRECTORY), BTRFS_IOC_SNAP_DESTROY_V2,
			 &arguments);
}

/* As in fs/bcachefs/bcachefs_ioctl.h, with the first of its flags: a snapshot. */
static int bcachefs_snapshot(void)
{
	struct {
		__u32 flags;
		__u32 directory;
		__u16 mode;
		__u16 pad[3];
		__u64 to;
		__u64 from;
	} arguments = { 1, AT_FDCWD, 0700, { 0 }, (__u64)(uintptr_t)"snapshot", 0 };

	return zoo_ioctl(open("/inner", O_RDONLY | O_DIRECTORY),
			 _IOC(_IOC_WRITE, 0xbc, 16, sizeof(arguments)), &arguments);
}

/* Its files are locked for everybody. */
static int remove_encryption_key(void)
{
	struct fscrypt_remove_key_arg arguments = {
		.key_spec.type = FSCRYPT_KEY_SPEC_TYPE_IDENTIFIER,
	};

	return zoo_ioctl(open("/inner", O_RDONLY | O_DIRECTORY),
			 FS_IOC_REMOVE_ENCRYPTION_KEY, &arguments);
}

const struct technique attribute_techniques[] = {
	{ "acl-set", set_access, NULL, acl_inside },
	{ "acl-get", get_default, have_default },
	{ "acl-remove", remove_default, have_default },
	{ "acl-plain", set_access_of_plain, have_plain, access_inside },
	{ "times-plain", set_times_of_plain, have_plain },
	{ "flags-plain", set_flags_of_plain, have_plain },
	{ "truncate-plain", cut_plain, have_written_and_plain, cut_written },
	{ "project-plain", get_project_of_plain, have_plain },
	{ "version-plain", set_version_of_plain, have_plain },
	{ "pin-plain", pin_plain, have_plain },
	{ "acl-sgid", set_access_of_sgid },
	{ "acl-cifs", set_acl_of_cifs },
	{ "acl-nfs4", set_acl_of_nfs },
	{ "directory-flags", flags_outside, NULL, flags_inside },
	{ "file-getattr", get_file_attributes },
	{ "file-setattr", set_file_attributes },
	{ "snapshot", snapshot, NULL, snapshot_inside },
	{ "subvolume-by-id", remove_subvolume },
	{ "bcachefs-snapshot", bcachefs_snapshot },
	{ "encryption-key", remove_encryption_key },
	{ }
};
