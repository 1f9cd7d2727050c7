/*
 * reader_client.c - starts readers and talks to them, with a deadline for
 * every answer and checks on every byte of it.
 */
#include "daemon/reader_client.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/io.h"
#include "daemon/reader_protocol.h"
#include "daemon/role.h"
#include "message/facts_json.h"

/* Compiling a thousand rules may take some time. */
#define START_DEADLINE_MS 120000

struct reader {
	struct arena *arena;
	struct role_start start;
	int sources_fd;
	int fd; /* -1: not running */
	pid_t pid;
	struct buf frame;
};

static int
deadline_ms(void)
{
	const char *wish = getenv("TICKETGATE_READER_DEADLINE");
	long seconds = wish ? strtol(wish, NULL, 10) : 0;

	return seconds > 0 && seconds < READER_DEADLINE_MS / 1000
		       ? (int)seconds * 1000
		       : READER_DEADLINE_MS;
}

struct reader *
reader_new(const char *name, const char *config_path, int sources_fd)
{
	struct arena *arena = arena_new();
	struct reader *reader = arena_alloc(arena, sizeof(*reader));

	reader->arena = arena;
	reader->start.role = "reader";
	reader->start.name = arena_strdup(arena, name);
	reader->start.config_path = arena_strdup(arena, config_path);
	reader->sources_fd = sources_fd;
	reader->fd = -1;
	buf_init(&reader->frame, NULL);
	return reader;
}

/* Ends the process, politely (its input ends) or at once. */
static void
reader_stop(struct reader *reader, bool at_once)
{
	if (reader->fd < 0)
		return;
	if (at_once)
		kill(reader->pid, SIGKILL);
	close(reader->fd);
	reader->fd = -1;
	while (waitpid(reader->pid, NULL, 0) < 0 && errno == EINTR)
		continue;
}

void
reader_free(struct reader *reader)
{
	if (reader == NULL)
		return;
	reader_stop(reader, true);
	buf_clear(&reader->frame);
	arena_free(reader->arena);
}

/* The process is of no use any more: RESULT is what the caller returns. */
static enum reader_result
reader_lost(struct reader *reader, enum reader_result result)
{
	reader_stop(reader, true);
	return result;
}

/* Waits for one frame of type WANTED. */
static enum reader_result
reader_receive(struct reader *reader, uint8_t wanted, int timeout_ms,
	       struct error *err)
{
	uint8_t type = 0;
	enum io_result got;

	buf_reset(&reader->frame);
	got = io_frame_read(reader->fd, timeout_ms, READER_FRAME_MAX, &type,
			    &reader->frame, err);
	switch (got) {
	case IO_OK:
		break;
	case IO_EOF:
		error_set(err, ERROR_RETRY, "the reader died");
		return reader_lost(reader, READER_DIED);
	case IO_TIMEOUT:
		error_set(err, ERROR_RETRY,
			  "the reader did not answer within %d s",
			  timeout_ms / 1000);
		return reader_lost(reader, READER_DIED);
	case IO_FAILED:
		return reader_lost(reader, READER_DIED);
	}
	if (type == wanted)
		return READER_OK;
	if (type == FRAME_BROKEN)
		error_set(err, ERROR_CONFIG, "%.*s", (int)reader->frame.size,
			  reader->frame.data);
	else
		error_set(err, ERROR_BUG, "the reader sent frame %d for %d",
			  type, wanted);
	return reader_lost(reader, READER_FAILED);
}

/* Whether the process of the last mail is still there. One that was killed
 * since then says nothing about the next mail, which must not pay for it. */
static bool
reader_is_alive(struct reader *reader)
{
	struct pollfd peer = { .fd = reader->fd, .events = POLLIN };

	if (reader->fd < 0)
		return false;
	/* nothing is asked: a word from it now can only be its end */
	if (poll(&peer, 1, 0) == 0)
		return true;
	reader_stop(reader, true);
	return false;
}

