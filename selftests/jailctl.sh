#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Jail selftests - what jailctl says, and its exit status. Runs in a guest, as
# root; loads the module if the LSM is not built in.

. "${0%/*}/tap.sh"

has_root() { [ "$(readlink "/proc/$1/root")" = "$2" ]; }

# chroot_and_stay DIRECTORY: a process of that root is $chrooted. It has a
# working directory, and the descriptors that are there.
chroot_and_stay() {
	cp /bin/busybox "$1/"
	chroot "$1" /busybox sleep 1000 &
	chrooted=$!
	within 50 has_root "$chrooted" "$1"
}

# has_tasks NAME NUMBER: the jail of that name has as many.
has_tasks() { grep -E "^[0-9]+ $2 [0-9]+ [^ ]+ $1 " "$jail/jails"; }

begin
check "success is 0" status_is 0 jailctl run -- true
check "the command's own status" status_is 42 jailctl run -- sh -c 'exit 42'
check "unknown command is 2" status_is 2 jailctl bogus
check "unknown option is 2" status_is 2 jailctl mark --bogus 1
check "malformed number is 2" status_is 2 jailctl mark 1x
check "too many arguments is 2" status_is 2 jailctl mark 1 2
check "in a jail is 6" status_is 6 jailctl run -- jailctl mark $$
check "its own tree, and not who is armed" \
	says "cannot be told from here" sh -c 'jailctl mark $$; true'
check "in a jail, status" status_is 6 jailctl run -- jailctl status
check "no process is 7" status_is 7 jailctl mark 4000000
check "PID 1 is 8" status_is 8 jailctl mark 1
check "a kernel thread is 9" status_is 9 jailctl mark 2
sleep 1000 &
victim=$!
check "marked" says "marked 1 task" jailctl mark --name victim $victim
check "jailed already is 10" status_is 10 jailctl mark $victim
sleep 1000 &
third=$!
check "who has no chroot is armed" says "2 of the jail are armed" jailctl mark --jail victim $third
kill $third
check "list shows it" says "$default" jailctl list
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
check "whoever has ended is freed before long" within 100 has_tasks first 1
check "released" says "released 1 task" jailctl release first
check "marked, options last" says "marked 1 task" jailctl mark "$other" --policy mount --name again
check "with that policy" says " mount " jailctl list
check "released by id" jailctl release "$(awk '$5 == "again" { print $1 }' $jail/jails)"
check "show has the jail" says "$default" jailctl show victim
check "and its tasks" says " armed " jailctl show victim
check "in JSON" says '"version": 1' jailctl show --json victim
check "namely" says "\"pid\": $victim," jailctl show -J victim
check "nobody to show is 14" status_is 14 jailctl show nobody
check "the list in JSON" says '"jails": [' jailctl list --json
check "the status in JSON" says '"state": "ready"' jailctl status --json
check "with the verdict" says '"verdict": "jails hold' jailctl status --json
check "the policy" says "$default" jailctl policy
check "is set" jailctl policy mount
check "to that" is mount $jail/policy
check "no policy is 2" status_is 2 jailctl policy bogus
check "what cannot be written is 1" status_is 1 sh -c 'jailctl policy > /dev/full'
check "self-tests take turns" sh -c 'jailctl selftest & jailctl selftest && wait $!'
check "which changes nothing" is mount $jail/policy
check "features tell it" matches '^mount +yes$' jailctl features
check "and what is not in it" matches '^mknod +no$' jailctl features
check "set back" jailctl policy default
echo 1 > /proc/sys/kernel/dmesg_restrict
check "log by somebody else is 5" status_is 5 su nobody -c 'jailctl log'
check "log that nobody gets is 1" status_is 1 timeout 60 sh -c 'jailctl log -f > /dev/full'
mkdir /tmp/whole
mount -o rbind / /tmp/whole
check "log in a closed jail is 6" status_is 6 jailctl run -- chroot /tmp/whole jailctl log
umount -l /tmp/whole
rmdir /tmp/whole
umount /sys/kernel/security
check "without securityfs it is 3" status_is 3 jailctl status
check "which is said" says "securityfs is not mounted" jailctl status
mount -t securityfs none /sys/kernel/security
check "log is JSON or follows" status_is 2 jailctl log -f --json
kill "$other"
chroot_and_stay /tmp
check "no root" status_is 2 jailctl mark --root /nowhere
check "the root of the machine is 8" status_is 8 jailctl mark --root /
check "PID and root, of the machine" status_is 8 jailctl mark --same-root $$
check "neither PID nor root" status_is 2 jailctl mark
check "check finds nothing" says "nothing reaches" jailctl check "$chrooted"
check "nor of one to be armed" says "has not changed its root" jailctl check "$victim"
check "in JSON" says '"findings": [' jailctl check --json "$chrooted"
check "for a jail that there is" says "nothing reaches" jailctl check --jail victim "$chrooted"
check "and not for another" status_is 14 jailctl check --jail nobody "$chrooted"
check "audit of who has not is 2" status_is 2 jailctl audit "$victim"
check "marked by root" says "marked 1 task" jailctl mark --root /tmp
check "no weak point but its capabilities" says "privilege" jailctl audit "$chrooted"
check "and says so by its status" status_is 13 jailctl audit "$chrooted"
mkdir /tmp/weak
chmod 755 /tmp/weak
check "none is 0" status_is 0 jailctl audit /tmp/weak
mknod /tmp/weak/mem c 1 1
cp /bin/busybox /tmp/weak/suid
chmod 4755 /tmp/weak/suid
check "a device" says "device" jailctl audit /tmp/weak
check "a setuid program" says "/suid" jailctl audit /tmp/weak
mkdir /tmp/weak/proc
mount -t proc none /tmp/weak/proc
check "a mount" says "/proc" jailctl audit /tmp/weak
check "in JSON" says '"weak_points": [' jailctl audit --json /tmp/weak
umount /tmp/weak/proc
rm -r /tmp/weak
check "no such root is 2" status_is 2 jailctl audit /nowhere
check "no such process is 7" status_is 7 jailctl audit 4000000
kill "$chrooted"
chroot_and_stay /tmp 7< /
check "in JSON, what is open" says '"kind": "directory"' jailctl check --json "$chrooted"
check "check finds what is open" says "(descriptor 7)" jailctl check --root /tmp
check "and says so by its status" status_is 13 jailctl check "$chrooted"
check "it is not marked" status_is 13 jailctl mark "$chrooted"
check "but by force" says "marked 1 task" jailctl mark --force "$chrooted"
kill "$chrooted"
kill $victim
wait
check "no right is 5" status_is 5 su nobody -c 'jailctl run -- true'
check "not found is 127" status_is 127 jailctl run -- /nowhere/command
check "cannot execute is 126" status_is 126 jailctl run -- /etc/passwd
check "help is 0" status_is 0 jailctl run --help

# A denial is logged: one line, with what is needed to find it. Of many in five
# seconds some are not, and there may have been many.
sleep 6
check "a denial" denies_chroot
check "is logged" log_says "op=chroot restriction=chroot"
end
