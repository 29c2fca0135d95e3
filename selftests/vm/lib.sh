# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash disable=SC2034 # its variables are for who sources it
# What the VM scripts share: where the cache is, the kernels under test and
# apt with a private state, so that nothing is installed from another suite.

set -euo pipefail

vm_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
top=$(cd "$vm_dir/../.." && pwd)
cache=${JAIL_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/jail-vm}
mirror=${JAIL_MIRROR:-http://deb.debian.org/debian}
security_mirror=${JAIL_SECURITY_MIRROR:-http://deb.debian.org/debian-security}
chroot=$cache/trixie
all_kernels="6.1 6.12 7.2 7.3"

say() { printf '%s\n' "$*" >&2; }
die() { say "${0##*/}: $*"; exit 1; }

# need_root: the package tools, chroot(8) and loop-free image building need it.
need_root() {
	[ "$(id -u)" -eq 0 ] || die "must run as root (packages and a build chroot)"
}

# suite_of KERNEL: the Debian suite whose linux-image-amd64 is that kernel.
suite_of() {
	case $1 in
	6.1) echo bookworm ;;
	6.12) echo trixie ;;
	7.2) echo forky ;;
	7.3) echo trixie-backports ;;
	*) die "unknown kernel '$1'; known: $all_kernels" ;;
	esac
}

# sources_of SUITE: one-line-style apt sources. Testing's index may be past
# its Valid-Until on a mirror; its signature is still checked.
sources_of() {
	local base=${1%-backports}
	local key=/usr/share/keyrings/debian-archive-keyring.gpg

	case $1 in
	forky)
		echo "deb [signed-by=$key check-valid-until=no] $mirror forky main"
		;;
	*)
		echo "deb [signed-by=$key] $mirror $base main"
		echo "deb [signed-by=$key] $security_mirror $base-security main"
		[ "$base" = "$1" ] ||
			echo "deb [signed-by=$key] $mirror $1 main"
		;;
	esac
}

# private_apt SUITE: make APT_CONFIG point to a state of its own for SUITE.
# Kept for a day, then the package lists are fetched again.
private_apt() {
	local state=$cache/apt/$1

	mkdir -p "$state/lists/partial" "$state/archives/partial"
	: > "$state/status"
	sources_of "$1" > "$state/sources.list"
	cat > "$state/apt.conf" <<-CONF
	APT::Architecture "amd64";
	$(case $1 in *-backports) echo "APT::Default-Release \"$1\";" ;; esac)
	APT::Sandbox::User "root";
	Acquire::Retries "3";
	Dir::State "$state";
	Dir::State::status "$state/status";
	Dir::State::Lists "$state/lists";
	Dir::Cache "$state";
	Dir::Etc::SourceList "$state/sources.list";
	Dir::Etc::SourceParts "/dev/null";
	Dir::Etc::Preferences "/dev/null";
	Dir::Etc::PreferencesParts "/dev/null";
	CONF
	export APT_CONFIG=$state/apt.conf
	if [ -z "$(find "$state/stamp" -mmin -1440 2>/dev/null)" ]; then
		apt-get -qq update >&2 || die "cannot read the package lists of $1"
		touch "$state/stamp"
	fi
}

# provide KERNEL: have it in the cache, and what boots it and builds modules for
# it. VERSION-VARIANT is built from source, a mere VERSION is Debian's.
provide() {
	case $1 in
	*-*) "$vm_dir/kernel" "${1%%-*}" "${1#*-}" ;;
	*) "$vm_dir/fetch" "$1" ;;
	esac
	"$vm_dir/initrd" "$1"
	case $1 in
	6.1 | *-*) ;;
	*) "$vm_dir/toolchain" ;;
	esac
}

# build_of KERNEL: how it has the LSM.
build_of() {
	case $1 in
	*-builtin) echo builtin ;;
	*) echo module ;;
	esac
}

# release_of KERNEL: the full release of a kernel of the cache (uname -r).
release_of() {
	local link=$cache/kernels/$1

	[ -e "$link" ] ||
		die "kernel $1 is not in the cache; run selftests/vm/fetch or selftests/vm/kernel"
	basename "$(readlink "$link")"
}

