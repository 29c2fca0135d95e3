// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - policies: sets of named restrictions
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/bitops.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/string.h>

#include "policy.h"

static const char *const restriction_names[JAIL_NR_RESTRICTIONS] = {
	[JAIL_MOUNT] = "mount",
	[JAIL_MKNOD] = "mknod",
	[JAIL_CHROOT] = "chroot",
	[JAIL_PATH] = "path",
	[JAIL_DEVICE] = "device",
	[JAIL_CONTROL] = "control",
	[JAIL_KERNEL] = "kernel",
	[JAIL_ADMIN] = "admin",
	[JAIL_NAMESPACE] = "namespace",
	[JAIL_TASK] = "task",
	[JAIL_IPC] = "ipc",
	[JAIL_SUID] = "suid",
	[JAIL_TTY] = "tty",
	[JAIL_NET] = "net",
	[JAIL_TIME] = "time",
	[JAIL_RECEIVE] = "receive",
};

static const struct {
	const char *name;
	u64 policy;
} sets[] = {
	{ "basic", JAIL_POLICY_BASIC },
	{ "default", JAIL_POLICY_DEFAULT },
	{ "strict", JAIL_POLICY_STRICT },
};

static bool word_to_policy(const char *word, u64 *policy)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(sets); i++) {
		if (!strcmp(word, sets[i].name)) {
			*policy = sets[i].policy;
			return true;
		}
	}
	i = match_string(restriction_names, JAIL_NR_RESTRICTIONS, word);
	if (i < 0)
		return false;
	*policy = BIT_ULL(i);
	return true;
}

/**
 * jail_policy_parse - read a policy from its text
 * @text: words and set names, comma separated, "-word" takes away; cut apart
 * @policy: written only on success
 * @word: on -EINVAL the offending word, inside @text; "" if @text restricts
 *	nothing
 *
 * Context: any, takes no lock.
 * Return: 0 or -EINVAL.
 */
int jail_policy_parse(char *text, u64 *policy, const char **word)
{
	u64 result = 0, bits;
	char *token;

	while ((token = strsep(&text, ","))) {
		bool remove = token[0] == '-';

		*word = token;
		if (!word_to_policy(token + remove, &bits))
			return -EINVAL;
		if (remove)
			result &= ~bits;
		else
			result |= bits;
	}
	if (!result) {
		*word = "";
		return -EINVAL;
	}
	*policy = result;
	return 0;
}

/**
 * jail_policy_explain - what is wrong with the text of a policy
 * @word: from jail_policy_parse()
 * @buf: gets a line
 * @size: of @buf
 */
void jail_policy_explain(const char *word, char *buf, size_t size)
{
	if (*word)
		snprintf(buf, size, "unknown restriction '%.32s'\n", word);
	else
		snprintf(buf, size, "the policy restricts nothing\n");
}

/**
 * jail_policy_read - the same as jail_policy_parse(), for who is to be told
 * @text: as there
 * @policy: as there
 * @problem: gets a line if something is wrong
 * @size: of @problem
 *
 * Context: any, takes no lock.
 * Return: 0 or -EINVAL.
 */
int jail_policy_read(char *text, u64 *policy, char *problem, size_t size)
{
	const char *word;
	int err = jail_policy_parse(text, policy, &word);

	if (err)
		jail_policy_explain(word, problem, size);
	return err;
}

/**
 * jail_policy_print - the text of a policy, as jail_policy_parse() reads it
 * @policy: the policy
 * @buf: where to
 * @size: of @buf; JAIL_POLICY_TEXT is enough for every policy
 *
 * Return: @buf.
 */
const char *jail_policy_print(u64 policy, char *buf, size_t size)
{
	size_t used = 0;
	int i;

	buf[0] = '\0';
	for (i = 0; i < JAIL_NR_RESTRICTIONS; i++) {
		if (policy & BIT_ULL(i))
			used += scnprintf(buf + used, size - used, "%s%s",
					  used ? "," : "", restriction_names[i]);
	}
	return buf;
}

/**
 * jail_restriction_name - the word of a restriction
 * @restriction: below JAIL_NR_RESTRICTIONS
 *
 * Return: the word.
 */
const char *jail_restriction_name(enum jail_restriction restriction)
{
	return restriction_names[restriction];
}

/**
 * jail_policy_first - the word of the first restriction in a set
 * @policy: not empty
 *
 * Return: the word.
 */
const char *jail_policy_first(u64 policy)
{
	return restriction_names[__ffs64(policy)];
}
