/*
 * links.c - tickets that belong together: links and merging.
 *
 * A merged ticket keeps its messages and its history; it points to the other
 * one, which shows them. Only a ticket that is not merged itself can take
 * one in, so that pointers never make a ring.
 */
#include "store/private.h"
#include "ticket/plan.h"

static bool
ticket_there(struct store *store, int64_t id, struct error *err)
{
	bool there;

	return statement_exists(store, "SELECT 1 FROM tickets WHERE id = ?1",
				BIND(bind_int(id)), &there, err) &&
	       (there || ticket_missing(store, id, err));
}

bool
ticket_set_link(struct store *store, const struct actor *actor, int64_t id,
		enum link_relation relation, int64_t other, bool present,
		struct error *err)
{
	const char *name = link_relation_name(relation);
	const char *number =
		arena_printf(store->scratch, "%lld", (long long)other);
	struct change change = { .op = op_type_name(OP_LINK),
				 .name = name,
				 .old_value = present ? "" : number,
				 .new_value = present ? number : "" };
	const char *sql =
		present ? "INSERT OR IGNORE INTO ticket_links (ticket,"
			  " relation, other) VALUES (?1, ?2, ?3)"
			: "DELETE FROM ticket_links WHERE ticket = ?1"
			  " AND relation = ?2 AND other = ?3";

	if (!ticket_there(store, id, err) || !ticket_there(store, other, err) ||
	    !statement_run(store, sql,
			   BIND(bind_int(id), bind_text(name), bind_int(other)),
			   err))
		return false;
	if (statement_changes(store) == 0)
		return true;
	change.what = arena_printf(store->scratch, "link %s: %s %s",
				   present ? "added" : "removed", name, number);
	return event_write(store, actor, id, &change, err);
}

bool
ticket_add_link(struct store *store, const struct actor *actor, int64_t id,
		enum link_relation relation, int64_t other, struct error *err)
{
	return ticket_set_link(store, actor, id, relation, other, true, err);
}

/* Where ID was merged into; 0: nowhere. ERROR_REJECT for no ticket. */
static bool
merged_read(struct store *store, int64_t id, int64_t *into, struct error *err)
{
	return ticket_there(store, id, err) &&
	       statement_int(store,
			     "SELECT merged_into FROM tickets WHERE id = ?1",
			     BIND(bind_int(id)), into, err);
}

/* INTO 0: nowhere any more. The other ticket's number of messages follows. */
static bool
merged_write(struct store *store, const struct actor *actor, int64_t id,
	     int64_t old, int64_t into, struct error *err)
{
	struct arena *arena = store->scratch;
	struct change change = { .op = op_type_name(OP_MERGE) };

	change.old_value =
		old ? arena_printf(arena, "%lld", (long long)old) : "";
	change.new_value =
		into ? arena_printf(arena, "%lld", (long long)into) : "";
	change.what =
		into ? arena_printf(arena, "merged into %lld", (long long)into)
		     : arena_printf(arena, "no longer merged into %lld",
				    (long long)old);
	return statement_run(store,
			     "UPDATE tickets SET merged_into = ?2"
			     " WHERE id = ?1",
			     BIND(bind_int(id), bind_id(into)), err) &&
	       statement_run(store,
			     "UPDATE tickets SET message_count = message_count"
			     " + ?2 * (SELECT message_count FROM tickets"
			     " WHERE id = ?3) WHERE id = ?1",
			     BIND(bind_int(into ? into : old),
				  bind_int(into ? 1 : -1), bind_int(id)),
			     err) &&
	       event_write(store, actor, id, &change, err);
}

static bool
participants_copy(struct store *store, const struct actor *actor, int64_t id,
		  int64_t into, struct error *err)
{
	struct cursor rows;
	bool ok = true;

	if (!cursor_open(&rows, store,
			 "SELECT name, email, role FROM participants"
			 " WHERE ticket = ?1 AND email_key NOT IN (SELECT"
			 " email_key FROM participants WHERE ticket = ?2)",
			 BIND(bind_int(id), bind_int(into)), err))
		return false;
	while (ok && cursor_next(&rows)) {
		enum participant_role role = ROLE_CC;
		struct address address;

		address.name = cursor_text(&rows, store->scratch);
		address.email = cursor_text(&rows, store->scratch);
		participant_role_from_name(cursor_text(&rows, store->scratch),
					   &role);
		ok = ticket_set_participant(
			store, actor, into, &address,
			role == ROLE_VENDOR ? role : ROLE_CC, true, err);
	}
	return cursor_close(&rows) && ok;
}

bool
ticket_merge(struct store *store, const struct actor *actor, int64_t id,
	     int64_t into, struct error *err)
{
	int64_t from_into, into_into;

	if (!merged_read(store, id, &from_into, err) ||
	    !merged_read(store, into, &into_into, err))
		return false;
	if (id == into || into_into)
		return error_set(err, ERROR_REJECT,
				 "ticket %lld cannot be merged into %lld, "
				 "which %s",
				 (long long)id, (long long)into,
				 id == into ? "is the same"
					    : "was itself merged into another");
	if (from_into)
		return from_into == into ||
		       error_set(err, ERROR_REJECT,
				 "ticket %lld was merged into %lld before",
				 (long long)id, (long long)from_into);
	return merged_write(store, actor, id, 0, into, err) &&
	       ticket_set_status(store, actor, id, STATUS_CLOSED,
				 WAITING_NOBODY, "", 0, err) &&
	       participants_copy(store, actor, id, into, err);
}

bool
ticket_unmerge(struct store *store, const struct actor *actor, int64_t id,
	       struct error *err)
{
	int64_t into;

	if (!merged_read(store, id, &into, err))
		return false;
	return !into || merged_write(store, actor, id, into, 0, err);
}
