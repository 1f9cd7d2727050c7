/*
 * role.c - starting a role and what all roles have in common.
 *
 * No role outlives its supervisor: the kernel sends SIGTERM when the parent
 * dies (PR_SET_PDEATHSIG), and the lifeline pipe ends for those it missed.
 */
#include "daemon/role.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/log.h"

#define ARGV0_PREFIX "ticketgate: "

#define ENV_ROLE     "TICKETGATE_ROLE"
#define ENV_NAME     "TICKETGATE_ROLE_NAME"
#define ENV_CONFIG   "TICKETGATE_ROLE_CONFIG"
#define ENV_ONCE     "TICKETGATE_ROLE_ONCE"
#define ENV_ARGUMENT "TICKETGATE_ROLE_ARGUMENT"
#define ENV_PARENT   "TICKETGATE_ROLE_PARENT"

static const struct {
	const char *name;
	int (*main)(const struct role_start *start);
} role_table[] = {
	{ "intake", intake_main },   { "reader", reader_main },
	{ "sender", sender_main },   { "timer", timer_main },
	{ "checker", checker_main }, { "replayer", replayer_main },
};

static int ending_pipe[2] = { -1, -1 };
static volatile sig_atomic_t ending;

/* Moves the descriptors to their fixed numbers and closes all others. Between
 * fork and exec: only calls that are safe there. */
static void
child_descriptors(const struct role_fds *fds)
{
	int safe[ROLE_FD_COUNT];

	/* First out of the way, so that no number is overwritten early. */
	for (int i = 0; i < ROLE_FD_COUNT; i++)
		safe[i] = fds->fd[i] < 0 ? -1 : fcntl(fds->fd[i], F_DUPFD, 32);
	for (int i = 0; i < ROLE_FD_COUNT; i++)
		if (safe[i] < 0)
			close(ROLE_FD_SOURCES + i);
		else
			dup2(safe[i], ROLE_FD_SOURCES + i);
	close_range(ROLE_FD_SOURCES + ROLE_FD_COUNT, ~0u, 0);
}

static void
child_exec(char *argv0, char **envp, const struct role_fds *fds, pid_t parent)
{
	char *argv[] = { argv0, NULL };
	sigset_t none;

	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != parent) /* it died before the line above */
		_exit(0);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	child_descriptors(fds);
	execve("/proc/self/exe", argv, envp);
	_exit(EX_OSERR);
}

/* The environment of a role: ours without other roles' words, and its own. */
static char **
role_environment(const struct role_start *start, struct arena *arena)
{
	char **envp = NULL;
	size_t count = 0;

	for (char **e = environ; *e != NULL; e++)
		if (strncmp(*e, ENV_ROLE, strlen(ENV_ROLE)) != 0)
			ARENA_PUSH(arena, envp, count, *e);
	ARENA_PUSH(arena, envp, count,
		   arena_printf(arena, ENV_ROLE "=%s", start->role));
	ARENA_PUSH(arena, envp, count,
		   arena_printf(arena, ENV_NAME "=%s", start->name));
	ARENA_PUSH(arena, envp, count,
		   arena_printf(arena, ENV_CONFIG "=%s", start->config_path));
	ARENA_PUSH(arena, envp, count,
		   arena_printf(arena, ENV_ARGUMENT "=%s",
				start->argument ? start->argument : ""));
	ARENA_PUSH(arena, envp, count,
		   arena_printf(arena, ENV_ONCE "=%d", start->once));
	ARENA_PUSH(arena, envp, count,
		   arena_printf(arena, ENV_PARENT "=%ld", (long)getpid()));
	ARENA_PUSH(arena, envp, count, NULL);
	return envp;
}

pid_t
role_spawn(const struct role_start *start, const struct role_fds *fds,
	   struct error *err)
{
	struct arena *arena = arena_new();
	char *argv0 = arena_printf(arena, ARGV0_PREFIX "%s%s%s", start->role,
				   start->name[0] ? " " : "", start->name);
	char **envp = role_environment(start, arena);
	pid_t parent = getpid();
	pid_t pid = fork();

	if (pid == 0)
		child_exec(argv0, envp, fds, parent);
	if (pid < 0)
		error_set(err, ERROR_RETRY, "cannot start %s: %s",
			  argv0 + strlen(ARGV0_PREFIX), strerror(errno));
	arena_free(arena);
	return pid;
}

