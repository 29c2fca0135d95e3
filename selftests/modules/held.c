// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail selftests - a process whose memory stays locked
 *
 * Who writes to /dev/held holds the lock of its memory, for writing, until it is killed.
 * Reading tells how many do.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/atomic.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/sched.h>

static atomic_t holders = ATOMIC_INIT(0);

static ssize_t held_read(struct file *file, char __user *text, size_t size, loff_t *at)
{
	char count[16];
	int length = scnprintf(count, sizeof(count), "%d\n", atomic_read(&holders));

	return simple_read_from_buffer(text, size, at, count, length);
}

static ssize_t held_write(struct file *file, const char __user *text, size_t size, loff_t *at)
{
	struct mm_struct *mm = current->mm;

	mmap_write_lock(mm);
	atomic_inc(&holders);
	schedule_timeout_killable(MAX_SCHEDULE_TIMEOUT);
	atomic_dec(&holders);
	mmap_write_unlock(mm);
	return -EINTR;
}

static const struct file_operations held_fops = {
	.owner = THIS_MODULE,
	.read = held_read,
	.write = held_write,
};

static struct miscdevice held = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "held",
	.fops = &held_fops,
};

module_misc_device(held);

MODULE_DESCRIPTION("Jail selftests: memory that stays locked");
MODULE_LICENSE("GPL");
