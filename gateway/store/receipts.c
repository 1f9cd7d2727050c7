/*
 * receipts.c - mails received and what became of each.
 *
 * The raw bytes have a table of their own, so that looking for a UID or a
 * content never reads past megabytes. What goes wrong: the same mail comes
 * again, under its UID (refused by the key) or as other transport of the
 * same content (recorded as duplicate_of, which a unique index backs).
 */
#include "store/receipts.h"

#include "store/private.h"

bool
receipt_add(struct store *store, const struct receipt_key *key,
	    struct slice raw, int64_t size, bool oversized, int64_t now,
	    int64_t *id, struct error *err)
{
	int64_t added;

	if (!statement_run(store,
			   "INSERT OR IGNORE INTO receipts (mailbox,"
			   " uidvalidity, uid, received, size, oversized)"
			   " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
			   BIND(bind_text(key->mailbox),
				bind_int(key->uidvalidity), bind_int(key->uid),
				bind_int(now), bind_int(size),
				bind_int(oversized)),
			   err))
		return false;
	if (statement_changes(store) == 0) {
		*id = 0;
		return true;
	}
	added = statement_last_id(store);
	if (!statement_run(store,
			   "INSERT INTO raw_mails (receipt, raw)"
			   " VALUES (?1, ?2)",
			   BIND(bind_int(added), bind_blob(raw)), err))
		return false;
	*id = added;
	return true;
}

bool
receipt_highest_uid(struct store *store, const char *mailbox,
		    int64_t uidvalidity, int64_t *uid, struct error *err)
{
	return statement_int(store,
			     "SELECT max(uid) FROM receipts WHERE mailbox = ?1"
			     " AND uidvalidity = ?2 AND uid > 0",
			     BIND(bind_text(mailbox), bind_int(uidvalidity)),
			     uid, err);
}

bool
receipt_drop_known(struct store *store, const char *mailbox,
		   int64_t uidvalidity, uint32_t *uids, size_t count,
		   struct error *err)
{
	size_t i;

	for (i = 0; i < count; i++) {
		bool known;

		if (!statement_exists(store,
				      "SELECT 1 FROM receipts WHERE mailbox ="
				      " ?1 AND uidvalidity = ?2 AND uid = ?3"
				      " AND uid > 0",
				      BIND(bind_text(mailbox),
					   bind_int(uidvalidity),
					   bind_int(uids[i])),
				      &known, err))
			return false;
		if (known)
			uids[i] = 0;
	}
	return true;
}

/* OUTCOME_OPENED for what no release wrote: it is looked at only when the
 * receipt is done. */
static enum outcome
outcome_from(const char *name)
{
	int outcome;

	for (outcome = OUTCOME_OPENED; outcome <= OUTCOME_DUPLICATE; outcome++)
		if (strcmp(name, outcome_name((enum outcome)outcome)) == 0)
			return (enum outcome)outcome;
	return OUTCOME_OPENED;
}

static void
receipt_row(struct cursor *row, struct arena *arena, struct receipt *out)
{
	out->id = cursor_int(row);
	out->key.mailbox = cursor_text(row, arena);
	out->key.uidvalidity = cursor_int(row);
	out->key.uid = cursor_int(row);
	out->received = cursor_int(row);
	out->state = cursor_int(row) ? RECEIPT_PENDING : RECEIPT_DONE;
	out->attempts = (int)cursor_int(row);
	out->reader_failures = (int)cursor_int(row);
	out->oversized = cursor_int(row);
	out->size = cursor_int(row);
	out->action_pending = cursor_int(row);
	out->outcome = outcome_from(cursor_text(row, arena));
	out->why = cursor_text(row, arena);
	out->ticket = cursor_int(row);
	out->message = cursor_int(row);
	out->released_by = cursor_text(row, arena);
	out->release_as_note = cursor_int(row);
	out->released_event = cursor_int(row);
	out->rest = cursor_text(row, arena);
	out->raw = cursor_blob(row, arena);
}

