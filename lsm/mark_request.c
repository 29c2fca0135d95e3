// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - what somebody asks to be marked, read from its text
 *
 * "PID key=value ...", words separated by one blank. Each key at most once.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/bits.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/string.h>

#include "mark_request.h"
#include "name.h"
#include "policy.h"

/* Where a problem is described in words. */
struct problem {
	char *text;
	size_t size;
};

static int parse_policy(char *value, struct jail_mark_request *request,
			const struct problem *problem)
{
	request->has_policy = true;
	return jail_policy_read(value, &request->policy, problem->text, problem->size);
}

static int parse_log_only(char *value, struct jail_mark_request *request,
			  const struct problem *problem)
{
	return jail_policy_read(value, &request->log_only, problem->text, problem->size);
}

static int parse_start(char *value, struct jail_mark_request *request,
		       const struct problem *problem)
{
	if (*value == '+' || kstrtou64(value, 10, &request->start)) {
		snprintf(problem->text, problem->size, "'%.32s' is no start time\n", value);
		return -EINVAL;
	}
	request->has_start = true;
	return 0;
}

/* kstrto*() takes a sign. */
static bool parse_number(const char *text, int *number)
{
	return *text != '+' && *text != '-' && !kstrtoint(text, 10, number);
}

static int parse_root_fd(char *value, struct jail_mark_request *request,
			 const struct problem *problem)
{
	if (parse_number(value, &request->root_fd))
		return 0;
	snprintf(problem->text, problem->size, "'%.32s' is no descriptor\n", value);
	return -EINVAL;
}

static int parse_switch(const char *value, bool *set, const struct problem *problem)
{
	*set = !strcmp(value, "1");
	if (*set)
		return 0;
	snprintf(problem->text, problem->size,
		 "'%.32s' is no value for that key: leave it out, or give 1\n", value);
	return -EINVAL;
}

static int parse_same_root(char *value, struct jail_mark_request *request,
			   const struct problem *problem)
{
	return parse_switch(value, &request->same_root, problem);
}

static int parse_force(char *value, struct jail_mark_request *request,
		       const struct problem *problem)
{
	return parse_switch(value, &request->force, problem);
}

static int parse_name(char *value, struct jail_mark_request *request,
		      const struct problem *problem)
{
	request->name = value;
	if (jail_name_is_valid(value))
		return 0;
	snprintf(problem->text, problem->size,
		 "'%.32s' is no name: a letter, then at most %d letters, digits, '.', '_' or '-'\n",
		 value, JAIL_NAME_MAX - 1);
	return -EINVAL;
}

static int parse_jail(char *value, struct jail_mark_request *request,
		      const struct problem *problem)
{
	request->jail = value;
	return 0;
}

static const struct {
	const char *name;
	int (*parse)(char *value, struct jail_mark_request *request,
		     const struct problem *problem);
} keys[] = {
	{ "policy", parse_policy },
	{ "log-only", parse_log_only },
	{ "start", parse_start },
	{ "same-root", parse_same_root },
	{ "root-fd", parse_root_fd },
	{ "force", parse_force },
	{ "name", parse_name },
	{ "jail", parse_jail },
};

static int parse_word(char *word, struct jail_mark_request *request,
		      unsigned long *given, const struct problem *problem)
{
	char *value = strchr(word, '=');
	int i;

	if (value)
		*value++ = '\0';
	for (i = 0; value && i < ARRAY_SIZE(keys); i++) {
		if (strcmp(word, keys[i].name))
			continue;
		if (*given & BIT(i)) {
			snprintf(problem->text, problem->size, "%s= is given twice\n", word);
			return -EINVAL;
		}
		*given |= BIT(i);
		return keys[i].parse(value, request, problem);
	}
	snprintf(problem->text, problem->size, "unknown key '%.32s'\n", word);
	return -EINVAL;
}

/* What each key takes by itself may not go together. */
static int check_whole(const struct jail_mark_request *request,
		       const struct problem *problem)
{
	const char *text = NULL;

	if (!request->nr && (request->root_fd < 0 || request->same_root || request->has_start))
		text = "'0' is not a PID, and goes with root-fd= only";
	else if (request->same_root && request->root_fd >= 0)
		text = "give one of same-root= and root-fd=";
	else if (request->jail && (request->has_policy || request->log_only || request->name[0]))
		text = "an existing jail has its own policy=, log-only= and name=: leave them out";
	if (!text)
		return 0;
	snprintf(problem->text, problem->size, "%s\n", text);
	return -EINVAL;
}

/**
 * jail_mark_request_parse - read a request from its text
 * @text: cut apart; @request points into it
 * @request: written; complete only on success
 * @problem: gets a line that says what is wrong
 * @size: of @problem
 *
 * Context: any, takes no lock.
 * Return: 0 or -EINVAL.
 */
int jail_mark_request_parse(char *text, struct jail_mark_request *request,
			    char *problem, size_t size)
{
	const struct problem to = { problem, size };
	char *word = strsep(&text, " ");
	unsigned long given = 0;
	int err = 0;

	*request = (struct jail_mark_request){ .root_fd = -1, .name = "" };
	if (!parse_number(word, &request->nr)) {
		snprintf(problem, size, "'%.32s' is not a PID\n", word);
		return -EINVAL;
	}
	while (!err && (word = strsep(&text, " ")))
		err = parse_word(word, request, &given, &to);
	return err ?: check_whole(request, &to);
}
