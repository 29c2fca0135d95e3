// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - boot and module parameters, the same in both builds
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/moduleparam.h>
#include <linux/module.h>
#include <linux/string.h>
#include <linux/sysfs.h>

#include "auto.h"
#include "check.h"
#include "module.h"
#include "policy.h"

u64 jail_default_policy = JAIL_POLICY_DEFAULT;
bool jail_sealed;

/* Parsed before init, when nothing else can look. */
static int set_policy(const char *value, const struct kernel_param *param)
{
	char text[JAIL_POLICY_TEXT];
	const char *word;

	if (strscpy(text, value, sizeof(text)) < 0) {
		pr_err("policy= is longer than %zu characters\n", sizeof(text) - 1);
		return -EINVAL;
	}
	if (!jail_policy_parse(text, &jail_default_policy, &word))
		return 0;
	if (*word)
		pr_err("policy= has the unknown word '%s'\n", word);
	else
		pr_err("policy=%s restricts nothing\n", value);
	return -EINVAL;
}

static int get_policy(char *buffer, const struct kernel_param *param)
{
	char text[JAIL_POLICY_TEXT];

	return sysfs_emit(buffer, "%s\n",
			  jail_policy_print(READ_ONCE(jail_default_policy),
					    text, sizeof(text)));
}

static const struct kernel_param_ops policy_ops = {
	.set = set_policy,
	.get = get_policy,
};

module_param_cb(policy, &policy_ops, NULL, 0444);
MODULE_PARM_DESC(policy, "restrictions of a jail that names none: set or words, comma separated");

module_param_named(enforce, jail_enforce, bool, 0444);
MODULE_PARM_DESC(enforce, "1 denies, 0 logs what would be denied");

module_param_named(seal, jail_sealed, bool, 0444);
MODULE_PARM_DESC(seal, "1: no policy change, no release and no detaching until reboot");

/* A name here; include/linux/compiler_types.h makes it __auto_type. */
#undef auto
module_param_named(auto, jail_auto, bool, 0444);
MODULE_PARM_DESC(auto, "1: a process that calls chroot(2) is put into a jail of its own");
