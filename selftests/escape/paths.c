// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail selftests - the escape zoo: paths outside the root
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/fanotify.h>
#include <sys/inotify.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "zoo.h"

/* A path that begins with a link of procfs. */
static const char *by_link(int fd, const char *rest)
{
	static char path[64];

	snprintf(path, sizeof(path), "/proc/self/fd/%d%s", fd, rest);
	return path;
}

static int work_in_outside(void)
{
	return zoo_result(chdir(OUTSIDE));
}

static int open_at(void)
{
	return zoo_result(openat(zoo.out, "secret", O_RDONLY));
}

static int open_inside(void)
{
	int fd = open("/", O_RDONLY | O_DIRECTORY);

	return zoo_result(fd) ?: zoo_result(openat(fd, "etc/config", O_RDWR));
}

static int open_parent(void)
{
	return zoo_result(openat(zoo.out, "..", O_RDONLY | O_DIRECTORY));
}

static int open_from_cwd(void)
{
	return zoo_result(open("secret", O_RDONLY));
}

static int open_by_fd_link(void)
{
	return zoo_result(open(by_link(zoo.out, "/secret"), O_RDONLY));
}

static int reopen_path(void)
{
	return zoo_result(open(by_link(zoo.path, ""), O_RDONLY));
}

static int reopen_inside(void)
{
	int fd = open("/etc/config", O_PATH);

	return zoo_result(fd) ?: zoo_result(open(by_link(fd, ""), O_RDONLY));
}

static int create_at(void)
{
	int err = zoo_result(openat(zoo.out, "created", O_CREAT | O_WRONLY, 0600));

	unlinkat(zoo.out, "created", 0);
	return err;
}

static int tmpfile_at(void)
{
	return zoo_result(openat(zoo.out, ".", O_TMPFILE | O_RDWR, 0600));
}

static int run(int directory, const char *name)
{
	static char *const arguments[] = { "true", NULL };
	pid_t pid = fork();
	int status;

	if (!pid) {
		syscall(SYS_execveat, directory, name, arguments, NULL, 0);
		_exit(errno);
	}
	return waitpid(pid, &status, 0) == pid && WIFEXITED(status) ?
	       WEXITSTATUS(status) : ECHILD;
}

static int execute_at(void)
{
	return run(zoo.out, "prog");
}

static int execute_inside(void)
{
	int fd = open("/", O_PATH);

	return zoo_result(fd) ?: run(fd, "prog");
}

static int change_directory(void)
{
	return zoo_result(fchdir(zoo.out));
}

static int change_directory_by_link(void)
{
	return zoo_result(chdir(by_link(zoo.out, "")));
}

static int change_directory_inside(void)
{
	int fd = open("/inner", O_RDONLY | O_DIRECTORY);

	return zoo_result(fchdir(fd)) ?: zoo_result(chdir("/proc/self")) ?:
	       zoo_result(chdir("/"));
}

static int make_directory(void)
{
	int err = zoo_result(mkdirat(zoo.out, "made", 0700));

	unlinkat(zoo.out, "made", AT_REMOVEDIR);
	return err;
}

static int remove_directory(void)
{
	int err = zoo_result(unlinkat(zoo.out, "empty", AT_REMOVEDIR));

	mkdirat(zoo.out, "empty", 0700);
	return err;
}

static int make_fifo(void)
{
	int err = zoo_result(mknodat(zoo.out, "fifo", S_IFIFO | 0600, 0));

	unlinkat(zoo.out, "fifo", 0);
	return err;
}

static int make_symlink(void)
{
	int err = zoo_result(symlinkat("secret", zoo.out, "new"));

	unlinkat(zoo.out, "new", 0);
	return err;
}

static int make_link(void)
{
	int err = zoo_result(linkat(zoo.out, "secret", zoo.out, "hard", 0));

	unlinkat(zoo.out, "hard", 0);
	return err;
}

/* What is outside gets a name inside. */
static int link_in(void)
{
	int err = zoo_result(linkat(zoo.out, "secret", AT_FDCWD, "/stolen", 0));

	unlink("/stolen");
	return err;
}

static int rename_at(void)
{
	int err = zoo_result(renameat(zoo.out, "empty", zoo.out, "full"));

	renameat(zoo.out, "full", zoo.out, "empty");
	return err;
}

static int rename_in(void)
{
	int err = zoo_result(renameat(zoo.out, "secret", AT_FDCWD, "/stolen"));

	renameat(AT_FDCWD, "/stolen", zoo.out, "secret");
	return err;
}

