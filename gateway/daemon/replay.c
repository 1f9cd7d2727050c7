/*
 * replay.c - hands stored mails to replayers and collects their answers.
 *
 * Each worker has at most one mail; a worker that dies on its mail, or takes
 * longer than the reader's deadline, costs that mail its answer (told as
 * "unreadable") and is started again.
 */
#include "daemon/replay.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/io.h"
#include "daemon/reader_client.h"
#include "daemon/reader_protocol.h"
#include "daemon/role.h"

#define WORKERS_MAX	  64
#define START_DEADLINE_MS 120000

struct worker {
	int fd; /* -1: not running */
	pid_t pid;
	bool busy;
	int64_t receipt, ticket; /* of its mail */
};

struct replay {
	struct arena *arena;
	struct role_start start;
	int sources_fd;
	struct worker workers[WORKERS_MAX];
	size_t worker_count;
	struct buf frame;
	replay_handler *handler;
	void *data;
};

static void
worker_stop(struct worker *worker)
{
	if (worker->fd < 0)
		return;
	close(worker->fd);
	kill(worker->pid, SIGKILL);
	while (waitpid(worker->pid, NULL, 0) < 0 && errno == EINTR)
		continue;
	worker->fd = -1;
	worker->busy = false;
}

static bool
worker_ready(struct replay *replay, struct worker *worker, struct error *err)
{
	uint8_t type = 0;

	buf_reset(&replay->frame);
	if (io_frame_read(worker->fd, START_DEADLINE_MS, READER_FRAME_MAX,
			  &type, &replay->frame, err) == IO_OK &&
	    type == FRAME_READY)
		return true;
	if (type == FRAME_BROKEN)
		error_set(err, ERROR_CONFIG, "%.*s", (int)replay->frame.size,
			  replay->frame.data);
	else
		error_set(err, ERROR_RETRY, "a replayer did not start");
	worker_stop(worker);
	return false;
}

static bool
worker_start(struct replay *replay, struct worker *worker, struct error *err)
{
	struct role_fds fds = { { replay->sources_fd, -1, -1, -1 } };
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0)
		return error_set(err, ERROR_RETRY,
				 "cannot start a replayer: %s",
				 strerror(errno));
	fds.fd[ROLE_FD_PEER - ROLE_FD_SOURCES] = pair[1];
	worker->pid = role_spawn(&replay->start, &fds, err);
	close(pair[1]);
	worker->fd = pair[0];
	if (worker->pid > 0)
		return worker_ready(replay, worker, err);
	close(worker->fd);
	worker->fd = -1;
	return false;
}

struct replay *
replay_new(const char *config_path, const char *new_rules, int sources_fd,
	   size_t workers, replay_handler *handler, void *data,
	   struct error *err)
{
	struct arena *arena = arena_new();
	struct replay *replay = arena_alloc(arena, sizeof(*replay));
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	replay->arena = arena;
	replay->start = (struct role_start){
		.role = "replayer",
		.name = "",
		.config_path = arena_strdup(arena, config_path),
		.argument = arena_strdup(arena, new_rules),
	};
	replay->sources_fd = sources_fd;
	replay->handler = handler;
	replay->data = data;
	buf_init(&replay->frame, NULL);
	if (workers == 0)
		workers = cores > 0 ? (size_t)cores : 1;
	if (workers > WORKERS_MAX)
		workers = WORKERS_MAX;
	for (size_t i = 0; i < workers; i++) {
		replay->workers[i].fd = -1;
		replay->worker_count++;
		if (!worker_start(replay, &replay->workers[i], err)) {
			replay_free(replay);
			return NULL;
		}
	}
	return replay;
}

void
replay_free(struct replay *replay)
{
	if (replay == NULL)
		return;
	for (size_t i = 0; i < replay->worker_count; i++)
		worker_stop(&replay->workers[i]);
	buf_clear(&replay->frame);
	arena_free(replay->arena);
}

