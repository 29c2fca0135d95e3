// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jail LSM - interface: the files below /sys/kernel/security/jail
 *
 * Whoever opens a file for writing needs CAP_MAC_ADMIN in the initial user
 * namespace; a descriptor keeps that right, as any descriptor does. A jailed
 * task neither opens nor writes any of them, whoever opened it.
 *
 * Copyright (C) 2026 the jail maintainers
 */
#include <linux/capability.h>
#include <linux/dcache.h>
#include <linux/fs.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/security.h>
#include <linux/seq_file.h>
#include <linux/string.h>
#include <linux/user_namespace.h>
#include <uapi/linux/jail.h>

#include "attach/attach.h"
#include "check.h"
#include "compat/slab.h"
#include "findings.h"
#include "jail.h"
#include "mark_request.h"
#include "marks.h"
#include "module.h"
#include "operation.h"
#include "policy.h"
#include "record.h"
#include "tasks.h"

struct session;

/**
 * struct jail_file - one file
 * @name: of the file
 * @mode: permissions
 * @show: writes what a read returns
 * @write: takes one request, NUL-terminated and without the newline; may
 *	write the session's answer for the next read, which starts as ""
 */
struct jail_file {
	const char *name;
	umode_t mode;
	int (*show)(struct seq_file *m, void *v);
	int (*write)(char *request, struct session *session);
};

#define ANSWER_SIZE	128

/**
 * struct session - one opening of a file
 * @file: which
 * @lock: guards what is below, one request at a time
 * @refused: the last request was; a read does not return what @file shows
 * @answer: to the last request; a read returns it instead of what @file shows
 * @findings: of the last request, which a read returns too; or NULL
 * @jail: number of the jail whose tasks a read lists
 */
struct session {
	const struct jail_file *file;
	struct mutex lock; /* guards what is below */
	bool refused;
	char answer[ANSWER_SIZE];
	struct jail_findings *findings;
	u64 jail;
};

static int show_jails(struct seq_file *m, void *v)
{
	jail_list_show(m);
	return 0;
}

static int show_policy(struct seq_file *m, void *v)
{
	char text[JAIL_POLICY_TEXT];

	seq_printf(m, "%s\n", jail_policy_print(READ_ONCE(jail_default_policy),
						text, sizeof(text)));
	return 0;
}

static int show_enforce(struct seq_file *m, void *v)
{
	seq_printf(m, "%d\n", READ_ONCE(jail_enforce));
	return 0;
}

static int show_seal(struct seq_file *m, void *v)
{
	seq_printf(m, "%d\n", READ_ONCE(jail_sealed));
	return 0;
}

static int show_version(struct seq_file *m, void *v)
{
	seq_printf(m, "%d\n", JAIL_INTERFACE_VERSION);
	return 0;
}

static int show_attach(struct seq_file *m, void *v)
{
	seq_printf(m, "%s\n", jail_attach_name());
	return 0;
}

static int show_state(struct seq_file *m, void *v)
{
	seq_printf(m, "%s\n", jail_attach_state());
	return 0;
}

static int show_selftest(struct seq_file *m, void *v)
{
	jail_selftest_show(m);
	return 0;
}

static int show_tasks(struct seq_file *m, void *v)
{
	const struct session *session = m->private;

	if (session->jail)
		seq_printf(m, "jail=%llu\n", session->jail);
	jail_tasks_show(m, session->jail);
	return 0;
}

/* What it is, by the name of the file, is in the documentation. */
static int show_feature(struct seq_file *m, void *v)
{
	seq_puts(m, "1\n");
	return 0;
}

static int show_nothing(struct seq_file *m, void *v)
{
	return 0;
}

/* Refuses what a seal forbids; to be asked first. */
static int check_seal(struct session *session)
{
	if (!READ_ONCE(jail_sealed))
		return 0;
	snprintf(session->answer, ANSWER_SIZE, "sealed until reboot\n");
	return -EROFS;
}

