// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail selftests - a process whose memory stays locked, or that does not finish its exit
 *
 * Who writes to /dev/held holds the lock of its memory, for writing, until it is killed.
 * Reading tells how many do. Who closes it waits while the parameter stay is set, even if
 * it is killed.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/atomic.h>
#include <linux/delay.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/sched.h>

static bool stay;
module_param(stay, bool, 0644);
MODULE_PARM_DESC(stay, "who closes the device waits");

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

static int held_flush(struct file *file, fl_owner_t owner)
{
	while (READ_ONCE(stay))
		msleep(20);
	return 0;
}

static const struct file_operations held_fops = {
	.owner = THIS_MODULE,
	.read = held_read,
	.write = held_write,
	.flush = held_flush,
};

static struct miscdevice held = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "held",
	.fops = &held_fops,
};

module_misc_device(held);

MODULE_DESCRIPTION("Jail selftests: memory that stays locked, and an exit that lasts");
MODULE_LICENSE("GPL");
