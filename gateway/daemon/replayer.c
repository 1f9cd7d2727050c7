/*
 * replayer.c - the role behind `ticketgate replay`: classifies one mail after
 * the other by two rule sets and says what differs. In the reader's sandbox,
 * for the same reasons.
 *
 * What it cannot know of the past: how many tickets the requester had open
 * (taken as none), and who was staff then (those of today are).
 */
#include "base/fault.h"
#include "config/rulefile.h"
#include "daemon/confined.h"
#include "daemon/reader_protocol.h"
#include "daemon/role.h"
#include "message/facts.h"
#include "ticket/decide.h"
#include "ticket/staff.h"

struct replayer {
	struct role_files files;
	struct ruleset *old, *new;
	struct arena *arena; /* of the present mail */
};

static const char *const disposition_names[] = {
	[VERDICT_TICKET] = "ticket",
	[VERDICT_QUARANTINE] = "quarantine",
	[VERDICT_IGNORE] = "ignore",
};

static json_t *
source_json(const struct verdict_source *source)
{
	if (source == NULL || source->rule == NULL)
		return json_null();
	return json_pack("{s:s, s:s, s:i}", "rule", source->rule, "file",
			 source->file, "line", source->line);
}

static void
add_change(json_t *changes, const char *name, const char *old_value,
	   const struct verdict_source *old_source, const char *new_value,
	   const struct verdict_source *new_source)
{
	json_array_append_new(
		changes,
		json_pack("{s:s, s:o, s:o, s:o, s:o}", "name", name, "old",
			  old_value ? json_string(old_value) : json_null(),
			  "old_rule", source_json(old_source), "new",
			  new_value ? json_string(new_value) : json_null(),
			  "new_rule", source_json(new_source)));
}

static const struct verdict_field *
find_field(const struct verdict_field *fields, size_t count, const char *name,
	   const char *value)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(fields[i].name, name) == 0 &&
		    (value == NULL || strcmp(fields[i].value, value) == 0))
			return &fields[i];
	return NULL;
}

/* Fields that one has and the other has not, or with another value. */
static void
compare_fields(const struct verdict *old, const struct verdict *new,
	       json_t *changes)
{
	const struct verdict_field *f;

	for (size_t i = 0; i < old->field_count; i++) {
		const struct verdict_field *o = &old->fields[i];

		f = find_field(new->fields, new->field_count, o->name, NULL);
		if (f == NULL || strcmp(f->value, o->value) != 0)
			add_change(changes, o->name, o->value, &o->source,
				   f ? f->value : NULL, f ? &f->source : NULL);
	}
	for (size_t i = 0; i < new->field_count; i++) {
		f = &new->fields[i];
		if (!find_field(old->fields, old->field_count, f->name, NULL))
			add_change(changes, f->name, NULL, NULL, f->value,
				   &f->source);
	}
}

static void
compare_tags(const struct verdict *old, const struct verdict *new,
	     json_t *changes)
{
	for (size_t i = 0; i < old->tag_count; i++) {
		const struct verdict_field *t = &old->tags[i];

		if (!find_field(new->tags, new->tag_count, t->name, t->value))
			add_change(changes, "tags", t->value, &t->source, NULL,
				   NULL);
	}
	for (size_t i = 0; i < new->tag_count; i++) {
		const struct verdict_field *t = &new->tags[i];

		if (!find_field(old->tags, old->tag_count, t->name, t->value))
			add_change(changes, "tags", NULL, NULL, t->value,
				   &t->source);
	}
}

/* A mail that FOLLOWS went to a ticket that was there already: all that rules
 * could have changed is whether it would have got there. */
static json_t *
compare(const struct verdict *old, const struct verdict *new, bool follows)
{
	json_t *changes = json_array();

	if (old->disposition != new->disposition)
		add_change(changes, "outcome",
			   disposition_names[old->disposition],
			   &old->disposition_source,
			   disposition_names[new->disposition],
			   &new->disposition_source);
	if (old->no_ack != new->no_ack)
		add_change(changes, "no_ack", old->no_ack ? "true" : "false",
			   &old->no_ack_source, new->no_ack ? "true" : "false",
			   &new->no_ack_source);
	if (follows)
		return changes;
	compare_fields(old, new, changes);
	compare_tags(old, new, changes);
	return changes;
}

