/*
 * events.c - the append-only history, and taking a change back.
 *
 * Triggers refuse to change or remove an event (schema.c). Undoing is
 * therefore a new change with an event of its own, made from what the old
 * event kept; the forms of the values are described over struct event.
 */
#include "store/tickets.h"

#include "store/private.h"
#include "ticket/plan.h"

static bool
ticket_stamp(struct store *store, int64_t ticket, int64_t now,
	     struct error *err)
{
	return statement_run(store,
			     "UPDATE tickets SET updated = ?2 WHERE id = ?1"
			     " AND updated < ?2",
			     BIND(bind_int(ticket), bind_int(now)), err);
}

bool
event_write(struct store *store, const struct actor *actor, int64_t ticket,
	    const struct change *change, struct error *err)
{
	search_touch(store, ticket, SEARCH_TICKET);
	return statement_run(
		       store,
		       "INSERT INTO events (ticket, at, receipt, who,"
		       " op, name, what, why, old_value, new_value)"
		       " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9,"
		       " ?10)",
		       BIND(bind_int(ticket), bind_int(actor->now),
			    bind_id(actor->receipt), bind_text(actor->who),
			    bind_text(change->op), bind_text(change->name),
			    bind_text(change->what), bind_text(actor->why),
			    bind_text(change->old_value),
			    bind_text(change->new_value)),
		       err) &&
	       ticket_stamp(store, ticket, actor->now, err);
}

bool
ticket_add_event(struct store *store, const struct actor *actor, int64_t id,
		 const char *what, struct error *err)
{
	return event_write(store, actor, id, &(struct change){ .what = what },
			   err);
}

bool
event_newest(struct store *store, int64_t *id, struct error *err)
{
	return statement_int(store, "SELECT max(id) FROM events", BIND_NONE, id,
			     err);
}

#define EVENT_COLUMNS                                                          \
	"SELECT id, ticket, at, receipt, who, op, name, what, why, old_value," \
	" new_value FROM events"

/* Takes the rows to their end and closes them. */
static bool
event_rows(struct cursor *rows, struct arena *arena, struct event **events,
	   size_t *count)
{
	struct event *found = NULL;
	size_t found_count = 0;

	while (cursor_next(rows)) {
		struct event event;

		event.id = cursor_int(rows);
		event.ticket = cursor_int(rows);
		event.at = cursor_int(rows);
		event.receipt = cursor_int(rows);
		event.who = cursor_text(rows, arena);
		event.op = cursor_text(rows, arena);
		event.name = cursor_text(rows, arena);
		event.what = cursor_text(rows, arena);
		event.why = cursor_text(rows, arena);
		event.old_value = cursor_text(rows, arena);
		event.new_value = cursor_text(rows, arena);
		ARENA_PUSH(arena, found, found_count, event);
	}
	if (!cursor_close(rows))
		return false;
	*events = found;
	*count = found_count;
	return true;
}

bool
ticket_events(struct store *store, int64_t ticket, int64_t from_event,
	      struct arena *arena, struct event **events, size_t *count,
	      struct error *err)
{
	struct cursor rows;

	return cursor_open(&rows, store,
			   EVENT_COLUMNS " WHERE ticket = ?1 AND id >= ?2"
					 " ORDER BY id",
			   BIND(bind_int(ticket), bind_int(from_event)), err) &&
	       event_rows(&rows, arena, events, count);
}

bool
events_between(struct store *store, int64_t first, int64_t last,
	       struct arena *arena, struct event **events, size_t *count,
	       struct error *err)
{
	struct cursor rows;

	return cursor_open(&rows, store,
			   EVENT_COLUMNS " WHERE id BETWEEN ?1 AND ?2"
					 " ORDER BY id",
			   BIND(bind_int(first), bind_int(last)), err) &&
	       event_rows(&rows, arena, events, count);
}

/* Cuts the first word off *REST, in ARENA; "" when there is none. */
static const char *
take_word(struct arena *arena, const char **rest)
{
	size_t size = strcspn(*rest, " ");
	const char *word = arena_memdup(arena, *rest, size);

	*rest += size;
	*rest += strspn(*rest, " ");
	return word;
}

/* The forms are described over struct event. */
static struct ticket_change
change_of(const char *op, const char *before, const char *after,
	  struct arena *arena)
{
	struct ticket_change change = { .kind = CHANGE_MERGE, .owner = "" };

	if (strcmp(op, op_type_name(OP_OWNER)) == 0) {
		change.kind = CHANGE_OWNER;
		change.owner = after;
	} else if (strcmp(op, op_type_name(OP_STATUS)) == 0) {
		change.kind = CHANGE_STATUS;
		ticket_status_from_name(take_word(arena, &before),
					&change.before);
		ticket_status_from_name(take_word(arena, &after),
					&change.after);
	} else {
		change.into = strtoll(after, NULL, 10);
	}
	return change;
}

static struct ticket_change
change_row(struct cursor *row, struct arena *arena)
{
	int64_t event = cursor_int(row), at = cursor_int(row);
	int64_t receipt = cursor_int(row);
	const char *who = cursor_text(row, arena);
	const char *op = cursor_text(row, arena);
	const char *before = cursor_text(row, arena);
	const char *after = cursor_text(row, arena);
	struct ticket_change change = change_of(op, before, after, arena);

	change.event = event;
	change.at = at;
	change.receipt = receipt;
	change.who = who;
	change.email = cursor_text(row, arena);
	return change;
}

