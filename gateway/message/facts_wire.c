/*
 * facts_wire.c - facts back out of what the sandboxed reader sent.
 *
 * The reader saw hostile bytes and may be subverted: every type, size and
 * character is checked here, and anything off rejects the mail as a whole.
 * What it says may be wrong then, but not harmful to this process.
 */
#include "message/facts_json.h"

/* Items of any one list. More than any cap of the reader. */
#define WIRE_MAX_ITEMS 20000

struct wire {
	struct arena *arena;
	struct error *err;
	bool failed;
};

static void
fail(struct wire *wire, const char *key, const char *what)
{
	if (!wire->failed)
		error_set(wire->err, ERROR_REJECT,
			  "the reader's answer is wrong: \"%s\" %s", key, what);
	wire->failed = true;
}

/* jansson has checked that it is UTF-8; a NUL would cut it. */
static const char *
get_string(struct wire *wire, const json_t *object, const char *key)
{
	const json_t *json = json_object_get(object, key);

	if (!json_is_string(json) ||
	    strlen(json_string_value(json)) != json_string_length(json)) {
		fail(wire, key, "is no text");
		return "";
	}
	return arena_memdup(wire->arena, json_string_value(json),
			    json_string_length(json));
}

static bool
get_bool(struct wire *wire, const json_t *object, const char *key)
{
	const json_t *json = json_object_get(object, key);

	if (!json_is_boolean(json))
		fail(wire, key, "is neither true nor false");
	return json_is_true(json);
}

static int64_t
get_integer(struct wire *wire, const json_t *object, const char *key,
	    int64_t low, int64_t high)
{
	const json_t *json = json_object_get(object, key);
	int64_t value = json_integer_value(json);

	if (!json_is_integer(json) || value < low || value > high) {
		fail(wire, key, "is no number in its range");
		return low;
	}
	return value;
}

/* The years 0 to 9999. */
static int64_t
get_time(struct wire *wire, const json_t *object, const char *key)
{
	return get_integer(wire, object, key, -62167305600, 253402387200);
}

/* The list KEY, or NULL (and failed) when it is none or too long. */
static const json_t *
get_list(struct wire *wire, const json_t *object, const char *key)
{
	const json_t *json = json_object_get(object, key);

	if (json_is_array(json) && json_array_size(json) <= WIRE_MAX_ITEMS)
		return json;
	fail(wire, key, "is no list of a sane length");
	return NULL;
}

static struct string_list
get_strings(struct wire *wire, const json_t *object, const char *key)
{
	const json_t *json = get_list(wire, object, key);
	size_t count = json_array_size(json);
	struct string_list list = { .count = count };

	list.items = arena_calloc(wire->arena, count, sizeof(*list.items));
	for (size_t i = 0; i < count; i++) {
		const json_t *item = json_array_get(json, i);

		list.items[i] = "";
		if (!json_is_string(item) ||
		    strlen(json_string_value(item)) != json_string_length(item))
			fail(wire, key, "holds something that is no text");
		else
			list.items[i] = arena_strdup(wire->arena,
						     json_string_value(item));
	}
	return list;
}

static struct address
get_address(struct wire *wire, const json_t *json)
{
	struct address address;

	address.name = get_string(wire, json, "name");
	address.email = get_string(wire, json, "email");
	return address;
}

static struct address_list
get_addresses(struct wire *wire, const json_t *object, const char *key)
{
	const json_t *json = get_list(wire, object, key);
	size_t count = json_array_size(json);
	struct address_list list = { .count = count };

	list.items = arena_calloc(wire->arena, count, sizeof(*list.items));
	for (size_t i = 0; i < count; i++)
		list.items[i] = get_address(wire, json_array_get(json, i));
	return list;
}

static struct answer
get_answer(struct wire *wire, const json_t *object, const char *key)
{
	const json_t *json = json_object_get(object, key);
	struct answer answer;

	answer.yes = get_bool(wire, json, "yes");
	answer.why = get_string(wire, json, "why");
	return answer;
}

static enum bounce_action
get_action(struct wire *wire, const json_t *json)
{
	const char *name = get_string(wire, json, "action");

	for (int i = BOUNCE_FAILED; i <= BOUNCE_EXPANDED; i++)
		if (!strcmp(name, bounce_action_name((enum bounce_action)i)))
			return (enum bounce_action)i;
	fail(wire, "action", "is no action of a bounce");
	return BOUNCE_FAILED;
}

static void
get_bounce(struct wire *wire, const json_t *object, struct bounce *out)
{
	const json_t *bounce = json_object_get(object, "bounce");
	const json_t *json = get_list(wire, bounce, "recipients");

	out->count = json_array_size(json);
	out->recipients =
		arena_calloc(wire->arena, out->count, sizeof(*out->recipients));
	for (size_t i = 0; i < out->count; i++) {
		const json_t *from = json_array_get(json, i);
		struct bounce_recipient *to = &out->recipients[i];

		to->address = get_string(wire, from, "address");
		to->status = get_string(wire, from, "status");
		to->action = get_action(wire, from);
		to->diagnostic = get_string(wire, from, "diagnostic");
	}
	out->original_message_id =
		get_string(wire, bounce, "original_message_id");
}

