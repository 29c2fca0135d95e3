// SPDX-License-Identifier: GPL-2.0-only
/*
 * jailctl policy - the policy of new jails, and what a jail only logs
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <err.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "jailctl.h"
#include "kernel.h"
#include "mark.h"
#include "request.h"

static int print_policy(void)
{
	char *text = kernel_text(JAIL_FILE_POLICY);

	if (!text)
		return EXIT_FAILED;
	fputs(text, stdout);
	free(text);
	return EXIT_OK;
}

static int set_log_only(const char *jail, const char *words)
{
	char text[JAIL_REQUEST_MAX + 1], answer[ANSWER_SIZE], subject[64];
	int length = snprintf(text, sizeof(text), "%s %s", jail, words);

	snprintf(subject, sizeof(subject), "jail %.40s", jail);
	if (length < 0 || (size_t)length >= sizeof(text) || strpbrk(jail, "\n ")) {
		warnx("%s: an argument is too long, or has a blank in it", subject);
		return EXIT_USAGE;
	}
	return request_module(JAIL_FILE_LOG_ONLY, text, subject, answer);
}

static int run(int argc, char **argv)
{
	char answer[ANSWER_SIZE];
	const char *jail, *log_only;
	int status;

	if (!parse_arguments(&command_policy, argc, argv, 0, 1, &status))
		return status;
	jail = mark_arguments.jail;
	log_only = mark_arguments.log_only;
	if (!jail != !log_only || (jail && argv[optind]))
		return usage_error(&command_policy,
				   "give WORDS alone, or --jail with", "--log-only");
	status = kernel_check();
	if (status != EXIT_OK)
		return status;
	if (jail)
		return set_log_only(jail, log_only);
	return argv[optind] ? request_module(JAIL_FILE_POLICY, argv[optind], "policy", answer) :
			      print_policy();
}

const struct command command_policy = {
	.name = "policy",
	.arguments = "[OPTION...] [WORDS]",
	.help = "print or set the policy of new jails",
	.options = "jl",
	.take_option = mark_option,
	.run = run,
};
