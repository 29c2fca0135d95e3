// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail selftests - the escape zoo: the kernel, and privileges left for others
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <linux/bpf.h>
#include <linux/can.h>
#include <linux/kexec.h>
#include <linux/netlink.h>
#include <linux/perf_event.h>
#include <linux/reboot.h>
#include <linux/rtnetlink.h>
#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/acct.h>
#include <sys/capability.h>
#include <sys/io.h>
#include <sys/ioctl.h>
#include <sys/klog.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/reboot.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/swap.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <sys/timex.h>
#include <sys/xattr.h>
#include <time.h>
#include <unistd.h>

#include "zoo.h"

static int open_to_write(const char *path)
{
	return zoo_result(open(path, O_WRONLY));
}

/* The same is written back. */
static int write_core_pattern(void)
{
	char text[256];
	int fd = open("/proc/sys/kernel/core_pattern", O_RDWR);
	ssize_t length = fd < 0 ? 0 : read(fd, text, sizeof(text));

	return zoo_result(fd) ?: zoo_result(pwrite(fd, text, length, 0));
}

static int without_capabilities(void)
{
	cap_t none = cap_init();
	int err = zoo_result(cap_set_proc(none));

	cap_free(none);
	return err ?: open_to_write("/proc/sys/kernel/core_pattern");
}

static int open_sysrq(void)
{
	return open_to_write("/proc/sysrq-trigger");
}

static int open_sysfs(void)
{
	return open_to_write("/sys/kernel/rcu_expedited");
}

static int make_cgroup(void)
{
	int err = zoo_result(mkdir("/cgroup/zoo", 0700));

	rmdir("/cgroup/zoo");
	return err;
}

static int chmod_sysfs(void)
{
	return zoo_result(chmod("/sys/kernel/rcu_expedited", 0644));
}

/* What would switch the module off, or loosen it. */
static int write_policy(void)
{
	int fd = open("/security/jail/policy", O_WRONLY);

	return zoo_result(fd) ?: zoo_result(write(fd, "default", 7));
}

static int open_release(void)
{
	return open_to_write("/security/jail/release");
}

static int open_ftrace_switch(void)
{
	return open_to_write("/proc/sys/kernel/ftrace_enabled");
}

static int open_kprobes_switch(void)
{
	return open_to_write("/debug/kprobes/enabled");
}

static int open_tracer(void)
{
	return open_to_write("/tracing/current_tracer");
}

/* What a task may set of itself; and what it reads. */
static int own_files(void)
{
	return open_to_write("/proc/self/oom_score_adj") ?: open_to_write("/proc/self/comm") ?:
	       zoo_result(open("/proc/sys/kernel/core_pattern", O_RDONLY)) ?:
	       zoo_result(open("/sys/kernel/rcu_expedited", O_RDONLY));
}

static int load_module(void)
{
	return zoo_permitted(syscall(SYS_init_module, "none", 4, ""));
}

static int load_module_file(void)
{
	return zoo_permitted(syscall(SYS_finit_module, open("/etc/config", O_RDONLY), "", 0));
}

static int unload_module(void)
{
	return zoo_permitted(syscall(SYS_delete_module, "none", O_NONBLOCK));
}

/* Of the family of protocols that it has. */
static int autoload(void)
{
	int family;

	for (family = AF_MAX - 1; family > 0; family--)
		close(socket(family, SOCK_STREAM, 0));
	return 0;
}

/* No segment: what has been loaded is dropped. */
static int kexec(void)
{
	return zoo_permitted(syscall(SYS_kexec_load, 0, 0, NULL, KEXEC_ARCH_DEFAULT));
}

static int load_bpf(void)
{
	const struct bpf_insn program[] = {
		{ .code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = BPF_REG_0 },
		{ .code = BPF_JMP | BPF_EXIT },
	};
	union bpf_attr load = {
		.prog_type = BPF_PROG_TYPE_SOCKET_FILTER,
		.insns = (unsigned long)program,
		.insn_cnt = 2,
		.license = (unsigned long)"GPL",
	};

	return zoo_result(syscall(SYS_bpf, BPF_PROG_LOAD, &load, sizeof(load)));
}

