/*
 * tickets.c - opening and changing tickets.
 *
 * Each changing call reads what was, does nothing when nothing changes, and
 * writes its event with the old and the new value. What goes wrong: a number
 * of no ticket (a person's or a link's typing error), refused by a sentence.
 */
#include "store/tickets.h"

#include "base/clock.h"
#include "store/private.h"
#include "ticket/plan.h"

bool
ticket_missing(struct store *store, int64_t id, struct error *err)
{
	return error_set(err, ERROR_REJECT,
			 "database %s: there is no ticket %lld", store->path,
			 (long long)id);
}

/* Reads one text column; false with ERROR_REJECT for a missing ticket. */
static bool
old_text(struct store *store, int64_t id, const char *sql, const char **out,
	 struct error *err)
{
	struct cursor row;
	bool found;

	*out = "";
	if (!cursor_open(&row, store, sql, BIND(bind_int(id)), err))
		return false;
	found = cursor_next(&row);
	if (found)
		*out = cursor_text(&row, store->scratch);
	if (!cursor_close(&row))
		return false;
	return found || ticket_missing(store, id, err);
}

static bool
ticket_insert(struct store *store, const struct actor *actor,
	      const char *subject, const struct address *requester,
	      const char *language, const char *mailbox, struct error *err)
{
	return statement_run(store,
			     "INSERT INTO tickets (created, updated, status,"
			     " is_open, waiting_for, mailbox, language,"
			     " requester_key, requester_email, requester_name,"
			     " subject) VALUES (?1, ?1, ?2, 1, ?3, ?4, ?5, ?6,"
			     " ?7, ?8, ?9)",
			     BIND(bind_int(actor->now),
				  bind_text(ticket_status_name(STATUS_NEW)),
				  bind_text(waiting_for_name(WAITING_NOBODY)),
				  bind_text(mailbox), bind_text(language),
				  bind_text(email_key(store, requester->email)),
				  bind_text(requester->email),
				  bind_text(requester->name),
				  bind_text(subject)),
			     err);
}

bool
ticket_open(struct store *store, const struct actor *actor, const char *subject,
	    const struct address *requester, const char *language,
	    const char *mailbox, int64_t *id, struct error *err)
{
	struct change change = { .op = op_type_name(OP_OPEN),
				 .new_value = subject,
				 .what = "opened" };
	int64_t opened;

	if (!ticket_insert(store, actor, subject, requester, language, mailbox,
			   err))
		return false;
	opened = statement_last_id(store);
	if (!event_write(store, actor, opened, &change, err))
		return false;
	if (*requester->email &&
	    !ticket_set_participant(store, actor, opened, requester,
				    ROLE_REQUESTER, true, err))
		return false;
	*id = opened;
	return true;
}

/* What a status is made of. */
struct standing {
	enum ticket_status status;
	enum waiting_for waiting_for;
	const char *waiting_name;
	int64_t until;
};

static bool
standing_read(struct store *store, int64_t id, struct standing *out,
	      struct error *err)
{
	struct cursor row;
	bool found;

	*out = (struct standing){ .waiting_name = "" };
	if (!cursor_open(&row, store,
			 "SELECT status, waiting_for, waiting_name,"
			 " waiting_until FROM tickets WHERE id = ?1",
			 BIND(bind_int(id)), err))
		return false;
	found = cursor_next(&row);
	if (found) {
		ticket_status_from_name(cursor_text(&row, store->scratch),
					&out->status);
		waiting_for_from_name(cursor_text(&row, store->scratch),
				      &out->waiting_for);
		out->waiting_name = cursor_text(&row, store->scratch);
		out->until = cursor_int(&row);
	}
	if (!cursor_close(&row))
		return false;
	return found || ticket_missing(store, id, err);
}

static bool
standing_equal(const struct standing *a, const struct standing *b)
{
	return a->status == b->status && a->waiting_for == b->waiting_for &&
	       a->until == b->until &&
	       strcmp(a->waiting_name, b->waiting_name) == 0;
}

