/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * jailctl - what its files share
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef JAILCTL_H
#define JAILCTL_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define ARRAY_SIZE(array)	(sizeof(array) / sizeof((array)[0]))

/*
 * Exit statuses, an interface: jailctl(8) documents them. "run" exits as the
 * command does once it is executed.
 */
enum {
	EXIT_OK = 0,
	EXIT_FAILED = 1,	/* anything without a status of its own */
	EXIT_USAGE = 2,		/* unknown option, malformed number */
	EXIT_NO_MODULE = 3,	/* no securityfs, or the module is not loaded */
	EXIT_OLD_MODULE = 4,	/* the module's interface is not ours */
	EXIT_NO_RIGHT = 5,	/* not root, or without CAP_MAC_ADMIN */
	EXIT_JAILED = 6,	/* jailctl itself runs in a jail */
	EXIT_NO_PROCESS = 7,	/* no such process, or it has exited */
	EXIT_IS_INIT = 8,	/* PID 1 */
	EXIT_IS_KERNEL = 9,	/* a kernel thread */
	EXIT_IS_JAILED = 10,	/* jailed already */
	EXIT_NOT_READY = 11,	/* detached, or the self-test failed */
	EXIT_BUSY = 12,		/* something needs it, so it does not detach */
	EXIT_FINDINGS = 13,	/* something reaches over the border, or is weak */
	EXIT_NO_JAIL = 14,	/* no such jail */
	EXIT_NAME_TAKEN = 15,	/* there is a jail of that name */
	EXIT_SEALED = 16,	/* the module is sealed until reboot */
	EXIT_CANNOT_EXEC = 126,	/* as chroot(1) */
	EXIT_NOT_FOUND = 127,
};

/**
 * struct command - a subcommand
 * @name: its word
 * @arguments: for the usage line
 * @help: one line
 * @options: the numbers of the options it takes, but for help; or NULL
 * @take_option: gets each of them but --json, and its value
 * @run: gets its word as argv[0]; returns the exit status
 */
struct command {
	const char *name;
	const char *arguments;
	const char *help;
	const char *options;
	void (*take_option)(int option, const char *value);
	int (*run)(int argc, char **argv);
};

extern const struct command command_mark;
extern const struct command command_run;
extern const struct command command_check;
extern const struct command command_audit;
extern const struct command command_list;
extern const struct command command_show;
extern const struct command command_log;
extern const struct command command_policy;
extern const struct command command_features;
extern const struct command command_status;
extern const struct command command_release;
extern const struct command command_seal;
extern const struct command command_detach;
extern const struct command command_selftest;

void hint(const char *text);
int usage_error(const struct command *command, const char *problem, const char *what);
bool parse_arguments(const struct command *command, int argc, char **argv,
		     int min, int max, int *status);

#endif /* JAILCTL_H */
