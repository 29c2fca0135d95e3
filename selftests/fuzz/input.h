/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What fuzz targets do with their input
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef JAIL_FUZZ_INPUT_H
#define JAIL_FUZZ_INPUT_H

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

/* As a text of its own, for what cuts it apart; to be freed. */
static inline char *copy_input(const unsigned char *data, size_t size)
{
	char *text = malloc(size + 1);

	memcpy(text, data, size);
	text[size] = '\0';
	return text;
}

#endif /* JAIL_FUZZ_INPUT_H */
