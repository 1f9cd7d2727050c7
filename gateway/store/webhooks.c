/*
 * webhooks.c - https addresses to call.
 *
 * As in the outbox, DUE is all the queue needs. A sender that dies between
 * the call and its record leaves a lease that runs out, so that the address
 * is called again with the same number: better twice than never.
 */
#include "store/webhooks.h"

#include "store/lease.h"
#include "store/private.h"

static const char *const state_names[] = {
	[WEBHOOK_QUEUED] = "queued",
	[WEBHOOK_CALLED] = "called",
	[WEBHOOK_FAILED] = "failed",
};

bool
webhook_add(struct store *store, const struct webhook *webhook,
	    struct error *err)
{
	return statement_run(
		store,
		"INSERT INTO webhooks (due, created, ticket, rule, url, body)"
		" VALUES (?1, ?1, ?2, ?3, ?4, ?5)",
		BIND(bind_int(webhook->created), bind_int(webhook->ticket),
		     bind_text(webhook->rule), bind_text(webhook->url),
		     bind_text(webhook->body)),
		err);
}

static bool
due_read(struct store *store, int64_t now, struct arena *arena,
	 struct webhook *out, bool *found, struct error *err)
{
	struct cursor row;

	if (!cursor_open(&row, store,
			 "SELECT id, ticket, rule, url, body, created,"
			 " attempts FROM webhooks WHERE state = 'queued' AND"
			 " due <= ?1 ORDER BY due, id LIMIT 1",
			 BIND(bind_int(now)), err))
		return false;
	*found = cursor_next(&row);
	if (*found) {
		out->id = cursor_int(&row);
		out->ticket = cursor_int(&row);
		out->rule = cursor_text(&row, arena);
		out->url = cursor_text(&row, arena);
		out->body = cursor_text(&row, arena);
		out->created = cursor_int(&row);
		out->attempts = (int)cursor_int(&row) + 1;
	}
	return cursor_close(&row);
}

static bool
lease_write(struct store *store, const struct lease *lease, int64_t id,
	    struct error *err)
{
	return statement_run(store,
			     "UPDATE webhooks SET due = ?2, lease_owner = ?3,"
			     " attempts = attempts + 1 WHERE id = ?1",
			     BIND(bind_int(id), bind_int(lease->until),
				  bind_text(lease->owner)),
			     err);
}

static bool
take_due(struct store *store, const struct lease *lease, void *row, bool *found,
	 struct error *err)
{
	struct webhook *hook = row;

	return due_read(store, lease->now, lease->arena, hook, found, err) &&
	       (!*found || lease_write(store, lease, hook->id, err));
}

bool
webhook_lease(struct store *store, const char *owner, int64_t now,
	      int64_t lease, struct arena *arena, struct webhook *out,
	      bool *found, int64_t *next_due, struct error *err)
{
	static const struct lease_queue queue = {
		"SELECT min(due) FROM webhooks WHERE state = 'queued'", take_due
	};
	struct lease taken = { owner, now, now + lease, arena };

	return lease_next(store, &queue, &taken, out, found, next_due, err);
}

bool
webhook_reclaim(struct store *store, const char *owner, int64_t now,
		struct error *err)
{
	return statement_run(store,
			     "UPDATE webhooks SET due = ?2, lease_owner = ''"
			     " WHERE state = 'queued' AND lease_owner = ?1",
			     BIND(bind_text(owner), bind_int(now)), err);
}

bool
webhook_finish(struct store *store, int64_t id, enum webhook_state state,
	       const char *answer, int64_t now, struct error *err)
{
	return statement_run(store,
			     "UPDATE webhooks SET state = ?2, last_answer ="
			     " ?3, finished = ?4, lease_owner = '' WHERE"
			     " id = ?1",
			     BIND(bind_int(id), bind_text(state_names[state]),
				  bind_text(answer), bind_int(now)),
			     err);
}

bool
webhook_retry(struct store *store, int64_t id, const char *answer,
	      int64_t next_try, struct error *err)
{
	return statement_run(
		store,
		"UPDATE webhooks SET due = ?2, lease_owner = '',"
		" last_answer = ?3 WHERE id = ?1",
		BIND(bind_int(id), bind_int(next_try), bind_text(answer)), err);
}

bool
webhook_waiting(struct store *store, size_t *count, struct error *err)
{
	return statement_count(store,
			       "SELECT count(*) FROM webhooks WHERE state ="
			       " 'queued'",
			       BIND_NONE, count, err);
}