static bool
routed(const struct verdict *verdict, bool follows)
{
	return follows || verdict->disposition != VERDICT_TICKET ||
	       verdict_get(verdict, "queue") != NULL;
}

/* What the mail alone and the directory tell. */
static struct rule_context
context_of(const struct replayer *r, const struct facts *facts,
	   const json_t *head, size_t size)
{
	const struct config *config = r->files.config;

	return (struct rule_context){
		.mailbox = json_string_value(json_object_get(head, "mailbox")),
		.now = json_integer_value(json_object_get(head, "received")),
		.from_staff =
			staff_by_address(&config->staff,
					 facts_sender(facts).email) != NULL,
		.requester = mail_requester(facts, &config->policy,
					    &config->staff, r->arena)
				     .email,
		.size = size,
	};
}

static struct verdict *
classify(struct ruleset *ruleset, const struct facts *facts,
	 const struct rule_context *context, struct arena *arena)
{
	if (ruleset != NULL)
		return ruleset_classify(ruleset, facts, context, arena);
	return arena_alloc(arena, sizeof(struct verdict));
}

static json_t *
replay_answer(struct replayer *r, const json_t *head, struct slice raw)
{
	bool follows = json_is_true(json_object_get(head, "follows"));
	struct facts *facts = facts_read(raw, r->arena);
	struct rule_context context = context_of(r, facts, head, raw.size);
	struct verdict *old = classify(r->old, facts, &context, r->arena);
	struct verdict *new = classify(r->new, facts, &context, r->arena);

	return json_pack("{s:O, s:O, s:s, s:s, s:b, s:b, s:o}", "receipt",
			 json_object_get(head, "receipt"), "ticket",
			 json_object_get(head, "ticket"), "from",
			 facts_sender(facts).email, "subject", facts->subject,
			 "routed_before", routed(old, follows), "routed_now",
			 routed(new, follows), "changes",
			 compare(old, new, follows));
}

static bool
answer(void *role, uint8_t type, struct slice frame, struct error *err)
{
	struct replayer *r = role;
	struct slice line;
	json_t *head;
	bool ok;

	arena_reset(r->arena);
	if (type != FRAME_REPLAY || !slice_next_line(&frame, &line))
		return error_set(err, ERROR_BUG, "no mail to replay");
	fault_on_bytes("replayer.mail", frame);
	head = json_loadb(line.data, line.size, 0, NULL);
	if (head == NULL)
		return error_set(err, ERROR_BUG, "no mail to replay");
	ok = confined_send(FRAME_REPLAYED, replay_answer(r, head, frame), err);
	json_decref(head);
	return ok;
}

static bool
load_rules(struct replayer *r, const char *path, struct ruleset **out,
	   struct error *err)
{
	struct complaints complaints;

	if (path[0] == '\0')
		return true;
	complaints_init(&complaints, r->files.arena);
	*out = rulefile_load(r->files.sources, path, &complaints);
	if (*out == NULL)
		complaints_first_error(&complaints, err);
	return *out != NULL;
}

static bool
prepare(void *role, const struct role_start *start, struct error *err)
{
	struct replayer *r = role;

	if (!role_files_open(&r->files, start->config_path, err) ||
	    !load_rules(r, r->files.config->rules, &r->old, err) ||
	    !load_rules(r, start->argument, &r->new, err))
		return false;
	facts_preload(NULL); /* the readers say what is missing */
	return true;
}

int
replayer_main(const struct role_start *start)
{
	static const struct confined replayer = { prepare, answer };
	struct replayer r = { .arena = arena_new() };
	int status = confined_run(&replayer, &r, start);

	arena_free(r.arena);
	ruleset_free(r.old);
	ruleset_free(r.new);
	role_files_close(&r.files);
	return status;
}
