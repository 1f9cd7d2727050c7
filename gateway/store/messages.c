/*
 * messages.c - the mails on a ticket and every id they mention.
 *
 * What goes wrong: a mail mentions ids of another ticket (a stranger can
 * write any); the first ticket that had an id keeps it. A reader that was
 * broken into may lie about the hash of an attachment, which would show
 * somebody else's file or replace it, so the hash is taken here again.
 */
#include "store/messages.h"

#include "store/private.h"
#include "ticket/plan.h"

bool
message_id_add(struct store *store, int64_t ticket, const char *message_id,
	       struct error *err)
{
	return !*message_id ||
	       statement_run(store,
			     "INSERT OR IGNORE INTO message_ids (message_id,"
			     " ticket) VALUES (?1, ?2)",
			     BIND(bind_text(message_id), bind_int(ticket)),
			     err);
}

bool
message_id_ticket(struct store *store, const char *message_id, int64_t *ticket,
		  struct error *err)
{
	return statement_int(store,
			     "SELECT ticket FROM message_ids WHERE"
			     " message_id = ?1",
			     BIND(bind_text(message_id)), ticket, err);
}

static bool
ids_add(struct store *store, int64_t ticket, struct string_list ids,
	struct error *err)
{
	size_t i;

	for (i = 0; i < ids.count; i++)
		if (!message_id_add(store, ticket, ids.items[i], err))
			return false;
	return true;
}

static bool
attachment_add(struct store *store, int64_t message, size_t position,
	       const struct attachment *attachment, struct error *err)
{
	struct slice data =
		slice_of((const char *)attachment->data, attachment->size);
	char sha256[HASH_SHA256_HEX];

	hash_sha256(data.data, data.size, sha256);
	return content_add(store, sha256, data, err) &&
	       statement_run(
		       store,
		       "INSERT INTO attachments (message, position,"
		       " sha256, size, is_inline, name, type, content_id)"
		       " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
		       BIND(bind_int(message), bind_int((int64_t)position),
			    bind_text(sha256), bind_int((int64_t)data.size),
			    bind_int(attachment->is_inline),
			    bind_text(attachment->name),
			    bind_text(attachment->type),
			    bind_text(attachment->content_id)),
		       err);
}

static bool
attachments_add(struct store *store, int64_t message, const struct facts *facts,
		struct error *err)
{
	size_t i;

	for (i = 0; i < facts->attachment_count; i++)
		if (!attachment_add(store, message, i, &facts->attachments[i],
				    err))
			return false;
	return true;
}

static bool
message_insert(struct store *store, const struct actor *actor, int64_t ticket,
	       int64_t ordinal, enum direction direction,
	       const struct facts *facts, const char *shown, int64_t *id,
	       struct error *err)
{
	struct address from = facts_sender(facts);
	struct arena *arena = store->scratch;

	if (!statement_run(
		    store,
		    "INSERT INTO messages (ticket, ordinal, receipt,"
		    " direction, added, date, message_id, from_email,"
		    " from_name, to_list, cc_list, language, subject,"
		    " reply_text, text) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7,"
		    " ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
		    BIND(bind_int(ticket), bind_int(ordinal),
			 bind_id(actor->receipt),
			 bind_text(direction_name(direction)),
			 bind_int(actor->now),
			 bind_int(facts->has_date ? facts->date : actor->now),
			 bind_text(facts->message_id), bind_text(from.email),
			 bind_text(from.name),
			 bind_text(addresses_write(arena, facts->to)),
			 bind_text(addresses_write(arena, facts->cc)),
			 bind_text(facts->language), bind_text(facts->subject),
			 bind_text(shown ? shown : facts->reply_text),
			 bind_text(facts->text)),
		    err))
		return false;
	*id = statement_last_id(store);
	return true;
}

static bool
message_event(struct store *store, const struct actor *actor, int64_t ticket,
	      int64_t id, enum direction direction, const struct facts *facts,
	      struct error *err)
{
	struct arena *arena = store->scratch;
	const char *name = direction_name(direction);
	struct change change = { .op = op_type_name(OP_MESSAGE), .name = name };

	change.new_value = arena_printf(arena, "%lld", (long long)id);
	change.what = arena_printf(arena, "message %s from %s: %s", name,
				   facts_sender(facts).email, facts->subject);
	return event_write(store, actor, ticket, &change, err);
}

/* The number that the next message of a ticket gets; merging moves none. */
static bool
ordinal_next(struct store *store, int64_t ticket, int64_t *ordinal,
	     struct error *err)
{
	int64_t last;