static void answer_marked(struct session *session, const struct jail_marked *marked)
{
	snprintf(session->answer, ANSWER_SIZE, "jail=%llu tasks=%u\n",
		 marked->id, marked->tasks);
}

static int answer_reason(struct session *session, int err, const char *reason)
{
	if (reason)
		snprintf(session->answer, ANSWER_SIZE, "%s\n", reason);
	return err;
}

/* The request, and where to put findings. */
static int begin_request(char *text, struct session *session,
			 struct jail_mark_request *request)
{
	session->findings = kzalloc_obj(*session->findings, GFP_KERNEL_ACCOUNT);
	if (!session->findings)
		return -ENOMEM;
	return jail_mark_request_parse(text, request, session->answer, ANSWER_SIZE);
}

static int write_mark(char *text, struct session *session)
{
	struct jail_mark_request request;
	const char *reason = NULL;
	struct jail_marked marked;
	int err;

	err = begin_request(text, session, &request);
	if (err)
		return err;
	if (!request.has_policy)
		request.policy = READ_ONCE(jail_default_policy);
	err = jail_mark_tree(&request, &marked, session->findings, &reason);
	if (err)
		return answer_reason(session, err, reason);
	answer_marked(session, &marked);
	return 0;
}

static int write_check(char *text, struct session *session)
{
	struct jail_mark_request request;
	const char *reason = NULL;
	int err;

	err = begin_request(text, session, &request);
	if (!err)
		err = jail_check_tree(&request, session->findings, &reason);
	return answer_reason(session, err, reason);
}

static int write_release(char *which, struct session *session)
{
	struct jail_marked released;
	int err = check_seal(session);

	if (err)
		return err;
	err = jail_release(which, &released);
	if (err)
		return answer_reason(session, err, err == -ENOENT ? "there is no such jail" : NULL);
	answer_marked(session, &released);
	return 0;
}

/* The id or the name of a jail; its tasks are read. */
static int write_tasks(char *which, struct session *session)
{
	struct jail *jail = jail_find(which);

	if (!jail)
		return answer_reason(session, -ENOENT, "there is no such jail");
	session->jail = jail->id;
	jail_put(jail);
	return 0;
}

static int write_seal(char *request, struct session *session)
{
	if (strcmp(request, "1"))
		return -EINVAL;
	WRITE_ONCE(jail_sealed, true);
	jail_record_change(JAIL_FILE_SEAL, NULL, request);
	return 0;
}

static void record_policy(const char *what, const struct jail *jail, u64 policy)
{
	char text[JAIL_POLICY_TEXT];

	jail_record_change(what, jail,
			   policy ? jail_policy_print(policy, text, sizeof(text)) : "none");
}

static int write_policy(char *request, struct session *session)
{
	u64 policy;
	int err = check_seal(session) ?:
		  jail_policy_read(request, &policy, session->answer, ANSWER_SIZE);

	if (err)
		return err;
	WRITE_ONCE(jail_default_policy, policy);
	record_policy(JAIL_FILE_POLICY, NULL, policy);
	return 0;
}

/* "JAIL WORDS", or "JAIL none". */
static int write_log_only(char *request, struct session *session)
{
	const char *which = strsep(&request, " ");
	struct jail *jail;
	u64 words = 0;
	int err = check_seal(session);

	if (err)
		return err;
	if (!request)
		return answer_reason(session, -EINVAL, "give a jail, and words or none");
	if (strcmp(request, "none"))
		err = jail_policy_read(request, &words, session->answer, ANSWER_SIZE);
	if (err)
		return err;
	jail = jail_find(which);
	if (!jail)
		return answer_reason(session, -ENOENT, "there is no such jail");
	WRITE_ONCE(jail->log_only, words);
	record_policy(JAIL_FILE_LOG_ONLY, jail, words);
	jail_put(jail);
	return 0;
}

