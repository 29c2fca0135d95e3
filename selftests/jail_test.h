/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jail selftests - marking, and system calls by every entry
 *
 * A test forks a child for each attempt. The child prepares what it needs,
 * marks itself if it is to be jailed, and attempts: what it did to its private
 * mount namespace is gone with it.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#ifndef JAIL_TEST_H
#define JAIL_TEST_H

#include <linux/jail.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define JAIL_SECURITYFS	"/sys/kernel/security/" JAIL_DIRECTORY "/"

#ifndef ARRAY_SIZE
#define ARRAY_SIZE(array)	(sizeof(array) / sizeof((array)[0]))
#endif

/* The harness's 30 seconds are not meant for debug kernels on emulated machines. */
#ifdef TEST_TIMEOUT_DEFAULT
#undef TEST_TIMEOUT_DEFAULT
#define TEST_TIMEOUT_DEFAULT	600
#endif

/* What a child exits with that cannot even attempt: no errno is that high. */
#define PREPARE_FAILED	200

/**
 * enum entry - how a system call enters the kernel
 * @ENTRY_NATIVE: syscall
 * @ENTRY_IA32: int $0x80; pointers must be below 4 GiB, as those to static
 *	data of these non-PIE programs are
 * @ENTRY_X32: syscall with the x32 bit; off unless booted with syscall.x32=y
 */
enum entry {
	ENTRY_NATIVE,
	ENTRY_IA32,
	ENTRY_X32,
};

/**
 * struct number - of a system call
 * @native: in the 64-bit table
 * @ia32: in the 32-bit table
 */
struct number {
	int native;
	int ia32;
};

/**
 * struct child - a process that has prepared something, and stays
 * @pid: of it
 * @ready: it writes here when it has
 * @gate: it stays until it can read here
 */
struct child {
	pid_t pid;
	int ready[2];
	int gate[2];
};

extern enum entry entry;

long enter(struct number number, const long args[6]);

#define ENTER(number, ...) \
	enter(number, (const long[6]) { __VA_ARGS__ })

int write_file(const char *path, const char *text);
int read_file(const char *path, char *text, size_t size);
int write_jail_file(const char *name, const char *text);
int read_jail_file(const char *name, char *text, size_t size);

void mark_later(void);
int mark_pid(pid_t pid, const char *keys);
int mark_self(void);
int tasks_of(unsigned long long jail);
unsigned long long jail_of_last_mark(void);
int ask_jail_file(const char *file, pid_t pid, const char *keys, char *answer, size_t size);
bool no_jail_within(int seconds);

int kernel_version(void);
void private_mounts(void);
bool start_child(struct child *child, int flags, int (*prepare)(const void *data),
		 const void *data);
int end_child(struct child *child);
bool is_builtin(void);
bool no_module(void);
bool fresh_module(const char *parameters);
void die_with(pid_t parent);
pid_t fork_bound(void);
pid_t fork_waiter(void);
int run_child(int (*body)(const void *data), const void *data);

#endif /* JAIL_TEST_H */
