// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail selftests - somebody who changes the instruction pointer of a function
 * that the jail module wants, as a livepatch of it would
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/ftrace.h>
#include <linux/module.h>
#include <linux/string.h>

static const char symbol[] = "security_path_chroot";

static void callback(unsigned long ip, unsigned long parent_ip,
		     struct ftrace_ops *ops, struct ftrace_regs *fregs)
{
}

static struct ftrace_ops ops = {
	.func = callback,
	.flags = FTRACE_OPS_FL_IPMODIFY,
};

static int __init taken_init(void)
{
	int err = ftrace_set_filter(&ops, (unsigned char *)symbol, strlen(symbol), 1);

	err = err ?: register_ftrace_function(&ops);
	if (err)
		ftrace_free_filter(&ops);
	return err;
}

static void __exit taken_exit(void)
{
	unregister_ftrace_function(&ops);
	ftrace_free_filter(&ops);
}

module_init(taken_init);
module_exit(taken_exit);

MODULE_DESCRIPTION("Jail selftests: a function that is taken");
MODULE_LICENSE("GPL");
