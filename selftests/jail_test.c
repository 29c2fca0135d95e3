// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail selftests - marking, and system calls by every entry
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "jail_test.h"

#define X32_BIT	0x40000000

enum entry entry;

static unsigned long long last_jail;
static int mark_fd = -1;

static long enter_ia32(int number, const long args[6])
{
	long result;

	/* rbp has the sixth argument, and nobody here has six. */
	asm volatile("int $0x80"
		     : "=a"(result)
		     : "a"((long)number), "b"(args[0]), "c"(args[1]),
		       "d"(args[2]), "S"(args[3]), "D"(args[4])
		     : "memory", "r8", "r9", "r10", "r11");
	return (int)result;
}

/**
 * enter - make a system call by the current entry
 * @number: of the call
 * @args: its arguments
 *
 * Return: what the kernel returns: a negative errno on error.
 */
long enter(struct number number, const long args[6])
{
	long result;

	if (entry == ENTRY_IA32)
		return enter_ia32(number.ia32, args);
	result = syscall(number.native | (entry == ENTRY_X32 ? X32_BIT : 0),
			 args[0], args[1], args[2], args[3], args[4], args[5]);
	return result < 0 ? -errno : result;
}

/**
 * write_file - one write(2) to a file
 * @path: the file
 * @text: what to write
 *
 * Return: 0 or an errno.
 */
int write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	int err = 0;

	if (fd < 0)
		return errno;
	if (write(fd, text, strlen(text)) != (ssize_t)strlen(text))
		err = errno;
	close(fd);
	return err;
}

/**
 * read_file - the beginning of a file
 * @path: the file
 * @text: NUL-terminated on success
 * @size: of @text
 *
 * Return: 0 or an errno.
 */
int read_file(const char *path, char *text, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	size_t used = 0;
	ssize_t got;

	if (fd < 0)
		return errno;
	while (used < size - 1 && (got = read(fd, text + used, size - 1 - used)) > 0)
		used += got;
	close(fd);
	text[used] = '\0';
	return 0;
}

/**
 * write_jail_file - write_file() to one of the module's
 * @name: JAIL_FILE_*
 * @text: what to write
 *
 * Return: 0 or an errno.
 */
int write_jail_file(const char *name, const char *text)
{
	char path[256];

	snprintf(path, sizeof(path), JAIL_SECURITYFS "%s", name);
	return write_file(path, text);
}

/**
 * read_jail_file - read_file() from one of the module's
 * @name: JAIL_FILE_*
 * @text: NUL-terminated on success
 * @size: of @text
 *
 * Return: 0 or an errno.
 */
int read_jail_file(const char *name, char *text, size_t size)
{
	char path[256];

	snprintf(path, sizeof(path), JAIL_SECURITYFS "%s", name);
	return read_file(path, text, size);
}

/**
 * mark_later - open what mark_pid() needs, for after a chroot(2)
 *
 * Exits with PREPARE_FAILED if it cannot.
 */
void mark_later(void)
{
	mark_fd = open(JAIL_SECURITYFS JAIL_FILE_MARK, O_RDWR | O_CLOEXEC);
	if (mark_fd < 0)
		_exit(PREPARE_FAILED);
}

/**
 * mark_pid - put a process into a new jail
 * @pid: the process
 * @keys: more of the request, as " policy=mount", or ""
 *
 * Return: the number of tasks marked, or a negative errno.
 */