static int make_and_remove(void)
{
	return zoo_result(mkdir("/a", 0700)) ?: zoo_result(rename("/a", "/b")) ?:
	       zoo_result(rmdir("/b")) ?: zoo_result(symlink("x", "/l")) ?:
	       zoo_result(link("/etc/config", "/h")) ?: zoo_result(unlink("/h")) ?:
	       zoo_result(unlink("/l")) ?: zoo_result(mknod("/p", S_IFIFO | 0600, 0)) ?:
	       zoo_result(unlink("/p"));
}

static int remove_file(void)
{
	int err = zoo_result(unlinkat(zoo.out, "link", 0));

	symlinkat("secret", zoo.out, "link");
	return err;
}

static int change_mode(void)
{
	return zoo_result(fchmodat(zoo.out, "secret", 0600, 0));
}

static int change_owner(void)
{
	return zoo_result(fchownat(zoo.out, "secret", 0, 0, 0));
}

static int change_times(void)
{
	return zoo_result(utimensat(zoo.out, "secret", NULL, 0));
}

static int change_inside(void)
{
	return zoo_result(chmod("/etc/config", 0640)) ?:
	       zoo_result(chown("/etc/config", 0, 0)) ?:
	       zoo_result(truncate("/etc/config", 0)) ?:
	       zoo_result(utimensat(AT_FDCWD, "/etc/config", NULL, 0));
}

static int status_at(void)
{
	struct stat status;

	return zoo_result(fstatat(zoo.out, "secret", &status, 0));
}

static int status_of_directory(void)
{
	struct stat status;

	return zoo_result(fstat(zoo.out, &status));
}

static int access_at(void)
{
	return zoo_result(faccessat(zoo.out, "secret", R_OK, 0));
}

static int list_directory(void)
{
	char entries[1024];

	return zoo_result(syscall(SYS_getdents64, zoo.out, entries, sizeof(entries)));
}

static int read_link(void)
{
	char text[64];

	return zoo_result(readlinkat(zoo.out, "link", text, sizeof(text)));
}

static int list_attributes(void)
{
	char names[256];

	return zoo_result(flistxattr(zoo.out, names, sizeof(names)));
}

static int status_of_file_system(void)
{
	struct statfs status;

	return zoo_result(fstatfs(zoo.out, &status));
}

static int know_inside(void)
{
	char text[256];
	struct statfs file_system;
	struct stat status;
	int fd = open("/", O_RDONLY | O_DIRECTORY);

	return zoo_result(stat("/etc/config", &status)) ?: zoo_result(fstat(0, &status)) ?:
	       zoo_result(access("/etc/config", R_OK)) ?:
	       zoo_result(syscall(SYS_getdents64, fd, text, sizeof(text))) ?:
	       zoo_result(readlink("/proc/self", text, sizeof(text))) ?:
	       zoo_result(listxattr("/etc/config", text, sizeof(text))) ?:
	       zoo_result(statfs("/proc", &file_system));
}

static int receive_directory(void)
{
	int fd = zoo_ask_for(SEND_DIRECTORY);

	return fd < 0 ? EPERM : zoo_result(openat(fd, "secret", O_RDONLY));
}

static int receive_file(void)
{
	return zoo_ask_for(SEND_FILE) < 0 ? EPERM : 0;
}

/* Of one's own. */
static int receive_inside(void)
{
	int pair[2], fd = open("/inner", O_RDONLY | O_DIRECTORY);
	char byte;

	if (fd < 0 || socketpair(AF_UNIX, SOCK_STREAM, 0, pair))
		return errno;
	zoo_send(pair[0], 0, fd);
	return zoo_receive(pair[1], &byte) < 0 ? EPERM : 0;
}

static int mount_again(void)
{
	return zoo_result(mkdir(OTHER_MOUNT, 0755)) ?:
	       zoo_result(mount(ROOT, OTHER_MOUNT, NULL, MS_BIND, NULL));
}

/* Inside, but on a mount where ".." does not end at the root. */
static int receive_of_other_mount(void)
{
	return zoo_ask_for(SEND_OTHER_MOUNT) < 0 ? EPERM : 0;
}

/* No hook is told of a path that is not opened, but for the directories it goes by. */
static int get_by_ancestor(void)
{
	return zoo_result(openat(zoo.out, "../outside/empty", O_PATH | O_DIRECTORY));
}

/* The answer to a system call that somebody outside is asked about. */
static int receive_by_seccomp(void)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_getppid, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	const struct sock_fprog filter = { .len = 4, .filter = code };
	int listener, fd;

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		return errno;
	listener = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
			   SECCOMP_FILTER_FLAG_NEW_LISTENER, &filter);
	if (listener < 0)
		return errno;
	zoo_send(zoo.pair, ADD, listener);
	fd = syscall(SYS_getppid);
	return fd < 0 ? errno : zoo_result(openat(fd, "secret", O_RDONLY));
}

