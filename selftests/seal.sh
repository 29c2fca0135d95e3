#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Jail selftests - the seal. Runs in a guest, as root; loads the module if the
# LSM is not built in. The last of all, because nothing takes a seal off.

. "${0%/*}/tap.sh"

# Each with its twin: it works before, and not after.
settings() {
	check "$1: policy" "$2" put basic $jail/policy
	check "$1: log only" "$2" put 0 $jail/enforce
	check "$1: enforce again" "$2" put 1 $jail/enforce
}

begin
check "it is not sealed" is 0 $jail/seal
settings "not sealed" eval
sleep 1000 &
first=$!
sleep 1000 &
second=$!
check "a jail" jailctl mark --name first "$first"
check "is released" jailctl release first
check "and made again" jailctl mark --name first "$first"
check "what is no seal is refused" refused put 0 $jail/seal
check "nor that" refused put 2 $jail/seal
check "it is still not sealed" is 0 $jail/seal
check "a jailed task does not seal" status_is 6 jailctl run -- jailctl seal
check "nor nobody" status_is 5 su nobody -c 'jailctl seal'
check "a self-test" jailctl selftest
check "sealed" jailctl seal
check "and says so" is 1 $jail/seal
check "sealed twice" jailctl seal
check "not taken off" refused put 0 $jail/seal
settings "sealed" refused
check "the policy is as it was" is mount,mknod,chroot $jail/policy
check "it enforces" is 1 $jail/enforce
check "no release" status_is 16 jailctl release first
check "the jail is there" jailctl list
check "marks are made" jailctl mark --name second "$second"
check "and joined" jailctl run --jail second -- true
check "and hold" denies_chroot
kill "$first" "$second"
wait
if ! is_builtin; then
	check "no detaching" status_is 16 jailctl detach
	check "no unloading" refused rmmod jail
	check "no other self-test" status_is 16 jailctl selftest
fi
check "still attached" is ready $jail/state

echo "1..$count"
