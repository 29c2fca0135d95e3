#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Jail selftests - what others do to the functions that the LSM is attached to.
# Runs in a guest, as root; loads the module if the LSM is not built in.

trace=/sys/kernel/tracing
. "${0%/*}/tap.sh"

allows_chroot() {
	into_chroot
	chroot /tmp/attach /busybox true
}

# Each time: denied inside, not outside.
still_holds() {
	check "$1: chroot denied" denies_chroot
	check "$1: umount denied" denies_umount
	check "$1: unjailed chroot works" allows_chroot
}

begin
echo "# the build: $(cat $jail/attach)"
still_holds "undisturbed"
for tracer in function function_graph; do
	write security_path_chroot $trace/set_ftrace_filter
	write security_sb_umount $trace/set_ftrace_filter
	write $tracer $trace/current_tracer
	still_holds "under the $tracer tracer"
	write nop $trace/current_tracer
	write "" $trace/set_ftrace_filter
	still_holds "after the $tracer tracer"
done
write 'p:jail/entry security_path_chroot' $trace/kprobe_events
write 'r:jail/return security_path_chroot' $trace/kprobe_events
write 1 $trace/events/jail/enable
still_holds "under kprobe and kretprobe events"
write 0 /sys/kernel/debug/kprobes/enabled
still_holds "with kprobes switched off"
write 1 /sys/kernel/debug/kprobes/enabled
write 0 $trace/events/jail/enable
write "" $trace/kprobe_events
still_holds "after kprobe events"
write 0 $trace/tracing_on
still_holds "with tracing off"
write 1 $trace/tracing_on
end