/* A mail on which its worker died. */
static void
tell_unreadable(struct replay *replay, const struct worker *worker)
{
	json_t *answer = json_pack("{s:I, s:I, s:b}", "receipt",
				   (json_int_t)worker->receipt, "ticket",
				   (json_int_t)worker->ticket, "unreadable", 1);

	replay->handler(replay->data, answer);
	json_decref(answer);
}

/* Takes a worker's answer, or its death. */
static bool
worker_answer(struct replay *replay, struct worker *worker, struct error *err)
{
	uint8_t type = 0;
	json_t *answer = NULL;

	buf_reset(&replay->frame);
	if (io_frame_read(worker->fd, READER_DEADLINE_MS, READER_FRAME_MAX,
			  &type, &replay->frame, err) == IO_OK &&
	    type == FRAME_REPLAYED)
		answer = json_loadb(replay->frame.data, replay->frame.size, 0,
				    NULL);
	if (answer == NULL) {
		tell_unreadable(replay, worker);
		worker_stop(worker);
		return worker_start(replay, worker, err);
	}
	replay->handler(replay->data, answer);
	json_decref(answer);
	worker->busy = false;
	return true;
}

/* Waits until some worker answered, or all missed the deadline. */
static bool
wait_for_answer(struct replay *replay, struct error *err)
{
	struct pollfd p[WORKERS_MAX];
	int n;

	for (size_t i = 0; i < replay->worker_count; i++)
		p[i] = (struct pollfd){ replay->workers[i].busy
						? replay->workers[i].fd
						: -1,
					POLLIN, 0 };
	n = poll(p, replay->worker_count, READER_DEADLINE_MS);
	if (n < 0 && errno != EINTR)
		return error_set(err, ERROR_RETRY, "replay: %s",
				 strerror(errno));
	for (size_t i = 0; i < replay->worker_count; i++) {
		if (!replay->workers[i].busy || (n != 0 && !p[i].revents))
			continue;
		if (n == 0) { /* nobody answers: these hang */
			tell_unreadable(replay, &replay->workers[i]);
			worker_stop(&replay->workers[i]);
			if (!worker_start(replay, &replay->workers[i], err))
				return false;
		} else if (!worker_answer(replay, &replay->workers[i], err)) {
			return false;
		}
	}
	return true;
}

static struct worker *
free_worker(struct replay *replay)
{
	for (size_t i = 0; i < replay->worker_count; i++)
		if (!replay->workers[i].busy)
			return &replay->workers[i];
	return NULL;
}

static bool
send_mail(struct replay *replay, struct worker *worker,
	  const struct raw_mail *mail, struct error *err)
{
	json_t *head = json_pack(
		"{s:I, s:I, s:s, s:I, s:b}", "receipt",
		(json_int_t)mail->receipt, "ticket", (json_int_t)mail->ticket,
		"mailbox", mail->mailbox, "received",
		(json_int_t)mail->received, "follows", mail->follows);
	char *text = json_dumps(head, JSON_COMPACT);

	json_decref(head);
	if (text == NULL)
		return error_set(err, ERROR_BUG, "a mail without a head");
	buf_reset(&replay->frame);
	buf_printf(&replay->frame, "%s\n", text);
	buf_add_slice(&replay->frame, mail->raw);
	free(text);
	worker->busy = true;
	/* If it died before it read this, its end of file is its answer. */
	io_frame_write(worker->fd, FRAME_REPLAY, replay->frame.data,
		       replay->frame.size, NULL);
	return true;
}

bool
replay_mail(struct replay *replay, const struct raw_mail *mail,
	    struct error *err)
{
	struct worker *worker;

	while ((worker = free_worker(replay)) == NULL)
		if (!wait_for_answer(replay, err))
			return false;
	worker->receipt = mail->receipt;
	worker->ticket = mail->ticket;
	return send_mail(replay, worker, mail, err);
}

bool
replay_finish(struct replay *replay, struct error *err)
{
	for (size_t i = 0; i < replay->worker_count; i++)
		while (replay->workers[i].busy)
			if (!wait_for_answer(replay, err))
				return false;
	return true;
}