/* As events keep it: "waiting vendor 1790000000 ACME". */
static const char *
standing_value(struct arena *arena, const struct standing *standing)
{
	const char *status = ticket_status_name(standing->status);

	if (standing->status != STATUS_WAITING)
		return status;
	return arena_printf(arena, "%s %s %lld %s", status,
			    waiting_for_name(standing->waiting_for),
			    (long long)standing->until, standing->waiting_name);
}

/* For people: "waiting for vendor ACME until 2026-11-25T08:00:00Z". */
static const char *
standing_words(struct arena *arena, const struct standing *standing)
{
	char until[CLOCK_ISO_MAX];
	bool named = *standing->waiting_name, timed = standing->until > 0;
	bool somebody = standing->waiting_for != WAITING_NOBODY;

	if (standing->status != STATUS_WAITING)
		return ticket_status_name(standing->status);
	clock_format_iso(standing->until, until);
	return arena_printf(
		arena, "waiting%s%s%s%s%s%s", somebody ? " for " : "",
		somebody ? waiting_for_name(standing->waiting_for) : "",
		named ? " " : "", standing->waiting_name,
		timed ? " until " : "", timed ? until : "");
}

static bool
standing_write(struct store *store, const struct actor *actor, int64_t id,
	       const struct standing *standing, struct error *err)
{
	bool is_open = standing->status < STATUS_RESOLVED;

	return statement_run(
		store,
		"UPDATE tickets SET status = ?2, waiting_for ="
		" ?3, waiting_name = ?4, waiting_until = ?5,"
		" is_open = ?6,"
		" resolved_at = CASE ?2 WHEN 'resolved' THEN ?7"
		"  WHEN 'closed' THEN resolved_at ELSE 0 END,"
		" closed_at = CASE ?2 WHEN 'closed' THEN ?7"
		"  ELSE 0 END WHERE id = ?1",
		BIND(bind_int(id),
		     bind_text(ticket_status_name(standing->status)),
		     bind_text(waiting_for_name(standing->waiting_for)),
		     bind_text(standing->waiting_name),
		     bind_int(standing->until), bind_int(is_open),
		     bind_int(actor->now)),
		err);
}

bool
ticket_set_status(struct store *store, const struct actor *actor, int64_t id,
		  enum ticket_status status, enum waiting_for waiting_for,
		  const char *waiting_name, int64_t until, struct error *err)
{
	struct standing old, new = { status, WAITING_NOBODY, "", 0 };
	struct arena *arena = store->scratch;
	struct change change = { .op = op_type_name(OP_STATUS) };

	if (status == STATUS_WAITING)
		new = (struct standing){ status, waiting_for,
					 waiting_name ? waiting_name : "",
					 until };
	if (!standing_read(store, id, &old, err))
		return false;
	if (standing_equal(&old, &new))
		return true;
	change.old_value = standing_value(arena, &old);
	change.new_value = standing_value(arena, &new);
	change.what = arena_printf(arena, "status: %s -> %s",
				   standing_words(arena, &old),
				   standing_words(arena, &new));
	return standing_write(store, actor, id, &new, err) &&
	       event_write(store, actor, id, &change, err);
}

/* "" reads as EMPTY. */
static const char *
change_words(struct arena *arena, const char *name, const char *empty,
	     const char *old_value, const char *new_value)
{
	return arena_printf(arena, "%s: %s -> %s", name,
			    *old_value ? old_value : empty,
			    *new_value ? new_value : empty);
}

bool
ticket_set_owner(struct store *store, const struct actor *actor, int64_t id,
		 const char *name, struct error *err)
{
	struct arena *arena = store->scratch;
	struct change change = { .op = op_type_name(OP_OWNER),
				 .new_value = name };

	if (!old_text(store, id, "SELECT owner FROM tickets WHERE id = ?1",
		      &change.old_value, err))
		return false;
	if (strcmp(change.old_value, name) == 0)
		return true;
	change.what =
		change_words(arena, "owner", "nobody", change.old_value, name);
	return statement_run(store,
			     "UPDATE tickets SET owner = ?2 WHERE id = ?1",
			     BIND(bind_int(id), bind_text(name)), err) &&
	       event_write(store, actor, id, &change, err);
}

