#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Jail selftests - loading, attaching, and what disturbs the attachment. Runs
# in a guest, as root, with the module not loaded.

trace=/sys/kernel/tracing
module=/lib/jail.ko
. "${0%/*}/tap.sh"

says() {
	text=$1
	shift
	"$@" 2>&1 | grep -F -- "$text"
}

log_says() { dmesg | tail -n 20 | grep -F -- "$1"; }

write() { echo "$1" > "$2"; }

# shellcheck disable=SC2120 # check calls it with arguments
load() { insmod "$module" "$@"; }

# A jail ends when RCU has freed its last task.
detach() {
	for _ in $(seq 100); do
		jailctl detach && return
		usleep 100000
	done
	return 1
}

unload() { detach && rmmod jail; }

denies_chroot() {
	mkdir -p /tmp/attach/inner
	cp /bin/busybox /tmp/attach/
	jailctl run -- chroot /tmp/attach /busybox chroot /inner /busybox true 2>&1 |
		grep 'Operation not permitted'
}

allows_chroot() {
	mkdir -p /tmp/attach
	cp /bin/busybox /tmp/attach/
	chroot /tmp/attach /busybox true
}

# chroot_and_stay DIRECTORY: a process of that root is $chrooted. It has a
# working directory, and the descriptors that are there.
chroot_and_stay() {
	cp /bin/busybox "$1/"
	chroot "$1" /busybox sleep 1000 &
	chrooted=$!
	while [ "$(readlink /proc/$chrooted/root)" != "$1" ]; do
		usleep 10000
	done
}

denies_umount() {
	jailctl run -- umount /dev/shm 2>&1 | grep 'Operation not permitted'
}

echo "TAP version 13"

# Loading. On 7.3 the switch is gone for everybody.
switch=/proc/sys/kernel/ftrace_enabled
if write 0 $switch 2> /dev/null; then
	check "ftrace can be switched off without the module" is 0 $switch
	check "the module does not load without ftrace" refused load
	check "and says why" log_says "kernel.ftrace_enabled is 0"
	write 1 $switch
	check "nothing is left of it" refused test -e $jail
fi
check "an unknown policy word is refused" refused load policy=mount,bogus
check "and named" log_says "unknown word 'bogus'"
check "a policy of nothing is refused" refused load policy=-mount
check "enforce= takes a boolean" refused load enforce=perhaps
check "nothing is left of that" refused test -e $jail
check "jailctl says that there is no module" status_is 3 jailctl status
check "without a helper it is untested" load helper= policy=mount enforce=0
check "policy= is read" is mount $jail/policy
check "enforce= is read" is 0 $jail/enforce
check "and it says so" is untested $jail/state
check "a mark is refused before the self-test" refused put $$ $jail/mark
check "jailctl status tells" status_is 11 jailctl status
check "jailctl run tests first" jailctl run -- true
check "then it is ready" is ready $jail/state
check "every hook fired" refused grep -w no $jail/selftest
check "it goes" unload
check "the helper makes it ready at load" load
check "ready at load" is ready $jail/state
check "the build is named" is module $jail/attach
check "its caches are seen" grep "^jail_mark" /proc/slabinfo
check "it is loaded once" refused load