static void
get_headers(struct wire *wire, const json_t *object, struct facts *out)
{
	const json_t *json = get_list(wire, object, "headers");

	out->header_count = json_array_size(json);
	out->headers = arena_calloc(wire->arena, out->header_count,
				    sizeof(*out->headers));
	for (size_t i = 0; i < out->header_count; i++) {
		const json_t *from = json_array_get(json, i);

		out->headers[i].name = get_string(wire, from, "name");
		out->headers[i].value = get_string(wire, from, "value");
		out->headers[i].raw = get_string(wire, from, "raw");
	}
}

/* A hash that is not of these bytes could stand for another content. */
static void
check_hash(struct wire *wire, const struct attachment *attachment,
	   const char *claimed)
{
	if (strcmp(attachment->sha256, claimed) != 0)
		fail(wire, "sha256", "is not the hash of the attachment");
}

static void
get_attachments(struct wire *wire, const json_t *object, struct slice bytes,
		struct facts *out)
{
	const json_t *json = get_list(wire, object, "attachments");
	size_t used = 0;

	out->attachment_count = json_array_size(json);
	out->attachments = arena_calloc(wire->arena, out->attachment_count,
					sizeof(*out->attachments));
	for (size_t i = 0; i < out->attachment_count && !wire->failed; i++) {
		const json_t *from = json_array_get(json, i);
		struct attachment *to = &out->attachments[i];

		to->name = get_string(wire, from, "name");
		to->type = get_string(wire, from, "type");
		to->content_id = get_string(wire, from, "content_id");
		to->is_inline = get_bool(wire, from, "inline");
		to->size = (size_t)get_integer(wire, from, "size", 0,
					       (int64_t)(bytes.size - used));
		to->data =
			(const unsigned char *)(bytes.data ? bytes.data : "") +
			used;
		used += to->size;
		hash_sha256(to->data, to->size, to->sha256);
		check_hash(wire, to, get_string(wire, from, "sha256"));
	}
	if (!wire->failed && used != bytes.size)
		fail(wire, "attachments", "do not add up to the bytes sent");
}

static void
get_forwarded(struct wire *wire, const json_t *object, struct forwarded *out)
{
	const json_t *json = json_object_get(object, "forwarded");

	*out = (struct forwarded){
		.from = { "", "" }, .subject = "", .message_id = "", .text = ""
	};
	if (json_is_null(json))
		return;
	out->present = true;
	out->from = get_address(wire, json_object_get(json, "from"));
	out->subject = get_string(wire, json, "subject");
	out->message_id = get_string(wire, json, "message_id");
	out->text = get_string(wire, json, "text");
	out->has_date = json_object_get(json, "date_seconds") != NULL;
	if (out->has_date)
		out->date = get_time(wire, json, "date_seconds");
}

static void
get_head(struct wire *wire, const json_t *json, struct facts *out)
{
	out->from = get_addresses(wire, json, "from");
	out->to = get_addresses(wire, json, "to");
	out->cc = get_addresses(wire, json, "cc");
	out->reply_to = get_addresses(wire, json, "reply_to");
	out->sender = get_addresses(wire, json, "sender");
	out->subject = get_string(wire, json, "subject");
	out->has_date = !json_is_null(json_object_get(json, "date_seconds"));
	if (out->has_date)
		out->date = get_time(wire, json, "date_seconds");
	out->date_offset =
		(int)get_integer(wire, json, "date_offset", -1440, 1440);
	out->message_id = get_string(wire, json, "message_id");
	out->in_reply_to = get_strings(wire, json, "in_reply_to");
	out->references = get_strings(wire, json, "references");
}

static void
get_kind(struct wire *wire, const json_t *json, struct facts *out)
{
	if (!facts_kind_from_name(get_string(wire, json, "kind"), &out->kind))
		fail(wire, "kind", "is no kind of mail");
	out->kind_why = get_string(wire, json, "kind_why");
	out->may_acknowledge = get_answer(wire, json, "may_acknowledge");
	out->may_reopen = get_answer(wire, json, "may_reopen");
	out->is_ticket = get_answer(wire, json, "is_ticket");
	get_bounce(wire, json, &out->bounce);
}

static void
get_content_key(struct wire *wire, const json_t *json, struct facts *out)
{
	const char *key = get_string(wire, json, "content_key");

	if (strlen(key) != HASH_SHA256_HEX - 1 ||
	    strspn(key, "0123456789abcdef") != HASH_SHA256_HEX - 1)
		fail(wire, "content_key", "is no hash");
	else
		memcpy(out->content_key, key, HASH_SHA256_HEX);
}

bool
facts_from_wire(const json_t *json, struct slice bytes, struct arena *arena,
		struct facts **facts, struct error *err)
{
	struct wire wire = { .arena = arena, .err = err };
	struct facts *out = arena_alloc(arena, sizeof(*out));

	if (!json_is_object(json))
		return error_set(err, ERROR_REJECT,
				 "the reader's answer is no JSON object");
	get_headers(&wire, json, out);
	get_head(&wire, json, out);
	get_kind(&wire, json, out);
	out->text = get_string(&wire, json, "text");
	out->reply_text = get_string(&wire, json, "reply_text");
	out->signature = get_string(&wire, json, "signature");
	out->language = get_string(&wire, json, "language");
	get_attachments(&wire, json, bytes, out);
	get_forwarded(&wire, json, &out->forwarded);
	out->calendar_method = get_string(&wire, json, "calendar_method");
	out->protection = get_string(&wire, json, "protection");
	get_content_key(&wire, json, out);
	out->notes = get_strings(&wire, json, "notes");
	if (wire.failed)
		return false;
	*facts = out;
	return true;
}
