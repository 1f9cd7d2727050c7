/*
 * outbox.c - mails to send, and who must not get any.
 *
 * DUE is all the queue needs: when a mail is queued it is now, when it is
 * leased it is the end of the lease, after a failure it is the next try. A
 * sender that dies leaves a lease that runs out, so that the mail goes out
 * again with the same Message-ID: better twice than never.
 */
#include "store/outbox.h"

#include <jansson.h>

#include "store/lease.h"
#include "store/messages.h"
#include "store/private.h"

static const char *const state_names[] = {
	[OUTBOX_QUEUED] = "queued",
	[OUTBOX_SENT] = "sent",
	[OUTBOX_FAILED] = "failed",
};

static enum outbox_state
state_from(const char *name)
{
	enum outbox_state state = OUTBOX_FAILED;

	while (state > OUTBOX_QUEUED && strcmp(name, state_names[state]) != 0)
		state--;
	return state;
}

static const char *
draft_text(struct store *store, const struct draft *draft)
{
	json_t *json = draft_to_json(draft);
	char *text = json_dumps(json, JSON_COMPACT);
	const char *copy;

	if (!text)
		abort();
	copy = arena_strdup(store->scratch, text);
	free(text);
	json_decref(json);
	return copy;
}

static bool
outbox_insert(struct store *store, const struct outbox_mail *mail,
	      struct error *err)
{
	const char purpose[2] = { (char)mail->purpose };

	return statement_run(
		store,
		"INSERT INTO outbox (due, created, ticket, held, event,"
		" undo, is_ack, purpose, template, message_id, sender,"
		" recipient, recipient_key, draft) VALUES (?1, ?1, ?2, ?3,"
		" ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
		BIND(bind_int(mail->created), bind_id(mail->ticket),
		     bind_id(mail->held), bind_int(mail->event),
		     bind_int(mail->undo), bind_int(mail->is_ack),
		     bind_text(purpose), bind_text(mail->template),
		     bind_text(mail->message_id), bind_text(mail->sender),
		     bind_text(mail->recipient),
		     bind_text(email_key(store, mail->recipient)),
		     bind_text(draft_text(store, mail->draft))),
		err);
}

static bool
outbox_attach(struct store *store, int64_t id,
	      const struct draft_attachment *attachment, struct error *err)
{
	struct slice data =
		slice_of((const char *)attachment->data, attachment->size);

	if (!*attachment->sha256)
		return true; /* its bytes are in the draft itself */
	if (data.data && !content_add(store, attachment->sha256, data, err))
		return false;
	return statement_run(store,
			     "INSERT OR IGNORE INTO outbox_contents (outbox,"
			     " sha256) VALUES (?1, ?2)",
			     BIND(bind_int(id), bind_text(attachment->sha256)),
			     err);
}

bool
outbox_add(struct store *store, const struct outbox_mail *mail, int64_t *id,
	   struct error *err)
{
	bool suppressed;
	int64_t added;
	size_t i;

	if (!address_is_suppressed(store, mail->recipient, &suppressed, err))
		return false;
	if (suppressed) {
		*id = 0;
		return true;
	}
	if (!outbox_insert(store, mail, err))
		return false;
	added = statement_last_id(store);
	for (i = 0; i < mail->draft->attachment_count; i++)
		if (!outbox_attach(store, added, &mail->draft->attachments[i],
				   err))
			return false;
	*id = added;
	return true;
}

#define OUTBOX_COLUMNS                                                         \
	"SELECT id, ticket, held, event, undo, is_ack, created, purpose,"      \
	" template, message_id, sender, recipient, state, attempts, due,"      \
	" lease_until, last_answer, draft FROM outbox"

/* All but the draft, which is the next column. */
static void
outbox_row(struct cursor *row, struct arena *arena, struct outbox_mail *out)
{
	*out = (struct outbox_mail){ 0 };
	out->id = cursor_int(row);
	out->ticket = cursor_int(row);
	out->held = cursor_int(row);
	out->event = cursor_int(row);
	out->undo = cursor_int(row);
	out->is_ack = cursor_int(row);
	out->created = cursor_int(row);
	out->purpose = (enum reply_purpose) * cursor_text(row, arena);
	out->template = cursor_text(row, arena);
	out->message_id = cursor_text(row, arena);
	out->sender = cursor_text(row, arena);
	out->recipient = cursor_text(row, arena);
	out->state = state_from(cursor_text(row, arena));
	out->attempts = (int)cursor_int(row);
	out->next_try = cursor_int(row);
	out->lease_until = cursor_int(row);
	out->last_answer = cursor_text(row, arena);
}

/* A draft that does not read back is our own fault: the class says so. */
static bool
draft_parse(struct arena *arena, struct outbox_mail *mail, const char *text,
	    struct error *err)
{
	json_t *json = json_loads(text, 0, NULL);
	bool ok = draft_from_json(json, arena, &mail->draft, err);

	json_decref(json);
	if (!ok && err)
		err->class = ERROR_BUG;
	return ok || error_context(err, "draft of outbox mail %lld",
				   (long long)mail->id);
}

static bool
draft_contents(struct store *store, struct arena *arena, struct draft *draft,
	       struct error *err)
{
	size_t i;

