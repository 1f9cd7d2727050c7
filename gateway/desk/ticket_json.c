/*
 * ticket_json.c - tickets as JSON.
 */
#include "desk/ticket_json.h"

#include "base/arena.h"
#include "base/clock.h"
#include "message/facts_json.h"

static json_t *
time_json(int64_t t)
{
	char iso[CLOCK_ISO_MAX];

	return t == 0 ? json_null() : json_string(clock_format_iso(t, iso));
}

/* "" is null: nobody, nothing. */
static json_t *
text_json(const char *text)
{
	return text == NULL || text[0] == '\0' ? json_null()
					       : json_string(text);
}

static json_t *
address_json(const struct address *address)
{
	return json_pack("{s:s, s:s}", "name", address->name, "email",
			 address->email);
}

static json_t *
strings_json(struct string_list list)
{
	json_t *array = json_array();

	for (size_t i = 0; i < list.count; i++)
		json_array_append_new(array, json_string(list.items[i]));
	return array;
}

static json_t *
fields_json(const struct ticket *ticket)
{
	json_t *object = json_object();

	for (size_t i = 0; i < ticket->field_count; i++)
		json_object_set_new(object, ticket->fields[i].name,
				    json_string(ticket->fields[i].value));
	return object;
}

static json_t *
participants_json(const struct ticket *ticket)
{
	json_t *array = json_array();

	for (size_t i = 0; i < ticket->participant_count; i++) {
		const struct participant *p = &ticket->participants[i];

		json_array_append_new(array,
				      json_pack("{s:s, s:s, s:s, s:b}", "name",
						p->address.name, "email",
						p->address.email, "role",
						participant_role_name(p->role),
						"suppressed", p->suppressed));
	}
	return array;
}

static json_t *
links_json(const struct ticket *ticket)
{
	json_t *array = json_array();

	for (size_t i = 0; i < ticket->link_count; i++)
		json_array_append_new(
			array,
			json_pack("{s:s, s:I}", "relation",
				  link_relation_name(ticket->links[i].relation),
				  "ticket",
				  (json_int_t)ticket->links[i].other));
	return array;
}

/* Whom a waiting ticket waits for, and until when; null if it does not. */
static json_t *
waiting_json(const struct ticket *ticket)
{
	if (ticket->status != STATUS_WAITING)
		return json_null();
	return json_pack("{s:s, s:o, s:o}", "for",
			 waiting_for_name(ticket->waiting_for), "name",
			 text_json(ticket->waiting_name), "until",
			 time_json(ticket->waiting_until));
}

json_t *
ticket_to_json(const struct ticket *ticket, const char *tag)
{
	struct arena *arena = arena_new();
	json_t *json = json_pack(
		"{s:I, s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, "
		"s:o, s:I}",
		"id", (json_int_t)ticket->id, "ref",
		ticket_ref(tag, ticket->id, arena), "subject", ticket->subject,
		"status", ticket_status_name(ticket->status), "queue",
		text_json(ticket->queue), "kind", text_json(ticket->kind),
		"priority", text_json(ticket->priority), "requester",
		address_json(&ticket->requester), "owner",
		text_json(ticket->owner), "tags", strings_json(ticket->tags),
		"fields", fields_json(ticket), "created",
		time_json(ticket->created), "updated",
		time_json(ticket->updated), "messages",
		(json_int_t)ticket->message_count);

	arena_free(arena);
	json_object_set_new(json, "language", text_json(ticket->language));
	json_object_set_new(json, "waiting", waiting_json(ticket));
	json_object_set_new(json, "resolution", text_json(ticket->resolution));
	json_object_set_new(json, "merged_into",
			    ticket->merged_into
				    ? json_integer(ticket->merged_into)
				    : json_null());
	json_object_set_new(json, "participants", participants_json(ticket));
	json_object_set_new(json, "links", links_json(ticket));
	return json;
}

json_t *
tickets_to_json(struct ticket *const *tickets, size_t count, const char *tag)
{
	json_t *array = json_array();

	for (size_t i = 0; i < count; i++)
		json_array_append_new(array, ticket_to_json(tickets[i], tag));
	return array;
}

static json_t *
attachments_json(const struct message *message)
{
	json_t *array = json_array();

	for (size_t i = 0; i < message->attachment_count; i++) {
		const struct message_attachment *a = &message->attachments[i];

		json_array_append_new(
			array,
			json_pack("{s:s, s:s, s:I, s:s, s:b}", "name", a->name,
				  "type", a->type, "size", (json_int_t)a->size,
				  "sha256", a->sha256, "inline", a->is_inline));
	}
	return array;
}

static json_t *
message_json(const struct message *message)
{
	return json_pack(
		"{s:s, s:o, s:s, s:o, s:o, s:o, s:s, s:s, s:s, s:o}",
		"direction", direction_name(message->direction), "date",
		time_json(message->date), "message_id", message->message_id,
		"from", address_json(&message->from), "to",
		address_list_to_json(message->to), "cc",
		address_list_to_json(message->cc), "subject", message->subject,
		"text", message->text, "reply_text", message->reply_text,
		"attachments", attachments_json(message));
}

static json_t *
event_json(const struct event *event)
{
	return json_pack("{s:o, s:s, s:s, s:s}", "at", time_json(event->at),
			 "who", event->who, "what", event->what, "why",
			 event->why);
}

json_t *
ticket_to_json_whole(const struct ticket *ticket, const char *tag,
		     const struct message *messages, size_t message_count,
		     const struct event *events, size_t event_count)
{
	json_t *json = ticket_to_json(ticket, tag);
	json_t *array = json_array();

	for (size_t i = 0; i < message_count; i++)
		json_array_append_new(array, message_json(&messages[i]));
	json_object_set_new(json, "messages", array);
	array = json_array();
	for (size_t i = 0; i < event_count; i++)
		json_array_append_new(array, event_json(&events[i]));
	json_object_set_new(json, "events", array);
	return json;
}
