/*
 * statement.h - the thin layer over SQLite that the files of this room write
 * their SQL with. Private to store/.
 *
 *	statement_run(store, "UPDATE t SET a = ?2 WHERE id = ?1",
 *		      BIND(bind_int(id), bind_text(a)), err);
 *
 *	if (!cursor_open(&rows, store, "SELECT a, b FROM t", BIND_NONE, err))
 *		return false;
 *	while (cursor_next(&rows)) {
 *		a = cursor_int(&rows);
 *		b = cursor_text(&rows, arena);
 *	}
 *	return cursor_close(&rows);
 *
 * Statements are prepared once a store and found again by the address of
 * their text: SQL must be a literal (or live as long as the store). Values
 * reach SQL only as parameters.
 */
#ifndef TG_STORE_STATEMENT_H
#define TG_STORE_STATEMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/slice.h"
#include "store/store.h"

enum bind_type { BIND_END, BIND_NULL, BIND_INT, BIND_TEXT, BIND_BLOB };

/* One parameter; what it points to must stay until the statement ended. */
struct bind {
	enum bind_type type;
	int64_t number;
	const void *data;
	size_t size;
};

/* The parameters ?1, ?2, ... of a statement, in order. */
#define BIND(...) ((const struct bind[]){ __VA_ARGS__, { .type = BIND_END } })
#define BIND_NONE ((const struct bind[]){ { .type = BIND_END } })

static inline struct bind
bind_int(int64_t number)
{
	return (struct bind){ .type = BIND_INT, .number = number };
}

/* A reference to another row: 0 means none and becomes NULL. */
static inline struct bind
bind_id(int64_t id)
{
	return (struct bind){ .type = id ? BIND_INT : BIND_NULL, .number = id };
}

/* NULL becomes "". */
static inline struct bind
bind_text(const char *text)
{
	return (struct bind){ .type = BIND_TEXT, .data = text ? text : "" };
}

static inline struct bind
bind_blob(struct slice bytes)
{
	return (struct bind){ .type = BIND_BLOB,
			      .data = bytes.data ? bytes.data : "",
			      .size = bytes.size };
}

/* Runs a statement that returns no rows. A changing one needs an open
 * transaction: without one it is ERROR_BUG. */
bool
statement_run(struct store *store, const char *sql, const struct bind *binds,
	      struct error *err);

/* The first column of the first row into *OUT; 0 when there is no row. */
bool
statement_int(struct store *store, const char *sql, const struct bind *binds,
	      int64_t *out, struct error *err);

/* Like statement_int(), as a count. */
bool
statement_count(struct store *store, const char *sql, const struct bind *binds,
		size_t *out, struct error *err);

/* Whether there is a row. */
bool
statement_exists(struct store *store, const char *sql, const struct bind *binds,
		 bool *exists, struct error *err);

/* The ids in the first column of all rows, in ARENA. */
bool
statement_ids(struct store *store, const char *sql, const struct bind *binds,
	      struct arena *arena, int64_t **ids, size_t *count,
	      struct error *err);

/* Rows that the last statement_run() changed, and the id it inserted. */
int64_t
statement_changes(struct store *store);
int64_t
statement_last_id(struct store *store);

/* A running query. The columns of a row are read in order, one call each. */
struct cursor {
	struct store *store;
	sqlite3_stmt *statement;
	struct error *err;
	int column; /* the next one to read */
	int result; /* of the last step */
	bool own;   /* not in the cache: finalized at the end */
};

bool
cursor_open(struct cursor *cursor, struct store *store, const char *sql,
	    const struct bind *binds, struct error *err);

/* As cursor_open(), for SQL that was put together and need not stay. */
bool
cursor_open_once(struct cursor *cursor, struct store *store, const char *sql,
		 const struct bind *binds, struct error *err);

/* The next row; false at the end and after an error. */
bool
cursor_next(struct cursor *cursor);

/* Ends the query, at any time; false when a step failed. */
bool
cursor_close(struct cursor *cursor);

int64_t
cursor_int(struct cursor *cursor);

/* NULL becomes "". */
const char *
cursor_text(struct cursor *cursor, struct arena *arena);
struct slice
cursor_blob(struct cursor *cursor, struct arena *arena);

/* The bytes where SQLite has them: until the next step. */
struct slice
cursor_peek(struct cursor *cursor);

/* Fills ERR from the last failure on this connection and returns false:
 * "database PATH: reason: remedy", or for a bug what it was DOING. */
bool
statement_failed(struct store *store, const char *doing, struct error *err);

/* The prepared statements of a store, by the address of their text. */
#define STATEMENT_CACHE_SIZE 256 /* a power of two, over twice our texts */

struct statement_cache {
	struct {
		const char *sql;
		sqlite3_stmt *statement;
	} slots[STATEMENT_CACHE_SIZE];
	size_t count;
};

void
statement_cache_clear(struct statement_cache *cache);

#endif
