/*
 * reader.c - the role that touches strangers' bytes: reads and classifies
 * one mail after the other, in a sandbox, for one client.
 */
#include <unistd.h>

#include "base/fault.h"
#include "base/io.h"
#include "base/log.h"
#include "daemon/confined.h"
#include "daemon/reader_protocol.h"
#include "daemon/role.h"
#include "desk/check.h"
#include "message/facts_json.h"
#include "rules/explain.h"

struct reading {
	struct ruleset *ruleset; /* NULL: no rules configured */
	struct arena *arena;	 /* of the present mail */
	struct facts *facts;
};

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
serve_read(struct reading *r, struct slice mail, struct error *err)
{
	struct slice raw;

	arena_reset(r->arena);
	raw = slice_of(arena_memdup(r->arena, mail.data, mail.size), mail.size);
	fault_on_bytes("reader.mail", raw);
	r->facts = facts_read(raw, r->arena);
	return confined_send(FRAME_FACTS, facts_to_wire(r->facts), err) &&
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
read_context(struct reading *r, struct slice frame,
	     struct rule_context *context, struct error *err)
{
	json_t *json = json_loadb(frame.data, frame.size, 0, NULL);
	bool ok = json != NULL && r->facts != NULL &&
		  rule_context_from_json(json, context, r->arena);

	json_decref(json);
	return ok || error_set(err, ERROR_BUG, "no mail to classify");
}

static bool
serve_classify(struct reading *r, struct slice frame, struct error *err)
{
	struct rule_context context;

	return read_context(r, frame, &context, err) &&
	       confined_send(FRAME_VERDICT,
			     verdict_to_json(classify(r, &context)), err);
}

static bool
serve_explain(struct reading *r, struct slice frame, struct error *err)
{
	struct rule_context context;

	if (!read_context(r, frame, &context, err))
		return false;
	return confined_send(
		FRAME_EXPLANATION,
		r->ruleset ? explanation_to_json(ruleset_explain(
				     r->ruleset, r->facts, &context, r->arena))
			   : json_object(),
		err);
}

static bool
answer(void *role, uint8_t type, struct slice frame, struct error *err)
{
	struct reading *r = role;

	switch (type) {
	case FRAME_READ:
		return serve_read(r, frame, err);
	case FRAME_CLASSIFY:
		return serve_classify(r, frame, err);
	case FRAME_EXPLAIN:
		return serve_explain(r, frame, err);
	default:
		return error_set(err, ERROR_BUG, "no such frame: %d", type);
	}
}

/* Everything that needs files or executable memory, before the sandbox. */
static bool
prepare(void *role, const struct role_start *start, struct error *err)
{
	struct reading *r = role;
	struct role_files files;
	struct complaints complaints;
	bool ok = true;

	if (!role_files_open(&files, start->config_path, err))
		return false;
	complaints_init(&complaints, files.arena);
	if (files.config->rules[0] != '\0') {
		r->ruleset = desk_rules_load(files.config, files.sources,
					     &complaints);
		if (r->ruleset == NULL) {
			complaints_first_error(&complaints, err);
			ok = false;
		}
	}
	if (ok && !facts_preload(err))
		log_warn("%s", err->text);
	role_files_close(&files);
	close(ROLE_FD_SOURCES);
	return ok;
}

int
reader_main(const struct role_start *start)
{
	static const struct confined reader = { prepare, answer };
	struct reading r = { .arena = arena_new() };
	int status = confined_run(&reader, &r, start);

	arena_free(r.arena);
	ruleset_free(r.ruleset);
	return status;
}