static int get_descriptor(void)
{
	int pidfd = syscall(SYS_pidfd_open, zoo.victim, 0);
	int fd = syscall(SYS_pidfd_getfd, pidfd, zoo.out, 0);

	return zoo_result(fd) ?: zoo_result(openat(fd, "secret", O_RDONLY));
}

static int by_victim(const char *what)
{
	char path[128];

	snprintf(path, sizeof(path), "/proc/%d/%s", zoo.victim, what);
	return zoo_result(open(path, O_RDONLY));
}

static int victims_root(void)
{
	return by_victim("root" OUTSIDE "/secret");
}

static int victims_cwd(void)
{
	return by_victim("cwd/secret");
}

static int victims_descriptor(void)
{
	char what[64];

	snprintf(what, sizeof(what), "fd/%d/secret", zoo.out);
	return by_victim(what);
}

static int victims_program(void)
{
	return by_victim("exe");
}

/* The first is of the program, which is outside. */
static int own_mapping(void)
{
	DIR *directory = opendir("/proc/self/map_files");
	struct dirent *entry = NULL;

	while (directory && (entry = readdir(directory)) && entry->d_name[0] == '.')
		;
	return entry ? zoo_result(openat(dirfd(directory), entry->d_name, O_RDONLY)) : ENOENT;
}

static int own_root(void)
{
	return zoo_result(open("/proc/self/root/etc/config", O_RDONLY)) ?:
	       zoo_result(open("/proc/self/cwd", O_RDONLY));
}

/* The working directory is moved out of the root, by the victim. */
static int moved_out(void)
{
	int err = zoo_result(chdir("/moved")) ?: zoo_ask(MOVE_OUT);

	if (!err)
		err = zoo_result(open("../secret", O_RDONLY));
	zoo_ask(MOVE_BACK);
	return err;
}

/* The same, of what was mounted into the root. */
static int moved_out_of_mount(void)
{
	zoo_let_go();
	return zoo_result(chdir("/")) ?: zoo_result(chdir("/inner/moved")) ?:
	       zoo_ask(MOVE_OUT) ?:
	       zoo_result(open("made", O_CREAT | O_WRONLY, 0600));
}

/* That leaves what is mounted from the same file system as it was. */
static int move_inside(void)
{
	return zoo_result(chdir("/")) ?: zoo_result(rename("/moved", "/etc/moved")) ?:
	       zoo_result(access("/inner/shared", R_OK)) ?: zoo_result(chdir("/inner/moved"));
}

#define LONG_WALK	800
#define WALKS		20000

/*
 * A directory is moved while it is walked through: into it and out of it again, so many
 * times, and then to where it is by then.
 */
static int walk_while_moved(void)
{
	static const struct sockaddr_un socket_there = { AF_UNIX, "/moved/long/socket" };
	char target[LONG_WALK * 5 + 3] = "";
	int i, fd, err = -1;

	zoo_let_go();
	for (i = 0; i < LONG_WALK; i++)
		memcpy(target + 5 * i, "a/../", 5);
	memcpy(target + 5 * i, "..", 3);
	if (chdir("/") || mkdir("/moved/a", 0755) || symlink(target, "/moved/long") ||
	    zoo_ask(MOVE_ALWAYS))
		return errno;
	for (i = 0; i < WALKS && err && err != EPERM; i++) {
		fd = socket(AF_UNIX, SOCK_STREAM, 0);
		err = zoo_result(connect(fd, (const struct sockaddr *)&socket_there,
					 sizeof(socket_there)));
		close(fd);
	}
	return err;
}

static union {
	struct file_handle handle;
	char room[sizeof(struct file_handle) + MAX_HANDLE_SZ];
} handle;

static int get_handle(void)
{
	int mount;

	handle.handle.handle_bytes = MAX_HANDLE_SZ;
	return zoo_result(name_to_handle_at(AT_FDCWD, OUTSIDE "/secret", &handle.handle,
					    &mount, 0));
}

static int open_by_handle(void)
{
	int fd = open("/", O_RDONLY | O_DIRECTORY);

	return zoo_result(open_by_handle_at(fd, &handle.handle, O_RDONLY));
}

static int open_by_handle_as_path(void)
{
	int fd = open("/", O_RDONLY | O_DIRECTORY);

	fd = open_by_handle_at(fd, &handle.handle, O_PATH);
	return zoo_result(fd);
}