	if (!statement_int(store,
			   "SELECT max(ordinal) FROM messages WHERE ticket ="
			   " ?1",
			   BIND(bind_int(ticket)), &last, err))
		return false;
	*ordinal = last + 1;
	return true;
}

bool
message_add(struct store *store, const struct actor *actor, int64_t ticket,
	    enum direction direction, const struct facts *facts,
	    const char *text_shown, int64_t *id, struct error *err)
{
	int64_t added, ordinal;

	if (!ordinal_next(store, ticket, &ordinal, err) ||
	    !message_insert(store, actor, ticket, ordinal, direction, facts,
			    text_shown, &added, err))
		return false;
	search_touch(store, ticket, ordinal);
	if (!attachments_add(store, added, facts, err) ||
	    !message_id_add(store, ticket, facts->message_id, err) ||
	    !ids_add(store, ticket, facts->in_reply_to, err) ||
	    !ids_add(store, ticket, facts->references, err) ||
	    !statement_run(store,
			   "UPDATE tickets SET message_count = message_count"
			   " + 1 WHERE id = ?1",
			   BIND(bind_int(ticket)), err) ||
	    !message_event(store, actor, ticket, added, direction, facts, err))
		return false;
	*id = added;
	return true;
}

/* The message that #split moves: the newest one that came in, as it was when
 * event BEFORE was written. 0: none. */
static bool
newest_incoming(struct store *store, int64_t ticket, int64_t before,
		int64_t *id, struct error *err)
{
	return statement_int(store,
			     "SELECT max(m.id) FROM messages m WHERE"
			     " m.ticket = ?1 AND m.direction = 'in' AND"
			     " (?2 = 0 OR EXISTS (SELECT 1 FROM events e WHERE"
			     " e.ticket = ?1 AND e.op = 'message' AND e.id <="
			     " ?2 AND e.new_value = CAST(m.id AS TEXT)))",
			     BIND(bind_int(ticket), bind_int(before)), id, err);
}

static bool
message_move(struct store *store, int64_t message, int64_t from, int64_t into,
	     int64_t ordinal, struct error *err)
{
	return statement_run(store,
			     "UPDATE messages SET ticket = ?2, ordinal = ?3"
			     " WHERE id = ?1",
			     BIND(bind_int(message), bind_int(into),
				  bind_int(ordinal)),
			     err) &&
	       statement_run(store,
			     "UPDATE message_ids SET ticket = ?2 WHERE"
			     " message_id = (SELECT message_id FROM messages"
			     " WHERE id = ?1)",
			     BIND(bind_int(message), bind_int(into)), err) &&
	       statement_run(store,
			     "UPDATE tickets SET message_count = message_count"
			     " - 1 WHERE id = ?1",
			     BIND(bind_int(from)), err) &&
	       statement_run(store,
			     "UPDATE tickets SET message_count = message_count"
			     " + 1 WHERE id = ?1",
			     BIND(bind_int(into)), err);
}

bool
message_move_newest(struct store *store, const struct actor *actor,
		    int64_t from, int64_t before, int64_t into,
		    struct error *err)
{
	struct change change = { .op = "", .name = "" };
	struct arena *arena = store->scratch;
	int64_t id, old_ordinal, ordinal;

	if (!newest_incoming(store, from, before, &id, err) ||
	    (id == 0 && !newest_incoming(store, from, 0, &id, err)))
		return false;
	if (id == 0)
		return error_set(err, ERROR_REJECT,
				 "ticket %lld has no message to split off",
				 (long long)from);
	if (!statement_int(store, "SELECT ordinal FROM messages WHERE id = ?1",
			   BIND(bind_int(id)), &old_ordinal, err) ||
	    !ordinal_next(store, into, &ordinal, err) ||
	    !message_move(store, id, from, into, ordinal, err))
		return false;
	search_touch(store, from, old_ordinal);
	search_touch(store, into, ordinal);
	change.op = op_type_name(OP_SPLIT);
	change.new_value = arena_printf(arena, "%lld", (long long)into);
	change.what = arena_printf(arena, "message moved to ticket %lld",
				   (long long)into);
	if (!event_write(store, actor, from, &change, err))
		return false;
	change = (struct change){ .op = "", .name = "" };
	change.what = arena_printf(arena, "message moved here from ticket %lld",
				   (long long)from);
	return event_write(store, actor, into, &change, err);
}

/* The ticket ?1 and all that went into it, by whatever detours. */
#define FAMILY                                                                 \
	"WITH RECURSIVE family (id) AS (VALUES (?1) UNION"                     \
	" SELECT t.id FROM tickets t JOIN family f ON t.merged_into = f.id"    \
	") "

