// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - attachment of the loadable module: hooks that are attached together
 *
 * Detaching an ftrace_ops waits until no task can be in it, and takes as long
 * for one function as for a hundred. So the hooks share a few: a group for each
 * combination of when they are attached and for whom they are called.
 *
 * The callback asks the hook. If it passes, the callback returns and the
 * function runs as if nothing had been there. If it refuses, the instruction
 * pointer is changed, which is what FTRACE_OPS_FL_IPMODIFY is for, to a
 * function that returns the errno. Nothing here ever calls the original
 * function, so no address is needed and no landing pad (IBT) is missed, and
 * nothing sleeps, so that unregister_ftrace_function(), which waits for RCU
 * tasks, leaves nobody in our text.
 *
 * FTRACE_OPS_FL_PERMANENT makes kernel.ftrace_enabled=0 fail with EBUSY.
 *
 * The callback is given the address of the function, and knows the hook by the
 * name that the kernel has for that address, which it looks up once.
 *
 * What attaches and detaches is called under the mutex of ftrace.c.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/errno.h>
#include <linux/ftrace.h>
#include <linux/glob.h>
#include <linux/hash.h>
#include <linux/kallsyms.h>
#include <linux/sched.h>
#include <linux/seq_file.h>
#include <linux/string.h>

#include "../compat/ftrace_ops.h"
#include "../compat/guard.h"
#include "../marks.h"
#include "../module.h"
#include "attach.h"
#include "group.h"
#include "hook.h"

/* At least twice as many as there can be hooks. */
#define ADDRESS_BITS	8

/**
 * struct group - hooks that are attached together
 * @ops: what they are attached by
 * @guard: keeps others away from their functions
 * @attached: @ops is registered
 */
struct group {
	struct ftrace_ops ops;
	struct jail_guard guard;
	bool attached;
};

static void callback_jailed(unsigned long ip, unsigned long parent_ip,
			    struct ftrace_ops *ops, struct ftrace_regs *fregs);
static void callback_any(unsigned long ip, unsigned long parent_ip,
			 struct ftrace_ops *ops, struct ftrace_regs *fregs);

#define GROUP(callback) {						\
	.ops = { .func = (callback), .flags = JAIL_FTRACE_OPS_FLAGS },	\
}

/* By the flags that say which: see group_of(). */
static struct group groups[] = {
	[JAIL_HOOK_COLD] = GROUP(callback_jailed),
	[JAIL_HOOK_HOT] = GROUP(callback_jailed),
	[JAIL_HOOK_COLD | JAIL_HOOK_ANY_TASK] = GROUP(callback_any),
	[JAIL_HOOK_HOT | JAIL_HOOK_ANY_TASK] = GROUP(callback_any),
};

/* To find out which function of a group is taken. */
static struct ftrace_ops suspect = {
	.func = callback_jailed,
	.flags = JAIL_FTRACE_OPS_FLAGS,
};

static LIST_HEAD(hooks);

/*
 * Looking for a name among all functions takes long, so those that have a
 * common pattern are looked for by that. It is to match no others, on no kernel.
 */
static const char *const families[] = {
	"security_path_[lmnrstu]*",
	"security_path_ch[mo][ow][dn]",
	"security_inode_[glrs][ei]*attr",
	"security_inode_[grs]e[tm]*_acl",
	"security_inode_[fr][eo][al][dl]*link",
	"security_file_[opr][pe][ecr]*",
	"security_file_[fi][co][cn]tl",
	"security_*_permission",
	"security_task_[af][lr]*",
	"security_task_[ks][ie][lt]*",
	"security_[cs][rk]*_free",
	"security_p[er][re][fp]*[ns]",
	"security_ptrace_*",
	"security_unix_[ms]*",
	"security_socket_*create",
	"security_socket_[bs][ie][nt]*[dt]",
	"security_*[_u]mount",
	"security_[ms][ehs][gm]_[!m]*ctl",
	"security_[ms][ehs][gm]_[!m]*[lr][eo][ce]",
	"security_s[ey][ts][tl]*",
};

/* Hooks by address, without a lock: a slot is filled once and for all. */
static struct jail_hook *addresses[BIT(ADDRESS_BITS)];

static unsigned int group_of(const struct jail_hook *hook)
{
	return hook->flags & (JAIL_HOOK_HOT | JAIL_HOOK_ANY_TASK);
}

static int refuse_eperm(void)
{
	return -EPERM;
}

static int refuse_enomem(void)
{
	return -ENOMEM;
}

static int refuse_ecanceled(void)
{
	return -ECANCELED;
}

static int refuse_eacces(void)
{
	return -EACCES;
}

static int refuse_eafnosupport(void)
{
	return -EAFNOSUPPORT;
}

