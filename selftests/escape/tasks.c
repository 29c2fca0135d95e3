// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail selftests - the escape zoo: tasks outside
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/ioprio.h>
#include <linux/kcmp.h>
#include <linux/types.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "zoo.h"

static int own_child(void (*act)(pid_t pid, int *err))
{
	pid_t pid = fork();
	int err = 0;

	if (!pid) {
		pause();
		_exit(0);
	}
	act(pid, &err);
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	return err;
}

static int seize(void)
{
	int err = zoo_result(ptrace(PTRACE_SEIZE, zoo.victim, NULL, NULL));

	ptrace(PTRACE_DETACH, zoo.victim, NULL, NULL);
	return err;
}

static void seize_child(pid_t pid, int *err)
{
	*err = zoo_result(ptrace(PTRACE_SEIZE, pid, NULL, NULL));
}

static int seize_inside(void)
{
	return own_child(seize_child);
}

/* Its memory is ours, as we were forked from the same. */
static int read_memory(void)
{
	char byte;
	struct iovec here = { &byte, 1 }, there = { &zoo, 1 };

	return zoo_result(process_vm_readv(zoo.victim, &here, 1, &there, 1, 0));
}

static int open_memory(void)
{
	char path[64];

	snprintf(path, sizeof(path), "/proc/%d/mem", zoo.victim);
	return zoo_result(open(path, O_RDONLY));
}

static int compare(void)
{
	return zoo_result(syscall(SYS_kcmp, getpid(), zoo.victim, KCMP_FILES, 0, 0));
}

static int enter_namespaces(void)
{
	int fd = syscall(SYS_pidfd_open, zoo.victim, 0);

	return zoo_result(setns(fd, CLONE_NEWUTS));
}

static int send_signal(void)
{
	return zoo_result(kill(zoo.victim, SIGCONT));
}

static int send_signal_to_thread(void)
{
	return zoo_result(syscall(SYS_tgkill, zoo.victim, zoo.victim, SIGCONT));
}

static int send_signal_by_pidfd(void)
{
	int fd = syscall(SYS_pidfd_open, zoo.victim, 0);

	return zoo_result(syscall(SYS_pidfd_send_signal, fd, SIGCONT, NULL, 0));
}

static int send_queued_signal(void)
{
	return zoo_result(sigqueue(zoo.victim, SIGCONT, (union sigval) { 0 }));
}

static void signal_child(pid_t pid, int *err)
{
	*err = zoo_result(kill(pid, SIGCONT));
}

static int signal_inside(void)
{
	return own_child(signal_child) ?: zoo_result(kill(getpid(), SIGCONT));
}

static int pipe_end(void)
{
	int ends[2];

	return pipe(ends) ? -1 : ends[0];
}

static int own_signals(void)
{
	return zoo_result(fcntl(pipe_end(), F_SETOWN, zoo.victim));
}

/*
 * The owner of a terminal that is asked for this is its foreground group. Here it is
 * another device, which has none.
 */
static int async_signals(void)
{
	return zoo_result(fcntl(open("/dev/null", O_RDWR), F_SETFL, O_ASYNC));
}

static int async_signals_by_ioctl(void)
{
	int on = 1;

	/* It sends none. */
	return zoo_ioctl(open("/dev/null", O_RDWR), FIOASYNC, &on);
}

static int async_signals_of_pipe(void)
{
	return zoo_result(fcntl(pipe_end(), F_SETFL, O_ASYNC));
}

/* The kernel sends signals to the whole of a group. */
static int join_group(void)
{
	return zoo_result(setpgid(0, zoo.victim));
}

static int make_group(void)
{
	return zoo_result(setpgid(0, 0));
}

static int forge_end_of_child(void)
{
	return zoo_result(kill(zoo.victim, SIGCHLD));
}

static int own_signals_of_thread(void)
{
	return zoo_result(fcntl(pipe_end(), F_SETOWN, zoo.thread));
}

static int own_signals_of_group(void)
{
	return zoo_result(fcntl(pipe_end(), F_SETOWN, -zoo.victim));
}

/* None is of this group yet: whoever joins it. */
static int own_signals_of_empty_group(void)
{
	return zoo_result(fcntl(pipe_end(), F_SETOWN, -zoo.thread));
}

static void own_by_child(pid_t pid, int *err)
{
	*err = zoo_result(fcntl(pipe_end(), F_SETOWN, pid));
}

/* When the kernel looks it up, it may be another's number. */
static int own_signals_of_child(void)
{
	return own_child(own_by_child);
}

static int own_signals_extended(void)
{
	struct f_owner_ex owner = { F_OWNER_PID, zoo.victim };

	return zoo_result(fcntl(pipe_end(), F_SETOWN_EX, &owner));
}

static int own_signals_by_ioctl(void)
{
	int pid = zoo.victim;

	return zoo_result(ioctl(socket(AF_UNIX, SOCK_STREAM, 0), FIOSETOWN, &pid));
}

static int own_signals_of_own_group(void)
{
	return zoo_result(fcntl(pipe_end(), F_SETOWN, -getpgrp()));
}

/* Nobody else is in it, but who is outside may join: it is of the same session. */
static int own_signals_of_group_to_join(void)
{
	return zoo_result(setpgid(0, 0)) ?: own_signals_of_own_group();
}

