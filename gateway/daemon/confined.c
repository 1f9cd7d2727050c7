/*
 * confined.c - what the roles in the sandbox have in common.
 *
 * They have no database, no network and no secrets. A mail that makes one
 * crash or spin costs that mail an attempt; the client starts a new one.
 */
#include "daemon/confined.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sysexits.h>

#include "base/buf.h"
#include "base/io.h"
#include "daemon/reader_protocol.h"
#include "daemon/sandbox.h"

bool
confined_send(uint8_t type, json_t *json, struct error *err)
{
	char *text = json ? json_dumps(json, JSON_COMPACT) : NULL;
	bool ok;

	json_decref(json);
	if (text == NULL)
		return error_set(err, ERROR_BUG, "an answer is no JSON");
	ok = io_frame_write(ROLE_FD_PEER, type, text, strlen(text), err);
	free(text);
	return ok;
}

/* Until the client hangs up. */
static bool
serve(const struct confined *kind, void *role, struct buf *frame,
      struct error *err)
{
	for (;;) {
		uint8_t type;
		enum io_result got;

		buf_reset(frame);
		got = io_frame_read(ROLE_FD_PEER, -1, READER_FRAME_MAX, &type,
				    frame, err);
		if (got == IO_EOF)
			return true;
		if (got != IO_OK ||
		    !kind->answer(role, type, buf_slice(frame), err))
			return false;
	}
}

int
confined_run(const struct confined *kind, void *role,
	     const struct role_start *start)
{
	struct error err = { 0 };
	struct buf frame;
	bool ok;

	/* The client decides when it ends, not a key on the terminal. */
	signal(SIGINT, SIG_IGN);
	signal(SIGTERM, SIG_IGN);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	ok = kind->prepare(role, start, &err);
	json_object_seed(0); /* reads /dev/urandom, at the first object else */
	if (!ok || !sandbox_enter(&err)) {
		io_frame_write(ROLE_FD_PEER, FRAME_BROKEN, err.text,
			       strlen(err.text), NULL);
		return error_exit_status(err.class);
	}
	buf_init(&frame, NULL);
	ok = io_frame_write(ROLE_FD_PEER, FRAME_READY, NULL, 0, &err) &&
	     serve(kind, role, &frame, &err);
	buf_clear(&frame);
	return ok ? 0 : EX_SOFTWARE;
}
