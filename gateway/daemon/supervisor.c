/*
 * supervisor.c - the parent of all roles.
 *
 * It never reads configuration that was not checked: a checker role reads
 * the admins' files, complains, and on success hands over the bytes that it
 * found good (a memfd). Roles read those and not the disk, so that a role
 * that dies comes back with what was checked, whatever is in the files now.
 * A reload is: check, stop all roles, start them with the new files. Every
 * step of theirs is safe against being killed, so there is nothing to hand
 * over between old and new.
 */
#include "daemon/supervisor.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "daemon/role.h"

/* A role that does not end by itself when asked is killed after this. */
#define STOP_DEADLINE_MS 15000

struct child {
	struct role_start start;
	pid_t pid; /* 0: not running */
	int64_t started_ms;
	int64_t restart_ms; /* when to start it, if it is not running */
	int delay;	    /* seconds, of the next restart */
	bool given_up;	    /* ended well, or by a configuration error */
	int status;	    /* exit status of the last run */
};

enum phase {
	PHASE_RUNNING,
	PHASE_RELOADING, /* all roles are asked to end, to start anew */
	PHASE_STOPPING	 /* ... and not to come back */
};

struct supervisor {
	const char *config_path;
	bool once;
	enum phase phase;
	int64_t phase_deadline_ms;
	int signals;	  /* signalfd */
	int sources;	  /* memfd in force; -1 before the first check */
	int sources_next; /* memfd that the checker fills */
	int lifeline[2], wake[2];
	pid_t checker; /* 0: none running */
	bool check_again;
	struct arena *arena; /* of the children's names; anew at a reload */
	struct child *children;
	size_t child_count;
	int exit_status;
};

/* Children, by how they are started. */
static void
child_add(struct supervisor *s, const char *role, const char *name)
{
	struct child child = {
		.start = { .role = role,
			   .name = arena_strdup(s->arena, name),
			   .config_path = s->config_path,
			   .once = s->once },
		.delay = RESTART_DELAY_MIN,
	};

	ARENA_PUSH(s->arena, s->children, s->child_count, child);
}

static const char *
child_label(const struct child *child, char *out, size_t size)
{
	snprintf(out, size, "%s%s%s", child->start.role,
		 child->start.name[0] ? " " : "", child->start.name);
	return out;
}

static void
child_start(struct supervisor *s, struct child *child)
{
	bool is_sender = strcmp(child->start.role, "sender") == 0;
	struct role_fds fds = { { s->sources, s->lifeline[0],
				  s->wake[is_sender ? 0 : 1], -1 } };
	struct error err;

	child->pid = role_spawn(&child->start, &fds, &err);
	child->started_ms = clock_monotonic_ms();
	if (child->pid > 0)
		return;
	log_error("%s", err.text);
	child->pid = 0;
	child->restart_ms = child->started_ms + child->delay * 1000;
}

/* One child a mailbox, and the three that there is one of. With `once`, the
 * sender comes last, when the others have written what there is to send. */
static bool
children_make(struct supervisor *s)
{
	struct role_files files;
	struct error err;
	struct sources *sources = sources_restore(s->sources, &err);
	struct complaints complaints;

	arena_free(s->arena);
	s->arena = arena_new();
	s->children = NULL;
	s->child_count = 0;
	memset(&files, 0, sizeof(files));
	if (sources == NULL) {
		log_error("%s", err.text);
		return false;
	}
	complaints_init(&complaints, s->arena);
	files.config =
		config_load(sources, s->config_path, s->arena, &complaints);
	if (files.config != NULL) {
		for (size_t i = 0; i < files.config->mailbox_count; i++)
			child_add(s, "intake", files.config->mailboxes[i].name);
		child_add(s, "timer", "");
		if (files.config->smtp.present)
			child_add(s, "sender", "");
	}
	sources_free(sources);
	return files.config != NULL;
}

static bool
children_gone(const struct supervisor *s)
{
	for (size_t i = 0; i < s->child_count; i++)
		if (s->children[i].pid != 0)
			return false;
	return true;
}

