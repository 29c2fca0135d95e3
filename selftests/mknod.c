// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail selftests - device nodes
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kselftest_harness.h"
#include "jail_test.h"

#define NODE	"/tmp/jail-node"

static const struct number nr_mknod = { 133, 14 };
static const struct number nr_mknodat = { 259, 297 };

static const char path[] = NODE;

struct node {
	const char *name;
	mode_t type;
	unsigned int major;
	unsigned int minor;
};

/* Kernel memory, ports, raw disks and what else controls the kernel. */
static const struct node dangerous[] = {
	{ "mem", S_IFCHR, 1, 1 },
	{ "kmem", S_IFCHR, 1, 2 },
	{ "port", S_IFCHR, 1, 4 },
	{ "kmsg", S_IFCHR, 1, 11 },
	{ "console", S_IFCHR, 5, 1 },
	{ "tty0", S_IFCHR, 4, 0 },
	{ "ttyS0", S_IFCHR, 4, 64 },
	{ "nvram", S_IFCHR, 10, 144 },
	{ "loop-control", S_IFCHR, 10, 237 },
	{ "device-mapper", S_IFCHR, 10, 236 },
	{ "snapshot", S_IFCHR, 10, 231 },
	{ "fuse", S_IFCHR, 10, 229 },
	{ "tun", S_IFCHR, 10, 200 },
	{ "uinput", S_IFCHR, 10, 223 },
	{ "raw", S_IFCHR, 162, 1 },
	{ "msr", S_IFCHR, 202, 0 },
	{ "sg", S_IFCHR, 21, 0 },
	{ "unknown", S_IFCHR, 4095, 1048575 },
	{ "ram", S_IFBLK, 1, 3 },
	{ "loop", S_IFBLK, 7, 0 },
	{ "sda", S_IFBLK, 8, 0 },
	{ "md", S_IFBLK, 9, 0 },
	{ "vda", S_IFBLK, 254, 0 },
	{ "nvme", S_IFBLK, 259, 0 },
};

static const struct node harmless[] = {
	{ "null", S_IFCHR, 1, 3 },
	{ "zero", S_IFCHR, 1, 5 },
	{ "full", S_IFCHR, 1, 7 },
	{ "random", S_IFCHR, 1, 8 },
	{ "urandom", S_IFCHR, 1, 9 },
	{ "tty", S_IFCHR, 5, 0 },
	{ "ptmx", S_IFCHR, 5, 2 },
	{ "pts", S_IFCHR, 136, 0 },
	{ "pts, the last", S_IFCHR, 143, 255 },
	{ "whiteout", S_IFCHR, 0, 0 },
	{ "fifo", S_IFIFO, 0, 0 },
	{ "socket", S_IFSOCK, 0, 0 },
	{ "file", S_IFREG, 0, 0 },
	{ "file without type", 0, 0, 0 },
};

struct attempt {
	const struct node *node;
	enum entry entry;
	bool at;
	const char *policy;
};

static int make_node(const void *data)
{
	const struct attempt *attempt = data;
	const struct node *node = attempt->node;
	unsigned int dev = makedev(node->major, node->minor);
	long mode = node->type | 0600;
	long result;

	unlink(NODE);
	if (attempt->policy && mark_pid(getpid(), attempt->policy) < 0)
		return PREPARE_FAILED;
	entry = attempt->entry;
	result = attempt->at ?
		 ENTER(nr_mknodat, AT_FDCWD, (long)(uintptr_t)path, mode, dev) :
		 ENTER(nr_mknod, (long)(uintptr_t)path, mode, dev);
	entry = ENTRY_NATIVE;
	unlink(NODE);
	return result < 0 ? -result : 0;
}

FIXTURE(mknod)
{
};

FIXTURE_VARIANT(mknod)
{
	enum entry entry;
	bool at;
};

FIXTURE_VARIANT_ADD(mknod, native)
{
	.entry = ENTRY_NATIVE,
};

