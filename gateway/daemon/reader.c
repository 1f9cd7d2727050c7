/*
 * reader.c - the role that touches strangers' bytes: reads and classifies
 * one mail after the other, in a sandbox, for one client.
 *
 * It has no database, no network and no secrets. A mail that makes it crash
 * or spin costs that mail an attempt; the client starts a new one.
 */
#include <jansson.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/io.h"
#include "base/log.h"
#include "daemon/reader_protocol.h"
#include "daemon/role.h"
#include "daemon/sandbox.h"
#include "desk/check.h"
#include "message/facts_json.h"
#include "rules/explain.h"

struct reading {
	struct ruleset *ruleset; /* NULL: no rules configured */
	struct arena *arena;	 /* of the present mail */
	struct facts *facts;
	struct buf frame;
};

static bool
send_json(uint8_t type, json_t *json, struct error *err)
{
	char *text = json ? json_dumps(json, JSON_COMPACT) : NULL;
	bool ok;

	json_decref(json);
	if (text == NULL)
		return error_set(err, ERROR_BUG, "facts do not fit JSON");
	ok = io_frame_write(ROLE_FD_PEER, type, text, strlen(text), err);
	free(text);
	return ok;
}

static bool
send_contents(const struct reading *r, struct error *err)
{
	struct buf contents;
	bool ok;

	buf_init(&contents, NULL);
	for (size_t i = 0; i < r->facts->attachment_count; i++)
		buf_add(&contents, r->facts->attachments[i].data,
			r->facts->attachments[i].size);
	ok = io_frame_write(ROLE_FD_PEER, FRAME_CONTENTS, contents.data,
			    contents.size, err);
	buf_clear(&contents);
	return ok;
}

static bool
serve_read(struct reading *r, struct error *err)
{
	struct slice raw;

	arena_reset(r->arena);
	raw = slice_of(arena_memdup(r->arena, r->frame.data, r->frame.size),
		       r->frame.size);
	fault_on_bytes("reader.mail", raw);
	r->facts = facts_read(raw, r->arena);
	return send_json(FRAME_FACTS, facts_to_wire(r->facts), err) &&
	       send_contents(r, err);
}

static const struct verdict *
classify(struct reading *r, const struct rule_context *context)
{
	static const struct verdict nothing = { .ruleset_id = "" };

	return r->ruleset ? ruleset_classify(r->ruleset, r->facts, context,
					     r->arena)
			  : &nothing;
}

static bool
read_context(struct reading *r, struct rule_context *context, struct error *err)
{
	json_t *json = json_loadb(r->frame.data, r->frame.size, 0, NULL);
	bool ok = json != NULL && r->facts != NULL &&
		  rule_context_from_json(json, context, r->arena);

	json_decref(json);
	return ok || error_set(err, ERROR_BUG, "no mail to classify");
}

static bool
serve_classify(struct reading *r, struct error *err)
{
	struct rule_context context;

	return read_context(r, &context, err) &&
	       send_json(FRAME_VERDICT, verdict_to_json(classify(r, &context)),
			 err);
}

static bool
serve_explain(struct reading *r, struct error *err)
{
	struct rule_context context;

	if (!read_context(r, &context, err))
		return false;
	return send_json(
		FRAME_EXPLANATION,
		r->ruleset ? explanation_to_json(ruleset_explain(
				     r->ruleset, r->facts, &context, r->arena))
			   : json_object(),
		err);
}

static bool
serve_frame(struct reading *r, uint8_t type, struct error *err)
{
	switch (type) {
	case FRAME_READ:
		return serve_read(r, err);
	case FRAME_CLASSIFY:
		return serve_classify(r, err);
	case FRAME_EXPLAIN:
		return serve_explain(r, err);
	default:
		return error_set(err, ERROR_BUG, "no such frame: %d", type);
	}
}

/* Until the client hangs up. */
static bool
serve(struct reading *r, struct error *err)
{
	for (;;) {
		uint8_t type;
		enum io_result got;

		buf_reset(&r->frame);
		got = io_frame_read(ROLE_FD_PEER, -1, READER_FRAME_MAX, &type,
				    &r->frame, err);
		if (got == IO_EOF)
			return true;
		if (got != IO_OK)
			return false;
		if (!serve_frame(r, type, err))
			return false;
	}
}

/* Everything that needs files or executable memory, before the sandbox. */
static bool
prepare(const struct role_start *start, struct ruleset **ruleset,
	struct error *err)
{
	struct role_files files;
	struct complaints complaints;
	bool ok = true;

	if (!role_files_open(&files, start->config_path, err))
		return false;
	complaints_init(&complaints, files.arena);
	if (files.config->rules[0] != '\0') {
		*ruleset = desk_rules_load(files.config, files.sources,
					   &complaints);
		if (*ruleset == NULL) {
			complaints_first_error(&complaints, err);
			ok = false;
		}
	}
	if (ok && !facts_preload(err))
		log_warn("%s", err->text);
	json_object_seed(0); /* reads /dev/urandom, at the first object else */
	role_files_close(&files);
	close(ROLE_FD_SOURCES);
	return ok;
}

int
reader_main(const struct role_start *start)
{
	struct reading r = { .ruleset = NULL };
	struct error err = { 0 };
	bool ok;

	/* The client decides when it ends, not a key on the terminal. */
	signal(SIGINT, SIG_IGN);
	signal(SIGTERM, SIG_IGN);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (!prepare(start, &r.ruleset, &err) || !sandbox_enter(&err)) {
		io_frame_write(ROLE_FD_PEER, FRAME_BROKEN, err.text,
			       strlen(err.text), NULL);
		return error_exit_status(err.class);
	}
	r.arena = arena_new();
	buf_init(&r.frame, NULL);
	ok = io_frame_write(ROLE_FD_PEER, FRAME_READY, NULL, 0, &err) &&
	     serve(&r, &err);
	buf_clear(&r.frame);
	arena_free(r.arena);
	ruleset_free(r.ruleset);
	return ok ? 0 : EX_SOFTWARE;
}