static int write_enforce(char *request, struct session *session)
{
	int err = check_seal(session);

	if (err)
		return err;
	if (strcmp(request, "0") && strcmp(request, "1"))
		return -EINVAL;
	WRITE_ONCE(jail_enforce, request[0] == '1');
	jail_record_change(JAIL_FILE_ENFORCE, NULL, request);
	return 0;
}

static int write_attach(char *request, struct session *session)
{
	const char *reason = NULL;
	int err;

	if (strcmp(request, "detach"))
		return -EINVAL;
	err = check_seal(session) ?: jail_attach_detach(&reason);
	return answer_reason(session, err, reason);
}

/* While it runs, and if it fails, there are no marks: one that has passed stands. */
static int begin_selftest(struct session *session)
{
	int err = strcmp(jail_attach_state(), "ready") ? 0 : check_seal(session);

	return err ?: jail_selftest_begin(session);
}

static int write_selftest(char *request, struct session *session)
{
	if (!strcmp(request, "begin"))
		return begin_selftest(session);
	if (!strcmp(request, "end"))
		return jail_selftest_end(session);
	return -EINVAL;
}

static const struct jail_file files[] = {
	{ JAIL_FILE_MARK, 0600, show_nothing, write_mark },
	{ JAIL_FILE_CHECK, 0600, show_nothing, write_check },
	{ JAIL_FILE_RELEASE, 0600, show_nothing, write_release },
	{ JAIL_FILE_JAILS, 0444, show_jails },
	{ JAIL_FILE_TASKS, 0600, show_tasks, write_tasks },
	{ JAIL_FILE_POLICY, 0644, show_policy, write_policy },
	{ JAIL_FILE_ENFORCE, 0644, show_enforce, write_enforce },
	{ JAIL_FILE_LOG_ONLY, 0600, show_nothing, write_log_only },
	{ JAIL_FILE_SEAL, 0644, show_seal, write_seal },
	{ JAIL_FILE_VERSION, 0444, show_version },
	{ JAIL_FILE_ATTACH, 0644, show_attach, write_attach },
	{ JAIL_FILE_STATE, 0444, show_state },
	{ JAIL_FILE_SELFTEST, 0600, show_selftest, write_selftest },
};

static const struct jail_file feature = { "", 0444, show_feature };

static struct dentry *directory;
static struct dentry *features;
static struct dentry *file_dentries[ARRAY_SIZE(files)];
static struct dentry *feature_dentries[JAIL_NR_RESTRICTIONS];

static int show_session(struct seq_file *m, void *v)
{
	struct session *session = m->private;
	int ret = 0;

	mutex_lock(&session->lock);
	if (session->answer[0])
		seq_puts(m, session->answer);
	else if (!session->refused)
		ret = session->file->show(m, v);
	if (session->findings)
		jail_findings_show(session->findings, m);
	mutex_unlock(&session->lock);
	return ret;
}

static int open_session(struct inode *inode, struct file *file)
{
	struct session *session;
	int err;

	if (jail_is_jailed(current))
		return -EPERM;
	if ((file->f_mode & FMODE_WRITE) && !capable(CAP_MAC_ADMIN))
		return -EACCES;
	session = kzalloc_obj(*session, GFP_KERNEL_ACCOUNT);
	if (!session)
		return -ENOMEM;
	session->file = inode->i_private;
	mutex_init(&session->lock);
	/* The answer can be read, whatever memory there is then. */
	err = single_open_size(file, show_session, session, PAGE_SIZE);
	if (err)
		kfree(session);
	return err;
}

static int release_session(struct inode *inode, struct file *file)
{
	struct session *session = ((struct seq_file *)file->private_data)->private;

	jail_selftest_abort(session);
	kfree(session->findings);
	kfree(session);
	return single_release(inode, file);
}

/* Cuts the newline that echo appends. */
static bool is_request(char *request, size_t count)
{
	if (strlen(request) != count)
		return false;
	if (request[count - 1] == '\n')
		request[count - 1] = '\0';
	return request[0] && !strchr(request, '\n');
}