FIXTURE_VARIANT_ADD(mknod, native_at)
{
	.entry = ENTRY_NATIVE,
	.at = true,
};

FIXTURE_VARIANT_ADD(mknod, ia32)
{
	.entry = ENTRY_IA32,
};

FIXTURE_VARIANT_ADD(mknod, ia32_at)
{
	.entry = ENTRY_IA32,
	.at = true,
};

FIXTURE_SETUP(mknod)
{
	ASSERT_EQ(0, chdir("/tmp"));
}

FIXTURE_TEARDOWN(mknod)
{
	unlink(NODE);
}

#define TRY(node_, policy_) \
	run_child(make_node, &(struct attempt) { node_, variant->entry, variant->at, policy_ })

TEST_F(mknod, dangerous_devices)
{
	const struct node *node;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(dangerous); i++) {
		node = &dangerous[i];
		EXPECT_EQ(0, TRY(node, NULL))
			TH_LOG("%s, unmarked", node->name);
		EXPECT_EQ(EPERM, TRY(node, " policy=basic"))
			TH_LOG("%s, jailed", node->name);
		EXPECT_EQ(EPERM, TRY(node, " policy=mknod"))
			TH_LOG("%s, jailed with mknod alone", node->name);
		EXPECT_EQ(0, TRY(node, " policy=basic,-mknod"))
			TH_LOG("%s, jailed without mknod", node->name);
	}
}

TEST_F(mknod, harmless_nodes)
{
	const struct node *node;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(harmless); i++) {
		node = &harmless[i];
		EXPECT_EQ(0, TRY(node, NULL))
			TH_LOG("%s, unmarked", node->name);
		EXPECT_EQ(0, TRY(node, " policy=strict"))
			TH_LOG("%s, jailed", node->name);
	}
}

static int make_whiteout_as_user(const void *data)
{
	(void)data;
	if (mark_self())
		return PREPARE_FAILED;
	if (setgid(1000) || setuid(1000))
		return PREPARE_FAILED;
	return mknod("/tmp/jail-node-user/whiteout", S_IFCHR | 0600, 0) ? errno : 0;
}

static int bind_socket(const void *data)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX, .sun_path = NODE };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	(void)data;
	if (fd < 0 || mark_self())
		return PREPARE_FAILED;
	return bind(fd, (struct sockaddr *)&address, sizeof(address)) ? errno : 0;
}

TEST(what_daemons_make)
{
	ASSERT_EQ(0, mkdir("/tmp/jail-node-user", 0777));
	ASSERT_EQ(0, chown("/tmp/jail-node-user", 1000, 1000));
	EXPECT_EQ(0, run_child(make_whiteout_as_user, NULL));
	unlink("/tmp/jail-node-user/whiteout");
	rmdir("/tmp/jail-node-user");
	EXPECT_EQ(0, run_child(bind_socket, NULL));
	unlink(NODE);
}

/* The raw disk of the machine: unmarked root reads it through its own node. */
static int read_disk(const void *data)
{
	const char *policy = data;
	struct stat root;
	char block[2048];
	int fd, err;

	if (stat("/", &root) < 0)
		return PREPARE_FAILED;
	unlink(NODE);
	if (policy && mark_pid(getpid(), policy) < 0)
		return PREPARE_FAILED;
	if (mknod(NODE, S_IFBLK | 0600, root.st_dev))
		return errno;
	fd = open(NODE, O_RDONLY);
	err = fd < 0 ? errno : 0;
	/* The magic of ext4. */
	if (!err && (read(fd, block, sizeof(block)) != sizeof(block) ||
		     block[1080] != 0x53 || (unsigned char)block[1081] != 0xef))
		err = EIO;
	unlink(NODE);
	return err;
}

TEST(root_disk)
{
	EXPECT_EQ(0, run_child(read_disk, NULL));
	EXPECT_EQ(EPERM, run_child(read_disk, " policy=basic"));
}

TEST_HARNESS_MAIN
