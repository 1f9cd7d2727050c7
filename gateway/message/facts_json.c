/*
 * facts_json.c - the public form of facts.
 *
 * All strings of facts are valid UTF-8, which is all that JSON asks for;
 * jansson refuses others, and a refused string would drop its key.
 */
#include "base/clock.h"
#include "message/facts_json.h"

/* Never NULL: a string that is no UTF-8 after all is shown as empty. */
static json_t *
string(const char *text)
{
	json_t *json = json_string(text ? text : "");

	return json ? json : json_string("");
}

static void
set_string(json_t *object, const char *key, const char *text)
{
	json_object_set_new_nocheck(object, key, string(text));
}

static json_t *
string_list_to_json(struct string_list list)
{
	json_t *array = json_array();

	for (size_t i = 0; i < list.count; i++)
		json_array_append_new(array, string(list.items[i]));
	return array;
}

static json_t *
address_to_json(const struct address *address)
{
	json_t *json = json_object();

	set_string(json, "name", address->name);
	set_string(json, "email", address->email);
	return json;
}

json_t *
address_list_to_json(struct address_list list)
{
	json_t *array = json_array();

	for (size_t i = 0; i < list.count; i++)
		json_array_append_new(array, address_to_json(&list.items[i]));
	return array;
}

#define DATE_TEXT_MAX 48

/* In the writer's own time of day: "2026-03-01T10:00:00+01:00". */
static json_t *
date_to_json(bool has_date, int64_t seconds, int offset)
{
	char iso[CLOCK_ISO_MAX], text[DATE_TEXT_MAX];
	int minutes = offset < 0 ? -offset : offset;

	if (!has_date)
		return json_null();
	clock_format_iso(seconds + (int64_t)offset * 60, iso);
	if (!offset)
		return json_string(iso);
	iso[strcspn(iso, "Z")] = '\0';
	snprintf(text, sizeof(text), "%s%c%02d:%02d", iso,
		 offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
	return json_string(text);
}

static json_t *
answer_to_json(const struct answer *answer)
{
	json_t *json = json_object();

	json_object_set_new(json, "yes", json_boolean(answer->yes));
	set_string(json, "why", answer->why);
	return json;
}

static json_t *
bounce_to_json(const struct bounce *bounce)
{
	json_t *json = json_object(), *recipients = json_array();

	for (size_t i = 0; i < bounce->count; i++) {
		const struct bounce_recipient *from = &bounce->recipients[i];
		json_t *to = json_object();

		set_string(to, "address", from->address);
		set_string(to, "status", from->status);
		set_string(to, "action", bounce_action_name(from->action));
		set_string(to, "diagnostic", from->diagnostic);
		json_array_append_new(recipients, to);
	}
	json_object_set_new(json, "recipients", recipients);
	set_string(json, "original_message_id", bounce->original_message_id);
	return json;
}

static json_t *
attachments_to_json(const struct facts *facts)
{
	json_t *array = json_array();

	for (size_t i = 0; i < facts->attachment_count; i++) {
		const struct attachment *from = &facts->attachments[i];
		json_t *to = json_object();

		set_string(to, "name", from->name);
		set_string(to, "type", from->type);
		json_object_set_new(to, "size",
				    json_integer((json_int_t)from->size));
		set_string(to, "sha256", from->sha256);
		set_string(to, "content_id", from->content_id);
		json_object_set_new(to, "inline",
				    json_boolean(from->is_inline));
		json_array_append_new(array, to);
	}
	return array;
}

static json_t *
forwarded_to_json(const struct forwarded *forwarded)
{
	json_t *json;

	if (!forwarded->present)
		return json_null();
	json = json_object();
	json_object_set_new(json, "from", address_to_json(&forwarded->from));
	set_string(json, "subject", forwarded->subject);
	set_string(json, "message_id", forwarded->message_id);
	json_object_set_new(
		json, "date",
		date_to_json(forwarded->has_date, forwarded->date, 0));
	set_string(json, "text", forwarded->text);
	return json;
}

static void
add_head(json_t *json, const struct facts *facts)
{
	json_object_set_new(json, "from", address_list_to_json(facts->from));
	json_object_set_new(json, "to", address_list_to_json(facts->to));
	json_object_set_new(json, "cc", address_list_to_json(facts->cc));
	json_object_set_new(json, "reply_to",
			    address_list_to_json(facts->reply_to));
	set_string(json, "subject", facts->subject);
	json_object_set_new(
		json, "date",
		date_to_json(facts->has_date, facts->date, facts->date_offset));
	set_string(json, "message_id", facts->message_id);
	json_object_set_new(json, "in_reply_to",
			    string_list_to_json(facts->in_reply_to));
	json_object_set_new(json, "references",
			    string_list_to_json(facts->references));
}

static void
add_kind(json_t *json, const struct facts *facts)
{
	set_string(json, "kind", facts_kind_name(facts->kind));
	set_string(json, "kind_why", facts->kind_why);
	json_object_set_new(json, "may_acknowledge",
			    answer_to_json(&facts->may_acknowledge));
	json_object_set_new(json, "may_reopen",
			    answer_to_json(&facts->may_reopen));
	json_object_set_new(json, "is_ticket",
			    answer_to_json(&facts->is_ticket));
	json_object_set_new(json, "bounce", bounce_to_json(&facts->bounce));
}

json_t *
facts_to_json(const struct facts *facts)
{
	json_t *json = json_object();

	add_head(json, facts);
	add_kind(json, facts);
	set_string(json, "text", facts->text);
	set_string(json, "reply_text", facts->reply_text);
	set_string(json, "signature", facts->signature);
	json_object_set_new(json, "attachments", attachments_to_json(facts));
	set_string(json, "language", facts->language);
	json_object_set_new(json, "forwarded",
			    forwarded_to_json(&facts->forwarded));
	set_string(json, "calendar_method", facts->calendar_method);
	set_string(json, "protection", facts->protection);
	set_string(json, "content_key", facts->content_key);
	json_object_set_new(json, "notes", string_list_to_json(facts->notes));
	return json;
}

json_t *
facts_to_wire(const struct facts *facts)
{
	json_t *json = facts_to_json(facts), *headers = json_array();
	json_t *forwarded = json_object_get(json, "forwarded");

	for (size_t i = 0; i < facts->header_count; i++) {
		json_t *header = json_object();

		set_string(header, "name", facts->headers[i].name);
		set_string(header, "value", facts->headers[i].value);
		set_string(header, "raw", facts->headers[i].raw);
		json_array_append_new(headers, header);
	}
	json_object_set_new(json, "headers", headers);
	json_object_set_new(json, "sender",
			    address_list_to_json(facts->sender));
	json_object_set_new(json, "date_seconds",
			    facts->has_date ? json_integer(facts->date)
					    : json_null());
	json_object_set_new(json, "date_offset",
			    json_integer(facts->date_offset));
	if (facts->forwarded.present && facts->forwarded.has_date)
		json_object_set_new(forwarded, "date_seconds",
				    json_integer(facts->forwarded.date));
	return json;
}
