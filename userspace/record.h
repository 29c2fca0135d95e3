/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * jailctl - records of the module, as the kernel log has them
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef JAILCTL_RECORD_H
#define JAILCTL_RECORD_H

#include <stdbool.h>
#include <stddef.h>

/**
 * struct record - one
 * @usec: microseconds since the machine was booted
 * @time: the same in seconds, as text
 * @event: "denied", "would-deny", "marked", "released", "ended", "changed"
 * @jail: number, or "-"
 * @name: of the jail, or "-"
 * @op: what was asked for, or "-"
 * @restriction: the first that refuses it, or "-"
 * @by: all that do, with commas, or "-"
 * @pid: of who asked, or "-"
 * @comm: its name, quoted or in hexadecimal, or "-"
 * @what: file that was written, of "changed", or "-"
 * @value: what it has now, or "-"
 */
struct record {
	unsigned long long usec;
	char time[32];
	const char *event;
	const char *jail;
	const char *name;
	const char *op;
	const char *restriction;
	const char *by;
	const char *pid;
	const char *comm;
	const char *what;
	const char *value;
};

bool record_parse(char *text, struct record *record);
bool record_is_denial(const struct record *record);
bool record_is_of(const struct record *record, const char *jail);
void record_allowed_by(const struct record *record, char *text, size_t size);

#endif /* JAILCTL_RECORD_H */
