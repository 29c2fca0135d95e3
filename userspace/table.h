/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * jailctl - a table as the module has it: lines of words, the first names the columns
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef JAILCTL_TABLE_H
#define JAILCTL_TABLE_H

#include <stdbool.h>
#include <stddef.h>

/* More than the module has columns. */
#define TABLE_WORDS	32

/**
 * struct table - that is read
 * @rest: lines that are not read yet
 * @columns: their names
 * @column_count: how many
 * @words: of the line that was read last
 * @word_count: how many
 */
struct table {
	char *rest;
	char *columns[TABLE_WORDS];
	size_t column_count;
	char *words[TABLE_WORDS];
	size_t word_count;
};

void table_begin(struct table *table, char *text);
bool table_next(struct table *table);
const char *table_word(const struct table *table, const char *column);

#endif /* JAILCTL_TABLE_H */