static void
children_signal(struct supervisor *s, int signum)
{
	for (size_t i = 0; i < s->child_count; i++)
		if (s->children[i].pid != 0)
			kill(s->children[i].pid, signum);
}

/* Asks all roles to end. */
static void
phase_enter(struct supervisor *s, enum phase phase)
{
	s->phase = phase;
	s->phase_deadline_ms = clock_monotonic_ms() + STOP_DEADLINE_MS;
	children_signal(s, SIGTERM);
}

static int
memfd_new(void)
{
	return memfd_create("ticketgate-sources", MFD_CLOEXEC);
}

/* Has the files on disk read and checked, by a process of its own. */
static void
check_start(struct supervisor *s)
{
	struct role_start start = { .role = "checker",
				    .name = "",
				    .config_path = s->config_path };
	struct role_fds fds;
	struct error err;

	if (s->checker != 0) {
		s->check_again = true;
		return;
	}
	s->sources_next = memfd_new();
	fds = (struct role_fds){ { s->sources, s->lifeline[0], s->wake[1],
				   s->sources_next } };
	s->checker = role_spawn(&start, &fds, &err);
	if (s->checker < 0) {
		log_error("%s", err.text);
		s->checker = 0;
		close(s->sources_next);
		if (s->sources >= 0)
			return;
		s->exit_status = EX_OSERR; /* and nothing to run with */
		phase_enter(s, PHASE_STOPPING);
	}
}

/* The checker ended: its files come into force, or the old ones stay. Who was
 * asked to end meanwhile ends: a reload must not take that back. */
static void
check_done(struct supervisor *s, int status)
{
	bool good = WIFEXITED(status) && WEXITSTATUS(status) == 0;

	s->checker = 0;
	if (WIFSIGNALED(status))
		log_error("the check of the files was killed by signal %d",
			  WTERMSIG(status));
	if (s->phase == PHASE_STOPPING) {
		close(s->sources_next);
		return;
	}
	if (good) {
		if (s->sources >= 0)
			close(s->sources);
		s->sources = s->sources_next;
		if (s->child_count > 0)
			log_info("reloaded; starting the roles anew");
		phase_enter(s, PHASE_RELOADING);
	} else {
		close(s->sources_next);
		if (s->sources < 0) {
			s->exit_status = EX_CONFIG;
			phase_enter(s, PHASE_STOPPING);
		} else {
			log_error("reload refused; what was in force stays so");
		}
	}
	if (s->check_again) {
		s->check_again = false;
		check_start(s);
	}
}

static int
next_delay(int delay)
{
	return delay * 2 > RESTART_DELAY_MAX ? RESTART_DELAY_MAX : delay * 2;
}

/* A role ended while nobody asked it to. */
static void
child_crashed(struct child *child, int status)
{
	int64_t now = clock_monotonic_ms();
	char label[128];

	child_label(child, label, sizeof(label));
	if (WIFEXITED(status) && WEXITSTATUS(status) == EX_CONFIG) {
		child->given_up = true;
		log_error("%s stays down until a reload: its configuration "
			  "is wrong",
			  label);
		return;
	}
	if (now - child->started_ms >= RESTART_FORGIVEN_MS)
		child->delay = RESTART_DELAY_MIN;
	child->restart_ms = now + child->delay * 1000;
	log_error("%s %s %d; starting it again in %d s", label,
		  WIFSIGNALED(status) ? "was killed by signal"
				      : "ended with status",
		  WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status),
		  child->delay);
	child->delay = next_delay(child->delay);
}

static void
child_ended(struct supervisor *s, struct child *child, int status)
{
	child->pid = 0;
	child->status = status;
	if (s->once)
		child->given_up = true;
	else if (s->phase == PHASE_RUNNING)
		child_crashed(child, status);
}