int mark_pid(pid_t pid, const char *keys)
{
	char request[256], answer[256] = "";
	int tasks = -EBADMSG;
	int fd = mark_fd;

	if (fd < 0)
		fd = open(JAIL_SECURITYFS JAIL_FILE_MARK, O_RDWR | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	snprintf(request, sizeof(request), "%d%s", pid, keys);
	if (write(fd, request, strlen(request)) < 0)
		tasks = -errno;
	else if (pread(fd, answer, sizeof(answer) - 1, 0) > 0)
		sscanf(answer, "jail=%llu tasks=%d", &last_jail, &tasks);
	close(fd);
	mark_fd = -1;
	return tasks;
}

/**
 * mark_self - put this process into a new jail
 *
 * Return: 0 or a negative errno.
 */
int mark_self(void)
{
	int tasks = mark_pid(getpid(), "");

	return tasks < 0 ? tasks : 0;
}

/**
 * jail_of_last_mark - the id of the jail that mark_pid() made last
 */
unsigned long long jail_of_last_mark(void)
{
	return last_jail;
}

/**
 * tasks_of - how many tasks a jail has
 * @jail: its id
 *
 * Return: the number; 0 if there is no such jail, -1 if it cannot be known.
 */
int tasks_of(unsigned long long jail)
{
	FILE *file = fopen(JAIL_SECURITYFS JAIL_FILE_JAILS, "re");
	unsigned long long id;
	int tasks = file ? 0 : -1, found;
	char line[1024];

	while (file && fgets(line, sizeof(line), file)) {
		if (sscanf(line, "%llu %d", &id, &found) == 2 && id == jail)
			tasks = found;
	}
	if (file)
		fclose(file);
	return tasks;
}

/**
 * ask_jail_file - one request about a process
 * @file: of which file, JAIL_FILE_*
 * @pid: the process
 * @keys: what follows its PID in the request
 * @answer: gets what the file says then, also when it refuses
 * @size: of @answer
 *
 * Return: 0 or an errno.
 */
int ask_jail_file(const char *file, pid_t pid, const char *keys, char *answer, size_t size)
{
	char path[128], request[256];
	int fd, err = 0;
	ssize_t got;

	snprintf(path, sizeof(path), JAIL_SECURITYFS "%s", file);
	fd = open(path, O_RDWR | O_CLOEXEC);
	if (fd < 0)
		return errno;
	snprintf(request, sizeof(request), "%d%s", pid, keys);
	if (write(fd, request, strlen(request)) < 0)
		err = errno;
	got = pread(fd, answer, size - 1, 0);
	answer[got > 0 ? got : 0] = '\0';
	close(fd);
	return err;
}

/**
 * no_jail_within - wait for the last jail to end
 * @seconds: for so long
 *
 * Return: true if there is none.
 */
bool no_jail_within(int seconds)
{
	const struct timespec wait = { .tv_nsec = 50000000 };
	char text[4096];
	int i;

	for (i = 0; i <= seconds * 20; i++) {
		if (!read_jail_file(JAIL_FILE_JAILS, text, sizeof(text)) &&
		    strchr(text, '\n') && !strchr(text, '\n')[1])
			return true;
		nanosleep(&wait, NULL);
	}
	return false;
}

/**
 * kernel_version - the version of the running kernel, as 6012 for 6.12
 */
int kernel_version(void)
{
	struct utsname name;
	int major, minor;

	if (uname(&name) < 0 || sscanf(name.release, "%d.%d", &major, &minor) != 2)
		return 0;
	return major * 1000 + minor;
}

/**
 * private_mounts - a mount namespace of its own, in which to do anything
 *
 * Exits with PREPARE_FAILED if it cannot.
 */
void private_mounts(void)
{
	if (unshare(CLONE_NEWNS) < 0 ||
	    mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0)
		_exit(PREPARE_FAILED);
}

/**
 * die_with - have a new process die with its parent
 * @parent: which may have died already; it does not show in a PID namespace of
 *	the child's own
 */
void die_with(pid_t parent)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() && getppid() != parent)
		_exit(PREPARE_FAILED);
}

/**
 * fork_bound - fork a child that dies with its parent
 *
 * Return: as fork(2).
 */
pid_t fork_bound(void)
{
	const pid_t parent = getpid();
	pid_t pid = fork();

	if (!pid)
		die_with(parent);
	return pid;
}

