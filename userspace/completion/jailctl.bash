# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# bash completion for jailctl(8)

_jailctl_jails() {
	awk 'NR > 1 { print $1; if ($5 != "-") print $5 }' \
		/sys/kernel/security/jail/jails 2> /dev/null
}

_jailctl_restrictions() {
	local features=/sys/kernel/security/jail/features

	printf '%s\n' basic default strict
	[ ! -d "$features" ] || (cd "$features" && printf '%s\n' *)
}

_jailctl_options() {
	jailctl "$1" --help 2> /dev/null | grep -oE -- '--[a-z-]+'
}

_jailctl() {
	local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
	local command=${COMP_WORDS[1]}
	local commands="mark run check audit list show log policy features status release
		seal detach selftest"

	COMPREPLY=()
	if [ "$COMP_CWORD" -eq 1 ]; then
		mapfile -t COMPREPLY < <(compgen -W "$commands --help --version" -- "$current")
		return
	fi
	case $previous in
	-j | --jail)
		mapfile -t COMPREPLY < <(compgen -W "$(_jailctl_jails)" -- "$current")
		return
		;;
	-p | --policy | -l | --log-only)
		mapfile -t COMPREPLY < <(compgen -W "$(_jailctl_restrictions)" -- "$current")
		return
		;;
	-r | --root)
		mapfile -t COMPREPLY < <(compgen -d -- "$current")
		return
		;;
	esac
	case $current in
	-*)
		mapfile -t COMPREPLY < <(compgen -W "$(_jailctl_options "$command")" -- "$current")
		return
		;;
	esac
	case $command in
	show | release)
		mapfile -t COMPREPLY < <(compgen -W "$(_jailctl_jails)" -- "$current")
		;;
	policy)
		mapfile -t COMPREPLY < <(compgen -W "$(_jailctl_restrictions)" -- "$current")
		;;
	audit)
		mapfile -t COMPREPLY < <(compgen -d -- "$current")
		;;
	run)
		mapfile -t COMPREPLY < <(compgen -c -- "$current")
		;;
	esac
}

complete -F _jailctl jailctl