static unsigned long refusal(int err)
{
	switch (err) {
	case -ENOMEM:
		return (unsigned long)refuse_enomem;
	case -ECANCELED:
		return (unsigned long)refuse_ecanceled;
	case -EACCES:
		return (unsigned long)refuse_eacces;
	case -EAFNOSUPPORT:
		return (unsigned long)refuse_eafnosupport;
	default:
		return (unsigned long)refuse_eperm;
	}
}

/* The function returns this, and does nothing. */
static void refuse(struct ftrace_regs *fregs, int err)
{
	ftrace_regs_set_instruction_pointer(fregs, refusal(err));
}

/* The first call of a function. Some processor may be doing the same. */
static noinline struct jail_hook *name_address(unsigned long ip, unsigned int slot)
{
	struct jail_hook *hook, *other;
	char name[KSYM_SYMBOL_LEN];

	sprint_symbol_no_offset(name, ip);
	list_for_each_entry(hook, &hooks, node) {
		if (strcmp(hook->symbol, name))
			continue;
		WRITE_ONCE(hook->address, ip);
		for (;; slot++) {
			other = cmpxchg(&addresses[slot % ARRAY_SIZE(addresses)],
					NULL, hook);
			if (!other || other == hook)
				return hook;
		}
	}
	WARN_ONCE(1, "jail: traced a function that is none of ours: %s\n", name);
	return NULL;
}

static struct jail_hook *hook_at(unsigned long ip)
{
	unsigned int slot = hash_long(ip, ADDRESS_BITS);
	struct jail_hook *hook;

	for (;; slot++) {
		hook = READ_ONCE(addresses[slot % ARRAY_SIZE(addresses)]);
		if (!hook)
			return name_address(ip, slot);
		if (READ_ONCE(hook->address) == ip)
			return hook;
	}
}

static void call_hook(struct jail_hook *hook, struct ftrace_regs *fregs)
{
	unsigned long args[JAIL_HOOK_ARGS];
	int i, ret;

	if (unlikely(jail_selftest_is_current())) {
		WRITE_ONCE(hook->fired, true);
		if (!(hook->flags & JAIL_HOOK_MUST_PASS)) {
			refuse(fregs, -ECANCELED);
			return;
		}
	}
	for (i = 0; i < JAIL_HOOK_ARGS; i++)
		args[i] = ftrace_regs_get_argument(fregs, i);
	ret = hook->call(args);
	if (ret)
		refuse(fregs, ret);
}

static void callback_jailed(unsigned long ip, unsigned long parent_ip,
			    struct ftrace_ops *ops, struct ftrace_regs *fregs)
{
	struct jail_hook *hook;

	if (likely(!jail_asker_is_jailed()))
		return;
	hook = hook_at(ip);
	if (hook)
		call_hook(hook, fregs);
	else
		refuse(fregs, -EPERM);
}

/* Tasks are freed when current is anybody: any call shows that it fires. */
static void callback_any(unsigned long ip, unsigned long parent_ip,
			 struct ftrace_ops *ops, struct ftrace_regs *fregs)
{
	struct jail_hook *hook = hook_at(ip);

	if (!hook) {
		if (jail_asker_is_jailed())
			refuse(fregs, -EPERM);
		return;
	}
	if (unlikely(!READ_ONCE(hook->fired)))
		WRITE_ONCE(hook->fired, true);
	call_hook(hook, fregs);
}

/**
 * jail_hooks_add - collect hooks, to be attached later
 * @table: array that stays
 * @count: its length
 *
 * Context: process context, before jail_groups_find().
 */
void jail_hooks_add(struct jail_hook *table, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		list_add_tail(&table[i].node, &hooks);
}

static void explain(const struct jail_hook *hook, int err)
{
	const char *why = "";

	if (err == -EBUSY)
		why = ": a livepatch or another tracer owns it, or kernel.ftrace_enabled is 0";
	else if (err == -EINVAL)
		why = ": this kernel has no such traceable function";
	else if (err == -ENODEV)
		why = ": ftrace is disabled after an internal error";
	pr_err("cannot attach to %s (%pe)%s\n", hook->symbol, ERR_PTR(err), why);
}

/*
 * By which pattern a function is looked for. One that the self-test cannot call
 * has its own: then it is known to be there.
 */
static const char *pattern_of(const struct jail_hook *hook)
{
	int i;

	for (i = 0; !(hook->flags & JAIL_HOOK_RARE) && i < ARRAY_SIZE(families); i++) {
		if (glob_match(families[i], hook->symbol))
			return families[i];
	}
	return hook->symbol;
}

/* Has the pattern been given to ftrace, for a hook that comes before? */
static bool is_found(const struct jail_hook *hook)
{
	const char *pattern = pattern_of(hook);
	const struct jail_hook *before = hook;

	list_for_each_entry_continue_reverse(before, &hooks, node) {
		if (group_of(before) == group_of(hook) && pattern_of(before) == pattern)
			return true;
	}
	return false;
}

