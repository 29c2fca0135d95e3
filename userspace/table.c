// SPDX-License-Identifier: GPL-2.0-only
/*
 * jailctl - a table as the module has it: lines of words, the first names the columns
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <string.h>

#include "table.h"

/* How many words the next line has: empty ones are passed over, and one of blanks has none. */
static size_t split(char **rest, char *words[TABLE_WORDS])
{
	char *line, *word, *next;
	size_t count = 0;

	if (*rest)
		*rest += strspn(*rest, "\n");
	line = strsep(rest, "\n");
	for (word = line ? strtok_r(line, " ", &next) : NULL; word && count < TABLE_WORDS;
	     word = strtok_r(NULL, " ", &next))
		words[count++] = word;
	return count;
}

/**
 * table_begin - read the names of the columns
 * @table: is written
 * @text: what there is to read, which is cut apart and stays the caller's; NULL is no
 *	line at all
 */
void table_begin(struct table *table, char *text)
{
	*table = (struct table) { .rest = text };
	table->column_count = split(&table->rest, table->columns);
}

/**
 * table_next - read a line
 * @table: from table_begin()
 *
 * Return: false if there is none.
 */
bool table_next(struct table *table)
{
	table->word_count = split(&table->rest, table->words);
	return table->word_count;
}

/**
 * table_word - what the line that was read has in a column
 * @table: from table_begin()
 * @column: its name
 *
 * Return: the word; empty if there is no such column, or nothing in it.
 */
const char *table_word(const struct table *table, const char *column)
{
	size_t i;

	for (i = 0; i < table->column_count && i < table->word_count; i++) {
		if (!strcmp(table->columns[i], column))
			return table->words[i];
	}
	return "";
}
