// SPDX-License-Identifier: GPL-2.0-only
/*
 * jailctl - what of the machine the protection rests on
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <stdio.h>
#include <string.h>

#include "machine.h"

const char *machine_root = "";

/* Of four bytes of attributes and one of value. */
#define SECURE_BOOT	"/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c"

/* Returns how many bytes there are, 0 also if it cannot be read; with a NUL. */
static size_t read_file(const char *name, char *text, size_t size)
{
	char path[256];
	size_t got = 0;
	FILE *file;

	snprintf(path, sizeof(path), "%s%s", machine_root, name);
	file = fopen(path, "re");
	if (file) {
		got = fread(text, 1, size - 1, file);
		fclose(file);
	}
	text[got] = '\0';
	return got;
}

/**
 * machine_signature - is the module signed by a key that the kernel knows?
 *
 * Return: "yes", "no", or "-" if there is no module, or the kernel checks none.
 */
const char *machine_signature(void)
{
	char taint[64], enforced[8];

	/* E is of a module without one, in a kernel that looks. */
	if (!read_file("/sys/module/jail/taint", taint, sizeof(taint)) ||
	    !read_file("/sys/module/module/parameters/sig_enforce", enforced, sizeof(enforced)))
		return "-";
	return strchr(taint, 'E') ? "no" : "yes";
}

/**
 * machine_secure_boot - has the firmware checked what was booted?
 *
 * Return: "on", "off", or "-" if the firmware has no such thing.
 */
const char *machine_secure_boot(void)
{
	char variable[8];

	if (read_file(SECURE_BOOT, variable, sizeof(variable)) < 5)
		return "-";
	return variable[4] == 1 ? "on" : "off";
}

/**
 * machine_lockdown - what the kernel keeps root from
 * @text: gets "none", "integrity" or "confidentiality", or "-"
 * @size: of @text
 */
void machine_lockdown(char *text, unsigned int size)
{
	char modes[128], *mode;

	read_file("/sys/kernel/security/lockdown", modes, sizeof(modes));
	mode = strchr(modes, '[');
	if (mode)
		mode[strcspn(mode, "]")] = '\0';
	snprintf(text, size, "%s", mode ? mode + 1 : "-");
}
