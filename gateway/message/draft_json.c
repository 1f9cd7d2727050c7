/*
 * draft_json.c - drafts as JSON: how the outbox keeps them and how
 * `ticketgate compose` takes them.
 *
 * Every key is checked by name and type, and an unknown one is refused: a
 * misspelt "in_reply_to" would otherwise break a thread without a word.
 */
#include "message/draft.h"

#include "base/clock.h"
#include "message/base64.h"

struct reader {
	struct arena *arena;
	struct error *err;
	const char *where; /* the key, for errors */
};

static bool
wrong(const struct reader *r, const char *expected)
{
	return error_set(r->err, ERROR_REJECT, "the key \"%s\" must be %s",
			 r->where, expected);
}

static bool
read_string(const struct reader *r, const json_t *value, const char **out)
{
	if (!json_is_string(value))
		return wrong(r, "a string");
	*out = arena_memdup(r->arena, json_string_value(value),
			    json_string_length(value));
	if (strlen(*out) != json_string_length(value))
		return wrong(r, "a string without NUL characters");
	return true;
}

static bool
read_boolean(const struct reader *r, const json_t *value, bool *out)
{
	if (!json_is_boolean(value))
		return wrong(r, "true or false");
	*out = json_is_true(value);
	return true;
}

/* {"name": "...", "email": "..."}, or the address as a string. */
static bool
read_address(const struct reader *r, const json_t *value, struct address *out)
{
	const char *key;
	json_t *item;

	*out = (struct address){ "", "" };
	if (json_is_string(value))
		return read_string(r, value, &out->email);
	if (!json_is_object(value))
		return wrong(r, "{\"name\", \"email\"}");
	/* iterating does not change the object */
	json_object_foreach((json_t *)(uintptr_t)value, key, item)
	{
		if (strcmp(key, "name") == 0 && json_is_null(item))
			continue;
		if (strcmp(key, "name") == 0) {
			if (!read_string(r, item, &out->name))
				return false;
		} else if (strcmp(key, "email") == 0) {
			if (!read_string(r, item, &out->email))
				return false;
		} else {
			return error_set(r->err, ERROR_REJECT,
					 "the key \"%s\" has an unknown key "
					 "\"%.60s\"",
					 r->where, key);
		}
	}
	return out->email[0] ? true : wrong(r, "with an email");
}

static bool
read_addresses(const struct reader *r, const json_t *value,
	       struct address_list *out)
{
	struct address address;
	size_t i;
	json_t *item;

	if (!json_is_array(value)) {
		if (!read_address(r, value, &address))
			return false;
		ARENA_PUSH(r->arena, out->items, out->count, address);
		return true;
	}
	json_array_foreach(value, i, item)
	{
		if (!read_address(r, item, &address))
			return false;
		ARENA_PUSH(r->arena, out->items, out->count, address);
	}
	return true;
}

static bool
read_strings(const struct reader *r, const json_t *value,
	     struct string_list *out)
{
	const char *text;
	size_t i;
	json_t *item;

	if (!json_is_array(value))
		return wrong(r, "an array of strings");
	json_array_foreach(value, i, item)
	{
		if (!read_string(r, item, &text))
			return false;
		ARENA_PUSH(r->arena, out->items, out->count, text);
	}
	return true;
}

/* Exactly COUNT digits at *P, which moves behind them. */
static bool
digits(const char **p, int count, int *out)
{
	*out = 0;
	while (count-- > 0) {
		if (**p < '0' || **p > '9')
			return false;
		*out = *out * 10 + (*(*p)++ - '0');
	}
	return true;
}

static bool
literal(const char **p, char c)
{
	if (**p != c)
		return false;
	(*p)++;
	return true;
}

/* "+02:00", "-0530", "Z" or nothing -> seconds east of UTC. */
static bool
parse_offset(const char *p, int *seconds)
{
	int hours, minutes, sign = *p == '-' ? -1 : 1;

	*seconds = 0;
	if (strcmp(p, "Z") == 0 || *p == '\0')
		return true;
	if (*p != '+' && *p != '-')
		return false;
	p++;
	if (!digits(&p, 2, &hours) || (literal(&p, ':'), false) ||
	    !digits(&p, 2, &minutes) || *p || hours > 14 || minutes > 59)
		return false;
	*seconds = sign * (hours * 3600 + minutes * 60);
	return true;
}

