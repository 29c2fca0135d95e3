#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Jail selftests - what is particular to the LSM that is built in. Runs in a
# guest, as root.

. "${0%/*}/tap.sh"

# kunit_passed: it ran when the kernel booted.
kunit_passed() {
	cat /sys/kernel/debug/kunit/jail/results
	grep -Eq '^ok [0-9]+ (- )?jail' /sys/kernel/debug/kunit/jail/results
}

begin
check "the build is named" is builtin $jail/attach
check "it is among the LSMs" grep -w jail /sys/kernel/security/lsm
check "it is ready" is ready $jail/state
check "jailctl status" status_is 0 jailctl status
[ ! -d /sys/kernel/debug/kunit ] || check "KUnit" kunit_passed
check "there is nothing to test" says "nothing to test" jailctl selftest
check "it does not go" refused jailctl detach
check "and jailctl says why" says "built into the kernel" jailctl detach
check "nor by force" refused put detach $jail/attach
check "chroot is denied after that" denies_chroot
check "parameters are shown" is "$(cat $jail/policy)" /sys/module/jail/parameters/policy
end