static void
reap(struct supervisor *s)
{
	int status;
	pid_t pid;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
		if (pid == s->checker) {
			check_done(s, status);
			continue;
		}
		for (size_t i = 0; i < s->child_count; i++)
			if (s->children[i].pid == pid)
				child_ended(s, &s->children[i], status);
	}
}

static void
handle_signals(struct supervisor *s)
{
	struct signalfd_siginfo info;

	while (read(s->signals, &info, sizeof(info)) == sizeof(info)) {
		switch (info.ssi_signo) {
		case SIGCHLD:
			reap(s);
			break;
		case SIGHUP:
			log_info("reloading %s", s->config_path);
			check_start(s);
			break;
		default:
			log_info("ending");
			phase_enter(s, PHASE_STOPPING);
			break;
		}
	}
}

/* With `once`, the sender waits for all others. */
static bool
child_may_start(const struct supervisor *s, const struct child *child)
{
	if (!s->once || strcmp(child->start.role, "sender") != 0)
		return true;
	for (size_t i = 0; i < s->child_count; i++)
		if (&s->children[i] != child && !s->children[i].given_up)
			return false;
	return true;
}

/* Starts what is due; returns milliseconds until the next start, -1: none. */
static int
start_due(struct supervisor *s)
{
	int64_t now = clock_monotonic_ms();
	int64_t wait = -1;

	for (size_t i = 0; i < s->child_count; i++) {
		struct child *child = &s->children[i];

		if (child->pid != 0 || child->given_up ||
		    !child_may_start(s, child))
			continue;
		if (child->restart_ms <= now)
			child_start(s, child);
		else if (wait < 0 || child->restart_ms - now < wait)
			wait = child->restart_ms - now;
	}
	return (int)wait;
}

static bool
all_given_up(const struct supervisor *s)
{
	for (size_t i = 0; i < s->child_count; i++)
		if (!s->children[i].given_up)
			return false;
	return s->child_count > 0;
}

/* `run --once` is done: did everybody manage? */
static int
once_status(const struct supervisor *s)
{
	for (size_t i = 0; i < s->child_count; i++)
		if (s->children[i].status != 0)
			return EX_TEMPFAIL;
	return 0;
}

/* What the phase asks for next; returns the milliseconds to sleep at most, or
 * -2 when the supervisor is done. */
static int
step(struct supervisor *s)
{
	if (s->phase != PHASE_RUNNING) {
		int64_t left = s->phase_deadline_ms - clock_monotonic_ms();

		if (!children_gone(s) && left <= 0)
			children_signal(s, SIGKILL);
		if (!children_gone(s))
			return left > 0 ? (int)left : 1000;
		if (s->phase == PHASE_STOPPING)
			return -2;
		if (!children_make(s)) {
			s->exit_status = EX_CONFIG;
			return -2;
		}
		s->phase = PHASE_RUNNING;
	}
	if (s->once && all_given_up(s)) {
		s->exit_status = once_status(s);
		return -2;
	}
	return start_due(s);
}

static void
signals_block(struct supervisor *s)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigaddset(&set, SIGHUP);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigprocmask(SIG_BLOCK, &set, NULL);
	s->signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

int
supervisor_run(const char *config_path, bool once)
{
	struct supervisor s = { .config_path = config_path,
				.once = once,
				.sources = -1,
				.phase = PHASE_RUNNING };
	struct pollfd p;
	int sleep_ms;

	log_init("supervisor");
	signals_block(&s);
	if (s.signals < 0 || pipe2(s.lifeline, O_CLOEXEC) < 0 ||
	    pipe2(s.wake, O_CLOEXEC | O_NONBLOCK) < 0) {
		log_error("cannot start: %s", strerror(errno));
		return EX_OSERR;
	}
	check_start(&s);
	while ((sleep_ms = step(&s)) != -2) {
		p = (struct pollfd){ s.signals, POLLIN, 0 };
		if (poll(&p, 1, sleep_ms) < 0 && errno != EINTR)
			break;
		handle_signals(&s);
	}
	log_info("ended");
	arena_free(s.arena);
	return s.exit_status;
}