bool
receipt_get(struct store *store, int64_t id, struct arena *arena,
	    struct receipt *out, bool *found, struct error *err)
{
	struct cursor row;
	bool there;

	if (!cursor_open(&row, store,
			 "SELECT id, mailbox, uidvalidity, uid, received,"
			 " pending, attempts, reader_failures, oversized, size,"
			 " action_pending, outcome, why, ticket, message,"
			 " released_by, release_as_note, released_event, rest,"
			 " raw"
			 " FROM receipts LEFT JOIN raw_mails ON receipt = id"
			 " WHERE id = ?1",
			 BIND(bind_int(id)), err))
		return false;
	there = cursor_next(&row);
	if (there)
		receipt_row(&row, arena, out);
	if (!cursor_close(&row))
		return false;
	*found = there;
	return true;
}

bool
receipt_attempt(struct store *store, int64_t id, struct error *err)
{
	return statement_run(store,
			     "UPDATE receipts SET attempts = attempts + 1"
			     " WHERE id = ?1",
			     BIND(bind_int(id)), err);
}

bool
receipt_reader_failure(struct store *store, int64_t id, struct error *err)
{
	return statement_run(store,
			     "UPDATE receipts SET reader_failures ="
			     " reader_failures + 1 WHERE id = ?1",
			     BIND(bind_int(id)), err);
}

/* A released mail was marked, moved or deleted when it was held. */
bool
receipt_finish(struct store *store, int64_t id, enum outcome outcome,
	       const char *why, int64_t ticket, int64_t message,
	       struct error *err)
{
	if (!statement_run(
		    store,
		    "UPDATE receipts SET pending = 0, outcome = ?2,"
		    " why = ?3, ticket = ?4, message = ?5, action_pending ="
		    " action_pending OR (uid > 0 AND released_by = '')"
		    " WHERE id = ?1 AND pending = 1",
		    BIND(bind_int(id), bind_text(outcome_name(outcome)),
			 bind_text(why), bind_id(ticket), bind_id(message)),
		    err))
		return false;
	if (statement_changes(store) == 1)
		return true;
	return error_set(err, ERROR_REJECT,
			 "database %s: receipt %lld is decided already",
			 store->path, (long long)id);
}

bool
receipt_leftovers(struct store *store, const char *mailbox, int64_t now,
		  size_t max, struct arena *arena, int64_t **ids, size_t *count,
		  struct error *err)
{
	/* The order alone would lead SQLite through all receipts ever. */
	return statement_ids(store,
			     "SELECT id FROM receipts INDEXED BY"
			     " receipts_pending WHERE pending = 1 AND"
			     " ((mailbox = ?1 AND mailbox <> '')"
			     "  OR (mailbox = '' AND received <= ?2)"
			     "  OR released_by <> '') ORDER BY id LIMIT ?3",
			     BIND(bind_text(mailbox),
				  bind_int(now - RECEIPT_ORPHAN_S),
				  bind_int((int64_t)max)),
			     arena, ids, count, err);
}

bool
receipt_is_pending(struct store *store, int64_t id, bool *pending,
		   struct error *err)
{
	int64_t count;

	if (!statement_int(store,
			   "SELECT count(*) FROM receipts WHERE id = ?1 AND"
			   " pending = 1",
			   BIND(bind_int(id)), &count, err))
		return false;
	*pending = count == 1;
	return true;
}

bool
receipt_hold(struct store *store, int64_t id, const char *rest,
	     struct error *err)
{
	return statement_run(store,
			     "UPDATE receipts SET rest = ?2 WHERE id = ?1",
			     BIND(bind_int(id), bind_text(rest)), err);
}

bool
receipt_release(struct store *store, int64_t id, const char *who, bool as_note,
		int64_t event, struct error *err)
{
	return statement_run(
		store,
		"UPDATE receipts SET pending = 1, attempts = 0,"
		" reader_failures = 0, released_by = ?2,"
		" release_as_note = ?3, released_event = ?4 WHERE id = ?1",
		BIND(bind_int(id), bind_text(who), bind_int(as_note),
		     bind_int(event)),
		err);
}