/**
 * jail_groups_find - find the function of every hook
 *
 * By name, which ftrace looks for among all functions: once is enough.
 *
 * Context: process context, may sleep.
 * Return: 0, or a negative errno with the function named in the log.
 */
int jail_groups_find(void)
{
	struct jail_hook *hook;
	int err;

	list_for_each_entry(hook, &hooks, node) {
		struct group *group = &groups[group_of(hook)];
		const char *pattern = pattern_of(hook);

		if (is_found(hook))
			continue;
		err = jail_ftrace_filter(&group->ops, pattern, false);
		if (!err)
			err = jail_guard_add(&group->guard, pattern);
		if (err) {
			explain(hook, err);
			return err;
		}
	}
	return 0;
}

/* ftrace has failed, and may call it for ever. */
static bool suspect_stays;

/* One that cannot be attached by itself is why the group cannot. */
static void blame(const struct group *group, int err)
{
	struct jail_hook *hook;
	int alone;

	list_for_each_entry(hook, &hooks, node) {
		if (group != &groups[group_of(hook)])
			continue;
		alone = jail_ftrace_filter(&suspect, hook->symbol, true) ?:
			register_ftrace_function(&suspect);
		if (alone) {
			explain(hook, alone);
			return;
		}
		if (unregister_ftrace_function(&suspect)) {
			suspect_stays = true;
			break;
		}
	}
	pr_err("cannot attach (%pe)\n", ERR_PTR(err));
}

static int attach(struct group *group)
{
	int err = jail_guard_attach(&group->guard);

	if (err) {
		pr_err("cannot guard the functions (%pe): a BPF program is attached to one of them\n",
		       ERR_PTR(err));
		return err;
	}
	err = register_ftrace_function(&group->ops);
	if (err)
		blame(group, err);
	else
		group->attached = true;
	return err;
}

static int detach(struct group *group)
{
	int err = suspect_stays ? -EBUSY : 0;

	if (!err && group->attached)
		err = unregister_ftrace_function(&group->ops);
	if (!err) {
		group->attached = false;
		err = jail_guard_detach(&group->guard);
	}
	if (err)
		pr_err("cannot let go of the functions (%pe): ftrace has failed, the module stays\n",
		       ERR_PTR(err));
	return err;
}

/**
 * jail_groups_detach - detach what is attached
 * @how: JAIL_HOOK_HOT or JAIL_HOOK_COLD
 *
 * Stops at the first that fails; calling again goes on from there.
 *
 * Context: process context, may sleep for long.
 * Return: 0, or a negative errno: ftrace has failed, the module must stay.
 */
int jail_groups_detach(unsigned int how)
{
	return detach(&groups[how | JAIL_HOOK_ANY_TASK]) ?: detach(&groups[how]);
}

/**
 * jail_groups_attach - attach all hooks of a kind, or none
 * @how: JAIL_HOOK_HOT or JAIL_HOOK_COLD
 *
 * Context: process context, may sleep for long.
 * Return: 0, or a negative errno with the function named in the log; what
 * cannot be undone is left to jail_groups_detach().
 */
int jail_groups_attach(unsigned int how)
{
	return attach(&groups[how]) ?: attach(&groups[how | JAIL_HOOK_ANY_TASK]);
}

/**
 * jail_groups_free - the last thing done with the groups; they are detached
 *
 * Up to 6.1 at least the pointer that is freed stays behind.
 *
 * Context: module exit, or module init that fails.
 */
void jail_groups_free(void)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(groups); i++) {
		ftrace_free_filter(&groups[i].ops);
		jail_guard_free(&groups[i].guard);
	}
	ftrace_free_filter(&suspect);
}

/**
 * jail_hooks_forget_fired - a self-test begins
 */
void jail_hooks_forget_fired(void)
{
	struct jail_hook *hook;

	list_for_each_entry(hook, &hooks, node)
		WRITE_ONCE(hook->fired, false);
}

/**
 * jail_hooks_all_fired - did they, since jail_hooks_forget_fired()?
 *
 * Return: false, with those that did not in the log.
 */
bool jail_hooks_all_fired(void)
{
	struct jail_hook *hook;
	bool all = true;

	list_for_each_entry(hook, &hooks, node) {
		if (READ_ONCE(hook->fired) || hook->flags & JAIL_HOOK_RARE)
			continue;
		pr_err("self-test: %s did not fire\n", hook->symbol);
		all = false;
	}
	return all;
}

/**
 * jail_hooks_show - a line a hook: name, function, whether it fired
 * @m: where to
 *
 * Context: process context.
 */
void jail_hooks_show(struct seq_file *m)
{
	const struct jail_hook *hook;

	list_for_each_entry(hook, &hooks, node)
		seq_printf(m, "%s %s %s\n", hook->name, hook->symbol,
			   READ_ONCE(hook->fired) ? "yes" :
			   hook->flags & JAIL_HOOK_RARE ? "rare" : "no");
}
