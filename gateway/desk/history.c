/*
 * history.c - what #show tells of a ticket: its mails, and who changed what.
 *
 * The record is kept in English, with each change's old and new value beside
 * the words. The mail is made from the values, in its reader's language. What
 * is no change (which mails went out, why a rule was not applied) is left to
 * `ticketgate show`.
 */
#include "desk/history.h"

#include "base/clock.h"
#include "store/messages.h"
#include "store/tickets.h"
#include "template/data.h"
#include "ticket/plan.h"

static json_t *
history_of(struct desk_case *c, const struct message *m)
{
	struct string_list names = { NULL, 0 };

	for (size_t i = 0; i < m->attachment_count; i++)
		ARENA_PUSH(c->arena, names.items, names.count,
			   m->attachments[i].name);
	return template_history(m->direction, m->from, m->date, m->reply_text,
				&names);
}

static const struct phrase *
or_words(const char *value, enum phrase_id empty, struct arena *arena)
{
	return value[0] ? phrase_text(value, arena) : phrase_fixed(empty);
}

static const struct phrase *
opened(const struct event *event, struct arena *arena)
{
	(void)event;
	(void)arena;
	return phrase_fixed(PHRASE_WAS_OPENED);
}

/* The first word of *REST, which goes on behind it. */
static const char *
take_word(const char **rest, struct arena *arena)
{
	size_t size = strcspn(*rest, " ");
	const char *word = arena_memdup(arena, *rest, size);

	*rest += size;
	*rest += strspn(*rest, " ");
	return word;
}

/* "open", or "waiting vendor 1764057600 ACME": for whom, until when. */
static const struct phrase *
status_of(const char *value, struct arena *arena)
{
	const struct phrase *status =
		phrase_named(take_word(&value, arena), arena);
	bool vendor = strcmp(take_word(&value, arena), "vendor") == 0;
	int64_t until = strtoll(take_word(&value, arena), NULL, 10);
	char iso[CLOCK_ISO_MAX];

	if (status->id != PHRASE_WAITING)
		return status;
	status = vendor ? phrase_with(arena, PHRASE_FOR_VENDOR, value)
			: phrase_fixed(PHRASE_FOR_REQUESTER);
	if (until == 0)
		return status;
	clock_format_iso(until, iso);
	return phrase_of(arena, PHRASE_UNTIL, status,
			 phrase_text(arena_strdup(arena, iso), arena));
}

static const struct phrase *
status_changed(const struct event *event, struct arena *arena)
{
	return phrase_of(arena, PHRASE_STATUS_CHANGED,
			 status_of(event->old_value, arena),
			 status_of(event->new_value, arena));
}

static const struct phrase *
owner_changed(const struct event *event, struct arena *arena)
{
	return phrase_of(arena, PHRASE_OWNER_CHANGED,
			 or_words(event->old_value, PHRASE_NOBODY, arena),
			 or_words(event->new_value, PHRASE_NOBODY, arena));
}

static const struct phrase *
requester_changed(const struct event *event, struct arena *arena)
{
	return phrase_of(arena, PHRASE_REQUESTER_CHANGED,
			 or_words(event->old_value, PHRASE_NOBODY, arena),
			 or_words(event->new_value, PHRASE_NOBODY, arena));
}

static const struct phrase *
field_changed(const struct event *event, struct arena *arena)
{
	return phrase_of(arena, PHRASE_FIELD_CHANGED,
			 phrase_named(event->name, arena),
			 or_words(event->old_value, PHRASE_NONE, arena),
			 or_words(event->new_value, PHRASE_NONE, arena));
}

/* One of two phrases about NAME, by whether there is something now. */
static const struct phrase *
came_or_went(const struct event *event, enum phrase_id came,
	     enum phrase_id went, const char *name, struct arena *arena)
{
	return phrase_with(arena, event->new_value[0] ? came : went, name);
}

/* The number that a link or a merge has now, or had before. */
static const char *
other_of(const struct event *event)
{
	return event->new_value[0] ? event->new_value : event->old_value;
}

static const struct phrase *
tag_changed(const struct event *event, struct arena *arena)
{
	return came_or_went(event, PHRASE_TAG_ADDED, PHRASE_TAG_REMOVED,
			    event->name, arena);
}

static const struct phrase *
participant_changed(const struct event *event, struct arena *arena)
{
	return came_or_went(event, PHRASE_JOINED, PHRASE_LEFT, event->name,
			    arena);
}

static const struct phrase *
link_changed(const struct event *event, struct arena *arena)
{
	return came_or_went(event, PHRASE_LINKED, PHRASE_UNLINKED,
			    other_of(event), arena);
}

static const struct phrase *
merge_changed(const struct event *event, struct arena *arena)
{
	return came_or_went(event, PHRASE_MERGED, PHRASE_UNMERGED,
			    other_of(event), arena);
}

static const struct {
	enum op_type op;
	const struct phrase *(*words)(const struct event *event,
				      struct arena *arena);
} changes[] = {
	{ OP_OPEN, opened },
	{ OP_STATUS, status_changed },
	{ OP_OWNER, owner_changed },
	{ OP_FIELD, field_changed },
	{ OP_TAG, tag_changed },
	{ OP_PARTICIPANT, participant_changed },
	{ OP_REQUESTER, requester_changed },
	{ OP_LINK, link_changed },
	{ OP_MERGE, merge_changed },
};

/* NULL: the event is no change. */
static const struct phrase *
change_words(const struct event *event, struct arena *arena)
{
	for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++)
		if (strcmp(event->op, op_type_name(changes[i].op)) == 0)
			return changes[i].words(event, arena);
	return NULL;
}

static void
add_change(struct desk_case *c, const struct event *event, const char *language,
	   json_t *data)
{
	const struct template_set *set = c->desk->templates;
	const struct phrase *what = change_words(event, c->arena);

	if (what == NULL)
		return;
	template_data_add(
		data, "events",
		template_event(
			event->at,
			template_set_words(set, language,
					   phrase_who(event->who, c->arena),
					   c->arena),
			template_set_words(set, language, what, c->arena),
			event->why));
}

bool
history_add(struct desk_case *c, const struct ticket *ticket,
	    const char *language, json_t *data, struct error *err)
{
	struct message *messages;
	struct event *events;
	size_t count;

	if (!message_list(c->desk->store, ticket->id, c->arena, &messages,
			  &count, err))
		return false;
	for (size_t i = 0; i < count; i++)
		template_data_add(data, "messages",
				  history_of(c, &messages[i]));
	if (!ticket_events(c->desk->store, ticket->id, 0, c->arena, &events,
			   &count, err))
		return false;
	for (size_t i = 0; i < count; i++)
		add_change(c, &events[i], language, data);
	return true;
}
