# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh disable=SC2034 # its variables are for who sources it
# Jail selftests - what those written in shell share: a line of TAP a test, and
# what is asked for more than once.

jail=/sys/kernel/security/jail
default=mount,mknod,chroot,path,device,control,kernel,admin,namespace,task,ipc,suid,tty
count=0

# check NAME COMMAND...: one test.
check() {
	name=$1
	shift
	count=$((count + 1))
	if "$@" > /tmp/check.log 2>&1; then
		echo "ok $count $name"
	else
		echo "not ok $count $name"
		sed 's/^/# /' /tmp/check.log
	fi
}

refused() { ! "$@"; }

# status_is N COMMAND...: it exits with N.
status_is() {
	want=$1
	shift
	"$@"
	got=$?
	[ "$got" -eq "$want" ] || {
		echo "exit status $got, not $want"
		return 1
	}
}

put() { printf '%s' "$1" > "$2"; }

is() { [ "$(cat "$2")" = "$1" ]; }

says() {
	text=$1
	shift
	"$@" 2>&1 | grep -F -- "$text"
}

# matches PATTERN COMMAND...: a line of what it says does.
matches() {
	text=$1
	shift
	"$@" 2>&1 | grep -E -- "$text"
}

# log_says TEXT: lately. It is written a little later than it happens.
lately() { dmesg | tail -n 20 | grep -F -- "$1"; }
log_says() { within 20 lately "$1"; }

write() { echo "$1" > "$2"; }

is_builtin() { is builtin $jail/attach; }

# begin: what is there is tested, or else the module.
begin() {
	echo "TAP version 13"
	is_builtin 2> /dev/null || check "the module loads" insmod /lib/jail.ko
}

# within TENTHS COMMAND...: it succeeds in as many tenths of a second.
within() {
	tenths=$1
	shift
	for _ in $(seq "$tenths"); do
		"$@" && return
		sleep 0.1
	done
	return 1
}

# A jail ends when RCU has freed its last task.
detach() { within 100 jailctl detach; }

unload() { detach && rmmod jail; }

# end: the module goes, if it is one.
end() {
	is_builtin || check "it goes" unload
	echo "1..$count"
}

# into_chroot: what /tmp/attach needs.
into_chroot() {
	mkdir -p /tmp/attach/inner
	cp /bin/busybox /tmp/attach/
}

denies_chroot() {
	into_chroot
	jailctl run -- chroot /tmp/attach /busybox chroot /inner /busybox true 2>&1 |
		grep 'Operation not permitted'
}

denies_umount() {
	jailctl run -- umount /dev/shm 2>&1 | grep 'Operation not permitted'
}
