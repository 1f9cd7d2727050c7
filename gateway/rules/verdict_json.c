/*
 * verdict_json.c - verdicts over the pipe and into the history.
 *
 * The reader that writes them runs in a sandbox because strangers' bytes go
 * through it: what comes back is checked as if a stranger had written it.
 */
#include "rules/ruleset.h"

#include "base/utf8.h"

/* More of one kind than any honest rule set gives for one mail. */
#define VERDICT_LIST_MAX 20000

static const char *const dispositions[] = { [VERDICT_TICKET] = "ticket",
					    [VERDICT_QUARANTINE] = "quarantine",
					    [VERDICT_IGNORE] = "ignore" };

/* A verdict that nobody filled in has no sources. */
static const char *
text(const char *or_null)
{
	return or_null ? or_null : "";
}

static json_t *
source_to_json(const struct verdict_source *source)
{
	return json_pack("{s:s, s:s, s:i, s:s}", "rule", text(source->rule),
			 "file", text(source->file), "line", source->line,
			 "matched", text(source->matched));
}

static json_t *
fields_to_json(const struct verdict_field *fields, size_t count)
{
	json_t *array = json_array();
	size_t i;

	for (i = 0; i < count; i++)
		json_array_append_new(
			array,
			json_pack("{s:s, s:s, s:o}", "name", fields[i].name,
				  "value", fields[i].value, "source",
				  source_to_json(&fields[i].source)));
	return array;
}

json_t *
verdict_to_json(const struct verdict *verdict)
{
	json_t *gave_up = json_array(), *hits = json_array();
	size_t i;

	for (i = 0; i < verdict->gave_up_count; i++)
		json_array_append_new(gave_up,
				      source_to_json(&verdict->gave_up[i]));
	for (i = 0; i < verdict->hits.count; i++)
		json_array_append_new(hits,
				      json_string(verdict->hits.items[i]));
	return json_pack(
		"{s:s, s:o, s:b, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:s}",
		"disposition", dispositions[verdict->disposition],
		"disposition_source",
		source_to_json(&verdict->disposition_source), "no_ack",
		verdict->no_ack, "no_ack_source",
		source_to_json(&verdict->no_ack_source), "fields",
		fields_to_json(verdict->fields, verdict->field_count), "tags",
		fields_to_json(verdict->tags, verdict->tag_count), "notify",
		fields_to_json(verdict->notify, verdict->notify_count),
		"webhooks",
		fields_to_json(verdict->webhooks, verdict->webhook_count),
		"losers", fields_to_json(verdict->losers, verdict->loser_count),
		"gave_up", gave_up, "hits", hits, "ruleset_id",
		text(verdict->ruleset_id));
}

/* --- and back ----------------------------------------------------------- */

struct verdict_reader {
	struct arena *arena;
	struct error *err;
};

static bool
read_string(struct verdict_reader *reader, const json_t *object,
	    const char *key, const char **out)
{
	const json_t *value = json_object_get(object, key);

	if (!json_is_string(value) ||
	    strlen(json_string_value(value)) != json_string_length(value))
		return error_set(reader->err, ERROR_REJECT,
				 "the verdict's \"%s\" is no string", key);
	*out = arena_strdup(reader->arena, json_string_value(value));
	return true;
}

static bool
read_source(struct verdict_reader *reader, const json_t *object,
	    struct verdict_source *out)
{
	const json_t *line = json_object_get(object, "line");

	if (!json_is_object(object) || !json_is_integer(line) ||
	    json_integer_value(line) < 0 ||
	    json_integer_value(line) > INT32_MAX)
		return error_set(reader->err, ERROR_REJECT,
				 "a source in the verdict has no line");
	out->line = (int)json_integer_value(line);
	return read_string(reader, object, "rule", &out->rule) &&
	       read_string(reader, object, "file", &out->file) &&
	       read_string(reader, object, "matched", &out->matched);
}

static bool
read_array(struct verdict_reader *reader, const json_t *json, const char *key,
	   const json_t **out)
{
	*out = json_object_get(json, key);
	if (!json_is_array(*out) || json_array_size(*out) > VERDICT_LIST_MAX)
		return error_set(reader->err, ERROR_REJECT,
				 "the verdict's \"%s\" is no list of sane "
				 "length",
				 key);
	return true;
}

static bool
read_fields(struct verdict_reader *reader, const json_t *json, const char *key,
	    struct verdict_field **fields, size_t *count)
{
	const json_t *array;
	size_t i;