/* Fields that are columns of the ticket; others are rows of
 * ticket_fields. */
static const struct {
	const char *name, *select, *update;
} columns[] = {
#define COLUMN(name)                                                           \
	{                                                                      \
#name, "SELECT " #name " FROM tickets WHERE id = ?1",          \
			"UPDATE tickets SET " #name " = ?2 WHERE id = ?1"      \
	}
	COLUMN(queue),	 COLUMN(kind),	   COLUMN(priority),
	COLUMN(subject), COLUMN(language), COLUMN(resolution),
#undef COLUMN
};

static bool
captured_write(struct store *store, int64_t id, const char *name,
	       const char *value, struct error *err)
{
	if (!*value)
		return statement_run(store,
				     "DELETE FROM ticket_fields WHERE ticket ="
				     " ?1 AND name = ?2",
				     BIND(bind_int(id), bind_text(name)), err);
	return statement_run(
		store,
		"INSERT INTO ticket_fields (ticket, name, value)"
		" VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE"
		" SET value = excluded.value",
		BIND(bind_int(id), bind_text(name), bind_text(value)), err);
}

static bool
captured_read(struct store *store, int64_t id, const char *name,
	      const char **out, struct error *err)
{
	struct cursor row;
	bool found;

	*out = "";
	if (!cursor_open(&row, store,
			 "SELECT coalesce(f.value, '') FROM tickets t"
			 " LEFT JOIN ticket_fields f ON f.ticket = t.id"
			 " AND f.name = ?2 WHERE t.id = ?1",
			 BIND(bind_int(id), bind_text(name)), err))
		return false;
	found = cursor_next(&row);
	if (found)
		*out = cursor_text(&row, store->scratch);
	if (!cursor_close(&row))
		return false;
	return found || ticket_missing(store, id, err);
}

bool
ticket_set_field(struct store *store, const struct actor *actor, int64_t id,
		 const char *name, const char *value, struct error *err)
{
	struct change change = { .op = op_type_name(OP_FIELD),
				 .name = name,
				 .new_value = value };
	size_t count = sizeof(columns) / sizeof(columns[0]), i = 0;
	bool ok;

	while (i < count && strcmp(columns[i].name, name) != 0)
		i++;
	ok = i < count ? old_text(store, id, columns[i].select,
				  &change.old_value, err)
		       : captured_read(store, id, name, &change.old_value, err);
	if (!ok || strcmp(change.old_value, value) == 0)
		return ok;
	ok = i < count
		     ? statement_run(store, columns[i].update,
				     BIND(bind_int(id), bind_text(value)), err)
		     : captured_write(store, id, name, value, err);
	change.what = change_words(store->scratch, name, "(none)",
				   change.old_value, value);
	return ok && event_write(store, actor, id, &change, err);
}

bool
ticket_set_tag(struct store *store, const struct actor *actor, int64_t id,
	       const char *tag, bool present, struct error *err)
{
	struct change change = { .op = op_type_name(OP_TAG),
				 .name = tag,
				 .old_value = present ? "" : "1",
				 .new_value = present ? "1" : "" };
	const char *sql = present ? "INSERT OR IGNORE INTO ticket_tags"
				    " (ticket, tag) VALUES (?1, ?2)"
				  : "DELETE FROM ticket_tags WHERE ticket = ?1"
				    " AND tag = ?2";

	if (!statement_run(store, sql, BIND(bind_int(id), bind_text(tag)), err))
		return false;
	if (statement_changes(store) == 0)
		return true;
	change.what = arena_printf(store->scratch, "tag %s %s", tag,
				   present ? "added" : "removed");
	return event_write(store, actor, id, &change, err);
}