static enum reader_result
reader_start(struct reader *reader, struct error *err)
{
	struct timeval deadline = { deadline_ms() / 1000, 0 };
	struct role_fds fds = { { reader->sources_fd, -1, -1, -1 } };
	int pair[2];

	if (reader_is_alive(reader))
		return READER_OK;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0) {
		error_set(err, ERROR_RETRY, "cannot start a reader: %s",
			  strerror(errno));
		return READER_FAILED;
	}
	/* A reader that stopped reading must not stop us writing. */
	setsockopt(pair[0], SOL_SOCKET, SO_SNDTIMEO, &deadline,
		   sizeof(deadline));
	fds.fd[ROLE_FD_PEER - ROLE_FD_SOURCES] = pair[1];
	reader->pid = role_spawn(&reader->start, &fds, err);
	close(pair[1]);
	if (reader->pid < 0) {
		close(pair[0]);
		return READER_FAILED;
	}
	reader->fd = pair[0];
	if (reader_receive(reader, FRAME_READY, START_DEADLINE_MS, err) !=
	    READER_OK) {
		error_context(err, "a reader did not start");
		return reader_lost(reader, READER_FAILED);
	}
	return READER_OK;
}

enum reader_result
reader_prepare(struct reader *reader, struct error *err)
{
	return reader_start(reader, err);
}

/* The present frame as JSON, which the caller owns; NULL if it is none. */
static json_t *
reader_json(struct reader *reader, struct error *err)
{
	json_error_t why;
	json_t *json =
		json_loadb(reader->frame.data, reader->frame.size, 0, &why);

	if (json == NULL)
		error_set(err, ERROR_BUG, "the reader sent no JSON: %s",
			  why.text);
	return json;
}

/* Takes FACTS and CONTENTS apart; the frames are checked in there. */
static enum reader_result
receive_facts(struct reader *reader, struct arena *arena, struct facts **facts,
	      struct error *err)
{
	enum reader_result got =
		reader_receive(reader, FRAME_FACTS, deadline_ms(), err);
	struct slice bytes;
	json_t *json;
	bool ok;

	if (got != READER_OK)
		return got;
	json = reader_json(reader, err);
	if (json == NULL)
		return reader_lost(reader, READER_DIED);
	got = reader_receive(reader, FRAME_CONTENTS, deadline_ms(), err);
	if (got != READER_OK) {
		json_decref(json);
		return got;
	}
	bytes = slice_of(
		arena_memdup(arena, reader->frame.data, reader->frame.size),
		reader->frame.size);
	ok = facts_from_wire(json, bytes, arena, facts, err);
	json_decref(json);
	return ok ? READER_OK : reader_lost(reader, READER_DIED);
}

enum reader_result
reader_read(struct reader *reader, struct slice raw, struct arena *arena,
	    struct facts **facts, struct error *err)
{
	enum reader_result got = reader_start(reader, err);

	if (got != READER_OK)
		return got;
	if (!io_frame_write(reader->fd, FRAME_READ, raw.data, raw.size, err))
		return reader_lost(reader, READER_DIED);
	return receive_facts(reader, arena, facts, err);
}

/* Sends the context of a classification and waits for the JSON that comes
 * back, which the caller owns. */
static enum reader_result
ask_rules(struct reader *reader, const struct rule_context *context,
	  uint8_t question, uint8_t answer, json_t **out, struct error *err)
{
	json_t *json = rule_context_to_json(context);
	char *text = json_dumps(json, JSON_COMPACT);
	enum reader_result got = READER_OK;

	json_decref(json);
	if (text == NULL || reader->fd < 0 ||
	    !io_frame_write(reader->fd, question, text, strlen(text), err))
		got = reader_lost(reader, READER_DIED);
	free(text);
	if (got == READER_OK)
		got = reader_receive(reader, answer, deadline_ms(), err);
	if (got != READER_OK)
		return got;
	*out = reader_json(reader, err);
	return *out ? READER_OK : reader_lost(reader, READER_DIED);
}

enum reader_result
reader_classify(struct reader *reader, const struct rule_context *context,
		struct arena *arena, struct verdict **verdict,
		struct error *err)
{
	json_t *json = NULL;
	enum reader_result got = ask_rules(reader, context, FRAME_CLASSIFY,
					   FRAME_VERDICT, &json, err);
	bool ok;

	if (got != READER_OK)
		return got;
	ok = verdict_from_json(json, arena, verdict, err);
	json_decref(json);
	return ok ? READER_OK : reader_lost(reader, READER_DIED);
}

enum reader_result
reader_explain(struct reader *reader, const struct rule_context *context,
	       json_t **explanation, struct error *err)
{
	return ask_rules(reader, context, FRAME_EXPLAIN, FRAME_EXPLANATION,
			 explanation, err);
}
