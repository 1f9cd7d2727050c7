/*
 * snapshot.c - tickets read whole: the row, and what other tables add to it.
 */
#include "store/private.h"

/* What one part of a snapshot takes from the present row. */
typedef void
part_reader(struct cursor *row, struct arena *arena, struct ticket *ticket);

static struct ticket *
ticket_row(struct cursor *row, struct arena *arena)
{
	struct ticket *ticket = arena_alloc(arena, sizeof(*ticket));

	ticket->id = cursor_int(row);
	ticket->subject = cursor_text(row, arena);
	ticket_status_from_name(cursor_text(row, arena), &ticket->status);
	waiting_for_from_name(cursor_text(row, arena), &ticket->waiting_for);
	ticket->waiting_name = cursor_text(row, arena);
	ticket->waiting_until = cursor_int(row);
	ticket->queue = cursor_text(row, arena);
	ticket->kind = cursor_text(row, arena);
	ticket->priority = cursor_text(row, arena);
	ticket->requester.name = cursor_text(row, arena);
	ticket->requester.email = cursor_text(row, arena);
	ticket->owner = cursor_text(row, arena);
	ticket->language = cursor_text(row, arena);
	ticket->mailbox = cursor_text(row, arena);
	ticket->merged_into = cursor_int(row);
	ticket->created = cursor_int(row);
	ticket->updated = cursor_int(row);
	ticket->resolved_at = cursor_int(row);
	ticket->closed_at = cursor_int(row);
	ticket->resolution = cursor_text(row, arena);
	ticket->message_count = (size_t)cursor_int(row);
	return ticket;
}

static void
read_tag(struct cursor *row, struct arena *arena, struct ticket *ticket)
{
	ARENA_PUSH(arena, ticket->tags.items, ticket->tags.count,
		   cursor_text(row, arena));
}

static void
read_field(struct cursor *row, struct arena *arena, struct ticket *ticket)
{
	struct ticket_field field;

	field.name = cursor_text(row, arena);
	field.value = cursor_text(row, arena);
	ARENA_PUSH(arena, ticket->fields, ticket->field_count, field);
}

static void
read_participant(struct cursor *row, struct arena *arena, struct ticket *ticket)
{
	struct participant participant = { .role = ROLE_CC };

	participant.address.name = cursor_text(row, arena);
	participant.address.email = cursor_text(row, arena);
	participant_role_from_name(cursor_text(row, arena), &participant.role);
	participant.suppressed = cursor_int(row);
	ARENA_PUSH(arena, ticket->participants, ticket->participant_count,
		   participant);
}

static void
read_link(struct cursor *row, struct arena *arena, struct ticket *ticket)
{
	struct ticket_link link = { 0 };

	if (!link_relation_from_name(cursor_text(row, arena), &link.relation))
		return;
	link.other = cursor_int(row);
	ARENA_PUSH(arena, ticket->links, ticket->link_count, link);
}

static void
read_incoming(struct cursor *row, struct arena *arena, struct ticket *ticket)
{
	(void)arena;
	ticket->incoming_count = (size_t)cursor_int(row);
}

struct part {
	const char *sql;
	part_reader *read;
};

static const struct part parts[] = {
	{ "SELECT tag FROM ticket_tags WHERE ticket = ?1 ORDER BY tag",
	  read_tag },
	{ "SELECT name, value FROM ticket_fields WHERE ticket = ?1"
	  " ORDER BY name",
	  read_field },
	{ "SELECT p.name, p.email, p.role, s.email_key IS NOT NULL"
	  " FROM participants p LEFT JOIN suppressed s USING (email_key)"
	  " WHERE ticket = ?1 ORDER BY role <> 'requester', p.email",
	  read_participant },
	{ "SELECT relation, other FROM ticket_links WHERE ticket = ?1"
	  " ORDER BY relation, other",
	  read_link },
	{ "SELECT count(*) FROM messages WHERE ticket = ?1"
	  " AND direction = 'in'",
	  read_incoming },
};

static bool
part_load(struct store *store, const struct part *part, struct arena *arena,
	  struct ticket *ticket, struct error *err)
{
	struct cursor rows;

	if (!cursor_open(&rows, store, part->sql, BIND(bind_int(ticket->id)),
			 err))
		return false;
	while (cursor_next(&rows))
		part->read(&rows, arena, ticket);
	return cursor_close(&rows);
}

static bool
ticket_parts(struct store *store, struct arena *arena, struct ticket *ticket,
	     struct error *err)
{
	size_t i;

	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (!part_load(store, &parts[i], arena, ticket, err))
			return false;
	return true;
}

bool
ticket_rows(struct store *store, struct cursor *rows, struct arena *arena,
	    struct ticket ***tickets, size_t *count, struct error *err)
{
	struct ticket **found = NULL;
	size_t found_count = 0;
	bool ok = true;

	while (ok && cursor_next(rows)) {
		struct ticket *ticket = ticket_row(rows, arena);

		ok = ticket_parts(store, arena, ticket, err);
		ARENA_PUSH(arena, found, found_count, ticket);
	}
	if (!cursor_close(rows) || !ok)
		return false;
	*tickets = found;
	*count = found_count;
	return true;
}

bool
ticket_get(struct store *store, int64_t id, struct arena *arena,
	   struct ticket **out, struct error *err)
{
	struct ticket *ticket = NULL;
	struct cursor row;

	if (!cursor_open(&row, store,
			 TICKET_COLUMNS " FROM tickets t WHERE t.id = ?1",
			 BIND(bind_int(id)), err))
		return false;
	if (cursor_next(&row))
		ticket = ticket_row(&row, arena);
	if (!cursor_close(&row))
		return false;
	if (ticket && !ticket_parts(store, arena, ticket, err))
		return false;
	*out = ticket;
	return true;
}

/* The ids that the References of the next mail begin with: the first one,
 * and the latest ones. RFC 5322 section 3.6.4 sets no bound, mail servers
 * do: lines of header grow with every answer. */
#define THREAD_IDS_LATEST "9" /* ten with the first one */

/*
 * What the mail program of the recipient (?2) knows: the mails that came in,
 * and ours to them. Only those count towards the limit: with many in Cc, the
 * latest ones of all are mails to others.
 */
static const char thread_sql[] =
	"WITH known (message_id, at, sent) AS ("
	"  SELECT message_id, added, 0 FROM messages"
	"   WHERE ticket = ?1 AND direction = 'in' AND message_id <> ''"
	"  UNION ALL"
	"  SELECT message_id, created, 1 FROM outbox"
	"   WHERE ticket = ?1 AND purpose = 'r' AND recipient_key = ?2),"
	" first AS (SELECT * FROM known ORDER BY at, sent LIMIT 1),"
	" latest AS (SELECT * FROM known ORDER BY at DESC, sent DESC"
	"   LIMIT " THREAD_IDS_LATEST ")"
	" SELECT message_id FROM"
	"  (SELECT * FROM first UNION SELECT * FROM latest)"
	" ORDER BY at, sent";

bool
ticket_thread(struct store *store, int64_t id, const char *recipient,
	      struct arena *arena, struct string_list *ids, struct error *err)
{
	struct string_list list = { NULL, 0 };
	struct cursor rows;

	if (!cursor_open(
		    &rows, store, thread_sql,
		    BIND(bind_int(id), bind_text(email_key(store, recipient))),
		    err))
		return false;
	while (cursor_next(&rows))
		ARENA_PUSH(arena, list.items, list.count,
			   cursor_text(&rows, arena));
	if (!cursor_close(&rows))
		return false;
	*ids = list;
	return true;
}
