# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh disable=SC2034 # its variables are for who sources it
# Jail selftests - what those written in shell share: a line of TAP a test.

jail=/sys/kernel/security/jail
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
