// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - names of jails
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/string.h>

#include "name.h"

#define LETTERS	"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define OTHERS	"0123456789._-"

/**
 * jail_name_is_valid - may a jail be called so?
 * @name: a letter, then letters, digits, '.', '_' or '-': never an id, never
 *	an option of a program
 *
 * Context: any.
 */
bool jail_name_is_valid(const char *name)
{
	size_t length = strspn(name, LETTERS OTHERS);

	return length && length <= JAIL_NAME_MAX && !name[length] &&
	       !strchr(OTHERS, name[0]);
}