/* To be freed, or an error. One request a write: no second part, no part of a larger one. */
static char *copy_request(const char __user *buf, size_t count, loff_t pos)
{
	char *request;

	if (pos || !count || count > JAIL_REQUEST_MAX)
		return ERR_PTR(-EINVAL);
	request = memdup_user_nul(buf, count);
	if (!IS_ERR(request) && !is_request(request, count)) {
		kfree(request);
		return ERR_PTR(-EINVAL);
	}
	return request;
}

static ssize_t write_session(struct file *file, const char __user *buf,
			     size_t count, loff_t *ppos)
{
	struct session *session = ((struct seq_file *)file->private_data)->private;
	char *request;
	int err;

	if (!session->file->write)
		return -EINVAL;
	if (jail_is_jailed(current) && !jail_selftest_is_current())
		return -EPERM;
	mutex_lock(&session->lock);
	session->answer[0] = '\0';
	kfree(session->findings);
	session->findings = NULL;
	request = copy_request(buf, count, *ppos);
	err = PTR_ERR_OR_ZERO(request);
	if (!err) {
		err = session->file->write(request, session);
		kfree(request);
	}
	session->refused = err;
	mutex_unlock(&session->lock);
	return err ?: count;
}

static const struct file_operations session_fops = {
	.owner = THIS_MODULE,
	.open = open_session,
	.read = seq_read,
	.write = write_session,
	.llseek = seq_lseek,
	.release = release_session,
};

static int create_file(const char *name, const struct jail_file *file,
		       struct dentry *parent, struct dentry **dentry)
{
	*dentry = securityfs_create_file(name, file->mode, parent, (void *)file,
					 &session_fops);
	return PTR_ERR_OR_ZERO(*dentry);
}

/*
 * Removal is recursive only from 7.2 on: children first. Who holds an inode by
 * O_PATH holds no module, and must not find our functions there; nor may the
 * name stay, which up to 6.1 an entry that is held would keep.
 */
static void remove_one(struct dentry *dentry)
{
	dget(dentry);
	securityfs_remove(dentry);
	if (!d_is_dir(dentry))
		make_bad_inode(d_inode(dentry));
	d_drop(dentry);
	dput(dentry);
}

static void remove_files(struct dentry **dentries, size_t count)
{
	while (count--) {
		if (!IS_ERR_OR_NULL(dentries[count]))
			remove_one(dentries[count]);
		dentries[count] = NULL;
	}
}

/**
 * jail_securityfs_init - make the files
 *
 * Context: module init, when nothing else can fail: they can be opened at once.
 * Return: 0 or a negative errno; then there is none.
 */
int jail_securityfs_init(void)
{
	int i, err;

	directory = securityfs_create_dir(JAIL_DIRECTORY, NULL);
	if (IS_ERR(directory))
		return PTR_ERR(directory);
	for (i = 0, err = 0; i < ARRAY_SIZE(files) && !err; i++)
		err = create_file(files[i].name, &files[i], directory,
				  &file_dentries[i]);
	if (err)
		goto remove;
	features = securityfs_create_dir(JAIL_FILE_FEATURES, directory);
	err = PTR_ERR_OR_ZERO(features);
	for (i = 0; i < JAIL_NR_RESTRICTIONS && !err; i++)
		err = create_file(jail_restriction_name(i), &feature, features,
				  &feature_dentries[i]);
	if (!err)
		return 0;
remove:
	jail_securityfs_exit();
	return err;
}

/**
 * jail_securityfs_exit - remove the files
 *
 * Context: module exit, or module init that fails.
 */
void jail_securityfs_exit(void)
{
	remove_files(feature_dentries, ARRAY_SIZE(feature_dentries));
	remove_files(&features, 1);
	remove_files(file_dentries, ARRAY_SIZE(file_dentries));
	remove_files(&directory, 1);
	/* For an open(2) that has read the functions and holds no module yet. */
	synchronize_rcu_tasks();
}