static int open_perf(void)
{
	struct perf_event_attr event = {
		.type = PERF_TYPE_SOFTWARE,
		.size = sizeof(event),
		.config = PERF_COUNT_SW_DUMMY,
		.exclude_kernel = 1,
	};

	int err = zoo_result(syscall(SYS_perf_event_open, &event, zoo.victim, -1, -1, 0));

	/* If kernel.perf_event_paranoid asks for CAP_PERFMON, it says so. */
	return err == EACCES ? EPERM : err;
}

static int fault_in_user_space(void)
{
	return zoo_result(syscall(SYS_userfaultfd, 0));
}

static int all_ports(void)
{
	return zoo_result(iopl(3));
}

static int some_ports(void)
{
	return zoo_result(ioperm(0x80, 1, 1));
}

static int open_device(void)
{
	return zoo_result(open("/dev/kmsg", O_RDWR));
}

static int open_disk(void)
{
	return zoo_permitted(open("/dev/disk", O_RDONLY));
}

static int open_harmless_device(void)
{
	char byte;
	int fd = open("/dev/null", O_RDWR);

	return zoo_result(fd) ?: zoo_result(write(fd, "", 1)) ?:
	       zoo_result(getrandom(&byte, 1, 0));
}

static int make_device(void)
{
	int err = zoo_result(mknod("/disk", S_IFBLK | 0600, makedev(8, 0)));

	unlink("/disk");
	return err;
}

static int read_log(void)
{
	char text[64];

	return zoo_result(klogctl(3, text, sizeof(text)));
}

static int set_host_name(void)
{
	char name[64];

	return zoo_result(gethostname(name, sizeof(name))) ?:
	       zoo_result(sethostname(name, strlen(name)));
}

static int swap_on(void)
{
	return zoo_permitted(swapon("/etc/config", 0));
}

static int account(void)
{
	return zoo_permitted(acct("/etc"));
}

/* What the keys do by themselves; the machine stays as it was. */
static int set_reboot_key(void)
{
	return zoo_permitted(syscall(SYS_reboot, LINUX_REBOOT_MAGIC1, LINUX_REBOOT_MAGIC2,
				     LINUX_REBOOT_CMD_CAD_OFF, NULL));
}

static int set_clock(void)
{
	struct timespec now;

	return zoo_result(clock_gettime(CLOCK_REALTIME, &now)) ?:
	       zoo_result(clock_settime(CLOCK_REALTIME, &now));
}

static int adjust_clock(void)
{
	struct timex same = { .modes = ADJ_STATUS };

	return zoo_result(adjtimex(&same));
}

static int packet_socket(void)
{
	return zoo_permitted(socket(AF_PACKET, SOCK_RAW, 0));
}

static int raw_socket(void)
{
	return zoo_permitted(socket(AF_INET, SOCK_RAW, 1));
}

/* A bus of cars and machines; none need be there. */
static int can_socket(void)
{
	return zoo_result(socket(AF_CAN, SOCK_RAW, CAN_RAW));
}

/* IPPROTO_SMC, from 6.11; the headers may be older. */
#define PROTOCOL_SMC	256

/* Where its module is not loaded, who asks would have it loaded. */
static int smc_socket(void)
{
	int err = zoo_result(socket(AF_INET, SOCK_STREAM, PROTOCOL_SMC));

	return err == EPROTONOSUPPORT ? 0 : err;
}

static int honest_socket(void)
{
	return zoo_result(socket(AF_INET, SOCK_STREAM, 0)) ?:
	       zoo_result(socket(AF_UNIX, SOCK_DGRAM, 0));
}

static int new_names(void)
{
	return zoo_result(unshare(CLONE_NEWUTS));
}

static int new_network(void)
{
	return zoo_result(unshare(CLONE_NEWNET));
}

static int new_mounts(void)
{
	return zoo_result(unshare(CLONE_NEWNS));
}

static int clone_into(unsigned long flags)
{
	long pid = syscall(SYS_clone, flags | SIGCHLD, NULL, NULL, NULL, NULL);

	if (!pid)
		_exit(0);
	return zoo_result(pid);
}

