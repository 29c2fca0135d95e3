#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Jail selftests - loading and unloading the module, over and over. Runs in a
# guest, as root, with the module not loaded.

trace=/sys/kernel/tracing
module=/lib/jail.ko
. "${0%/*}/tap.sh"

# shellcheck disable=SC2120 # check calls it with arguments
load() { insmod "$module" "$@"; }

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
sleep 1000 &
check "a jail" jailctl mark $!
check "detach with a jail is 12" status_is 12 jailctl detach
check "it cannot be unloaded while attached" refused rmmod jail
kill $!
wait
check "ftrace cannot be switched off" refused write 0 $switch
check "chroot is denied after that" denies_chroot
check "it goes at the end" unload
check "and leaves no cache" refused grep "^jail" /proc/slabinfo
check "and no function attached" refused grep '\[jail\]' $trace/enabled_functions
check "and no file" refused test -e $jail

# Whoever calls chroot(2).
check "auto=" load auto=1
. "${0%/*}/auto.sh"
check "and it goes" unload

# Somebody was first on a function of ours.
if [ -e /lib/taken.ko ]; then
	insmod /lib/taken.ko
	check "a function that is taken keeps the module out" refused load
	check "and is named" log_says "cannot attach to security_path_chroot"
	check "all or nothing" refused grep '\[jail\]' $trace/enabled_functions
	rmmod taken
	check "it loads when the function is free" load
	check "and then the other is refused" refused insmod /lib/taken.ko
	check "chroot is denied after that" denies_chroot
	check "and it goes" unload
fi

# Who was jailed, and does not come to the end of its exit.
if [ -e /lib/held.ko ]; then
	insmod /lib/held.ko
	check "it loads" load
	sleep 1000 3< /dev/held &
	pid=$!
	check "it has it open" within 50 grep sleep /proc/$pid/comm
	write 1 /sys/module/held/parameters/stay
	check "it is marked" jailctl mark --name exits $pid
	kill -KILL $pid
	check "it exits, and waits" within 50 grep held_flush /proc/$pid/stack
	check "the jail ends" jailctl release exits
	check "detach says who is left" within 50 says "the end of its exit" jailctl detach
	check "by its exit status" status_is 12 jailctl detach
	write 0 /sys/module/held/parameters/stay
	wait
	check "and it goes when that has ended" unload
	rmmod held
fi

# Over and over: the first rounds fill caches, the later ones must not grow.
kilobytes() {
	awk '/^(Slab|VmallocUsed|Percpu|KernelStack):/ { n += $2 } END { print n }' /proc/meminfo
}

# shellcheck disable=SC2119 # without any here
round() { load && jailctl run -- true && unload; }
rounds() {
	for _ in $(seq "$1"); do
		round || return 1
	done
}
check "load, use, detach and unload" rounds 2
before=$(kilobytes)
check "${JAIL_ROUNDS:-2} times more" rounds "${JAIL_ROUNDS:-2}"
after=$(kilobytes)
echo "# kernel memory before $before kB, after $after kB"
check "no memory is left behind" test $((after - before)) -lt "${JAIL_GROWTH:-256}"

echo "1..$count"