# Exit statuses of jailctl.
check "success is 0" status_is 0 jailctl run -- true
check "the command's own status" status_is 42 jailctl run -- sh -c 'exit 42'
check "unknown command is 2" status_is 2 jailctl bogus
check "unknown option is 2" status_is 2 jailctl mark --bogus 1
check "malformed number is 2" status_is 2 jailctl mark 1x
check "too many arguments is 2" status_is 2 jailctl mark 1 2
check "in a jail is 6" status_is 6 jailctl run -- jailctl mark $$
check "in a jail, status" status_is 6 jailctl run -- jailctl status
check "no process is 7" status_is 7 jailctl mark 4000000
check "PID 1 is 8" status_is 8 jailctl mark 1
check "a kernel thread is 9" status_is 9 jailctl mark 2
sleep 1000 &
victim=$!
check "marked" says "marked 1 task" jailctl mark $victim
check "jailed already is 10" status_is 10 jailctl mark $victim
check "list shows it" says "mount,mknod,chroot" jailctl list
sleep 1000 &
other=$!
check "a name" jailctl mark --name=first "$other"
check "list shows that" says first jailctl list
check "a name that is taken is 15" status_is 15 jailctl run -n first -- true
check "a name that is none is 2" status_is 2 jailctl run --name 1st -- true
check "no such jail is 14" status_is 14 jailctl run --jail nobody -- true
check "no jail to release is 14" status_is 14 jailctl release nobody
check "joined" jailctl run -j first -- true
check "a policy for a jail that has one is 2" status_is 2 jailctl run -j first -p basic -- true
check "released" says "released 1 task" jailctl release first
check "marked, options last" says "marked 1 task" jailctl mark "$other" --policy mount --name again
check "with that policy" says " mount " jailctl list
check "released by id" jailctl release "$(awk '$5 == "again" { print $1 }' $jail/jails)"
kill "$other"
chroot_and_stay /tmp
check "no root" status_is 2 jailctl mark --root /nowhere
check "the root of the machine is 8" status_is 8 jailctl mark --root /
check "PID and root, of the machine" status_is 8 jailctl mark --same-root $$
check "neither PID nor root" status_is 2 jailctl mark
check "check finds nothing" says "nothing reaches" jailctl check "$chrooted"
check "marked by root" says "marked 1 task" jailctl mark --root /tmp
kill "$chrooted"
chroot_and_stay /tmp 7< /
check "check finds what is open" says "(descriptor 7)" jailctl check --root /tmp
check "and says so by its status" status_is 13 jailctl check "$chrooted"
check "it is not marked" status_is 13 jailctl mark "$chrooted"
check "but by force" says "marked 1 task" jailctl mark --force "$chrooted"
kill "$chrooted"
check "detach with a jail is 12" status_is 12 jailctl detach
check "it cannot be unloaded while attached" refused rmmod jail
kill $victim
wait
check "no right is 5" status_is 5 su nobody -c 'jailctl run -- true'
check "not found is 127" status_is 127 jailctl run -- /nowhere/command
check "cannot execute is 126" status_is 126 jailctl run -- /etc/passwd
check "help is 0" status_is 0 jailctl run --help

# A denial is logged: one line, with what is needed to find it.
check "a denial" denies_chroot
check "is logged" log_says "op=chroot restriction=chroot"

# What others do to the same functions. Each time: denied inside, not outside.
still_holds() {
	check "$1: chroot denied" denies_chroot
	check "$1: umount denied" denies_umount
	check "$1: unjailed chroot works" allows_chroot
}
check "ftrace cannot be switched off" refused write 0 $switch
still_holds "after that"
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

check "it goes at the end" unload
check "and leaves no cache" refused grep "^jail" /proc/slabinfo
check "and no function attached" refused grep '\[jail\]' $trace/enabled_functions
check "and no file" refused test -e $jail

# Somebody was first on a function of ours.
if [ -e /lib/taken.ko ]; then
	insmod /lib/taken.ko
	check "a function that is taken keeps the module out" refused load
	check "and is named" log_says "cannot attach to security_path_chroot"
	check "all or nothing" refused grep '\[jail\]' $trace/enabled_functions
	rmmod taken
	check "it loads when the function is free" load
	check "and then the other is refused" refused insmod /lib/taken.ko
	still_holds "after that"
	check "and it goes" unload
fi

# Over and over: the first rounds fill caches, the later ones must not grow.
kilobytes() { awk '/^(Slab|VmallocUsed|Percpu|KernelStack):/ { n += $2 } END { print n }' /proc/meminfo; }
# shellcheck disable=SC2119 # without any here
round() { load && jailctl run -- true && unload; }
rounds() {
	for _ in $(seq "$1"); do
		round || return 1
	done
}
check "load, use, detach and unload" rounds 3
before=$(kilobytes)
check "${JAIL_ROUNDS:-10} times more" rounds "${JAIL_ROUNDS:-10}"
after=$(kilobytes)
echo "# kernel memory before $before kB, after $after kB"
check "no memory is left behind" test $((after - before)) -lt "${JAIL_GROWTH:-512}"

echo "1..$count"
