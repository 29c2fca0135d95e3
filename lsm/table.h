/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail LSM - a hash table keyed by address, as large as the machine asks for
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef _SECURITY_JAIL_TABLE_H
#define _SECURITY_JAIL_TABLE_H

#include <linux/hash.h>
#include <linux/types.h>

/**
 * struct jail_table - lists, which their user guards
 * @lists: of what has the same hash
 * @bits: of the hash
 */
struct jail_table {
	struct hlist_head *lists;
	unsigned int bits;
};

int jail_table_init(struct jail_table *table);
void jail_table_exit(struct jail_table *table);

/**
 * jail_table_list - where something is
 * @table: with lists
 * @key: an address, which is not dereferenced
 *
 * Context: any.
 */
static inline struct hlist_head *jail_table_list(const struct jail_table *table,
						 const void *key)
{
	return &table->lists[hash_ptr(key, table->bits)];
}

/**
 * jail_table_size - how many lists has it?
 * @table: with lists
 *
 * Context: any.
 */
static inline unsigned int jail_table_size(const struct jail_table *table)
{
	return 1U << table->bits;
}

#endif /* _SECURITY_JAIL_TABLE_H */
