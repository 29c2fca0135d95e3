// SPDX-License-Identifier: GPL-2.0-only
/*
 * jailctl audit - weak points of a chroot, and of the process that is in it
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <err.h>
#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "findings.h"
#include "jailctl.h"
#include "kernel.h"
#include "mark.h"
#include "output.h"
#include "process.h"
#include "request.h"
#include "weak.h"

static const struct output_column columns[] = {
	{ "kind", OUTPUT_TEXT },
	{ "where", OUTPUT_TEXT },
	{ "why", OUTPUT_TEXT },
};

/* Of three million names in a directory, about. */
#define MEMORY_MAX	((rlim_t)1024 * 1024 * 1024)

/**
 * struct report - what is found
 * @output: a row each
 * @count: how many
 */
struct report {
	struct output *output;
	unsigned int count;
};

static void add(const char *kind, const char *where, const char *why, void *data)
{
	struct report *report = data;

	output_row(report->output);
	output_cell(report->output, 0, kind);
	output_cell(report->output, 1, where);
	output_cell(report->output, 2, why);
	report->count++;
}

static bool read_capabilities(pid_t pid, unsigned long long *capabilities)
{
	char path[64], line[256];
	bool found = false;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/status", pid);
	file = fopen(path, "re");
	while (file && !found && fgets(line, sizeof(line), file))
		found = sscanf(line, "CapEff: %llx", capabilities) == 1;
	if (file)
		fclose(file);
	return found;
}

static int look_at_process(pid_t pid, struct report *report)
{
	unsigned long long capabilities;
	char where[64];

	if (!read_capabilities(pid, &capabilities)) {
		warnx("process %d: it has exited", pid);
		return EXIT_NO_PROCESS;
	}
	snprintf(where, sizeof(where), "process %d: %#llx", pid, capabilities);
	if (capabilities)
		add("privilege", where, "it has capabilities: drop those that it does not need",
		    report);
	return EXIT_OK;
}

/* Where the tree and its mounts are read, and what is the root in the latter. */
static int look_at_tree(const char *files, const char *mounts, const char *root,
			struct report *report)
{
	if (weak_files(files, add, report) && weak_mounts(mounts, root, add, report))
		return EXIT_OK;
	warn("cannot look at %s", files);
	return EXIT_FAILED;
}

/* How each is mended is what "check" tells. */
static void add_findings(const char *answer, struct report *report)
{
	static const char why[] = "reaches over the border: see 'jailctl check'";
	struct finding finding;
	char where[64];

	while (next_finding(&answer, &finding)) {
		if (finding.pid)
			snprintf(where, sizeof(where), "process %d", finding.pid);
		else
			snprintf(where, sizeof(where), "%u findings", finding.count);
		add(finding.kind, where, why, report);
	}
}

static int audit_process(const char *text, struct report *report)
{
	struct mark_request request = {};
	char files[64], mounts[64], answer[ANSWER_SIZE];
	int status = find_process(text, &request.process);

	if (status != EXIT_OK)
		return status;
	if (!process_is_chrooted(request.process.pid)) {
		warnx("process %s has not changed its root", text);
		hint("give the directory that it will have, or the PID of one that has it");
		return EXIT_USAGE;
	}
	snprintf(files, sizeof(files), "/proc/%d/root/.", request.process.pid);
	snprintf(mounts, sizeof(mounts), "/proc/%d/mounts", request.process.pid);
	status = look_at_process(request.process.pid, report);
	if (status == EXIT_OK)
		status = look_at_tree(files, mounts, "/", report);
	if (status == EXIT_OK)
		status = mark_send(JAIL_FILE_CHECK, &request, answer);
	if (status == EXIT_OK)
		add_findings(answer, report);
	return status;
}

static int audit_root(const char *path, struct report *report)
{
	char root[PATH_MAX];

	if (!realpath(path, root)) {
		warn("cannot find the root directory '%s'", path);
		return EXIT_USAGE;
	}
	return look_at_tree(root, "/proc/self/mounts", root, report);
}

/* A directory is read as a whole, and who owns the tree can put any number of names there. */
static void limit_memory(void)
{
	const struct rlimit limit = { MEMORY_MAX, MEMORY_MAX };

	setrlimit(RLIMIT_DATA, &limit);
}

static int run(int argc, char **argv)
{
	struct report report = { 0 };
	unsigned long long inode;
	const char *what;
	int status;
	pid_t pid;

	if (!parse_arguments(&command_audit, argc, argv, 1, 1, &status))
		return status;
	what = argv[optind];
	limit_memory();
	report.output = output_new("weak_points", columns, ARRAY_SIZE(columns));
	if (parse_process(what, &pid, &inode)) {
		status = kernel_check();
		if (status == EXIT_OK)
			status = audit_process(what, &report);
	} else {
		status = audit_root(what, &report);
	}
	/* What was found until it failed is found. */
	if ((status == EXIT_OK || report.count) && !output_print(&report.output, 1))
		return EXIT_FAILED;
	if (status != EXIT_OK)
		return status;
	return report.count ? EXIT_FINDINGS : EXIT_OK;
}

const struct command command_audit = {
	.name = "audit",
	.arguments = "[OPTION...] PID|ROOT",
	.help = "list weak points of a chroot",
	.options = "J",
	.run = run,
};