bool
ticket_changes(struct store *store, int64_t ticket, int64_t after,
	       struct arena *arena, struct ticket_change **changes,
	       size_t *count, struct error *err)
{
	struct ticket_change *found = NULL;
	size_t found_count = 0;
	struct cursor rows;

	if (!cursor_open(&rows, store,
			 "SELECT e.id, e.at, e.receipt, e.who, e.op,"
			 " e.old_value, e.new_value, coalesce("
			 "  (SELECT from_email FROM messages m WHERE"
			 "   m.ticket = e.ticket AND m.receipt = e.receipt"
			 "   LIMIT 1), '')"
			 " FROM events e WHERE e.ticket = ?1 AND e.id > ?2"
			 " AND e.op IN ('owner', 'status', 'merge')"
			 " ORDER BY e.id",
			 BIND(bind_int(ticket), bind_int(after)), err))
		return false;
	while (cursor_next(&rows))
		ARENA_PUSH(arena, found, found_count, change_row(&rows, arena));
	if (!cursor_close(&rows))
		return false;
	*changes = found;
	*count = found_count;
	return true;
}

static bool
undo_status(struct store *store, const struct actor *actor,
	    const struct event *event, struct error *err)
{
	const char *rest = event->old_value;
	enum ticket_status status;
	enum waiting_for who = WAITING_NOBODY;
	int64_t until;

	if (!ticket_status_from_name(take_word(store->scratch, &rest), &status))
		return true; /* the opening: nothing was before */
	waiting_for_from_name(take_word(store->scratch, &rest), &who);
	until = strtoll(take_word(store->scratch, &rest), NULL, 10);
	return ticket_set_status(store, actor, event->ticket, status, who, rest,
				 until, err);
}

static bool
undo_owner(struct store *store, const struct actor *actor,
	   const struct event *event, struct error *err)
{
	return ticket_set_owner(store, actor, event->ticket, event->old_value,
				err);
}

static bool
undo_field(struct store *store, const struct actor *actor,
	   const struct event *event, struct error *err)
{
	return ticket_set_field(store, actor, event->ticket, event->name,
				event->old_value, err);
}

static bool
undo_tag(struct store *store, const struct actor *actor,
	 const struct event *event, struct error *err)
{
	return ticket_set_tag(store, actor, event->ticket, event->name,
			      *event->old_value, err);
}

/* The display name that an address has on any ticket. */
static bool
name_of(struct store *store, const char *email, const char **name,
	struct error *err)
{
	struct cursor row;

	*name = "";
	if (!cursor_open(&row, store,
			 "SELECT name FROM participants WHERE email_key = ?1"
			 " ORDER BY ticket DESC LIMIT 1",
			 BIND(bind_text(email_key(store, email))), err))
		return false;
	if (cursor_next(&row))
		*name = cursor_text(&row, store->scratch);
	return cursor_close(&row);
}

static bool
undo_participant(struct store *store, const struct actor *actor,
		 const struct event *event, struct error *err)
{
	struct address address = { .email = event->name };
	enum participant_role role = ROLE_CC;
	bool was = participant_role_from_name(event->old_value, &role);

	return name_of(store, address.email, &address.name, err) &&
	       ticket_set_participant(store, actor, event->ticket, &address,
				      role, was, err);
}

static bool
undo_requester(struct store *store, const struct actor *actor,
	       const struct event *event, struct error *err)
{
	struct address address = { event->name, event->old_value };

	return ticket_set_requester(store, actor, event->ticket, &address, err);
}

static bool
undo_link(struct store *store, const struct actor *actor,
	  const struct event *event, struct error *err)
{
	bool was = *event->old_value;
	const char *other = was ? event->old_value : event->new_value;
	enum link_relation relation;

	if (!link_relation_from_name(event->name, &relation))
		return true;
	return ticket_set_link(store, actor, event->ticket, relation,
			       strtoll(other, NULL, 10), was, err);
}

static bool
undo_merge(struct store *store, const struct actor *actor,
	   const struct event *event, struct error *err)
{
	if (!*event->new_value)
		return true;
	return ticket_unmerge(store, actor, event->ticket, err);
}

/* What was split off goes back in. */
static bool
undo_split(struct store *store, const struct actor *actor,
	   const struct event *event, struct error *err)
{
	int64_t off = strtoll(event->new_value, NULL, 10);

	return ticket_set_status(store, actor, off, STATUS_CLOSED,
				 WAITING_NOBODY, "", 0, err) &&
	       ticket_merge(store, actor, off, event->ticket, err);
}

static const struct {
	enum op_type op;
	bool (*undo)(struct store *store, const struct actor *actor,
		     const struct event *event, struct error *err);
} undoing[] = {
	{ OP_STATUS, undo_status },
	{ OP_OWNER, undo_owner },
	{ OP_FIELD, undo_field },
	{ OP_TAG, undo_tag },
	{ OP_PARTICIPANT, undo_participant },
	{ OP_REQUESTER, undo_requester },
	{ OP_LINK, undo_link },
	{ OP_MERGE, undo_merge },
	{ OP_SPLIT, undo_split },
};

#define UNDOING_COUNT (sizeof(undoing) / sizeof(undoing[0]))

/* The row of UNDOING for EVENT, or UNDOING_COUNT. */
static size_t
undoing_of(const struct event *event)
{
	size_t i = 0;

	while (i < UNDOING_COUNT &&
	       strcmp(event->op, op_type_name(undoing[i].op)) != 0)
		i++;
	return i;
}

bool
event_can_undo(const struct event *event)
{
	return undoing_of(event) < UNDOING_COUNT;
}

bool
event_undo(struct store *store, const struct actor *actor,
	   const struct event *event, bool *undone, struct error *err)
{
	size_t i = undoing_of(event);

	if (i < UNDOING_COUNT && !undoing[i].undo(store, actor, event, err))
		return false;
	*undone = i < UNDOING_COUNT;
	return true;
}
