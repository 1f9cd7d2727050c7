/*
 * find.c - tickets looked up by what a decision needs to know: what is due,
 * how many somebody has, which queues there are. Each is served by an index of its own and does not
 * grow with the number of closed tickets.
 */
#include "store/private.h"

bool
ticket_due(struct store *store, int64_t now, int64_t resolved_before,
	   size_t max, struct arena *arena, int64_t **ids, size_t *count,
	   struct error *err)
{
	return statement_ids(store,
			     "SELECT id FROM (SELECT id, waiting_until AS at"
			     " FROM tickets WHERE waiting_until > 0 AND"
			     " waiting_until <= ?1 UNION ALL SELECT id,"
			     " resolved_at FROM tickets WHERE status ="
			     " 'resolved' AND resolved_at < ?2)"
			     " ORDER BY at, id LIMIT ?3",
			     BIND(bind_int(now), bind_int(resolved_before),
				  bind_int((int64_t)max)),
			     arena, ids, count, err);
}

bool
ticket_count_open(struct store *store, const char *requester, size_t *count,
		  struct error *err)
{
	return statement_count(store,
			       "SELECT count(*) FROM tickets WHERE"
			       " requester_key = ?1 AND is_open = 1",
			       BIND(bind_text(email_key(store, requester))),
			       count, err);
}

bool
ticket_count_owned(struct store *store, const char *owner, size_t *count,
		   struct error *err)
{
	return statement_count(store,
			       "SELECT count(*) FROM tickets WHERE owner = ?1"
			       " AND is_open = 1",
			       BIND(bind_text(owner)), count, err);
}

/* From name to name in the index, however many tickets there are of each. */
bool
ticket_queues(struct store *store, struct arena *arena,
	      struct string_list *names, struct error *err)
{
	struct string_list list = { NULL, 0 };
	struct cursor rows;

	if (!cursor_open(&rows, store,
			 "WITH RECURSIVE names (name) AS ("
			 " SELECT min(queue) FROM tickets WHERE queue > ''"
			 " UNION ALL SELECT (SELECT min(queue) FROM tickets"
			 "  WHERE queue > name) FROM names"
			 "  WHERE name IS NOT NULL)"
			 " SELECT name FROM names WHERE name IS NOT NULL",
			 BIND_NONE, err))
		return false;
	while (cursor_next(&rows))
		ARENA_PUSH(arena, list.items, list.count,
			   cursor_text(&rows, arena));
	if (!cursor_close(&rows))
		return false;
	*names = list;
	return true;
}
