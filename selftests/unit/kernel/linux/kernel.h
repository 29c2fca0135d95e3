/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the pure files of lsm/ use of the kernel's own headers, for the build
 * host. The other names below linux/ that they include lead here, or are
 * userspace's own.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef UNIT_LINUX_KERNEL_H
#define UNIT_LINUX_KERNEL_H

#include <errno.h>
#include <linux/types.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>

#define u64			__u64
#define umode_t			unsigned short

#define BIT(bit)		(1UL << (bit))
#define ARRAY_SIZE(array)	(sizeof(array) / sizeof((array)[0]))
#define BIT_ULL(bit)		(1ULL << (bit))
#define U32_MAX			UINT32_MAX
#define fallthrough		__attribute__((__fallthrough__))

static inline unsigned long __ffs64(u64 word)
{
	return __builtin_ctzll(word);
}

static inline int scnprintf(char *buf, size_t size, const char *format, ...)
{
	va_list args;
	int length;

	va_start(args, format);
	length = vsnprintf(buf, size, format, args);
	va_end(args);
	return length < (int)size ? length : (int)size - 1;
}

static inline int match_string(const char *const *array, size_t count,
			       const char *string)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (array[i] && !strcmp(array[i], string))
			return i;
	}
	return -EINVAL;
}

/* As kstrtoull(): no blank in front, nothing behind, a sign of plus. */
static inline int kstrtou64(const char *text, unsigned int base, u64 *result)
{
	char *end;

	errno = 0;
	*result = strtoull(text, &end, base);
	if (end == text || *end || errno || strspn(text, "- \t\n\v\f\r"))
		return -EINVAL;
	return 0;
}

static inline int kstrtoint(const char *text, unsigned int base, int *result)
{
	char *end;
	long value;

	errno = 0;
	value = strtol(text, &end, base);
	*result = value;
	if (end == text || *end || errno || *result != value || strspn(text, " \t\n\v\f\r"))
		return -EINVAL;
	return 0;
}

#endif /* UNIT_LINUX_KERNEL_H */
