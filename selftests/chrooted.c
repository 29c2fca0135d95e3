// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail selftests - a chroot for a child, which is marked before it or in it
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "chrooted.h"
#include "jail_test.h"

/**
 * make_root - make the directories and the secret
 *
 * Return: true if they are there.
 */
bool make_root(void)
{
	int fd = open("/secret", O_CREAT | O_WRONLY, 0600);

	if (fd < 0)
		return false;
	close(fd);
	mkdir(ROOT, 0755);
	mkdir(ROOT "/inner", 0755);
	return !access(ROOT "/inner", X_OK);
}

/**
 * remove_root - remove what make_root() made
 */
void remove_root(void)
{
	rmdir(ROOT "/inner");
	rmdir(ROOT);
	unlink("/secret");
}

/**
 * mark_if - mark the calling child, at one of the times at which it can be
 * @when: when it is to be marked
 * @now: what time it is
 *
 * Does not return if it cannot be marked.
 */
void mark_if(enum when when, enum when now)
{
	if (when == now && mark_self())
		_exit(PREPARE_FAILED);
}

/**
 * enter_root - chroot the calling child
 * @when: when it is to be marked
 *
 * Does not return if that fails.
 */
void enter_root(enum when when)
{
	mark_if(when, ARMED);
	if (when == CLOSED)
		mark_later();
	if (chroot(ROOT) || chdir("/"))
		_exit(PREPARE_FAILED);
	mark_if(when, CLOSED);
}