/* ISO 8601 as clock_format_iso() and other programs write it. */
static bool
parse_date(const char *p, int64_t *out)
{
	int year, month, day, hour, minute, second = 0, offset;
	bool ok = digits(&p, 4, &year) && literal(&p, '-') &&
		  digits(&p, 2, &month) && literal(&p, '-') &&
		  digits(&p, 2, &day) &&
		  (literal(&p, 'T') || literal(&p, ' ')) &&
		  digits(&p, 2, &hour) && literal(&p, ':') &&
		  digits(&p, 2, &minute);

	if (ok && literal(&p, ':'))
		ok = digits(&p, 2, &second);
	if (ok && literal(&p, '.'))
		while (*p >= '0' && *p <= '9')
			p++;
	if (!ok || month < 1 || month > 12 || day < 1 || day > 31 ||
	    hour > 23 || minute > 59 || second > 60 ||
	    !parse_offset(p, &offset))
		return false;
	*out = clock_from_civil(year, month, day, hour, minute, second) -
	       offset;
	return true;
}

static bool
read_date(const struct reader *r, const json_t *value, int64_t *out)
{
	const char *text;

	if (json_is_integer(value)) {
		*out = json_integer_value(value);
		return true;
	}
	if (!read_string(r, value, &text))
		return false;
	if (!text[0]) {
		*out = 0;
		return true;
	}
	if (!parse_date(text, out))
		return wrong(r, "a date such as \"2026-11-22T07:50:03Z\"");
	return true;
}

/* With "<" and ">" or without. */
static bool
read_content_id(const struct reader *r, const json_t *value, const char **out)
{
	const char *text;
	struct slice id;

	if (!read_string(r, value, &text))
		return false;
	id = slice_trim(slice_from(text));
	if (id.size > 2 && id.data[0] == '<' && id.data[id.size - 1] == '>')
		id = slice_sub(id, 1, id.size - 1);
	*out = id.size ? arena_memdup(r->arena, id.data, id.size) : "";
	return true;
}

static bool
read_base64(const struct reader *r, const json_t *value,
	    struct draft_attachment *out)
{
	const char *text;
	struct buf bytes;

	if (!read_string(r, value, &text))
		return false;
	buf_init(&bytes, r->arena);
	if (!base64_decode(&bytes, slice_from(text)))
		return wrong(r, "base64 (RFC 4648)");
	out->data = (const unsigned char *)buf_dup(&bytes, r->arena);
	out->size = bytes.size;
	return true;
}

static bool
read_header(struct reader *r, const json_t *value, struct header *out)
{
	const json_t *name = json_object_get(value, "name");
	const json_t *text = json_object_get(value, "value");

	r->where = "headers";
	if (!json_is_object(value) || !name || !text ||
	    json_object_size(value) != 2)
		return wrong(r, "an array of {\"name\", \"value\"}");
	*out = (struct header){ 0 };
	if (!read_string(r, name, &out->name) ||
	    !read_string(r, text, &out->value))
		return false;
	out->raw = out->value;
	return true;
}

static bool
read_attachment(struct reader *r, const json_t *value,
		struct draft_attachment *out)
{
	const char *key;
	json_t *item;
	bool bytes = false;