/* By clone3(2), as it has no other flag for that; it ends at once. */
static int clone_into_cgroup(void)
{
	struct clone_args arguments = {
		.flags = CLONE_INTO_CGROUP,
		.exit_signal = SIGCHLD,
		.cgroup = open("/cgroup", O_RDONLY | O_DIRECTORY),
	};
	long pid = syscall(SYS_clone3, &arguments, sizeof(arguments));

	if (!pid)
		_exit(0);
	return zoo_result(pid);
}

static int clone_pids(void)
{
	return clone_into(CLONE_NEWPID);
}

static int clone_ipc(void)
{
	return clone_into(CLONE_NEWIPC);
}

static int honest_clone(void)
{
	return clone_into(0) ?: zoo_result(unshare(CLONE_FS | CLONE_FILES));
}

static int enter_names(void)
{
	return zoo_result(setns(open("/proc/self/ns/uts", O_RDONLY), 0));
}

static int made_with(int fd, const char *path)
{
	int err = zoo_result(fd);

	unlink(path);
	return err;
}

static int chmod_suid(void)
{
	int err = zoo_result(chmod("/prog", 04755));

	chmod("/prog", 0755);
	return err;
}

static int fchmod_suid(void)
{
	int err = zoo_result(fchmod(open("/prog", O_RDONLY), 02755));

	chmod("/prog", 0755);
	return err;
}

static int create_suid(void)
{
	return made_with(open("/suid", O_CREAT | O_EXCL | O_WRONLY, 04755), "/suid");
}

static int tmpfile_suid(void)
{
	return zoo_result(open("/", O_TMPFILE | O_WRONLY, 04755));
}

static int mknod_suid(void)
{
	return made_with(mknod("/suid", S_IFREG | 04755, 0), "/suid");
}

static int file_capabilities(void)
{
	cap_t all = cap_from_text("all=ep");
	int err = zoo_result(cap_set_file("/prog", all));

	cap_free(all);
	removexattr("/prog", "security.capability");
	return err;
}

static int leave_suid(void)
{
	int fd = open(ROOT "/suid", O_CREAT | O_WRONLY, 0755);

	return zoo_result(fd) ?: zoo_result(fchmod(fd, 04755));
}

/* With CAP_FSETID the mode stays. */
static int overwrite_suid(void)
{
	return open_to_write("/suid");
}

static int open_and_truncate_suid(void)
{
	return zoo_result(open("/suid", O_RDONLY | O_TRUNC));
}

static int truncate_suid(void)
{
	return zoo_result(truncate("/suid", 0));
}

static int overwrite_other(void)
{
	return open_to_write("/etc/config") ?: zoo_result(open("/suid", O_RDONLY));
}

/* For somebody outside, who may not open it now. */
static int chmod_device(void)
{
	return zoo_result(chmod("/dev/disk", 0600));
}

static int chown_device(void)
{
	return zoo_result(chown("/dev/kmsg", 0, 0));
}

static int harmless_modes(void)
{
	return zoo_result(chmod("/dev/null", 0666)) ?: zoo_result(chown("/dev/null", 0, 0));
}

/* As knfsd is told what to export; a jail has no network of its own. */
static int chmod_network(void)
{
	return zoo_result(chmod("/proc/self/net/dev", 0444));
}

/* A link of securityfs leads to a file system that no path leads to. */
static int write_apparmor(void)
{
	return open_to_write("/security/apparmor/policy/.remove");
}

/* To those who listen to udev, from root: systemd is one. */
static int send_device_event(void)
{
	struct sockaddr_nl udev = { .nl_family = AF_NETLINK, .nl_groups = 2 };
	int fd = socket(AF_NETLINK, SOCK_RAW, NETLINK_KOBJECT_UEVENT);
	ssize_t sent = sendto(fd, "event", 5, 0, (struct sockaddr *)&udev, sizeof(udev));

	/* Nobody listens: it has been on its way. */
	return sent < 0 && errno != ECONNREFUSED ? errno : 0;
}

