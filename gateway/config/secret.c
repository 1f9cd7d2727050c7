/*
 * secret.c - the password itself, at the moment it is needed.
 *
 * What goes wrong: a file that is empty or ends in CRLF, a command that
 * hangs, prints without end or fails. The command gets no shell, no standard
 * input and a deadline; its words never reach a log, except its exit status.
 */
#include "config/config.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/io.h"

#define SECRET_MAX	((size_t)64 << 10) /* a token may be some KiB */
#define COMMAND_TIME_MS 30000

extern char **environ;

/* The first line of BYTES without its end, as a string. */
static bool
secret_line(struct slice bytes, const char *what, const char *from,
	    struct arena *arena, const char **password, struct error *err)
{
	struct slice line;

	if (!slice_next_line(&bytes, &line) || line.size == 0)
		return error_set(err, ERROR_CONFIG,
				 "%s: %s gives no password; its first line "
				 "must be the password",
				 what, from);
	if (memchr(line.data, '\0', line.size))
		return error_set(err, ERROR_CONFIG,
				 "%s: the password of %s holds a NUL byte; "
				 "write it as one line of text",
				 what, from);
	*password = arena_memdup(arena, line.data, line.size);
	return true;
}

static bool
secret_from_file(const char *path, const char *what, struct arena *arena,
		 const char **password, struct error *err)
{
	struct slice bytes;

	if (!io_read_file(path, SECRET_MAX, arena, &bytes, err)) {
		if (err)
			err->class = ERROR_CONFIG;
		return error_context(err, "%s: password_file", what);
	}
	return secret_line(bytes, what, path, arena, password, err);
}

/* In a process group of its own, so that its children can be ended as well,
 * and with the signals of a fresh program. */
static void
command_attributes(posix_spawnattr_t *attributes)
{
	sigset_t none, pipe;

	posix_spawnattr_init(attributes);
	sigemptyset(&none);
	sigemptyset(&pipe);
	sigaddset(&pipe, SIGPIPE);
	posix_spawnattr_setsigmask(attributes, &none);
	posix_spawnattr_setsigdefault(attributes, &pipe);
	posix_spawnattr_setpgroup(attributes, 0);
	posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGMASK |
						     POSIX_SPAWN_SETSIGDEF |
						     POSIX_SPAWN_SETPGROUP);
}

/* Starts the program with its standard output in a pipe. */
static bool
command_start(char *const *argv, pid_t *pid, int *output, struct error *err)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	int ends[2], failure;

	if (pipe2(ends, O_CLOEXEC) != 0)
		return error_set(err, ERROR_RETRY, "cannot make a pipe: %s",
				 strerror(errno));
	command_attributes(&attributes);
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null",
					 O_RDONLY, 0);
	posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
	failure = posix_spawnp(pid, argv[0], &actions, &attributes, argv,
			       environ);
	posix_spawn_file_actions_destroy(&actions);
	posix_spawnattr_destroy(&attributes);
	close(ends[1]);
	if (failure) {
		close(ends[0]);
		return error_set(err, ERROR_CONFIG,
				 "cannot run password_command %s: %s; check "
				 "its path",
				 argv[0], strerror(failure));
	}
	*output = ends[0];
	return true;
}

/* Waits until FD can be read or has ended; false at the deadline. */
static bool
wait_readable(int fd, int64_t deadline)
{
	struct pollfd wait = { .fd = fd, .events = POLLIN };
	int64_t left;

	while ((left = deadline - clock_monotonic_ms()) > 0)
		if (poll(&wait, 1, (int)left) > 0)
			return true;
	return false;
}

/* Reads OUTPUT to its end; false when the deadline or the cap is reached. */
static bool
command_read(int output, int64_t deadline, struct buf *out, struct error *err)
{
	while (out->size <= SECRET_MAX && wait_readable(output, deadline)) {
		ssize_t n = read(output, buf_reserve(out, 4096), 4096);

		if (n == 0)
			return true;
		if (n > 0)
			buf_commit(out, (size_t)n);
		else if (errno != EINTR && errno != EAGAIN)
			return error_set(err, ERROR_RETRY,
					 "cannot read from password_command: "
					 "%s",
					 strerror(errno));
	}
	return error_set(err, ERROR_RETRY, "password_command %s",
			 out->size > SECRET_MAX ? "prints too much"
						: "did not end in 30 s");
}

/* Collects the program, which may still run with its output closed. */
static bool
command_end(pid_t pid, int64_t deadline, bool was_read, struct error *err)
{
	int status = 0, handle = was_read ? pidfd_open(pid, 0) : -1;
	bool ended = handle >= 0 && wait_readable(handle, deadline);

	if (handle >= 0)
		close(handle);
	if (!ended)
		kill(-pid, SIGKILL);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	if (!was_read)
		return false;
	if (!ended)
		return error_set(err, ERROR_RETRY,
				 "password_command did not end in 30 s");
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return true;
	if (WIFEXITED(status))
		return error_set(err, ERROR_RETRY,
				 "password_command ended with status %d; run "
				 "it by hand to see why",
				 WEXITSTATUS(status));
	return error_set(err, ERROR_RETRY,
			 "password_command was killed by signal %d",
			 WTERMSIG(status));
}

static bool
secret_from_command(const struct string_list *command, const char *what,
		    struct arena *arena, const char **password,
		    struct error *err)
{
	char **argv = arena_calloc(arena, command->count + 1, sizeof(*argv));
	int64_t deadline = clock_monotonic_ms() + COMMAND_TIME_MS;
	struct buf out;
	pid_t pid;
	int output;
	bool ok;

	for (size_t i = 0; i < command->count; i++)
		argv[i] = arena_strdup(arena, command->items[i]);
	if (!command_start(argv, &pid, &output, err))
		return error_context(err, "%s", what);
	buf_init(&out, arena);
	ok = command_read(output, deadline, &out, err);
	close(output);
	if (!command_end(pid, deadline, ok, err))
		return error_context(err, "%s", what);
	return secret_line(buf_slice(&out), what, "password_command", arena,
			   password, err);
}

bool
config_secret(const struct secret_source *secret, const char *what,
	      struct arena *arena, const char **password, struct error *err)
{
	if (secret->file[0])
		return secret_from_file(secret->file, what, arena, password,
					err);
	if (secret->command.count > 0)
		return secret_from_command(&secret->command, what, arena,
					   password, err);
	*password = arena_strdup(arena, secret->value);
	return true;
}
