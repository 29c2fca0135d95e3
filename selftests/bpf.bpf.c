// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail selftests - BPF programs of somebody else on a function, and a hook, of ours
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

int entries;
int exits;
int last_return;

SEC("fentry/security_path_chroot")
int BPF_PROG(on_entry, const void *path)
{
	__sync_fetch_and_add(&entries, 1);
	return 0;
}

SEC("fexit/security_path_chroot")
int BPF_PROG(on_exit, const void *path, int ret)
{
	__sync_fetch_and_add(&exits, 1);
	last_return = ret;
	return 0;
}

/* Another LSM, which refuses. */
SEC("lsm/path_chroot")
int BPF_PROG(on_chroot, const void *path, int ret)
{
	return ret ? ret : -1;
}

char _license[] SEC("license") = "GPL";
