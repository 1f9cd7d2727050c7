/*
 * reader_protocol.c - the context of a classification on the wire.
 */
#include "daemon/reader_protocol.h"

json_t *
rule_context_to_json(const struct rule_context *context)
{
	json_t *directory = json_array();

	for (size_t i = 0; i < context->directory.count; i++)
		json_array_append_new(directory,
				      json_string(context->directory.items[i]));
	return json_pack(
		"{s:o, s:s, s:s, s:I, s:b, s:I, s:I}", "directory", directory,
		"requester", context->requester ? context->requester : "",
		"mailbox", context->mailbox, "now", (json_int_t)context->now,
		"from_staff", context->from_staff, "open_tickets",
		(json_int_t)context->open_tickets, "size",
		(json_int_t)context->size);
}

bool
rule_context_from_json(const json_t *json, struct rule_context *context,
		       struct arena *arena)
{
	const char *mailbox, *requester;
	json_t *directory, *name;
	size_t i;
	json_int_t now, open_tickets, size;
	int from_staff;

	/* json_unpack() only reads, though its parameter is not const. */
	if (json_unpack((json_t *)(uintptr_t)json,
			"{s:o, s:s, s:s, s:I, s:b, s:I, s:I}", "directory",
			&directory, "requester", &requester, "mailbox",
			&mailbox, "now", &now, "from_staff", &from_staff,
			"open_tickets", &open_tickets, "size", &size) < 0)
		return false;
	*context = (struct rule_context){
		.mailbox = arena_strdup(arena, mailbox),
		.now = now,
		.from_staff = from_staff,
		.open_tickets = (size_t)open_tickets,
		.size = (size_t)size,
		.requester = arena_strdup(arena, requester),
	};
	json_array_foreach(directory, i, name) if (json_is_string(name))
		ARENA_PUSH(arena, context->directory.items,
			   context->directory.count,
			   arena_strdup(arena, json_string_value(name)));
	return true;
}