static int ask_for_links(void)
{
	struct sockaddr_nl kernel = { .nl_family = AF_NETLINK };
	const struct {
		struct nlmsghdr header;
		struct rtgenmsg message;
	} request = {
		.header = {
			.nlmsg_len = sizeof(request),
			.nlmsg_type = RTM_GETLINK,
			.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP,
		},
	};
	int fd = socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);

	return zoo_result(sendto(fd, &request, sizeof(request), 0,
				 (struct sockaddr *)&kernel, sizeof(kernel)));
}

/* While there is one, the machine does not hibernate. */
static int hide_memory(void)
{
	return zoo_result(syscall(SYS_memfd_secret, 0));
}

static int make_memory(void)
{
	return zoo_result(memfd_create("zoo", 0));
}

/* What the callback of the connector does with it is its own affair. */
static int send_to_connector(void)
{
	const struct nlmsghdr message = { .nlmsg_len = sizeof(message), .nlmsg_type = NLMSG_DONE };
	struct sockaddr_nl kernel = { .nl_family = AF_NETLINK };
	int fd = socket(AF_NETLINK, SOCK_DGRAM, NETLINK_CONNECTOR);

	return zoo_result(fd) ?:
	       zoo_result(sendto(fd, &message, sizeof(message), 0, (struct sockaddr *)&kernel,
				 sizeof(kernel)));
}

/* The ports of the disk controller, or of the bus beside it, in QEMU's q35. */
static int read_ports(void)
{
	int fd, err = ENOENT;
	glob_t found;
	size_t i;
	char byte;

	if (glob("/sys/bus/pci/devices/0000:00:1f.*/resource4", 0, NULL, &found))
		found.gl_pathc = 0;
	for (i = 0; i < found.gl_pathc && err != EPERM; i++) {
		fd = open(found.gl_pathv[i], O_RDONLY);
		err = zoo_result(fd) ?: zoo_result(pread(fd, &byte, 1, 0));
		if (!err)
			break;
	}
	return err;
}

static int read_device(void)
{
	glob_t found;

	if (glob("/sys/bus/pci/devices/0000:00:1f.*/resource", 0, NULL, &found))
		return 0;
	return zoo_result(open(found.gl_pathv[0], O_RDONLY));
}

/* Some files act when they are opened, or closed. */
static int open_write_only(void)
{
	return zoo_result(open("/proc/sysrq-trigger", O_RDONLY));
}

/* What one reads, another does not. */
static int open_trace_pipe(void)
{
	return zoo_result(open("/tracing/trace_pipe", O_RDONLY | O_NONBLOCK));
}

static int open_snapshot(void)
{
	return zoo_result(open("/tracing/per_cpu/cpu0/snapshot_raw", O_RDONLY | O_NONBLOCK));
}

static int open_debug_file(void)
{
	return zoo_result(open("/debug/kprobes/list", O_RDONLY));
}

/* Where memory is: who reads it is told what its opener may know. */
static int lend_file(void)
{
	return zoo_ask_about(READ, open("/proc/iomem", O_RDONLY));
}

static int lend_plain_file(void)
{
	return zoo_ask_about(READ, open("/proc/uptime", O_RDONLY));
}

static int read_control_file(void)
{
	int fd = open("/sys/kernel/uevent_seqnum", O_RDONLY);
	char text[64];

	return zoo_result(fd) ?: isatty(fd) ?: zoo_result(read(fd, text, sizeof(text)));
}

/* DIAG_IOCSREG of include/uapi/linux/user_events.h: it need not be open to write. */
static int ask_control_file(void)
{
	return zoo_ioctl(open("/tracing/README", O_RDONLY), _IOWR('*', 0, void *), NULL);
}

static int wake_up(void)
{
	return zoo_result(timerfd_create(CLOCK_BOOTTIME_ALARM, 0));
}

static int wait_for_time(void)
{
	return zoo_result(timerfd_create(CLOCK_BOOTTIME, 0));
}

/* EXT4_IOC_RESIZE_FS */
static int grow(void)
{
	__u64 blocks = 1;

	return zoo_ioctl(open("/", O_RDONLY), _IOW('f', 16, __u64), &blocks);
}