/**
 * fork_waiter - fork a child that does nothing until its parent dies
 *
 * Return: as fork(2), in the parent.
 */
pid_t fork_waiter(void)
{
	pid_t pid = fork_bound();

	while (!pid)
		pause();
	return pid;
}

/**
 * run_child - run a function in a child
 * @body: returns 0 or an errno; dies with the parent
 * @data: for @body
 *
 * Return: what @body returned, or PREPARE_FAILED, or -1 if it died.
 */
int run_child(int (*body)(const void *data), const void *data)
{
	pid_t pid = fork_bound();
	int status;

	if (!pid)
		_exit(body(data));
	if (pid < 0 || waitpid(pid, &status, 0) != pid || !WIFEXITED(status))
		return -1;
	return WEXITSTATUS(status);
}

/* What a child that shares our memory needs of it; one is started at a time. */
static struct {
	const struct child *child;
	int flags;
	int (*prepare)(const void *data);
	const void *data;
} starting;

static int child_body(void *unused)
{
	const struct child *child = starting.child;
	int ready = child->ready[1], gate = child->gate[0];
	char byte;
	int err;

	(void)unused;
	if (!(starting.flags & CLONE_FILES)) {
		close(child->ready[0]);
		close(child->gate[1]);
	}
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	err = starting.prepare ? starting.prepare(starting.data) : 0;
	if (err || write(ready, "", 1) != 1)
		_exit(err ?: PREPARE_FAILED);
	if (read(gate, &byte, 1) < 0)
		_exit(PREPARE_FAILED);
	_exit(0);
}

/**
 * start_child - a child that prepares something and stays
 * @child: written on success
 * @flags: of clone(2)
 * @prepare: returns 0 or an errno; NULL for nothing to prepare
 * @data: for @prepare
 *
 * Return: true if it has prepared it.
 */
bool start_child(struct child *child, int flags, int (*prepare)(const void *data),
		 const void *data)
{
	static char stack[65536];
	char byte;

	if (pipe(child->ready) < 0 || pipe(child->gate) < 0)
		return false;
	/* It may be dead when it is told to end. */
	signal(SIGPIPE, SIG_IGN);
	starting.child = child;
	starting.flags = flags;
	starting.prepare = prepare;
	starting.data = data;
	child->pid = clone(child_body, stack + sizeof(stack), flags | SIGCHLD, NULL);
	if (!(flags & CLONE_FILES)) {
		close(child->ready[1]);
		close(child->gate[0]);
	}
	return child->pid > 0 && read(child->ready[0], &byte, 1) == 1;
}

/**
 * end_child - have a child of start_child() end
 * @child: the child
 *
 * Return: what it exited with: 0, unless it could not prepare; -1 if it died.
 */
int end_child(struct child *child)
{
	int status = -1;

	if (write(child->gate[1], "", 1) != 1)
		kill(child->pid, SIGKILL);
	close(child->gate[1]);
	close(child->ready[0]);
	if (waitpid(child->pid, &status, 0) != child->pid || !WIFEXITED(status))
		return -1;
	return WEXITSTATUS(status);
}

/**
 * is_builtin - is the LSM built into this kernel?
 */
bool is_builtin(void)
{
	char text[32];

	return !read_jail_file(JAIL_FILE_ATTACH, text, sizeof(text)) &&
	       !strcmp(text, "builtin\n");
}

/**
 * no_module - detach and remove the module, when the last jail is gone
 *
 * Return: true if it is removed.
 */
bool no_module(void)
{
	return no_jail_within(10) && !system("jailctl detach && rmmod jail");
}

/**
 * fresh_module - load the module
 * @parameters: of it, or ""
 *
 * Return: true if it is loaded.
 */
bool fresh_module(const char *parameters)
{
	char command[256];

	snprintf(command, sizeof(command), "insmod /lib/jail.ko %s", parameters);
	return !system(command);
}
