/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * jailctl - tables, for people or as JSON
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef JAILCTL_OUTPUT_H
#define JAILCTL_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

/* Raised when a member of the JSON changes its meaning, or goes. */
#define OUTPUT_VERSION	1

/**
 * enum output_type - what a column holds, for JSON
 */
enum output_type {
	OUTPUT_TEXT,
	OUTPUT_NUMBER,
};

/**
 * struct output_column - of a table
 * @name: its head, and its member in JSON
 * @type: what it holds
 */
struct output_column {
	const char *name;
	enum output_type type;
};

struct output;

/* Print JSON: --json. */
extern bool output_json;

struct output *output_new(const char *name, const struct output_column *columns,
			  size_t count);
void output_row(struct output *output);
void output_cell(struct output *output, size_t column, const char *text);
char *output_printable(const char *text);
bool output_print(struct output *const *outputs, size_t count);

/* Lines of words, of which the first names the columns. */
struct output *output_of_text(const char *name, char *text, const char *only);

#endif /* JAILCTL_OUTPUT_H */
