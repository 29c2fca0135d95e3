// SPDX-License-Identifier: GPL-2.0-only
/*
 * jailctl - words of a policy
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <stddef.h>
#include <string.h>

#include "words.h"

/**
 * words_have - is a word among others?
 * @words: separated by commas; a line
 * @word: the word
 */
bool words_have(const char *words, const char *word)
{
	size_t length = strlen(word);

	for (;;) {
		if (strcspn(words, ",\n") == length && !strncmp(words, word, length))
			return true;
		words += strcspn(words, ",\n");
		if (*words != ',')
			return false;
		words++;
	}
}
