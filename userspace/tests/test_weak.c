// SPDX-License-Identifier: GPL-2.0-only
/*
 * Unit tests of weak.c
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>
#include <cmocka.h>

#include "../jailctl.h"
#include "../weak.h"

struct node {
	mode_t mode;
	dev_t device;
	uid_t owner;
	bool is_config;
	const char *kind;
};

static void test_nodes(void **state)
{
	const struct node nodes[] = {
		{ S_IFREG | 0644, 0, 0, false, NULL },
		{ S_IFREG | 04755, 0, 0, false, "suid" },
		{ S_IFREG | 02755, 0, 0, false, "suid" },
		{ S_IFREG | 02644, 0, 0, false, NULL },
		{ S_IFDIR | 02775, 0, 0, false, NULL },
		{ S_IFDIR | 01777, 0, 0, false, NULL },
		{ S_IFDIR | 0777, 0, 0, false, "writable" },
		{ S_IFREG | 0666, 0, 0, false, "writable" },
		{ S_IFLNK | 0777, 0, 7, true, NULL },
		{ S_IFREG | 0644, 0, 7, true, "config" },
		{ S_IFREG | 0644, 0, 7, false, NULL },
		{ S_IFSOCK | 0755, 0, 0, false, "socket" },
		{ S_IFCHR | 0666, makedev(1, 3), 0, false, NULL },
		{ S_IFCHR | 0666, makedev(136, 5), 0, false, NULL },
		{ S_IFCHR | 0600, makedev(1, 1), 0, false, "device" },
		{ S_IFCHR | 0600, makedev(1, 11), 0, false, "device" },
		{ S_IFBLK | 0600, makedev(1, 3), 0, false, "device" },
	};
	const char *kind, *why;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(nodes); i++) {
		const struct stat status = {
			.st_mode = nodes[i].mode,
			.st_rdev = nodes[i].device,
			.st_uid = nodes[i].owner,
		};

		kind = weak_node(&status, nodes[i].is_config, &why);
		if (nodes[i].kind)
			assert_string_equal(kind, nodes[i].kind);
		else
			assert_null(kind);
	}
}

static char seen[1024];

static void note(const char *kind, const char *where, const char *why, void *data)
{
	size_t used = strlen(seen);

	assert_non_null(why);
	assert_ptr_equal(data, seen);
	snprintf(seen + used, sizeof(seen) - used, "%s %s\n", kind, where);
}

static void test_files(void **state)
{
	char root[] = "/tmp/jailctl-weak-XXXXXX", path[64];

	(void)state;
	assert_non_null(mkdtemp(root));
	snprintf(path, sizeof(path), "%s/open", root);
	fclose(fopen(path, "w"));
	chmod(path, 0666);
	seen[0] = '\0';
	assert_true(weak_files(root, note, seen));
	assert_string_equal(seen, "writable /open\n");
	assert_false(weak_files(path, note, seen));
	assert_int_equal(errno, ENOTDIR);
	unlink(path);
	rmdir(root);
	assert_false(weak_files(root, note, seen));
}

/* How many of a kind; the rest must be none. */
struct tally {
	const char *kind;
	unsigned int count;
	unsigned int more;
};

static void count(const char *kind, const char *where, const char *why, void *data)
{
	struct tally *tally = data;

	assert_non_null(where);
	assert_non_null(why);
	if (!strcmp(kind, "more"))
		tally->more++;
	else if (!strcmp(kind, tally->kind))
		tally->count++;
	else
		fail_msg("%s %s", kind, where);
}

static void remove_tree(const char *root)
{
	char command[64];

	snprintf(command, sizeof(command), "rm -rf %s", root);
	assert_int_equal(system(command), 0);
}

/* Deeper than any path can be, and a link to elsewhere. */
static void test_deep(void **state)
{
	char root[] = "/tmp/jailctl-weak-XXXXXX", name[201];
	struct tally tally = { .kind = "unread" };
	int i, fd, next;

	(void)state;
	assert_non_null(mkdtemp(root));
	memset(name, 'd', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	fd = open(root, O_RDONLY | O_DIRECTORY);
	assert_int_equal(symlinkat("/", fd, "link"), 0);
	for (i = 0; i < 500; i++) {
		assert_int_equal(mkdirat(fd, name, 0755), 0);
		next = openat(fd, name, O_RDONLY | O_DIRECTORY);
		assert_true(next >= 0);
		close(fd);
		fd = next;
	}
	close(fd);
	assert_true(weak_files(root, count, &tally));
	assert_int_equal(tally.count, 1);
	assert_int_equal(tally.more, 0);
	remove_tree(root);
}

static void test_many(void **state)
{
	char root[] = "/tmp/jailctl-weak-XXXXXX", path[64];
	struct tally tally = { .kind = "writable" };
	int i;

	(void)state;
	assert_non_null(mkdtemp(root));
	for (i = 0; i < 10000; i++) {
		snprintf(path, sizeof(path), "%s/%d", root, i);
		fclose(fopen(path, "w"));
		chmod(path, 0666);
	}
	assert_true(weak_files(root, count, &tally));
	assert_int_equal(tally.count, 10000);
	assert_int_equal(tally.more, 0);
	snprintf(path, sizeof(path), "%s/last", root);
	assert_int_equal(mkdir(path, 0777) ?: chmod(path, 0777), 0);
	tally.count = 0;
	assert_true(weak_files(root, count, &tally));
	assert_int_equal(tally.count, 10000);
	assert_int_equal(tally.more, 1);
	remove_tree(root);
}

static void test_mounts(void **state)
{
	char table[] = "/tmp/jailctl-mounts-XXXXXX";
	FILE *file = fdopen(mkstemp(table), "w");

	(void)state;
	fputs("a / ext4 rw 0 0\na /jail/proc proc rw 0 0\na /jail/tmp tmpfs rw 0 0\n"
	      "a /jails/sys sysfs rw 0 0\na /jail/my\\040dev devtmpfs rw 0 0\n", file);
	fclose(file);
	seen[0] = '\0';
	assert_true(weak_mounts(table, "/jail", note, seen));
	assert_string_equal(seen, "mount /proc\nmount /my dev\n");
	seen[0] = '\0';
	assert_true(weak_mounts(table, "/", note, seen));
	assert_string_equal(seen, "mount /jail/proc\nmount /jails/sys\nmount /jail/my dev\n");
	unlink(table);
	assert_false(weak_mounts(table, "/", note, seen));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nodes),
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_deep),
		cmocka_unit_test(test_many),
		cmocka_unit_test(test_mounts),
	};

	return cmocka_run_group_tests_name("test_weak", tests, NULL, NULL);
}