bool
role_is_one(const char *argv0)
{
	return argv0 != NULL &&
	       strncmp(argv0, ARGV0_PREFIX, strlen(ARGV0_PREFIX)) == 0 &&
	       getenv(ENV_ROLE) != NULL;
}

static const char *
environment(const char *name)
{
	const char *value = getenv(name);

	return value ? value : "";
}

int
role_run(void)
{
	struct role_start start = {
		.role = environment(ENV_ROLE),
		.name = environment(ENV_NAME),
		.config_path = environment(ENV_CONFIG),
		.argument = environment(ENV_ARGUMENT),
		.once = environment(ENV_ONCE)[0] == '1',
	};
	char who[128];

	snprintf(who, sizeof(who), "%s%s%s", start.role,
		 start.name[0] ? " " : "", start.name);
	log_init(who);
	signal(SIGPIPE, SIG_IGN);
	/* SQLite, curl and friends must not get a descriptor of ours. */
	for (int fd = ROLE_FD_SOURCES; fd < ROLE_FD_SOURCES + ROLE_FD_COUNT;
	     fd++)
		fcntl(fd, F_SETFD, FD_CLOEXEC);
	for (size_t i = 0; i < sizeof(role_table) / sizeof(role_table[0]); i++)
		if (strcmp(role_table[i].name, start.role) == 0)
			return role_table[i].main(&start);
	log_error("there is no role '%s'", start.role);
	return EX_SOFTWARE;
}

bool
role_files_open(struct role_files *files, const char *config_path,
		struct error *err)
{
	struct complaints complaints;

	memset(files, 0, sizeof(*files));
	files->arena = arena_new();
	files->sources = sources_restore(ROLE_FD_SOURCES, err);
	if (files->sources == NULL)
		goto fail;
	complaints_init(&complaints, files->arena);
	files->config = config_load(files->sources, config_path, files->arena,
				    &complaints);
	if (files->config != NULL)
		return true;
	if (!complaints_first_error(&complaints, err))
		error_set(err, ERROR_BUG, "no configuration and no complaint");
fail:
	role_files_close(files);
	return false;
}

void
role_files_close(struct role_files *files)
{
	sources_free(files->sources);
	arena_free(files->arena);
	memset(files, 0, sizeof(*files));
}

static void
on_signal(int signum)
{
	int saved = errno;

	(void)signum;
	ending = 1;
	if (write(ending_pipe[1], "x", 1) < 0)
		ending = 1; /* full: it is readable already */
	errno = saved;
}

void
role_signals_init(void)
{
	struct sigaction action = { .sa_handler = on_signal };

	if (pipe2(ending_pipe, O_CLOEXEC | O_NONBLOCK) < 0)
		abort();
	sigemptyset(&action.sa_mask);
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGINT, &action, NULL);
	signal(SIGHUP, SIG_IGN); /* the supervisor's business */
}

/* The lifeline carries no bytes; readable means that it ended. */
static bool
lifeline_ended(void)
{
	struct pollfd p = { ROLE_FD_LIFELINE, POLLIN, 0 };

	return poll(&p, 1, 0) > 0 && (p.revents & (POLLHUP | POLLIN));
}

bool
role_ending(void)
{
	if (!ending && lifeline_ended())
		ending = 1;
	return ending;
}

int
role_ending_fd(void)
{
	return ending_pipe[0];
}

enum role_wait
role_wait(int timeout_ms, int extra_fd)
{
	struct pollfd p[] = {
		{ ending_pipe[0], POLLIN, 0 },
		{ ROLE_FD_LIFELINE, POLLIN, 0 },
		{ extra_fd, POLLIN, 0 },
	};
	int n;

	if (role_ending())
		return ROLE_WAIT_ENDING;
	n = poll(p, 3, timeout_ms);
	if (n < 0 || p[0].revents || (p[1].revents & (POLLIN | POLLHUP))) {
		if (role_ending() || n >= 0)
			return ROLE_WAIT_ENDING;
		return ROLE_WAIT_TIMEOUT;
	}
	return p[2].revents ? ROLE_WAIT_READABLE : ROLE_WAIT_TIMEOUT;
}

void
role_wake_sender(void)
{
	/* A full pipe has woken it already; a lost wake-up costs a poll. */
	if (write(ROLE_FD_WAKE, "w", 1) < 0)
		return;
}