static int mark_mount(void)
{
	int fd = fanotify_init(FAN_CLASS_NOTIF, O_RDONLY);

	return zoo_result(fd) ?:
	       zoo_result(fanotify_mark(fd, FAN_MARK_ADD | FAN_MARK_MOUNT, FAN_OPEN,
					AT_FDCWD, "/"));
}

static int mark_file_system(void)
{
	int fd = fanotify_init(FAN_CLASS_NOTIF, O_RDONLY);

	return zoo_result(fd) ?:
	       zoo_result(fanotify_mark(fd, FAN_MARK_ADD | FAN_MARK_FILESYSTEM, FAN_OPEN,
					AT_FDCWD, "/"));
}

static int watch_outside(void)
{
	return zoo_result(inotify_add_watch(inotify_init(), by_link(zoo.out, ""), IN_CREATE));
}

static int watch_inside(void)
{
	return zoo_result(inotify_add_watch(inotify_init(), "/etc", IN_CREATE));
}

static int connect_to(const char *path)
{
	struct sockaddr_un name = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	snprintf(name.sun_path, sizeof(name.sun_path), "%s", path);
	return zoo_result(connect(fd, (struct sockaddr *)&name, sizeof(name)));
}

static int connect_by_link(void)
{
	return connect_to(by_link(zoo.out, "/socket"));
}

static int connect_from_cwd(void)
{
	return connect_to("socket");
}

/* Who listens is outside; the socket is inside, as /dev/log is. */
static int connect_inside(void)
{
	return connect_to("/dev/log");
}

static int bind_outside(void)
{
	struct sockaddr_un name = { .sun_family = AF_UNIX };
	int err, fd = socket(AF_UNIX, SOCK_STREAM, 0);

	snprintf(name.sun_path, sizeof(name.sun_path), "/proc/self/fd/%d/bound", zoo.out);
	err = zoo_result(bind(fd, (struct sockaddr *)&name, sizeof(name)));
	unlinkat(zoo.out, "bound", 0);
	return err;
}

const struct technique path_techniques[] = {
	{ "openat", open_at, NULL, open_inside },
	{ "openat-parent", open_parent },
	{ "open-from-cwd", open_from_cwd, work_in_outside },
	{ "open-by-fd-link", open_by_fd_link, NULL, reopen_inside },
	{ "reopen-o-path", reopen_path },
	{ "creat-at", create_at },
	{ "tmpfile-at", tmpfile_at },
	{ "execveat", execute_at, NULL, execute_inside },
	{ "fchdir", change_directory, NULL, change_directory_inside },
	{ "chdir-by-fd-link", change_directory_by_link },
	{ "mkdirat", make_directory, NULL, make_and_remove },
	{ "rmdir-at", remove_directory },
	{ "mknodat", make_fifo },
	{ "symlinkat", make_symlink },
	{ "linkat", make_link },
	{ "linkat-in", link_in },
	{ "renameat", rename_at },
	{ "renameat-in", rename_in },
	{ "unlinkat", remove_file },
	{ "fchmodat", change_mode, NULL, change_inside },
	{ "fchownat", change_owner },
	{ "utimensat", change_times },
	{ "fstatat", status_at, NULL, know_inside },
	{ "fstat", status_of_directory },
	{ "faccessat", access_at },
	{ "getdents", list_directory },
	{ "readlinkat", read_link },
	{ "flistxattr", list_attributes },
	{ "fstatfs", status_of_file_system },
	{ "scm-rights", receive_directory, NULL, receive_inside },
	{ "scm-rights-file", receive_file, NULL, NULL, true },
	{ "seccomp-addfd", receive_by_seccomp },
	{ "scm-rights-mount", receive_of_other_mount, mount_again },
	{ "o-path-ancestor", get_by_ancestor },
	{ "pidfd-getfd", get_descriptor },
	{ "proc-root", victims_root, NULL, own_root },
	{ "proc-cwd", victims_cwd },
	{ "proc-fd", victims_descriptor },
	{ "proc-exe", victims_program },
	{ "proc-map-files", own_mapping },
	{ "moved-out", moved_out },
	{ "moved-out-of-mount", moved_out_of_mount, zoo_bind, move_inside },
	{ "walk-moved", walk_while_moved },
	{ "open-by-handle", open_by_handle, get_handle },
	{ "open-by-handle-o-path", open_by_handle_as_path, get_handle },
	{ "fanotify-mount", mark_mount },
	{ "fanotify-filesystem", mark_file_system },
	{ "inotify", watch_outside, NULL, watch_inside },
	{ "connect-by-fd-link", connect_by_link, NULL, connect_inside },
	{ "connect-from-cwd", connect_from_cwd, work_in_outside },
	{ "bind-by-fd-link", bind_outside },
	{ }
};
