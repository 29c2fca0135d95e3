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
#include "output.h"

static const struct command *const commands[] = {
	&command_mark,
	&command_run,
	&command_check,
	&command_audit,
	&command_list,
	&command_show,
	&command_log,
	&command_policy,
	&command_features,
	&command_status,
	&command_release,
	&command_seal,
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
 * @what: the argument; "" for none
 *
 * Return: EXIT_USAGE.
 */
int usage_error(const struct command *command, const char *problem, const char *what)
{
	if (*what)
		warnx("%s: %s '%s'", command->name, problem, what);
	else
		warnx("%s: %s", command->name, problem);
	fprintf(stderr, "Hint: try 'jailctl %s --help'\n", command->name);
	return EXIT_USAGE;
}

/*
 * Of all commands: an option means the same wherever there is one. Its number is
 * what struct command has it by; its letter is that too, but for --follow, which has
 * the letter that people know from tail(1).
 */
static const struct {
	struct option option;
	char letter;
	const char *value;
	const char *help;
} all_options[] = {
	{ { "policy", required_argument, NULL, 'p' }, 'p', " WORDS",
	  "restrictions of the new jail" },
	{ { "log-only", required_argument, NULL, 'l' }, 'l', " WORDS",
	  "what of them is recorded and not refused" },
	{ { "name", required_argument, NULL, 'n' }, 'n', " NAME",
	  "name of the new jail" },
	{ { "jail", required_argument, NULL, 'j' }, 'j', " JAIL",
	  "of this jail, by its id or its name" },
	{ { "force", no_argument, NULL, 'f' }, 'f', "",
	  "mark also what reaches over the border, and list it" },
	{ { "root", required_argument, NULL, 'r' }, 'r', " PATH",
	  "also whoever has this root directory, or one below it" },
	{ { "same-root", no_argument, NULL, 's' }, 's', "",
	  "also whoever has the root directory of PID, or one below it" },
	{ { "follow", no_argument, NULL, 'F' }, 'f', "",
	  "wait for more" },
	{ { "json", no_argument, NULL, 'J' }, 'J', "", "print JSON" },
	{ { "help", no_argument, NULL, 'h' }, 'h', "", "print this" },
};

static bool has_option(const struct command *command, int letter)
{
	return letter == 'h' || (command->options && strchr(command->options, letter));
}

static void command_help(const struct command *command)
{
	const char *name;
	size_t i;

	printf("Usage: jailctl %s %s\n\n%s\n\n", command->name, command->arguments,
	       command->help);
	for (i = 0; i < ARRAY_SIZE(all_options); i++) {
		name = all_options[i].option.name;
		if (has_option(command, all_options[i].option.val))
			printf("  -%c, --%s%-*s %s\n", all_options[i].letter, name,
			       (int)(14 - strlen(name)), all_options[i].value,
			       all_options[i].help);
	}
}

/* Each long option has its short one. */
static void list_options(const struct command *command, bool operands_last,
			 struct option *options, char *letters)
{
	size_t i;

	letters = stpcpy(letters, operands_last ? "+:" : ":");
	for (i = 0; i < ARRAY_SIZE(all_options); i++) {
		if (!has_option(command, all_options[i].option.val))
			continue;
		*options++ = all_options[i].option;
		*letters++ = all_options[i].letter;
		if (all_options[i].option.has_arg)
			*letters++ = ':';
	}
	*letters = '\0';
	*options = (struct option){};
}

/* What getopt_long(3) has found: a number, or a letter of the command's. */
static int number_of(const struct command *command, int found)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(all_options); i++) {
		if (all_options[i].letter == found &&
		    has_option(command, all_options[i].option.val))
			return all_options[i].option.val;
	}
	return found;
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
	struct option options[ARRAY_SIZE(all_options) + 1];
	char letters[2 * ARRAY_SIZE(all_options) + 3];
	int option, operands;

	list_options(command, max < 0, options, letters);
	optind = 0;
	opterr = 0;
	while ((option = getopt_long(argc, argv, letters, options, NULL)) != -1) {
		if (option == 'h') {
			command_help(command);
			*status = EXIT_OK;
			return false;
		}
		if (option == '?' || option == ':') {
			*status = usage_error(command, option == '?' ? "unknown option" :
					      "a value is missing after",
					      argv[optind > 1 ? optind - 1 : 1]);
			return false;
		}
		option = number_of(command, option);
		if (option == 'J')
			output_json = true;
		else
			command->take_option(option, optarg);
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

static void print_usage(FILE *to)
{
	size_t i;

	fputs("Usage: jailctl COMMAND [ARGUMENT...]\n\n"
	      "Put processes into a jail: a chroot that root cannot leave.\n\n", to);
	for (i = 0; i < ARRAY_SIZE(commands); i++)
		fprintf(to, "  %-9s %-34s %s\n", commands[i]->name,
			commands[i]->arguments, commands[i]->help);
	fputs("\n  -h, --help     print this; of a command: jailctl COMMAND --help\n"
	      "  -V, --version  print the version\n"
	      "\nSee jailctl(8).\n", to);
}

/* What nobody could read was not done well, whatever was done. */
static int end(int status)
{
	if (!fflush(stdout) && !ferror(stdout))
		return status;
	warn("cannot write the output");
	return status == EXIT_OK ? EXIT_FAILED : status;
}

int main(int argc, char **argv)
{
	size_t i;

	if (argc < 2) {
		print_usage(stderr);
		return EXIT_USAGE;
	}
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h")) {
		print_usage(stdout);
		return end(EXIT_OK);
	}
	if (!strcmp(argv[1], "--version") || !strcmp(argv[1], "-V")) {
		puts("jailctl " JAIL_VERSION);
		return end(EXIT_OK);
	}
	for (i = 0; i < ARRAY_SIZE(commands); i++) {
		if (!strcmp(argv[1], commands[i]->name))
			return end(commands[i]->run(argc - 1, argv + 1));
	}
	warnx("unknown command '%s'", argv[1]);
	hint("try 'jailctl --help'");
	return EXIT_USAGE;
}
