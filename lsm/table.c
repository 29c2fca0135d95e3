// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - a hash table keyed by address, as large as the machine asks for
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/mm.h>
#include <linux/slab.h>

#include "table.h"

#define BITS_MIN	12
#define BITS_MAX	18

/*
 * A list for each 64 pages. The kernel lets there be a task for some 32 (threads-max,
 * set_max_threads() in kernel/fork.c, 6.1 to 7.3), so that lists stay short.
 */
#define PAGES_BITS	6

/**
 * jail_table_init - make the lists
 * @table: written
 *
 * Context: process context, may sleep.
 * Return: 0 or -ENOMEM.
 */
int jail_table_init(struct jail_table *table)
{
	int bits = ilog2(totalram_pages()) - PAGES_BITS;

	table->bits = clamp(bits, BITS_MIN, BITS_MAX);
	table->lists = kvcalloc(jail_table_size(table), sizeof(*table->lists), GFP_KERNEL);
	return table->lists ? 0 : -ENOMEM;
}

/**
 * jail_table_exit - undo jail_table_init()
 * @table: nobody looks at it any more
 *
 * Context: process context, may sleep.
 */
void jail_table_exit(struct jail_table *table)
{
	kvfree(table->lists);
}
