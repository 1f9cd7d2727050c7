/*
 * query.c - lists for people and programs.
 *
 * A list of open tickets walks the index of open tickets, newest change
 * first, whatever else is asked for: there are few of them, however many are
 * closed. A unary plus keeps SQLite from choosing an index that also holds
 * the closed ones.
 */
#include "store/query.h"

#include "base/buf.h"
#include "store/private.h"

static bool
given(const char *text)
{
	return text && *text;
}

static bool
only_open(const struct ticket_filter *filter)
{
	enum ticket_status status;

	if (!given(filter->status))
		return !filter->include_closed;
	return ticket_status_from_name(filter->status, &status) &&
	       status < STATUS_RESOLVED;
}

/* The parameters have fixed numbers: ?1 status, ?2 queue, ?3 owner,
 * ?4 requester, ?5 tag, ?6 since, ?7 limit. */
static const char *
list_sql(const struct ticket_filter *filter, struct arena *arena)
{
	bool open = only_open(filter);
	const struct {
		bool wanted;
		const char *among_open, *among_all;
	} conditions[] = {
		{ open, " AND t.is_open = 1", "" },
		{ given(filter->status), " AND t.status = ?1",
		  " AND t.status = ?1" },
		{ given(filter->queue), " AND +t.queue = ?2",
		  " AND t.queue = ?2" },
		{ given(filter->owner), " AND +t.owner = ?3",
		  " AND +t.owner = ?3" },
		{ given(filter->requester), " AND t.requester_key = ?4",
		  " AND t.requester_key = ?4" },
		{ given(filter->tag),
		  " AND EXISTS (SELECT 1 FROM ticket_tags g WHERE"
		  " g.ticket = t.id AND g.tag = ?5)",
		  " AND t.id IN (SELECT ticket FROM ticket_tags"
		  " WHERE tag = ?5)" },
		{ filter->since > 0, " AND t.updated >= ?6",
		  " AND t.updated >= ?6" },
	};
	struct buf sql;
	size_t i;

	buf_init(&sql, arena);
	buf_add_str(&sql, TICKET_COLUMNS " FROM tickets t WHERE 1");
	for (i = 0; i < sizeof(conditions) / sizeof(conditions[0]); i++)
		if (conditions[i].wanted)
			buf_add_str(&sql, open ? conditions[i].among_open
					       : conditions[i].among_all);
	buf_add_str(&sql, " ORDER BY t.updated DESC, t.id DESC LIMIT ?7");
	return sql.data;
}

bool
query_list(struct store *store, const struct ticket_filter *filter,
	   struct arena *arena, struct ticket ***tickets, size_t *count,
	   struct error *err)
{
	int64_t limit = filter->limit ? (int64_t)filter->limit : -1;
	struct cursor rows;

	return cursor_open_once(
		       &rows, store, list_sql(filter, store->scratch),
		       BIND(bind_text(filter->status), bind_text(filter->queue),
			    bind_text(filter->owner),
			    bind_text(email_key(store, filter->requester)),
			    bind_text(filter->tag), bind_int(filter->since),
			    bind_int(limit)),
		       err) &&
	       ticket_rows(store, &rows, arena, tickets, count, err);
}

bool
query_raw_mails(struct store *store, int64_t since,
		bool (*each)(void *data, const struct raw_mail *mail),
		void *data, struct error *err)
{
	struct arena *arena = arena_new();
	struct cursor rows;
	bool more = true;

	if (!cursor_open(&rows, store,
			 "SELECT id, ticket, received, mailbox,"
			 " outcome IN ('appended', 'command'), raw"
			 " FROM receipts JOIN raw_mails ON receipt = id"
			 " WHERE received >= ?1 AND outcome <> 'duplicate'"
			 " ORDER BY received, id",
			 BIND(bind_int(since)), err)) {
		arena_free(arena);
		return false;
	}
	while (more && cursor_next(&rows)) {
		struct raw_mail mail;

		mail.receipt = cursor_int(&rows);
		mail.ticket = cursor_int(&rows);
		mail.received = cursor_int(&rows);
		mail.mailbox = cursor_text(&rows, arena);
		mail.follows = cursor_int(&rows);
		mail.raw = cursor_peek(&rows);
		more = each(data, &mail);
		arena_reset(arena);
	}
	arena_free(arena);
	return cursor_close(&rows);
}

bool
query_raw_mail_count(struct store *store, int64_t since, size_t *count,
		     struct error *err)
{
	return statement_count(store,
			       "SELECT count(*) FROM receipts WHERE received"
			       " >= ?1 AND outcome <> 'duplicate' AND EXISTS"
			       " (SELECT 1 FROM raw_mails WHERE receipt = id)",
			       BIND(bind_int(since)), count, err);
}
