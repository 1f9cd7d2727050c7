/*
 * search.c - the full-text index of tickets and messages.
 *
 * One row a ticket (subject, people, fields) and one a message; the row id
 * holds the ticket's number and the message's within it. Rows are written
 * once a transaction, just before the commit and in ascending order: FTS5
 * then keeps them in memory and writes one segment. A ticket that is opened
 * and gets five fields is indexed once.
 */
#include "store/query.h"

#include "store/private.h"
#include "store/search_words.h"

#define ORDINAL_BITS 20
#define ORDINAL_MAX  ((INT64_C(1) << ORDINAL_BITS) - 1)

static int64_t
document_id(int64_t ticket, int64_t ordinal)
{
	return ticket << ORDINAL_BITS | ordinal;
}

void
search_touch(struct store *store, int64_t ticket, int64_t ordinal)
{
	int64_t id = document_id(ticket, ordinal);
	size_t i;

	/* the messages of a ticket past that number stay without index */
	if (ordinal > ORDINAL_MAX)
		return;
	/* most often the last one or the one before it */
	for (i = store->document_count; i > 0 && i + 4 > store->document_count;
	     i--)
		if (store->documents[i - 1] == id)
			return;
	ARENA_PUSH(store->scratch, store->documents, store->document_count, id);
}

/* What one row of the index is made from. */
struct document {
	struct buf subject, people, text;
};

static void
document_init(struct document *document, struct arena *arena)
{
	buf_init(&document->subject, arena);
	buf_init(&document->people, arena);
	buf_init(&document->text, arena);
}

/* Adds the columns of every row of a query, in the order of COLUMNS: 's' to
 * the subject, 'p' to the people, 't' to the text. */
static bool
document_add(struct store *store, struct document *document,
	     const char *columns, const char *sql, int64_t ticket,
	     int64_t ordinal, struct arena *arena, struct error *err)
{
	struct cursor rows;
	const char *column;

	if (!cursor_open(&rows, store, sql,
			 BIND(bind_int(ticket), bind_int(ordinal)), err))
		return false;
	while (cursor_next(&rows))
		for (column = columns; *column; column++) {
			struct buf *out = *column == 's'   ? &document->subject
					  : *column == 'p' ? &document->people
							   : &document->text;

			search_words_add(out, cursor_text(&rows, arena), arena);
		}
	return cursor_close(&rows);
}

/* ?2 is in the condition only because both kinds of documents bind it. */
static bool
ticket_document(struct store *store, int64_t ticket, struct document *document,
		struct arena *arena, struct error *err)
{
	return document_add(store, document, "sppptttt",
			    "SELECT subject, requester_name, requester_email,"
			    " owner, queue, kind, priority, resolution"
			    " FROM tickets WHERE id = ?1 AND ?2 = 0",
			    ticket, 0, arena, err) &&
	       document_add(store, document, "t",
			    "SELECT value FROM ticket_fields WHERE ticket = ?1"
			    " AND ?2 = 0",
			    ticket, 0, arena, err) &&
	       document_add(store, document, "t",
			    "SELECT tag FROM ticket_tags WHERE ticket = ?1"
			    " AND ?2 = 0",
			    ticket, 0, arena, err);
}

static bool
message_document(struct store *store, int64_t ticket, int64_t ordinal,
		 struct document *document, struct arena *arena,
		 struct error *err)
{
	return document_add(store, document, "sppt",
			    "SELECT subject, from_name, from_email,"
			    " CASE WHEN text = '' THEN reply_text ELSE text"
			    " END FROM messages WHERE ticket = ?1"
			    " AND ordinal = ?2",
			    ticket, ordinal, arena, err) &&
	       document_add(store, document, "t",
			    "SELECT a.name FROM attachments a JOIN messages m"
			    " ON m.id = a.message WHERE m.ticket = ?1"
			    " AND m.ordinal = ?2",
			    ticket, ordinal, arena, err);
}

static bool
document_write(struct store *store, int64_t id, const struct document *document,
	       struct error *err)
{
	return statement_run(store,
			     "REPLACE INTO search (rowid, subject, people,"
			     " text) VALUES (?1, ?2, ?3, ?4)",
			     BIND(bind_int(id),
				  bind_text(document->subject.data),
				  bind_text(document->people.data),
				  bind_text(document->text.data)),
			     err);
}