# source_package VERSION: the newest version of the package linux-source-VERSION.
source_package() {
	local package

	private_apt "$(suite_of "$1")"
	package=$(apt-cache show --no-all-versions "linux-source-$1" | sed -n 's/^Version: //p')
	[ -n "$package" ] || die "no linux-source-$1 in $(suite_of "$1")"
	echo "$package"
}

# edited_files: of a kernel tree, those that the LSM's installation edits.
edited_files() {
	sed -n '/^edited="/,/^"/p' "$top/packaging/in-tree/install" | sed -n 's/^\t//p'
}

# linux_source VERSION: have that unpacked in the cache, less what is big and never
# built; print where.
linux_source() {
	local dir=$cache/linux-source-$1 work=$cache/.linux-source.$$ package

	package=$(source_package "$1")
	if [ ! -e "$dir/.complete" ] || [ "$(cat "$dir/.complete")" != "$package" ]; then
		say "fetching linux-source-$1 $package"
		private_apt "$(suite_of "$1")"
		mkdir -p "$work/tree"
		(cd "$work" && apt-get -qq download "linux-source-$1=$package" &&
			dpkg -x ./*.deb root) >&2
		tar -C "$work/tree" --strip-components=1 \
			--exclude="linux-source-$1/drivers/gpu/*.[ch]" \
			--exclude="linux-source-$1/sound/*.[ch]" \
			-xf "$work/root/usr/src/linux-source-$1.tar.xz"
		echo "$package" > "$work/tree/.complete"
		rm -rf "$dir"
		mv "$work/tree" "$dir"
		rm -rf "$work"
	fi
	echo "$dir"
}

# in_image IMAGE COMMAND...: /proc is mounted where nobody else sees it.
in_image() {
	# shellcheck disable=SC2016 # expanded by the inner shell
	DEBIAN_FRONTEND=noninteractive unshare --mount -- sh -ec '
		image=$1
		shift
		mount -t proc proc "$image/proc"
		chroot "$image" "$@"
	' sh "$@"
}

# make_image IMAGE SUITE PACKAGE...
make_image() {
	local image=$1 suite=$2 script=/usr/share/debootstrap/scripts/$2

	shift 2
	rm -rf "$image"
	# A release that is newer than debootstrap is made as sid.
	[ -e "$script" ] || script=${script%/*}/sid
	debootstrap --variant=minbase "$suite" "$image" "$mirror" "$script" || return
	printf '#!/bin/sh\nexit 101\n' > "$image/usr/sbin/policy-rc.d"
	chmod +x "$image/usr/sbin/policy-rc.d"
	sources_of "$suite" > "$image/etc/apt/sources.list"
	in_image "$image" apt-get update || return
	in_image "$image" apt-get -y --no-install-recommends install "$@" || return
	rm -rf "$image"/var/cache/apt/archives/*.deb "$image"/usr/share/{doc,man,locale}/*
}

# provide_image NAME SUITE PACKAGE...: have a Debian with them in the cache, none of
# which runs here.
provide_image() {
	local name=$1 image=$cache/$1

	shift
	[ "$(cat "$image/.packages" 2> /dev/null)" != "$*" ] || return 0
	say "making the image $image"
	make_image "$image" "$@" > "$cache/$name.log" 2>&1 || die "it failed, see $cache/$name.log"
	echo "$*" > "$image/.packages"
}

# image_root NAME ROOT GUEST: make ROOT, of a guest that runs the script GUEST in a copy of
# that image.
image_root() {
	mkdir -p "${2%/*}"
	cp -a "$cache/$1" "$2"
	mkdir -p "$2/share"
	cp "$(command -v busybox)" "$2/bin/busybox"
	cp "$top/selftests/tap.sh" "$2/tap.sh"
	cp "$vm_dir/guest-init" "$2/init"
	cp "$vm_dir/$3" "$2/guest"
	chmod +x "$2/init" "$2/guest"
}
