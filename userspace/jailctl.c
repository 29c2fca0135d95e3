// SPDX-License-Identifier: GPL-2.0-only
/*
 * jailctl - put processes into a jail
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <err.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "jailctl.h"

static const struct command *const commands[] = {
	&command_mark,
	&command_run,
	&command_list,
	&command_status,
	&command_detach,
	&command_selftest,
};

/**
 * hint - say what to do about an error
 * @text: one line
 */
void hint(const char *text)
{
	fprintf(stderr, "Hint: %s\n", text);
}

/**
 * usage_error - say what is wrong with the arguments
 * @command: of which
 * @problem: in words
 * @what: the argument
 *
 * Return: EXIT_USAGE.
 */
int usage_error(const struct command *command, const char *problem, const char *what)
{
	warnx("%s: %s '%s'", command->name, problem, what);
	fprintf(stderr, "Hint: try 'jailctl %s --help'\n", command->name);
	return EXIT_USAGE;
}

static void command_help(const struct command *command)
{
	printf("Usage: jailctl %s %s\n\n%s\n", command->name, command->arguments,
	       command->help);
}

/**
 * parse_arguments - options and the number of operands of a subcommand
 * @command: which
 * @argc: of the subcommand
 * @argv: of the subcommand; optind is its first operand afterwards
 * @min: operands at least
 * @max: operands at most, -1 for any number; then they may be options
 * @status: exit status, when there is nothing to do
 *
 * Return: true if the subcommand is to run.
 */
bool parse_arguments(const struct command *command, int argc, char **argv,
		     int min, int max, int *status)
{
	static const struct option options[] = {
		{ "help", no_argument, NULL, 'h' },
		{},
	};
	int option, operands;

	optind = 0;
	opterr = 0;
	option = getopt_long(argc, argv, "+:h", options, NULL);
	if (option == 'h') {
		command_help(command);
		*status = EXIT_OK;
		return false;
	}
	if (option != -1) {
		*status = usage_error(command, "unknown option",
				      argv[optind > 1 ? optind - 1 : 1]);
		return false;
	}
	operands = argc - optind;
	if (operands < min) {
		*status = usage_error(command, "missing argument:", command->arguments);
		return false;
	}
	if (max >= 0 && operands > max) {
		*status = usage_error(command, "unexpected argument",
				      argv[optind + max]);
		return false;
	}
	return true;
}

static void help(FILE *to)
{
	size_t i;

	fputs("Usage: jailctl COMMAND [ARGUMENT...]\n\n"
	      "Put processes into a jail: a chroot that root cannot leave.\n\n", to);
	for (i = 0; i < ARRAY_SIZE(commands); i++)
		fprintf(to, "  %-9s %-24s %s\n", commands[i]->name,
			commands[i]->arguments, commands[i]->help);
	fputs("\nSee jailctl(8).\n", to);
}

int main(int argc, char **argv)
{
	size_t i;

	if (argc < 2) {
		help(stderr);
		return EXIT_USAGE;
	}
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h")) {
		help(stdout);
		return EXIT_OK;
	}
	if (!strcmp(argv[1], "--version") || !strcmp(argv[1], "-V")) {
		puts("jailctl " JAIL_VERSION);
		return EXIT_OK;
	}
	for (i = 0; i < ARRAY_SIZE(commands); i++) {
		if (!strcmp(argv[1], commands[i]->name))
			return commands[i]->run(argc - 1, argv + 1);
	}
	warnx("unknown command '%s'", argv[1]);
	hint("try 'jailctl --help'");
	return EXIT_USAGE;
}