	r->where = "attachments";
	*out = (struct draft_attachment){
		.name = "", .type = "", .content_id = "", .sha256 = ""
	};
	if (!json_is_object(value))
		return wrong(r, "an array of objects");
	json_object_foreach((json_t *)(uintptr_t)value, key, item)
	{
		bool ok;

		r->where = arena_printf(r->arena, "attachments.%.60s", key);
		if (strcmp(key, "name") == 0)
			ok = read_string(r, item, &out->name);
		else if (strcmp(key, "type") == 0)
			ok = read_string(r, item, &out->type);
		else if (strcmp(key, "content_id") == 0)
			ok = read_content_id(r, item, &out->content_id);
		else if (strcmp(key, "inline") == 0)
			ok = read_boolean(r, item, &out->is_inline);
		else if (strcmp(key, "sha256") == 0)
			ok = bytes = read_string(r, item, &out->sha256);
		else if (strcmp(key, "base64") == 0)
			ok = bytes = read_base64(r, item, out);
		else
			return error_set(r->err, ERROR_REJECT,
					 "the key \"%s\" is unknown", r->where);
		if (!ok)
			return false;
	}
	r->where = "attachments";
	return bytes ? true : wrong(r, "with base64 or sha256");
}

static bool
read_headers(struct reader *r, const json_t *value, struct draft *out)
{
	struct header header;
	size_t i;
	json_t *item;

	if (!json_is_array(value))
		return wrong(r, "an array of {\"name\", \"value\"}");
	json_array_foreach(value, i, item)
	{
		if (!read_header(r, item, &header))
			return false;
		ARENA_PUSH(r->arena, out->headers, out->header_count, header);
	}
	return true;
}

static bool
read_attachments(struct reader *r, const json_t *value, struct draft *out)
{
	struct draft_attachment attachment;
	size_t i;
	json_t *item;

	if (!json_is_array(value))
		return wrong(r, "an array of objects");
	json_array_foreach(value, i, item)
	{
		if (!read_attachment(r, item, &attachment))
			return false;
		ARENA_PUSH(r->arena, out->attachments, out->attachment_count,
			   attachment);
	}
	return true;
}

static bool
read_key(struct reader *r, const char *key, const json_t *value,
	 struct draft *d)
{
	const struct {
		const char *key;
		const char **text;
	} texts[] = {
		{ "subject", &d->subject },
		{ "message_id", &d->message_id },
		{ "in_reply_to", &d->in_reply_to },
		{ "text", &d->text },
		{ "html", &d->html },
	};
	const struct {
		const char *key;
		struct address_list *list;
	} lists[] = {
		{ "to", &d->to },
		{ "cc", &d->cc },
		{ "reply_to", &d->reply_to },
	};

	r->where = key;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		if (strcmp(key, texts[i].key) == 0)
			return json_is_null(value) ||
			       read_string(r, value, texts[i].text);
	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++)
		if (strcmp(key, lists[i].key) == 0)
			return read_addresses(r, value, lists[i].list);
	if (strcmp(key, "from") == 0)
		return read_address(r, value, &d->from);
	if (strcmp(key, "date") == 0)
		return read_date(r, value, &d->date);
	if (strcmp(key, "references") == 0)
		return read_strings(r, value, &d->references);
	if (strcmp(key, "auto") == 0)
		return read_boolean(r, value, &d->automatic);
	if (strcmp(key, "headers") == 0)
		return read_headers(r, value, d);
	if (strcmp(key, "attachments") == 0)
		return read_attachments(r, value, d);
	return error_set(r->err, ERROR_REJECT,
			 "the key \"%.60s\" is unknown; a draft has from, to, "
			 "cc, reply_to, subject, message_id, date, "
			 "in_reply_to, references, text, html, auto, headers "
			 "and attachments",
			 key);
}

bool
draft_from_json(const json_t *json, struct arena *arena, struct draft **draft,
		struct error *err)
{
	struct reader r = { .arena = arena, .err = err };
	struct draft *d = arena_alloc(arena, sizeof(*d));
	const char *key;
	json_t *value;

	*d = (struct draft){ .from = { "", "" },
			     .subject = "",
			     .message_id = "",
			     .in_reply_to = "",
			     .text = "",
			     .html = "" };
	if (!json_is_object(json))
		return error_set(err, ERROR_REJECT,
				 "a draft must be one JSON object");
	json_object_foreach((json_t *)(uintptr_t)json, key, value)
	{
		if (!read_key(&r, key, value, d))
			return false;
	}
	if (!d->from.email[0])
		return error_set(err, ERROR_REJECT,
				 "the key \"from\" is missing");
	*draft = d;
	return true;
}
