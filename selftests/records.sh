#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Jail selftests - what is recorded, and what is recorded only. Runs in a guest, as
# root; loads the module if the LSM is not built in.

. "${0%/*}/tap.sh"

# in_jail JAIL COMMAND...: it joins.
in_jail() {
	joined=$1
	shift
	jailctl run -j "$joined" -- "$@"
}

umounts() { in_jail "$1" umount /tmp/records; }

# column N: of the jail "tried".
column() { awk -v n="$1" '$5 == "tried" { print $n }' $jail/jails; }

column_is() { [ "$(column "$1")" = "$2" ]; }

trace_has() { grep -F -- "$1" /sys/kernel/tracing/trace; }

# is_recent DATE: within a minute of now.
is_recent() {
	then=$(date -u -D %Y-%m-%dT%H:%M:%S -d "${1%+0000}" +%s) || return
	now=$(date +%s)
	echo "$1 is $((now - then)) seconds ago"
	[ $((now - then)) -le 60 ] && [ $((then - now)) -le 2 ]
}

is_recorded() { dmesg | grep -F "jail: $1 " | grep -F -- "$2"; }
recorded() { within 20 is_recorded "$@"; }

begin
mkdir -p /tmp/records
mount -t tmpfs records /tmp/records

# It stays as long as somebody is in it.
sleep 1000 &
stayer=$!
check "a jail that only logs mounts" \
	jailctl mark --name tried --policy basic --log-only mount $stayer
check "the mark is recorded" recorded marked "name=tried tasks=1 policy=mount,mknod,chroot"
check "by whom" recorded marked "uid=0"
check "the list has it" column_is 7 mount
echo 1 > /sys/kernel/tracing/events/jail/enable
check "a umount succeeds" umounts tried
check "it is recorded, as the first" \
	recorded would-deny "name=tried op=umount restriction=mount first=1"
check "a tracepoint has it" trace_has "op=umount restriction=mount enforced=0"
check "it is counted" says mount: column 6
check "jailctl tells it" says "would-deny" jailctl log --jail tried
check "and what would allow it" says "-mount" jailctl log -j tried
check "with the date" is_recent "$(jailctl log -j tried | awk '/would-deny/ { print $2; exit }')"
check "so does who follows" \
	is_recent "$(timeout 5 jailctl log -f -j tried | awk '/would-deny/ { print $1; exit }')"
check "of no other jail" refused says would-deny jailctl log -j nobody
check "the rest is denied" refused in_jail tried mknod /tmp/records.node c 1 1
check "which is recorded too" recorded denied "op=mknod restriction=mknod first=1"
check "a tracepoint has that" trace_has "op=mknod restriction=mknod enforced=1"
check "once more" refused in_jail tried mknod /tmp/records.node c 1 1
check "is not the first" recorded denied "op=mknod restriction=mknod first=0"
mount -t tmpfs records /tmp/records
check "enforced from now on" jailctl policy --jail tried --log-only none
check "the change is recorded" recorded changed "value=none"
check "with the jail" recorded changed "what=log_only jail=$(column 1) name=tried"
check "jailctl tells that" says "changed" jailctl log --jail tried
check "the list has that" column_is 7 -
check "a umount is denied" refused umounts tried
check "what two restrictions refuse" refused in_jail tried pivot_root /tmp/records /tmp/records
check "is recorded with both" recorded denied "restriction=mount first=1 by=mount,chroot"
check "jailctl tells both" says "-mount,-chroot" jailctl log -j tried
check "only logged again" jailctl policy -j tried -l mount
check "it succeeds" umounts tried
check "no such jail is 14" status_is 14 jailctl policy -j nobody -l mount
check "no such word is 2" status_is 2 jailctl policy -j tried -l bogus
check "and changes nothing" column_is 7 mount
check "a jail alone is 2" status_is 2 jailctl policy -j tried
check "log-only for a jail that is joined is 2" \
	status_is 2 jailctl run -j tried -l mount -- true

# A name that could be taken for more of a record.
cp /usr/lib/jail/attempt '/tmp/mk "x'
check "a strange name" refused in_jail tried '/tmp/mk "x' mknod-disk
check "is in hexadecimal" recorded denied "comm=6d6b202278"

echo 0 > /sys/kernel/tracing/events/jail/enable
kill $stayer
wait
check "the end has the totals" within 100 is_recorded ended "name=tried denials=mount:"
check "of each" recorded ended "mknod:"
sleep 1000 &
stayer=$!
check "another jail" jailctl mark --name let_go $stayer
check "is released" jailctl release let_go
check "jailctl tells that it was" says "released" jailctl log --jail let_go
kill $stayer
end
