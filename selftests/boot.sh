#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Jail selftests - what a boot line makes of the machine. Runs in a guest, as
# root; $JAIL_BOOT is a name of vm/boots.

. "${0%/*}/tap.sh"

# nothing_in FILE WORD: it is there, and says nothing of it.
nothing_in() { grep -q . "$1" && refused grep -w "$2" "$1"; }

absent() {
	check "no file" refused test -e $jail
	check "no LSM" nothing_in /sys/kernel/security/lsm jail
	check "no cache" nothing_in /proc/slabinfo 'jail[a-z_]*'
	check "jailctl says so" status_is 3 jailctl status
	check "chroot in a chroot is not denied" chroots_twice
}

# chroots_twice [COMMAND...]: by that command.
chroots_twice() {
	into_chroot
	cp /bin/busybox /tmp/attach/inner/
	"$@" chroot /tmp/attach /busybox chroot /inner /busybox true
}

# As in lsm=; "capability" and the like are always in front.
order() {
	asked=$(sed -n 's/.*\<lsm=\([^ ]*\).*/\1/p' /proc/cmdline)
	grep -E "(^|,)$asked\$" /sys/kernel/security/lsm || {
		echo "$asked, not $(cat /sys/kernel/security/lsm)"
		return 1
	}
}

stack() {
	check "the order is that of lsm=" order
	check "ready" is ready $jail/state
	check "chroot is denied" denies_chroot
	check "umount is denied" denies_umount
	sleep 1000 &
	check "a process is marked" says "marked 1 task" jailctl mark $!
	kill $!
	wait
	check "a child is traced" traces_child
	check "in a jail, too" traces_child jailctl run --
	check "another LSM refuses that" write 3 /proc/sys/kernel/yama/ptrace_scope
	check "outside" says "Operation not permitted" traces_child
	check "in a jail" says "Operation not permitted" traces_child jailctl run --
}

# traces_child [COMMAND...]: by that command.
traces_child() { "$@" "${0%/*}/attempt" trace-child; }

# Where no other LSM has the hook that in 6.1 replaces the kernel's own check.
capabilities() {
	check "the order is that of lsm=" order
	check "security.* is not a user's" status_is 1 "${0%/*}/attempt" security-xattr
}

parameters() {
	check "policy=" is mount $jail/policy
	check "enforce=" is 0 $jail/enforce
	check "not sealed" is 0 $jail/seal
	check "what is restricted is logged" refused denies_umount
	check "namely" log_says "would-deny"
	check "or denied" put 1 $jail/enforce
	check "what was not" mount -t tmpfs shm /dev/shm
	check "now" denies_umount
	check "what is not restricted is allowed" chroots_twice jailctl run --
}

# What cannot be read restricts no less.
mistaken() {
	check "the policy is the default" is "$default" $jail/policy
	check "it enforces" is 1 $jail/enforce
	check "the word is named" log_has "unknown word 'bogus'"
	check "chroot is denied" denies_chroot
}

log_has() { dmesg | grep -F -- "$1"; }

sealed() {
	check "sealed" is 1 $jail/seal
	check "no policy" refused put mount $jail/policy
	check "no logging only" refused put 0 $jail/enforce
	check "chroot is denied" denies_chroot
}

# There is no daemon: the kernel prints them.
audit() {
	check "a denial" denies_chroot
	check "is a record of audit" log_has "type=1316"
	check "with what it is" log_has "lsm=jail event=denied"
	check "so is a mark" log_has "lsm=jail event=marked"
	check "jailctl tells it" says "denied" jailctl log
}

auto() {
	. "${0%/*}/auto.sh"
}

# vm/guest looks whether the kernel has found them.
planted() {
	parameters=/sys/module/planted/parameters
	check "the module loads" insmod /lib/planted.ko
	check "the kernel looks for some" grep . $parameters/known
	while read -r mistake; do
		check "$mistake is made" write "$mistake" $parameters/make
	done < $parameters/known
}

echo "TAP version 13"
"${JAIL_BOOT%%-*}"
echo "1..$count"