bool
receipt_backlog(struct store *store, size_t *pending, size_t *actions,
		struct error *err)
{
	return statement_count(store,
			       "SELECT count(*) FROM receipts"
			       " WHERE pending = 1",
			       BIND_NONE, pending, err) &&
	       statement_count(store,
			       "SELECT count(*) FROM receipts"
			       " WHERE action_pending = 1",
			       BIND_NONE, actions, err);
}

bool
receipt_actions(struct store *store, const char *mailbox, int64_t uidvalidity,
		bool oversized, struct arena *arena, uint32_t **uids,
		size_t *count, struct error *err)
{
	int64_t *found;
	size_t found_count, i;

	if (!statement_ids(store,
			   "SELECT uid FROM receipts WHERE action_pending = 1"
			   " AND mailbox = ?1 AND uidvalidity = ?2"
			   " AND oversized = ?3 ORDER BY uid",
			   BIND(bind_text(mailbox), bind_int(uidvalidity),
				bind_int(oversized)),
			   arena, &found, &found_count, err))
		return false;
	*uids = arena_calloc(arena, found_count, sizeof(**uids));
	for (i = 0; i < found_count; i++)
		(*uids)[i] = (uint32_t)found[i];
	*count = found_count;
	return true;
}

bool
receipt_action_done(struct store *store, const char *mailbox,
		    int64_t uidvalidity, const uint32_t *uids, size_t count,
		    struct error *err)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (!statement_run(store,
				   "UPDATE receipts SET action_pending = 0"
				   " WHERE action_pending = 1 AND mailbox = ?1"
				   " AND uidvalidity = ?2 AND uid = ?3",
				   BIND(bind_text(mailbox),
					bind_int(uidvalidity),
					bind_int(uids[i])),
				   err))
			return false;
	return true;
}

bool
receipt_actions_forget(struct store *store, const char *mailbox,
		       int64_t uidvalidity, struct error *err)
{
	return statement_run(store,
			     "UPDATE receipts SET action_pending = 0"
			     " WHERE action_pending = 1 AND mailbox = ?1"
			     " AND uidvalidity <> ?2",
			     BIND(bind_text(mailbox), bind_int(uidvalidity)),
			     err);
}

bool
receipt_content(struct store *store, int64_t id, const char *content_key,
		int64_t *original, struct error *err)
{
	int64_t first;

	if (!statement_int(store,
			   "SELECT id FROM receipts WHERE content_key = ?1"
			   " AND duplicate_of IS NULL AND id <> ?2",
			   BIND(bind_text(content_key), bind_int(id)), &first,
			   err))
		return false;
	if (!statement_run(
		    store,
		    "UPDATE receipts SET content_key = ?2,"
		    " duplicate_of = ?3 WHERE id = ?1",
		    BIND(bind_int(id), bind_text(content_key), bind_id(first)),
		    err))
		return false;
	*original = first;
	return true;
}

bool
receipt_counts(struct store *store, int64_t from, int64_t to,
	       int64_t counts[static OUTCOME_DUPLICATE + 1], int64_t *pending,
	       struct error *err)
{
	int64_t sums[OUTCOME_DUPLICATE + 1] = { 0 }, waiting = 0;
	struct cursor rows;

	if (!cursor_open(&rows, store,
			 "SELECT pending, outcome, count(*) FROM receipts"
			 " WHERE received >= ?1 AND received < ?2"
			 " GROUP BY pending, outcome",
			 BIND(bind_int(from), bind_int(to)), err))
		return false;
	while (cursor_next(&rows)) {
		bool is_pending = cursor_int(&rows);
		const char *outcome = cursor_text(&rows, store->scratch);
		int64_t sum = cursor_int(&rows);

		if (is_pending)
			waiting += sum;
		else
			sums[outcome_from(outcome)] += sum;
	}
	if (!cursor_close(&rows))
		return false;
	memcpy(counts, sums, sizeof(sums));
	*pending = waiting;
	return true;
}
