/*
 * people.c - who takes part in a ticket, and whose it is.
 *
 * One row an address and ticket, with one role: the requester's row says so,
 * and it is the same address as in the ticket itself.
 */
#include "store/private.h"
#include "ticket/plan.h"

struct old_row {
	bool there;
	enum participant_role role;
};

static bool
old_read(struct store *store, int64_t id, const char *key, struct old_row *out,
	 struct error *err)
{
	struct cursor row;

	*out = (struct old_row){ .role = ROLE_CC };
	if (!cursor_open(&row, store,
			 "SELECT role FROM participants"
			 " WHERE ticket = ?1 AND email_key = ?2",
			 BIND(bind_int(id), bind_text(key)), err))
		return false;
	out->there = cursor_next(&row);
	if (out->there)
		participant_role_from_name(cursor_text(&row, store->scratch),
					   &out->role);
	return cursor_close(&row);
}

static bool
row_put(struct store *store, int64_t id, const char *key,
	const struct address *address, enum participant_role role,
	struct error *err)
{
	return statement_run(store,
			     "INSERT INTO participants (ticket, email_key,"
			     " role, email, name) VALUES (?1, ?2, ?3, ?4, ?5)"
			     " ON CONFLICT DO UPDATE SET role ="
			     " excluded.role, email = excluded.email,"
			     " name = excluded.name",
			     BIND(bind_int(id), bind_text(key),
				  bind_text(participant_role_name(role)),
				  bind_text(address->email),
				  bind_text(address->name)),
			     err);
}

static bool
row_remove(struct store *store, int64_t id, const char *key, struct error *err)
{
	return statement_run(store,
			     "DELETE FROM participants WHERE ticket = ?1"
			     " AND email_key = ?2",
			     BIND(bind_int(id), bind_text(key)), err);
}

bool
ticket_set_participant(struct store *store, const struct actor *actor,
		       int64_t id, const struct address *address,
		       enum participant_role role, bool present,
		       struct error *err)
{
	struct arena *arena = store->scratch;
	const char *key = email_key(store, address->email);
	struct change change = { .op = op_type_name(OP_PARTICIPANT),
				 .name = address->email };
	struct old_row old;

	if (!*key)
		return true;
	if (!old_read(store, id, key, &old, err))
		return false;
	if (old.there == present && (!present || old.role == role))
		return true;
	change.old_value = old.there ? participant_role_name(old.role) : "";
	change.new_value = present ? participant_role_name(role) : "";
	change.what =
		arena_printf(arena, "%s %s: %s",
			     participant_role_name(present ? role : old.role),
			     present ? "added" : "removed", address->email);
	return (present ? row_put(store, id, key, address, role, err)
			: row_remove(store, id, key, err)) &&
	       event_write(store, actor, id, &change, err);
}

/* The present requester; ERROR_REJECT for a missing ticket. */
static bool
requester_read(struct store *store, int64_t id, struct address *out,
	       struct error *err)
{
	struct cursor row;
	bool found;

	if (!cursor_open(&row, store,
			 "SELECT requester_name, requester_email FROM tickets"
			 " WHERE id = ?1",
			 BIND(bind_int(id)), err))
		return false;
	found = cursor_next(&row);
	if (found) {
		out->name = cursor_text(&row, store->scratch);
		out->email = cursor_text(&row, store->scratch);
	}
	if (!cursor_close(&row))
		return false;
	return found || ticket_missing(store, id, err);
}

static bool
requester_write(struct store *store, int64_t id, const struct address *address,
		struct error *err)
{
	return statement_run(
		store,
		"UPDATE tickets SET requester_key = ?2,"
		" requester_email = ?3, requester_name = ?4"
		" WHERE id = ?1",
		BIND(bind_int(id), bind_text(email_key(store, address->email)),
		     bind_text(address->email), bind_text(address->name)),
		err);
}

bool
ticket_set_requester(struct store *store, const struct actor *actor, int64_t id,
		     const struct address *address, struct error *err)
{
	struct arena *arena = store->scratch;
	struct change change = { .op = op_type_name(OP_REQUESTER) };
	const char *key = email_key(store, address->email);
	struct address old = { "", "" };

	if (!requester_read(store, id, &old, err))
		return false;
	if (strcmp(email_key(store, old.email), key) == 0)
		return true;
	change.name = old.name;
	change.old_value = old.email;
	change.new_value = address->email;
	change.what = arena_printf(arena, "requester: %s -> %s",
				   *old.email ? old.email : "unknown",
				   address->email);
	/* the new one's former part has an event of its own, so that undoing
	 * brings it back */
	return ticket_set_participant(store, actor, id, address, ROLE_CC, false,
				      err) &&
	       row_remove(store, id, email_key(store, old.email), err) &&
	       (!*key ||
		row_put(store, id, key, address, ROLE_REQUESTER, err)) &&
	       requester_write(store, id, address, err) &&
	       event_write(store, actor, id, &change, err);
}
