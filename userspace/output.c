// SPDX-License-Identifier: GPL-2.0-only
/*
 * jailctl - tables, for people or as JSON
 *
 * libsmartcols prints both. What it has for JSON is an object with one member, the
 * table: of several, and the version, one object is made here.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <err.h>
#include <libsmartcols.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "jailctl.h"
#include "output.h"
#include "table.h"

bool output_json;

/**
 * struct output - a table that is filled
 * @table: of libsmartcols
 * @line: the row that is filled
 * @failed: there was no memory
 */
struct output {
	struct libscols_table *table;
	struct libscols_line *line;
	bool failed;
};

static bool add_column(struct output *output, const char *name, enum output_type type)
{
	struct libscols_column *column;

	column = scols_table_new_column(output->table, name, 0,
					type == OUTPUT_NUMBER ? SCOLS_FL_RIGHT : 0);
	return column && !scols_column_set_json_type(column, type == OUTPUT_NUMBER ?
						     SCOLS_JSON_NUMBER : SCOLS_JSON_STRING);
}

/**
 * output_new - an empty table
 * @name: of it, in JSON
 * @columns: of it
 * @count: how many
 *
 * Return: the table; it always is one, and output_print() tells of failures.
 */
struct output *output_new(const char *name, const struct output_column *columns, size_t count)
{
	struct output *output = calloc(1, sizeof(*output));
	size_t i;

	if (!output)
		err(EXIT_FAILED, "no memory");
	output->table = scols_new_table();
	if (!output->table || scols_table_set_name(output->table, name) ||
	    scols_table_enable_json(output->table, output_json))
		err(EXIT_FAILED, "no memory");
	for (i = 0; i < count; i++) {
		if (!add_column(output, columns[i].name, columns[i].type))
			output->failed = true;
	}
	return output;
}

/**
 * output_row - begin a row
 * @output: the table
 */
void output_row(struct output *output)
{
	output->line = scols_table_new_line(output->table, NULL);
	if (!output->line)
		output->failed = true;
}

/**
 * output_printable - a text that writes on a terminal nothing but itself
 * @text: any bytes, as a name that a jail chose has
 *
 * As libsmartcols has it in a table for people; a text in JSON must be UTF-8, too.
 *
 * Return: a copy, to be freed, in which what is not printable ASCII is \xNN; or NULL.
 */
char *output_printable(const char *text)
{
	char *copy = malloc(4 * strlen(text) + 1), *end = copy;

	if (!copy)
		return NULL;
	for (; *text; text++) {
		if (*text < ' ' || *text > '~' || (*text == '\\' && text[1] == 'x'))
			end += sprintf(end, "\\x%02x", (unsigned char)*text);
		else
			*end++ = *text;
	}
	*end = '\0';
	return copy;
}

/**
 * output_cell - fill a cell of the row that was begun last
 * @output: the table
 * @column: which
 * @text: copied; "-" is nothing, which JSON has a word for; what is not printable
 *	ASCII is printed as \xNN
 */
void output_cell(struct output *output, size_t column, const char *text)
{
	char *copy;

	if (output_json && !strcmp(text, "-"))
		return;
	copy = output_json ? output_printable(text) : strdup(text);
	if (!copy || !output->line || scols_line_refer_data(output->line, column, copy)) {
		free(copy);
		output->failed = true;
	}
}

/* "{ "name": [...] }" less its braces. */
static bool print_members(struct libscols_table *table)
{
	char *text = NULL, *start, *end;
	bool printed = false;
	int err = scols_print_table_to_string(table, &text);

	/* There may be a text all the same. */
	start = text ? strchr(text, '{') : NULL;
	end = text ? strrchr(text, '}') : NULL;
	if (!err && start && end > start) {
		*end = '\0';
		printf(",%s", start + 1);
		printed = true;
	}
	free(text);
	return printed;
}

/**
 * output_print - print tables, and free them
 * @outputs: the tables
 * @count: how many; in JSON they are members of one object
 *
 * Return: false if something failed.
 */
bool output_print(struct output *const *outputs, size_t count)
{
	bool printed = true;
	size_t i;

	if (output_json)
		printf("{\n   \"version\": %d", OUTPUT_VERSION);
	for (i = 0; i < count; i++) {
		if (outputs[i]->failed)
			printed = false;
		else if (output_json)
			printed &= print_members(outputs[i]->table);
		else
			printed &= !scols_print_table(outputs[i]->table);
		if (!output_json && i + 1 < count)
			putchar('\n');
		scols_unref_table(outputs[i]->table);
		free(outputs[i]);
	}
	if (output_json)
		puts("}");
	if (fflush(stdout) || ferror(stdout))
		printed = false;
	if (!printed)
		warnx("cannot print all");
	return printed;
}

/* Columns of the module's that hold numbers. */
static enum output_type type_of(const char *column)
{
	static const char *const numbers[] = { "id", "tasks", "denied", "pid", "process" };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(numbers); i++) {
		if (!strcmp(column, numbers[i]))
			return OUTPUT_NUMBER;
	}
	return OUTPUT_TEXT;
}

/**
 * output_of_text - a table of what a file of the module has
 * @name: of it, in JSON
 * @text: lines of words, the first names the columns; cut apart
 * @only: a line is left out that does not begin with this word; NULL for all
 *
 * Return: the table.
 */
struct output *output_of_text(const char *name, char *text, const char *only)
{
	struct output *output = output_new(name, NULL, 0);
	struct table table;
	size_t i;

	table_begin(&table, text);
	for (i = 0; i < table.column_count; i++) {
		if (!add_column(output, table.columns[i], type_of(table.columns[i])))
			output->failed = true;
	}
	while (table_next(&table)) {
		if (only && strcmp(table.words[0], only))
			continue;
		output_row(output);
		for (i = 0; i < table.word_count; i++)
			output_cell(output, i, table.words[i]);
	}
	return output;
}
