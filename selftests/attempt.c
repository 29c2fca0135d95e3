// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail demo - one attempt to get out of a chroot, by root, or at what a user may not
 *
 * Usage: attempt [wait] NAME. With "wait" it reads a line first, so that it
 * can be marked. It prints what happened, and exits with 0 if it got out and
 * with 1 if the kernel refused.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "jail_test.h"

static int refused(const char *what)
{
	printf("%s: %s\n", what, strerror(errno));
	return 1;
}

static int show(const char *path)
{
	char text[128];
	FILE *file = fopen(path, "r");

	if (!file || !fgets(text, sizeof(text), file))
		return refused(path);
	text[strcspn(text, "\n")] = '\0';
	printf("read '%s'\n", text);
	return 0;
}

static int double_chroot(void)
{
	int i;

	mkdir("/x", 0700);
	if (chroot("/x"))
		return refused("chroot");
	for (i = 0; i < 16; i++) {
		if (chdir(".."))
			return refused("chdir");
	}
	if (chroot("."))
		return refused("chroot");
	return show("/etc/secret");
}

static int mount_proc(void)
{
	if (mount("proc", "/proc", "proc", 0, NULL))
		return refused("mount");
	return show("/proc/1/root/etc/secret");
}

static int mknod_disk(void)
{
	char block[2048];
	struct stat root;
	int fd;

	if (stat("/", &root) || (mknod("/dev/disk", S_IFBLK | 0600, root.st_dev) &&
				 errno != EEXIST))
		return refused("mknod");
	fd = open("/dev/disk", O_RDWR);
	unlink("/dev/disk");
	if (fd < 0 || read(fd, block, sizeof(block)) != sizeof(block))
		return refused("open");
	printf("opened the disk for writing, magic of ext4: %02x%02x\n",
	       (unsigned char)block[1081], (unsigned char)block[1080]);
	return 0;
}

/* STRICT_DEVMEM leaves what is not RAM, such as the BIOS. */
static int kernel_memory(void)
{
	char bytes[16];
	int fd;

	if (mknod("/dev/mem", S_IFCHR | 0600, makedev(1, 1)) && errno != EEXIST)
		return refused("mknod");
	fd = open("/dev/mem", O_RDWR);
	unlink("/dev/mem");
	if (fd < 0 || pread(fd, bytes, sizeof(bytes), 0xffff0) != sizeof(bytes))
		return refused("open");
	printf("read physical memory at 0xffff0: '%.8s'\n", bytes + 5);
	return 0;
}

#define ATTRIBUTE	"security.jail-test"

/* Of a file of their own, by a user without capabilities, who is not jailed. */
static int security_xattr(void)
{
	int fd = open("/tmp/jail-xattr", O_CREAT | O_RDWR, 0600);

	if (fd < 0 || fsetxattr(fd, ATTRIBUTE, "x", 1, 0) || fchown(fd, 65534, 65534) ||
	    setuid(65534)) {
		refused("as root");
		return 2;
	}
	if (!fsetxattr(fd, ATTRIBUTE, "y", 1, 0)) {
		puts("changed " ATTRIBUTE);
		return 0;
	}
	if (!fremovexattr(fd, ATTRIBUTE)) {
		puts("removed " ATTRIBUTE);
		return 0;
	}
	return refused(ATTRIBUTE);
}

/* Of its own, which is refused by no restriction. */
static int trace_child(void)
{
	pid_t pid = fork();
	int status;

	if (!pid) {
		pause();
		_exit(0);
	}
	if (pid < 0)
		return 2;
	status = ptrace(PTRACE_SEIZE, pid, 0, 0) ? refused("ptrace") : 0;
	kill(pid, SIGKILL);
	return status;
}

static const struct {
	const char *name;
	int (*run)(void);
} attempts[] = {
	{ "double-chroot", double_chroot },
	{ "mount-proc", mount_proc },
	{ "mknod-disk", mknod_disk },
	{ "kernel-memory", kernel_memory },
	{ "security-xattr", security_xattr },
	{ "trace-child", trace_child },
};

int main(int argc, char **argv)
{
	size_t i;

	if (argc == 3 && !strcmp(argv[1], "wait")) {
		if (getchar() == EOF)
			return 2;
		argv++;
		argc--;
	}
	for (i = 0; argc == 2 && i < ARRAY_SIZE(attempts); i++) {
		if (!strcmp(argv[1], attempts[i].name))
			return attempts[i].run();
	}
	fprintf(stderr, "usage: attempt [wait] NAME\n");
	return 2;
}
