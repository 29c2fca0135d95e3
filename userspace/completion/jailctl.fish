# SPDX-License-Identifier: GPL-2.0-only
# fish completion for jailctl(8)

function __jailctl_jails
	awk 'NR > 1 { print $1; if ($5 != "-") print $5 }' /sys/kernel/security/jail/jails 2>/dev/null
end

function __jailctl_restrictions
	printf '%s\n' basic default strict
	ls /sys/kernel/security/jail/features 2>/dev/null
end

complete -c jailctl -f
complete -c jailctl -n __fish_use_subcommand -a mark -d 'put a process and its descendants into a jail'
complete -c jailctl -n __fish_use_subcommand -a run -d 'execute a command in a jail'
complete -c jailctl -n __fish_use_subcommand -a check -d 'tell what would reach over the border of a jail'
complete -c jailctl -n __fish_use_subcommand -a audit -d 'list weak points of a chroot'
complete -c jailctl -n __fish_use_subcommand -a list -d 'list the jails'
complete -c jailctl -n __fish_use_subcommand -a show -d 'show a jail and its tasks'
complete -c jailctl -n __fish_use_subcommand -a log -d 'list what was denied, or would have been'
complete -c jailctl -n __fish_use_subcommand -a policy -d 'print or set the policy of new jails'
complete -c jailctl -n __fish_use_subcommand -a features -d 'list the restrictions that there are'
complete -c jailctl -n __fish_use_subcommand -a status -d 'tell whether jails hold on this machine'
complete -c jailctl -n __fish_use_subcommand -a release -d 'end a jail'
complete -c jailctl -n __fish_use_subcommand -a seal -d 'until reboot, no policy change, no release, no detaching'
complete -c jailctl -n __fish_use_subcommand -a detach -d 'detach the module, so that it can be unloaded'
complete -c jailctl -n __fish_use_subcommand -a selftest -d 'show that every hook of the module fires'

complete -c jailctl -n '__fish_seen_subcommand_from mark run' -s p -l policy -x -a '(__fish_append , (__jailctl_restrictions))'
complete -c jailctl -n '__fish_seen_subcommand_from mark run' -s n -l name -x
complete -c jailctl -n '__fish_seen_subcommand_from mark run' -s f -l force
complete -c jailctl -n '__fish_seen_subcommand_from policy' -s l -l log-only -x -a none
complete -c jailctl -n '__fish_seen_subcommand_from mark run policy' -s l -l log-only -x -a '(__fish_append , (__jailctl_restrictions))'
complete -c jailctl -n '__fish_seen_subcommand_from mark run check policy log' -s j -l jail -x -a '(__jailctl_jails)'
complete -c jailctl -n '__fish_seen_subcommand_from mark check' -s r -l root -r -a '(__fish_complete_directories)'
complete -c jailctl -n '__fish_seen_subcommand_from mark check' -s s -l same-root
complete -c jailctl -n '__fish_seen_subcommand_from mark check' -a '(__fish_complete_pids)'
complete -c jailctl -n '__fish_seen_subcommand_from log' -s f -l follow
complete -c jailctl -n '__fish_seen_subcommand_from check audit list show log features status' -s J -l json
complete -c jailctl -n '__fish_seen_subcommand_from show release' -a '(__jailctl_jails)'
complete -c jailctl -n '__fish_seen_subcommand_from policy' -a '(__jailctl_restrictions)'
complete -c jailctl -n '__fish_seen_subcommand_from audit' -a '(__fish_complete_directories)'
complete -c jailctl -n '__fish_seen_subcommand_from run' -a '(__fish_complete_subcommand --fcs-skip=2)'
