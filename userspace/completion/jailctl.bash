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

# Words by commas: what is before the last stays. A minus takes a word away. Also the word
# $2, if there is one.
_jailctl_words() {
	local current=$1 before=

	[[ $current != *,* ]] || before=${current%,*},
	current=${current##*,}
	[[ $current != -* ]] || { before+=-; current=${current#-}; }
	mapfile -t COMPREPLY < <(compgen -P "$before" -W "$(_jailctl_restrictions) $2" -- "$current")
}

_jailctl_processes() {
	local directory

	for directory in /proc/[0-9]*; do
		echo "${directory##*/}"
	done
}

# The command of "run", with its own options behind it.
_jailctl_command() {
	local i

	for ((i = 2; i < COMP_CWORD; i++)); do
		case ${COMP_WORDS[i]} in
		--) return 0 ;;
		-[plnj] | --policy | --log-only | --name | --jail)
			((i++))
			[ "${COMP_WORDS[i]}" != = ] || ((i++))
			;;
		-*) ;;
		*) return 0 ;;
		esac
	done
	return 1
}

_jailctl_options() {
	jailctl "$1" --help 2> /dev/null | grep -oE -- '--[a-z-]+'
}

_jailctl() {
	local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
	local command=${COMP_WORDS[1]} none=
	local commands="mark run check audit list show log policy features status release
		seal detach selftest"

	COMPREPLY=()
	if [ "$COMP_CWORD" -eq 1 ]; then
		mapfile -t COMPREPLY < <(compgen -W "$commands --help --version" -- "$current")
		return
	fi
	if [ "$command" = run ] && _jailctl_command; then
		mapfile -t COMPREPLY < <(compgen -c -f -- "$current")
		return
	fi
	case $previous in
	-j | --jail)
		mapfile -t COMPREPLY < <(compgen -W "$(_jailctl_jails)" -- "$current")
		return
		;;
	-p | --policy | -l | --log-only)
		[ "$command" != policy ] || none=none
		_jailctl_words "$current" "$none"
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
	mark | check)
		mapfile -t COMPREPLY < <(compgen -W "$(_jailctl_processes)" -- "$current")
		;;
	policy)
		_jailctl_words "$current"
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
