/*
 * draft_to_json.c - drafts as JSON for the outbox; read again by draft_json.c.
 */
#include "message/draft.h"

#include "base/clock.h"
#include "base/utf8.h"
#include "message/base64.h"

/* What is not UTF-8 would make jansson drop the whole object. */
static json_t *
string_json(const char *text)
{
	json_t *value = json_string(text ? text : "");
	struct arena *arena;

	if (value)
		return value;
	arena = arena_new();
	value = json_string(utf8_clean(arena, slice_from(text)));
	arena_free(arena);
	return value;
}

static void
put_text(json_t *object, const char *key, const char *text)
{
	if (text && text[0])
		json_object_set_new(object, key, string_json(text));
}

static json_t *
address_json(const struct address *address)
{
	json_t *object = json_object();

	json_object_set_new(object, "name", string_json(address->name));
	json_object_set_new(object, "email", string_json(address->email));
	return object;
}

static void
put_addresses(json_t *object, const char *key, const struct address_list *list)
{
	json_t *array = json_array();

	for (size_t i = 0; i < list->count; i++)
		json_array_append_new(array, address_json(&list->items[i]));
	if (list->count)
		json_object_set(object, key, array);
	json_decref(array);
}

static json_t *
base64_json(const unsigned char *data, size_t size)
{
	struct buf text;
	json_t *value;

	buf_init(&text, NULL);
	base64_add(&text, slice_of((const char *)data, size));
	value = json_stringn(text.size ? text.data : "", text.size);
	buf_clear(&text);
	return value;
}

static json_t *
attachment_json(const struct draft_attachment *a)
{
	json_t *object = json_object();

	json_object_set_new(object, "name", string_json(a->name));
	json_object_set_new(object, "type", string_json(a->type));
	put_text(object, "content_id", a->content_id);
	if (a->is_inline)
		json_object_set_new(object, "inline", json_true());
	if (a->sha256 && a->sha256[0])
		put_text(object, "sha256", a->sha256);
	else
		json_object_set_new(object, "base64",
				    base64_json(a->data, a->size));
	return object;
}

static void
put_headers(json_t *object, const struct draft *draft)
{
	json_t *array = json_array();

	for (size_t i = 0; i < draft->header_count; i++) {
		json_t *header = json_object();

		json_object_set_new(header, "name",
				    string_json(draft->headers[i].name));
		json_object_set_new(header, "value",
				    string_json(draft->headers[i].value));
		json_array_append_new(array, header);
	}
	if (draft->header_count)
		json_object_set(object, "headers", array);
	json_decref(array);
}

json_t *
draft_to_json(const struct draft *draft)
{
	json_t *object = json_object(), *array;
	char iso[CLOCK_ISO_MAX];

	json_object_set_new(object, "from", address_json(&draft->from));
	put_addresses(object, "to", &draft->to);
	put_addresses(object, "cc", &draft->cc);
	put_addresses(object, "reply_to", &draft->reply_to);
	put_text(object, "subject", draft->subject);
	put_text(object, "message_id", draft->message_id);
	if (draft->date)
		put_text(object, "date", clock_format_iso(draft->date, iso));
	put_text(object, "in_reply_to", draft->in_reply_to);
	array = json_array();
	for (size_t i = 0; i < draft->references.count; i++)
		json_array_append_new(array,
				      string_json(draft->references.items[i]));
	json_object_set_new(object, "references", array);
	put_text(object, "text", draft->text);
	put_text(object, "html", draft->html);
	json_object_set_new(object, "auto", json_boolean(draft->automatic));
	put_headers(object, draft);
	array = json_array();
	for (size_t i = 0; i < draft->attachment_count; i++)
		json_array_append_new(array,
				      attachment_json(&draft->attachments[i]));
	json_object_set_new(object, "attachments", array);
	return object;
}
