// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fuzz target: what is written to the files mark and check, and policies
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <stdlib.h>
#include <linux/kernel.h>
#include <linux/string.h>

#include "input.h"
#include "mark_request.h"
#include "name.h"
#include "policy.h"

/* What is printed is read as the same. */
static void check_policy(char *text)
{
	char printed[JAIL_POLICY_TEXT];
	const char *word;
	u64 policy, again;

	if (jail_policy_parse(text, &policy, &word)) {
		jail_policy_explain(word, printed, sizeof(printed));
		return;
	}
	jail_policy_print(policy, printed, sizeof(printed));
	if (jail_policy_parse(printed, &again, &word) || again != policy)
		abort();
}

/* Refused, and it says why; or taken, and the name is one. */
static void check_request(char *text)
{
	struct jail_mark_request request;
	char problem[128] = "";

	if (jail_mark_request_parse(text, &request, problem, sizeof(problem))) {
		if (!problem[0])
			abort();
		return;
	}
	if (problem[0] || request.nr < 0 || (request.name[0] && !jail_name_is_valid(request.name)))
		abort();
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	char *text = copy_input(data, size);

	check_policy(text);
	free(text);
	text = copy_input(data, size);
	check_request(text);
	free(text);
	return 0;
}