	for (i = 0; i < draft->attachment_count; i++) {
		struct draft_attachment *attachment = &draft->attachments[i];
		struct slice data;
		bool found;

		if (!*attachment->sha256)
			continue;
		if (!content_get(store, attachment->sha256, arena, &data,
				 &found, err))
			return false;
		if (!found)
			return error_set(err, ERROR_BUG,
					 "database %s: attachment %s of an "
					 "outgoing mail is not stored",
					 store->path, attachment->sha256);
		attachment->data = (const unsigned char *)data.data;
		attachment->size = data.size;
	}
	return true;
}

/* The first mail that is due, by its row; *FOUND. */
static bool
due_read(struct store *store, int64_t now, struct arena *arena,
	 struct outbox_mail *out, bool *found, struct error *err)
{
	struct cursor row;
	const char *text = "";

	if (!cursor_open(&row, store,
			 OUTBOX_COLUMNS " WHERE state = 'queued' AND due <= ?1"
					" ORDER BY due, id LIMIT 1",
			 BIND(bind_int(now)), err))
		return false;
	*found = cursor_next(&row);
	if (*found) {
		outbox_row(&row, arena, out);
		text = cursor_text(&row, arena);
	}
	if (!cursor_close(&row))
		return false;
	return !*found || (draft_parse(arena, out, text, err) &&
			   draft_contents(store, arena, out->draft, err));
}

static bool
lease_write(struct store *store, const struct lease *lease,
	    struct outbox_mail *mail, struct error *err)
{
	mail->attempts++;
	mail->next_try = mail->lease_until = lease->until;
	return statement_run(store,
			     "UPDATE outbox SET due = ?2, lease_until = ?2,"
			     " lease_owner = ?3, attempts = attempts + 1"
			     " WHERE id = ?1",
			     BIND(bind_int(mail->id), bind_int(lease->until),
				  bind_text(lease->owner)),
			     err);
}

static bool
take_due(struct store *store, const struct lease *lease, void *row, bool *found,
	 struct error *err)
{
	return due_read(store, lease->now, lease->arena, row, found, err) &&
	       (!*found || lease_write(store, lease, row, err));
}

bool
outbox_lease(struct store *store, const char *owner, int64_t now, int64_t lease,
	     struct arena *arena, struct outbox_mail *out, bool *found,
	     int64_t *next_due, struct error *err)
{
	static const struct lease_queue queue = {
		"SELECT min(due) FROM outbox WHERE state = 'queued'", take_due
	};
	struct lease taken = { owner, now, now + lease, arena };

	return lease_next(store, &queue, &taken, out, found, next_due, err);
}

bool
outbox_reclaim(struct store *store, const char *owner, int64_t now,
	       struct error *err)
{
	return statement_run(store,
			     "UPDATE outbox SET due = ?2, lease_until = 0"
			     " WHERE state = 'queued' AND lease_until > 0"
			     " AND lease_owner = ?1",
			     BIND(bind_text(owner), bind_int(now)), err);
}

static bool
outbox_finish(struct store *store, int64_t id, enum outbox_state state,
	      const char *answer, int64_t now, struct error *err)
{
	return statement_run(store,
			     "UPDATE outbox SET state = ?2, last_answer = ?3,"
			     " finished = ?4, lease_until = 0 WHERE id = ?1",
			     BIND(bind_int(id), bind_text(state_names[state]),
				  bind_text(answer), bind_int(now)),
			     err);
}

bool
outbox_sent(struct store *store, int64_t id, const char *answer, int64_t now,
	    struct error *err)
{
	return outbox_finish(store, id, OUTBOX_SENT, answer, now, err);
}

bool
outbox_failed(struct store *store, int64_t id, const char *answer, int64_t now,
	      struct error *err)
{
	return outbox_finish(store, id, OUTBOX_FAILED, answer, now, err);
}

bool
outbox_retry(struct store *store, int64_t id, const char *answer,
	     int64_t next_try, struct error *err)
{
	return statement_run(
		store,
		"UPDATE outbox SET due = ?2, lease_until = 0,"
		" last_answer = ?3 WHERE id = ?1",
		BIND(bind_int(id), bind_int(next_try), bind_text(answer)), err);
}

bool
outbox_by_message_id(struct store *store, const char *message_id,
		     struct arena *arena, struct outbox_mail *out, bool *found,
		     struct error *err)
{
	struct cursor row;
	bool there;

	if (!cursor_open(&row, store, OUTBOX_COLUMNS " WHERE message_id = ?1",
			 BIND(bind_text(message_id)), err))
		return false;
	there = cursor_next(&row);
	if (there)
		outbox_row(&row, arena, out);
	if (!cursor_close(&row))
		return false;
	*found = there;
	return true;
}

bool
outbox_acks_since(struct store *store, const char *recipient, int64_t since,
		  size_t *count, struct error *err)
{
	return statement_count(
		store,
		"SELECT count(*) FROM outbox WHERE is_ack = 1"
		" AND recipient_key = ?1 AND created >= ?2",
		BIND(bind_text(email_key(store, recipient)), bind_int(since)),
		count, err);
}

bool
outbox_waiting(struct store *store, size_t *count, struct error *err)
{
	return statement_count(store,
			       "SELECT count(*) FROM outbox WHERE state ="
			       " 'queued'",
			       BIND_NONE, count, err);
}
