# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh disable=SC2154 # sourced behind tap.sh
# Jail selftests - jail.auto=1, whatever has set it.

# in_chroot COMMAND...: by busybox in /tmp/attach.
in_chroot() { chroot /tmp/attach /busybox "$@"; }

has_tasks() { awk -v want="$1" 'NR > 1 { n += $2 } END { exit n != want }' "$jail/jails"; }

# tasks_are N: RCU frees them a little later than they exit.
tasks_are() { within 50 has_tasks "$1" || refused cat "$jail/jails"; }

has_own_root() { [ "$(readlink "/proc/$1/root")" != / ]; }

# stays COMMAND...: it is $stayer, which has its own root.
stays() {
	"$@" &
	stayer=$!
	within 50 has_own_root $stayer
}

gone() {
	kill "$stayer" "$@"
	wait
	tasks_are 0
}

# What a shell starts behind itself reads from /dev/null, which a file is too.
into_chroot
mkdir -p /tmp/attach/dev
: > /tmp/attach/dev/null
check "nobody is jailed" tasks_are 0
check "who calls chroot" stays chroot /tmp/attach /busybox sleep 1000
check "is jailed" tasks_are 1
check "by a jail of its own" gone
check "its chroot is the last" says "Operation not permitted" \
	in_chroot chroot /inner /busybox true
check "and it does not mount" says "permission denied" \
	in_chroot mount -t tmpfs none /inner
check "to the root of the machine, it is none" \
	chroot / /bin/sh -c 'chroot /tmp/attach /busybox true'
check "nor if it fails" refused chroot /nowhere /busybox true
check "nor one that executes, in another thread, meanwhile" "${0%/*}/hasty" /tmp/attach
# The shell becomes the chroot; what it started before stays what it was.
check "a parent that calls it" stays sh -c 'sleep 1000 & echo $! > /tmp/child
	exec chroot /tmp/attach /busybox sleep 1000'
check "is jailed alone" tasks_are 1
check "with the children it then makes" gone "$(cat /tmp/child)"
check "who is jailed" stays chroot /tmp/attach /busybox sh -c \
	'/busybox sleep 1000 & echo $! > /child; wait'
check "has jailed children" tasks_are 2
within 50 test -s /tmp/attach/child
check "and ends with them" gone "$(cat /tmp/attach/child)"