	if (!read_array(reader, json, key, &array))
		return false;
	for (i = 0; i < json_array_size(array); i++) {
		const json_t *one = json_array_get(array, i);
		struct verdict_field field;

		if (!json_is_object(one) ||
		    !read_string(reader, one, "name", &field.name) ||
		    !read_string(reader, one, "value", &field.value) ||
		    !read_source(reader, json_object_get(one, "source"),
				 &field.source))
			return error_set(reader->err, ERROR_REJECT,
					 "the verdict's \"%s\" holds something "
					 "else than fields",
					 key);
		ARENA_PUSH(reader->arena, *fields, *count, field);
	}
	return true;
}

static bool
check_fields(struct verdict_reader *reader, const struct verdict *verdict)
{
	size_t i;

	for (i = 0; i < verdict->field_count; i++) {
		const struct verdict_field *field = &verdict->fields[i];

		if (!rule_is_field_name(field->name) ||
		    verdict_get(verdict, field->name) != field->value)
			return error_set(reader->err, ERROR_REJECT,
					 "the verdict sets a field twice, or "
					 "one that cannot be");
	}
	return true;
}

static bool
read_gave_up(struct verdict_reader *reader, const json_t *json,
	     struct verdict *verdict)
{
	const json_t *array;
	size_t i;

	if (!read_array(reader, json, "gave_up", &array))
		return false;
	for (i = 0; i < json_array_size(array); i++) {
		struct verdict_source source;

		if (!read_source(reader, json_array_get(array, i), &source))
			return false;
		ARENA_PUSH(reader->arena, verdict->gave_up,
			   verdict->gave_up_count, source);
	}
	return true;
}

static bool
read_hits(struct verdict_reader *reader, const json_t *json,
	  struct verdict *verdict)
{
	const json_t *array;
	size_t i;

	if (!read_array(reader, json, "hits", &array))
		return false;
	for (i = 0; i < json_array_size(array); i++) {
		const char *name = json_string_value(json_array_get(array, i));

		if (!name)
			return error_set(reader->err, ERROR_REJECT,
					 "the verdict's \"hits\" holds "
					 "something else than names");
		ARENA_PUSH(reader->arena, verdict->hits.items,
			   verdict->hits.count,
			   arena_strdup(reader->arena, name));
	}
	return true;
}

static bool
read_disposition(struct verdict_reader *reader, const json_t *json,
		 struct verdict *verdict)
{
	const json_t *no_ack = json_object_get(json, "no_ack");
	const char *name;
	size_t i;

	if (!read_string(reader, json, "disposition", &name))
		return false;
	if (!json_is_boolean(no_ack))
		return error_set(reader->err, ERROR_REJECT,
				 "the verdict's \"no_ack\" is no boolean");
	verdict->no_ack = json_is_true(no_ack);
	for (i = 0; i < sizeof(dispositions) / sizeof(*dispositions); i++) {
		if (strcmp(dispositions[i], name) == 0) {
			verdict->disposition = (enum verdict_disposition)i;
			return true;
		}
	}
	return error_set(reader->err, ERROR_REJECT,
			 "the verdict's disposition is not known");
}

bool
verdict_from_json(const json_t *json, struct arena *arena, struct verdict **out,
		  struct error *err)
{
	struct verdict *v = arena_alloc(arena, sizeof(*v));
	struct verdict_reader reader = { arena, err };

	if (!json_is_object(json))
		return error_set(err, ERROR_REJECT,
				 "the verdict is no JSON object");
	if (!read_disposition(&reader, json, v) ||
	    !read_source(&reader, json_object_get(json, "disposition_source"),
			 &v->disposition_source) ||
	    !read_source(&reader, json_object_get(json, "no_ack_source"),
			 &v->no_ack_source) ||
	    !read_fields(&reader, json, "fields", &v->fields,
			 &v->field_count) ||
	    !read_fields(&reader, json, "tags", &v->tags, &v->tag_count) ||
	    !read_fields(&reader, json, "notify", &v->notify,
			 &v->notify_count) ||
	    !read_fields(&reader, json, "webhooks", &v->webhooks,
			 &v->webhook_count) ||
	    !read_fields(&reader, json, "losers", &v->losers,
			 &v->loser_count) ||
	    !read_gave_up(&reader, json, v) || !read_hits(&reader, json, v) ||
	    !read_string(&reader, json, "ruleset_id", &v->ruleset_id) ||
	    !check_fields(&reader, v))
		return false;
	*out = v;
	return true;
}