static bool
document_index(struct store *store, int64_t id, struct arena *arena,
	       struct error *err)
{
	int64_t ticket = id >> ORDINAL_BITS, ordinal = id & ORDINAL_MAX;
	struct document document;

	document_init(&document, arena);
	if (!(ordinal == SEARCH_TICKET
		      ? ticket_document(store, ticket, &document, arena, err)
		      : message_document(store, ticket, ordinal, &document,
					 arena, err)))
		return false;
	return document_write(store, id, &document, err);
}

static int
compare_ids(const void *a, const void *b)
{
	int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;

	return (left > right) - (left < right);
}

bool
search_update(struct store *store, struct error *err)
{
	struct arena *arena;
	int64_t last = -1;
	bool ok = true;
	size_t i;

	if (!store->document_count)
		return true;
	arena = arena_new();
	qsort(store->documents, store->document_count,
	      sizeof(*store->documents), compare_ids);
	for (i = 0; ok && i < store->document_count; i++) {
		if (store->documents[i] == last)
			continue;
		last = store->documents[i];
		ok = document_index(store, last, arena, err);
		arena_reset(arena);
	}
	arena_free(arena);
	return ok;
}

/* The ticket that the query names, if there is one, as first of a list. */
static bool
named_ticket(struct store *store, const char *words, struct arena *arena,
	     struct ticket **out, struct error *err)
{
	int64_t id = search_words_ticket(words);

	*out = NULL;
	return !id || ticket_get(store, id, arena, out, err);
}

/*
 * A ticket is found when each word is in one of its rows; its rank is the
 * sum of the best ones of each word. CROSS JOIN keeps SQLite from asking the
 * index once without a word.
 */
static bool
found_tickets(struct store *store, const char *expressions, size_t words,
	      int64_t but_not, size_t limit, struct arena *arena,
	      struct ticket ***tickets, size_t *count, struct error *err)
{
	struct cursor rows;

	return cursor_open(&rows, store,
			   "WITH hits (ticket, score) AS ("
			   " SELECT s.rowid >> 20, min(s.rank)"
			   "  FROM json_each(?1) w CROSS JOIN search s"
			   "  WHERE s.search MATCH w.value"
			   "  GROUP BY s.rowid >> 20, w.key),"
			   " best (ticket, score) AS ("
			   "  SELECT ticket, sum(score) FROM hits"
			   "   WHERE ticket <> ?3"
			   "   GROUP BY ticket HAVING count(*) = ?2"
			   "   ORDER BY 2, 1 DESC LIMIT ?4) " TICKET_COLUMNS
			   " FROM best JOIN tickets t ON t.id = best.ticket"
			   " ORDER BY best.score, t.updated DESC, t.id DESC",
			   BIND(bind_text(expressions),
				bind_int((int64_t)words), bind_int(but_not),
				bind_int(limit ? (int64_t)limit : -1)),
			   err) &&
	       ticket_rows(store, &rows, arena, tickets, count, err);
}

static bool
search(struct store *store, const char *words, size_t limit,
       struct arena *arena, struct ticket ***tickets, size_t *count,
       struct error *err)
{
	struct ticket *named, **found = NULL, **all = NULL;
	size_t word_count, found_count = 0, all_count = 0, i;
	json_t *array = search_words_query(words, arena, &word_count);
	char *expressions = json_dumps(array, JSON_COMPACT);
	bool ok = named_ticket(store, words, arena, &named, err);

	json_decref(array);
	if (ok && word_count)
		ok = found_tickets(store, expressions, word_count,
				   named ? named->id : 0, limit, arena, &found,
				   &found_count, err);
	free(expressions);
	if (!ok)
		return false;
	if (named)
		ARENA_PUSH(arena, all, all_count, named);
	for (i = 0; i < found_count && (!limit || all_count < limit); i++)
		ARENA_PUSH(arena, all, all_count, found[i]);
	*tickets = all;
	*count = all_count;
	return true;
}

bool
query_search(struct store *store, const char *words, size_t limit,
	     struct arena *arena, struct ticket ***tickets, size_t *count,
	     struct error *err)
{
	return search(store, words, limit, arena, tickets, count, err);
}
