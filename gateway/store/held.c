/*
 * held.c - mails that wait for a person, and senders who need not wait.
 */
#include "store/held.h"

#include "store/private.h"

bool
held_add(struct store *store, const struct held *held, int64_t *id,
	 struct error *err)
{
	if (!statement_run(
		    store,
		    "INSERT INTO held (receipt, ticket, received,"
		    " quarantined, mailbox, sender, subject, reason)"
		    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
		    BIND(bind_id(held->receipt), bind_id(held->ticket),
			 bind_int(held->received), bind_int(held->quarantined),
			 bind_text(held->mailbox), bind_text(held->from),
			 bind_text(held->subject), bind_text(held->reason)),
		    err))
		return false;
	*id = statement_last_id(store);
	return true;
}

#define HELD_COLUMNS                                                           \
	"SELECT id, receipt, quarantined, mailbox, sender, subject, reason,"   \
	" received, ticket, state FROM held"

static void
held_row(struct cursor *row, struct arena *arena, struct held *out)
{
	out->id = cursor_int(row);
	out->receipt = cursor_int(row);
	out->quarantined = cursor_int(row);
	out->mailbox = cursor_text(row, arena);
	out->from = cursor_text(row, arena);
	out->subject = cursor_text(row, arena);
	out->reason = cursor_text(row, arena);
	out->received = cursor_int(row);
	out->ticket = cursor_int(row);
	out->state = cursor_text(row, arena);
}

bool
held_get(struct store *store, int64_t id, struct arena *arena, struct held *out,
	 bool *found, struct error *err)
{
	struct cursor row;
	bool there;

	if (!cursor_open(&row, store, HELD_COLUMNS " WHERE id = ?1",
			 BIND(bind_int(id)), err))
		return false;
	there = cursor_next(&row);
	if (there)
		held_row(&row, arena, out);
	if (!cursor_close(&row))
		return false;
	*found = there;
	return true;
}

bool
held_list(struct store *store, struct arena *arena, struct held **out,
	  size_t *count, struct error *err)
{
	struct held *found = NULL;
	size_t found_count = 0;
	struct cursor rows;

	if (!cursor_open(&rows, store,
			 HELD_COLUMNS " WHERE state = 'waiting' ORDER BY id",
			 BIND_NONE, err))
		return false;
	while (cursor_next(&rows)) {
		struct held held = { 0 };

		held_row(&rows, arena, &held);
		ARENA_PUSH(arena, found, found_count, held);
	}
	if (!cursor_close(&rows))
		return false;
	*out = found;
	*count = found_count;
	return true;
}

bool
held_finish(struct store *store, int64_t id, const char *state, const char *who,
	    int64_t now, bool *changed, struct error *err)
{
	if (!statement_run(store,
			   "UPDATE held SET state = ?2, finished_by = ?3,"
			   " finished = ?4 WHERE id = ?1 AND state ="
			   " 'waiting'",
			   BIND(bind_int(id), bind_text(state), bind_text(who),
				bind_int(now)),
			   err))
		return false;
	*changed = statement_changes(store) > 0;
	return true;
}

bool
sender_trust(struct store *store, const char *email, const char *who,
	     int64_t now, struct error *err)
{
	return statement_run(store,
			     "INSERT OR IGNORE INTO trusted_senders"
			     " (email_key, email, who, at)"
			     " VALUES (?1, ?2, ?3, ?4)",
			     BIND(bind_text(email_key(store, email)),
				  bind_text(email), bind_text(who),
				  bind_int(now)),
			     err);
}

bool
sender_is_trusted(struct store *store, const char *email, bool *is,
		  struct error *err)
{
	return statement_exists(store,
				"SELECT 1 FROM trusted_senders WHERE"
				" email_key = ?1",
				BIND(bind_text(email_key(store, email))), is,
				err);
}
