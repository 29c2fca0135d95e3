// SPDX-License-Identifier: GPL-2.0-only
/*
 * jailctl detach - let the module go, so that it can be removed
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "jailctl.h"
#include "kernel.h"

static int explain(void)
{
	switch (errno) {
	case EBUSY:
		warnx("a jail exists; it keeps the module attached");
		hint("'jailctl list' shows the jails; end their processes first");
		return EXIT_BUSY;
	case EPERM:
		warnx("this process is jailed");
		return EXIT_JAILED;
	case EACCES:
		warnx("no permission to detach the module");
		hint("run it as root, with CAP_MAC_ADMIN in the initial user namespace");
		return EXIT_NO_RIGHT;
	case ENODEV:
		warnx("the module is detached already, or ftrace has failed and it must stay");
		hint("'jailctl status' and the kernel log tell which");
		return EXIT_NOT_READY;
	default:
		warnx("cannot detach the module: %s", strerror(errno));
		return EXIT_FAILED;
	}
}

static int run(int argc, char **argv)
{
	char answer[256];
	int fd, status;

	if (!parse_arguments(&command_detach, argc, argv, 0, 0, &status))
		return status;
	status = kernel_check();
	if (status != EXIT_OK)
		return status;
	fd = kernel_open(JAIL_FILE_ATTACH, O_RDWR);
	if (fd < 0)
		return explain();
	if (!kernel_write(fd, "detach", answer, sizeof(answer)))
		status = explain();
	close(fd);
	return status;
}

const struct command command_detach = {
	"detach", "", "detach the module, so that it can be unloaded", run,
};