static int own_signals_inside(void)
{
	return zoo_result(fcntl(pipe_end(), F_SETOWN, getpid())) ?:
	       zoo_result(fcntl(pipe_end(), F_SETOWN, 0)) ?: zoo_result(setsid()) ?:
	       own_signals_of_own_group();
}

/* The parent did not make it, and is told when it ends. */
static int make_sibling(void)
{
	long pid = syscall(SYS_clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0);

	if (!pid)
		_exit(0);
	return zoo_result(pid);
}

static int make_sibling_inside(void)
{
	pid_t pid = fork();
	int status, left, failed = pid < 0;

	if (!pid)
		_exit(make_sibling());
	for (left = 2; left && !failed; left--)
		failed = wait(&status) < 0 || status;
	return failed;
}

static int set_nice(void)
{
	return zoo_result(setpriority(PRIO_PROCESS, zoo.victim, 1));
}

static int set_nice_inside(void)
{
	return zoo_result(setpriority(PRIO_PROCESS, 0, 1));
}

static int set_scheduler(void)
{
	const struct sched_param none = { 0 };

	return zoo_result(sched_setscheduler(zoo.victim, SCHED_OTHER, &none));
}

static int set_affinity(void)
{
	cpu_set_t cpus;

	return zoo_result(sched_getaffinity(zoo.victim, sizeof(cpus), &cpus)) ?:
	       zoo_result(sched_setaffinity(zoo.victim, sizeof(cpus), &cpus));
}

static int set_io_priority(void)
{
	return zoo_result(syscall(SYS_ioprio_set, IOPRIO_WHO_PROCESS, zoo.victim, 0));
}

static int set_limit(void)
{
	struct rlimit limit;

	return zoo_result(prlimit(zoo.victim, RLIMIT_CORE, NULL, &limit)) ?:
	       zoo_result(prlimit(zoo.victim, RLIMIT_CORE, &limit, NULL));
}

static int set_limit_inside(void)
{
	struct rlimit limit;

	return zoo_result(getrlimit(RLIMIT_CORE, &limit)) ?:
	       zoo_result(setrlimit(RLIMIT_CORE, &limit));
}

static int set_oom_score(void)
{
	char path[64];

	snprintf(path, sizeof(path), "/proc/%d/oom_score_adj", zoo.victim);
	return zoo_result(open(path, O_WRONLY));
}

/* A write asks for the capabilities of who writes. */
static int set_sent_oom_score(void)
{
	int fd = zoo_ask_for(SEND_CONTROL);

	return fd < 0 ? EPERM : zoo_result(write(fd, "-1000", 5));
}

/* Whoever opens it waits until the lease is given up, or broken. */
static int lease(const char *path)
{
	int fd = open(path, O_RDONLY);

	return zoo_result(fd) ?: zoo_result(fcntl(fd, F_SETLEASE, F_RDLCK));
}

static int lease_shared(void)
{
	return lease("/inner/shared");
}

static int lease_cgroup(void)
{
	return lease("/cgroup/cgroup.procs");
}

static int lease_inside(void)
{
	return lease("/etc/config");
}

/* As in include/uapi/linux/fcntl.h of 7.2: F_SETDELEG and struct delegation. */
static int delegation(void)
{
	struct {
		__u32 flags;
		__u16 type;
		__u16 pad;
	} asked = { .type = F_RDLCK };
	int fd = open("/inner", O_RDONLY | O_DIRECTORY);

	return zoo_result(fd) ?: zoo_result(fcntl(fd, 1024 + 16, &asked));
}

const struct technique task_techniques[] = {
	{ "ptrace-seize", seize, NULL, seize_inside },
	{ "process-vm-readv", read_memory },
	{ "proc-mem", open_memory, .denied = EACCES },
	{ "kcmp", compare },
	{ "setns-pidfd", enter_namespaces },
	{ "kill", send_signal, NULL, signal_inside },
	{ "tgkill", send_signal_to_thread },
	{ "pidfd-send-signal", send_signal_by_pidfd },
	{ "sigqueue", send_queued_signal },
	{ "setown", own_signals, NULL, own_signals_inside },
	{ "setown-child", own_signals_of_child },
	{ "setown-group", own_signals_of_group },
	{ "setown-empty-group", own_signals_of_empty_group },
	{ "setown-open-group", own_signals_of_group_to_join },
	{ "setown-thread", own_signals_of_thread },
	{ "setown-ex", own_signals_extended },
	{ "fiosetown", own_signals_by_ioctl },
	{ "setfl-async", async_signals, NULL, async_signals_of_pipe },
	{ "fioasync", async_signals_by_ioctl },
	{ "setpgid", join_group, NULL, make_group },
	{ "clone-parent", make_sibling, NULL, make_sibling_inside },
	{ "kill-sigchld", forge_end_of_child },
	{ "setpriority", set_nice, NULL, set_nice_inside },
	{ "sched-setscheduler", set_scheduler },
	{ "sched-setaffinity", set_affinity },
	{ "ioprio-set", set_io_priority },
	{ "prlimit", set_limit, NULL, set_limit_inside },
	{ "oom-score-adj", set_oom_score },
	{ "oom-score-sent", set_sent_oom_score },
	{ "lease-shared", lease_shared, zoo_bind, lease_inside },
	{ "lease-cgroup", lease_cgroup, .absent = EINVAL },
	{ "delegation", delegation, zoo_bind, .absent = EINVAL },
	{ }
};
