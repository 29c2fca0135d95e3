// SPDX-License-Identifier: GPL-2.0-only
/*
 * jailctl - weak points of a chroot
 *
 * What a jail does not stop, or what somebody outside may trip over: nothing that is
 * found is wrong by itself.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <errno.h>
#include <fts.h>
#include <limits.h>
#include <mntent.h>
#include <stdio.h>
#include <string.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "jailctl.h"
#include "weak.h"
#include "../lsm/device.h"

/**
 * weak_node - is something in the tree a weak point?
 * @status: of it
 * @is_config: it is below /etc of the chroot
 * @why: what is wrong with it
 *
 * Return: the kind, or NULL if it is none.
 */
const char *weak_node(const struct stat *status, bool is_config, const char **why)
{
	const dev_t device = status->st_rdev;
	const mode_t mode = status->st_mode;

	if (S_ISBLK(mode) ||
	    (S_ISCHR(mode) && !jail_is_harmless_char(major(device), minor(device)))) {
		*why = "leads to a device: remove it, or keep the restriction 'device'";
		return "device";
	}
	if (S_ISREG(mode) && ((mode & S_ISUID) || ((mode & S_ISGID) && (mode & 0010)))) {
		*why = "gives who runs it the rights of its owner";
		return "suid";
	}
	if (S_ISSOCK(mode)) {
		*why = "who listens on it acts for the jail";
		return "socket";
	}
	if (!S_ISLNK(mode) && !S_ISCHR(mode) && (mode & 0002) &&
	    !(S_ISDIR(mode) && (mode & S_ISVTX))) {
		*why = "everybody can write it";
		return "writable";
	}
	if (is_config && !S_ISLNK(mode) && status->st_uid != 0) {
		*why = "configuration that does not belong to root";
		return "config";
	}
	return NULL;
}

/* What is deeper is not looked at: fts(3) gives up where a path takes USHRT_MAX bytes. */
#define PATH_LENGTH_MAX	(USHRT_MAX / 2)

/* Who owns the tree can put any number of them there. */
#define FOUND_MAX	10000

static const char *look(FTS *walk, FTSENT *entry, bool is_config, const char **why)
{
	const char *kind;

	switch (entry->fts_info) {
	case FTS_D:
	case FTS_F:
	case FTS_SL:
	case FTS_DEFAULT:
		break;
	case FTS_NS:
	case FTS_DNR:
		*why = "cannot be read";
		/* It may have gone meanwhile. */
		return entry->fts_errno == ENOENT ? NULL : "unread";
	default:
		return NULL;
	}
	if (entry->fts_info == FTS_D && entry->fts_pathlen > PATH_LENGTH_MAX) {
		fts_set(walk, entry, FTS_SKIP);
		*why = "is too deep to be looked at";
		return "unread";
	}
	kind = weak_node(entry->fts_statp, is_config, why);
	if (!kind && entry->fts_info == FTS_F &&
	    lgetxattr(entry->fts_accpath, "security.capability", NULL, 0) > 0) {
		*why = "gives who runs it capabilities";
		kind = "capability";
	}
	return kind;
}

/* Why the walk is at its end, or 0. */
static int failure(const FTSENT *entry)
{
	if (entry->fts_info == FTS_ERR || (entry->fts_info == FTS_NS && !entry->fts_level))
		return entry->fts_errno;
	return entry->fts_level || S_ISDIR(entry->fts_statp->st_mode) ? 0 : ENOTDIR;
}

/**
 * weak_files - look at every file below a root, on its file system
 * @root: the directory, an absolute path
 * @found: called for each weak point, at most 10,000 times, and then for what is
 *	left out
 * @data: for @found
 *
 * Who owns the tree may change it meanwhile: fts(3) goes into a directory only if it is
 * the one that was there, and fails otherwise; but only if it can come back to where it
 * began, so that this is /.
 *
 * Return: false with errno if the tree cannot be walked.
 */
bool weak_files(const char *root, weak_found found, void *data)
{
	char *const roots[] = { (char *)root, NULL };
	const size_t root_length = strcmp(root, "/") ? strlen(root) : 0;
	dev_t device = 0;
	FTS *walk = chdir("/") ? NULL : fts_open(roots, FTS_PHYSICAL | FTS_XDEV, NULL);
	const char *inner, *kind, *why;
	unsigned int count = 0;
	FTSENT *entry;
	int err = 0;

	if (!walk)
		return false;
	while ((errno = 0, entry = fts_read(walk))) {
		err = failure(entry);
		if (err)
			break;
		if (!entry->fts_level)
			device = entry->fts_statp->st_dev;
		else if (entry->fts_info != FTS_NS && entry->fts_statp->st_dev != device)
			continue;
		inner = entry->fts_path + root_length;
		kind = look(walk, entry, !strncmp(inner, "/etc/", 5), &why);
		if (!kind)
			continue;
		if (count++ == FOUND_MAX) {
			found("more", "/", "there are more, which are not listed", data);
			break;
		}
		found(kind, *inner ? inner : "/", why, data);
	}
	if (!entry)
		err = errno;
	fts_close(walk);
	errno = err;
	return !err;
}

/**
 * weak_mount - is a file system in a chroot a weak point?
 * @type: of it
 * @why: what is wrong with it
 *
 * Return: the kind, or NULL.
 */
const char *weak_mount(const char *type, const char **why)
{
	static const struct {
		const char *type;
		const char *why;
	} types[] = {
		{ "proc", "shows all processes; keep the restrictions 'control' and 'task'" },
		{ "sysfs", "controls the kernel; keep the restriction 'control'" },
		{ "devtmpfs", "has the nodes of all devices; keep the restriction 'device'" },
		{ "cgroup", "controls processes; keep the restriction 'control'" },
		{ "cgroup2", "controls processes; keep the restriction 'control'" },
		{ "debugfs", "controls the kernel; keep the restriction 'control'" },
		{ "tracefs", "controls the kernel; keep the restriction 'control'" },
		{ "securityfs", "controls security; keep the restriction 'control'" },
		{ "bpf", "holds BPF objects; keep the restriction 'control'" },
		{ "efivarfs", "controls the firmware; keep the restriction 'control'" },
		{ "configfs", "controls the kernel; keep the restriction 'control'" },
		{ "mqueue", "has the queues of everybody; keep the restriction 'ipc'" },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(types); i++) {
		if (!strcmp(type, types[i].type)) {
			*why = types[i].why;
			return "mount";
		}
	}
	return NULL;
}

/**
 * weak_mounts - look at what is mounted below a root
 * @table: as /proc/PID/mounts
 * @root: the directory, as @table has it
 * @found: called for each weak point
 * @data: for @found
 *
 * Return: false with errno if the table cannot be read.
 */
bool weak_mounts(const char *table, const char *root, weak_found found, void *data)
{
	size_t length = strcmp(root, "/") ? strlen(root) : 0;
	FILE *file = setmntent(table, "re");
	const struct mntent *entry;
	const char *kind, *why;

	if (!file)
		return false;
	while ((entry = getmntent(file))) {
		if (strncmp(entry->mnt_dir, root, length) ||
		    (entry->mnt_dir[length] && entry->mnt_dir[length] != '/'))
			continue;
		kind = weak_mount(entry->mnt_type, &why);
		if (kind)
			found(kind, entry->mnt_dir + length, why, data);
	}
	endmntent(file);
	return true;
}