/* Modes that give nobody anything. */
static int honest_modes(void)
{
	return zoo_result(chmod("/prog", 0755)) ?: zoo_result(chmod("/inner", 02775)) ?:
	       zoo_result(chmod("/etc/config", 02644)) ?: zoo_result(chmod("/inner", 01777));
}

const struct technique kernel_techniques[] = {
	{ "core-pattern", write_core_pattern, NULL, own_files },
	{ "core-pattern-without-capabilities", without_capabilities },
	{ "chmod-sysfs", chmod_sysfs },
	{ "sysrq-trigger", open_sysrq },
	{ "sysfs", open_sysfs },
	{ "cgroup", make_cgroup },
	{ "jail-policy", write_policy },
	{ "jail-release", open_release },
	{ "ftrace-enabled", open_ftrace_switch },
	{ "kprobes-enabled", open_kprobes_switch },
	{ "current-tracer", open_tracer },
	{ "init-module", load_module },
	{ "finit-module", load_module_file },
	{ "delete-module", unload_module },
	{ "kexec-load", kexec },
	{ "bpf", load_bpf },
	{ "perf-event-open", open_perf },
	{ "userfaultfd", fault_in_user_space },
	{ "iopl", all_ports },
	{ "ioperm", some_ports },
	{ "open-device", open_device, NULL, open_harmless_device },
	{ "open-disk", open_disk },
	{ "mknod-disk", make_device },
	{ "syslog", read_log },
	{ "sethostname", set_host_name },
	{ "swapon", swap_on },
	{ "acct", account },
	{ "reboot", set_reboot_key },
	{ "clock-settime", set_clock, NULL, NULL, true },
	{ "adjtimex", adjust_clock, NULL, NULL, true },
	{ "packet-socket", packet_socket, NULL, honest_socket, true },
	{ "raw-socket", raw_socket, NULL, autoload, true },
	/* Who looks what there is goes on by that. */
	{ "can-socket", can_socket, NULL, honest_socket, .denied = EAFNOSUPPORT },
	{ "smc-socket", smc_socket, .denied = EAFNOSUPPORT },
	{ "unshare-uts", new_names, NULL, honest_clone },
	{ "unshare-net", new_network },
	{ "unshare-mnt", new_mounts },
	{ "clone-pid", clone_pids },
	{ "clone-ipc", clone_ipc },
	{ "clone-into-cgroup", clone_into_cgroup },
	{ "setns-uts", enter_names },
	{ "chmod-suid", chmod_suid, NULL, honest_modes },
	{ "fchmod-sgid", fchmod_suid },
	{ "creat-suid", create_suid },
	{ "tmpfile-suid", tmpfile_suid },
	{ "mknod-suid", mknod_suid },
	{ "file-capabilities", file_capabilities },
	{ "overwrite-suid", overwrite_suid, leave_suid, overwrite_other },
	{ "truncate-suid", truncate_suid, leave_suid },
	{ "open-truncate-suid", open_and_truncate_suid, leave_suid },
	{ "chmod-device", chmod_device, NULL, harmless_modes },
	{ "chown-device", chown_device },
	{ "proc-net", chmod_network },
	{ "apparmor-policy", write_apparmor, .absent = ENOENT },
	{ "memfd-secret", hide_memory, NULL, make_memory },
	{ "uevent", send_device_event, NULL, ask_for_links },
	{ "connector", send_to_connector },
	{ "pci-resource", read_ports, NULL, read_device },
	{ "open-write-only", open_write_only, NULL, read_control_file },
	{ "trace-pipe", open_trace_pipe },
	{ "snapshot-raw", open_snapshot, .absent = ENOENT },
	{ "debugfs", open_debug_file, NULL, read_control_file, .absent = ENOENT },
	{ "file-lend", lend_file, NULL, lend_plain_file },
	{ "control-ioctl", ask_control_file },
	{ "wake-alarm", wake_up, NULL, wait_for_time },
	{ "grow-file-system", grow },
	{ }
};
