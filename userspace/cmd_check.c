// SPDX-License-Identifier: GPL-2.0-only
/*
 * jailctl check - what would reach over the border of a jail?
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <getopt.h>
#include <stdio.h>

#include "findings.h"
#include "jailctl.h"
#include "kernel.h"
#include "mark.h"
#include "output.h"
#include "request.h"

static const struct output_column columns[] = {
	{ "kind", OUTPUT_TEXT },
	{ "process", OUTPUT_NUMBER },
	{ "descriptor", OUTPUT_NUMBER },
	{ "with", OUTPUT_NUMBER },
	{ "count", OUTPUT_NUMBER },
};

static void set_number(struct output *output, size_t column, int number, bool is_there)
{
	char text[16];

	snprintf(text, sizeof(text), "%d", number);
	output_cell(output, column, is_there ? text : "-");
}

static int print_json(const char *answer)
{
	struct output *output = output_new("findings", columns, ARRAY_SIZE(columns));
	struct finding finding;
	bool found = false;

	while (next_finding(&answer, &finding)) {
		output_row(output);
		output_cell(output, 0, finding.kind);
		set_number(output, 1, finding.pid, finding.pid);
		set_number(output, 2, finding.fd, finding.fd >= 0);
		set_number(output, 3, finding.with, finding.with);
		set_number(output, 4, finding.count, true);
		found = true;
	}
	if (!output_print(&output, 1))
		return EXIT_FAILED;
	return found ? EXIT_FINDINGS : EXIT_OK;
}

static int print_text(const char *answer)
{
	const pid_t pid = mark_arguments.process.pid;

	if (print_findings(answer, stdout))
		return EXIT_FINDINGS;
	puts("nothing reaches over the border");
	if (pid && !process_is_chrooted(pid))
		printf("process %d has not changed its root: marked, it is armed until it does\n",
		       pid);
	return EXIT_OK;
}

static int run(int argc, char **argv)
{
	char answer[ANSWER_SIZE];
	const char *problem;
	int status;

	if (!parse_arguments(&command_check, argc, argv, 0, 1, &status))
		return status;
	if (!mark_is_complete(&mark_arguments, argv[optind], &problem))
		return usage_error(&command_check, problem,
				   mark_arguments.same_root ? "--same-root" : "");
	status = kernel_check();
	if (status == EXIT_OK && argv[optind])
		status = find_process(argv[optind], &mark_arguments.process);
	if (status == EXIT_OK)
		status = mark_send(JAIL_FILE_CHECK, &mark_arguments, answer);
	if (status != EXIT_OK)
		return status;
	return output_json ? print_json(answer) : print_text(answer);
}

const struct command command_check = {
	.name = "check",
	.arguments = "[OPTION...] [PID]",
	.help = "tell what would reach over the border of a jail",
	.options = "rsjJ",
	.take_option = mark_option,
	.run = run,
};
