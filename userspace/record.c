// SPDX-License-Identifier: GPL-2.0-only
/*
 * jailctl - records of the module, as the kernel log has them
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <stdio.h>
#include <string.h>

#include "jailctl.h"
#include "record.h"

static void take(struct record *record, const char *key, const char *value)
{
	const struct {
		const char *key;
		const char **value;
	} fields[] = {
		{ "event", &record->event },
		{ "jail", &record->jail },
		{ "name", &record->name },
		{ "op", &record->op },
		{ "restriction", &record->restriction },
		{ "by", &record->by },
		{ "pid", &record->pid },
		{ "comm", &record->comm },
		{ "what", &record->what },
		{ "value", &record->value },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(fields); i++) {
		if (!strcmp(key, fields[i].key))
			*fields[i].value = value;
	}
}

/*
 * "jail: EVENT key=value ...", or by audit "audit: type=1316 audit(...): lsm=jail
 * event=EVENT key=value ...". What a program has audit write down has other words
 * behind the first "): ".
 */
static char *find_record(char *message, struct record *record)
{
	static const char type[] = "audit: type=1316 audit(", end[] = "): ";
	static const char lsm[] = "lsm=jail ";
	char *rest;

	if (!strncmp(message, "jail: ", 6)) {
		rest = message + 6;
		record->event = strsep(&rest, " ");
		return rest;
	}
	rest = strncmp(message, type, strlen(type)) ? NULL : strstr(message, end);
	if (!rest || strncmp(rest + strlen(end), lsm, strlen(lsm)))
		return NULL;
	return rest + strlen(end) + strlen(lsm);
}

/* JSON has them as they are. */
static bool is_number(const char *text)
{
	return !strcmp(text, "-") || (*text && !text[strspn(text, "0123456789")]);
}

/**
 * record_parse - read a record
 * @text: of /dev/kmsg, with "PRIORITY,NUMBER,MICROSECONDS,FLAGS;" before it; cut
 *	apart, and @record points into it
 * @record: written on success
 *
 * Return: false if it is no record of the module.
 */
bool record_parse(char *text, struct record *record)
{
	char *message = strchr(text, ';'), *rest, *word, *value;
	unsigned long long usec;
	unsigned int priority;

	/* Above its lowest three bits is who has written it: 0 is the kernel. */
	if (!message || sscanf(text, "%u,%*u,%llu", &priority, &usec) != 2 || priority >> 3)
		return false;
	message[strcspn(message, "\n")] = '\0';
	*record = (struct record){
		.usec = usec,
		.event = "-", .jail = "-", .name = "-", .op = "-", .restriction = "-", .by = "-",
		.pid = "-", .comm = "-", .what = "-", .value = "-",
	};
	snprintf(record->time, sizeof(record->time), "%llu.%06llu", usec / 1000000,
		 usec % 1000000);
	rest = find_record(message + 1, record);
	if (!rest)
		return false;
	while ((word = strsep(&rest, " "))) {
		value = strchr(word, '=');
		/* The kernel logs a fault with the name of the task before all else. */
		if (!value)
			return false;
		*value = '\0';
		take(record, word, value + 1);
	}
	return strcmp(record->jail, "-") && is_number(record->jail) && is_number(record->pid);
}

/**
 * record_is_denial - was something refused, or would have been?
 * @record: the record
 */
bool record_is_denial(const struct record *record)
{
	return !strcmp(record->event, "denied") || !strcmp(record->event, "would-deny");
}

/**
 * record_is_of - does it belong to a jail?
 * @record: the record
 * @jail: number or name
 */
bool record_is_of(const struct record *record, const char *jail)
{
	return !strcmp(record->jail, jail) ||
	       (strcmp(record->name, "-") && !strcmp(record->name, jail));
}

/**
 * record_allowed_by - the words of a policy that would allow what was refused
 * @record: of a denial
 * @text: gets them, each with a minus
 * @size: of @text
 */
void record_allowed_by(const struct record *record, char *text, size_t size)
{
	const char *word = record->by;
	size_t length, used = 0;

	text[0] = '\0';
	while (*word && used < size) {
		length = strcspn(word, ",");
		used += snprintf(text + used, size - used, "%s-%.*s", used ? "," : "",
				 (int)length, word);
		word += length + (word[length] == ',');
	}
}