static enum direction
direction_from(const char *name)
{
	enum direction direction = DIRECTION_NOTE;

	while (direction > DIRECTION_IN &&
	       strcmp(name, direction_name(direction)) != 0)
		direction--;
	return direction;
}

static void
message_row(struct cursor *row, struct arena *arena, struct message *out)
{
	out->id = cursor_int(row);
	out->ticket = cursor_int(row);
	out->receipt = cursor_int(row);
	out->direction = direction_from(cursor_text(row, arena));
	out->date = cursor_int(row);
	out->message_id = cursor_text(row, arena);
	out->from.email = cursor_text(row, arena);
	out->from.name = cursor_text(row, arena);
	out->to = addresses_read(arena, cursor_text(row, arena));
	out->cc = addresses_read(arena, cursor_text(row, arena));
	out->language = cursor_text(row, arena);
	out->subject = cursor_text(row, arena);
	out->reply_text = cursor_text(row, arena);
	out->text = cursor_text(row, arena);
}

static bool
attachments_read(struct store *store, struct arena *arena,
		 struct message *message, struct error *err)
{
	struct cursor rows;

	if (!cursor_open(&rows, store,
			 "SELECT name, type, content_id, is_inline, size,"
			 " sha256 FROM attachments WHERE message = ?1"
			 " ORDER BY position",
			 BIND(bind_int(message->id)), err))
		return false;
	while (cursor_next(&rows)) {
		struct message_attachment attachment;

		attachment.name = cursor_text(&rows, arena);
		attachment.type = cursor_text(&rows, arena);
		attachment.content_id = cursor_text(&rows, arena);
		attachment.is_inline = cursor_int(&rows);
		attachment.size = cursor_int(&rows);
		attachment.sha256 = cursor_text(&rows, arena);
		ARENA_PUSH(arena, message->attachments,
			   message->attachment_count, attachment);
	}
	return cursor_close(&rows);
}

bool
message_note_authors(struct store *store, int64_t ticket, struct arena *arena,
		     struct string_list *emails, struct error *err)
{
	struct string_list found = { NULL, 0 };
	struct cursor rows;

	if (!cursor_open(&rows, store,
			 FAMILY "SELECT DISTINCT from_email FROM messages"
				" WHERE ticket IN family AND direction = ?2"
				" ORDER BY 1",
			 BIND(bind_int(ticket),
			      bind_text(direction_name(DIRECTION_NOTE))),
			 err))
		return false;
	while (cursor_next(&rows))
		ARENA_PUSH(arena, found.items, found.count,
			   cursor_text(&rows, arena));
	if (!cursor_close(&rows))
		return false;
	*emails = found;
	return true;
}

bool
message_list(struct store *store, int64_t ticket, struct arena *arena,
	     struct message **messages, size_t *count, struct error *err)
{
	struct message *found = NULL;
	size_t found_count = 0;
	struct cursor rows;
	bool ok = true;

	if (!cursor_open(&rows, store,
			 FAMILY "SELECT id, ticket, receipt, direction, date,"
				" message_id, from_email, from_name, to_list,"
				" cc_list, language, subject, reply_text, text"
				" FROM messages WHERE ticket IN family"
				" ORDER BY id",
			 BIND(bind_int(ticket)), err))
		return false;
	while (ok && cursor_next(&rows)) {
		struct message message = { 0 };

		message_row(&rows, arena, &message);
		ok = attachments_read(store, arena, &message, err);
		ARENA_PUSH(arena, found, found_count, message);
	}
	if (!cursor_close(&rows) || !ok)
		return false;
	*messages = found;
	*count = found_count;
	return true;
}

bool
message_raw(struct store *store, int64_t ticket, size_t n, struct arena *arena,
	    struct slice *raw, bool *found, struct error *err)
{
	struct slice bytes = { 0 };
	struct cursor row;
	bool there;

	if (!cursor_open(&row, store,
			 FAMILY "SELECT raw FROM raw_mails WHERE receipt ="
				" (SELECT receipt FROM messages WHERE ticket"
				" IN family ORDER BY id LIMIT 1 OFFSET ?2)",
			 BIND(bind_int(ticket), bind_int((int64_t)n - 1)), err))
		return false;
	there = n > 0 && cursor_next(&row);
	if (there)
		bytes = cursor_blob(&row, arena);
	if (!cursor_close(&row))
		return false;
	*found = there;
	*raw = bytes;
	return true;
}
