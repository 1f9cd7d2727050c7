/*
 * statement.c - prepared statements, parameters, rows and errors of SQLite.
 *
 * What goes wrong: a lock that stays too long, a full disk, a broken file;
 * each failure is classed here, once. SQLite may end a transaction by itself
 * when a write fails badly; the next change is then refused instead of being
 * committed alone.
 */
#include "store/statement.h"

#include "store/private.h"

/* What the caller can do about a result code; others are ERROR_BUG. */
static const struct {
	int code;
	enum error_class class;
	const char *remedy;
} failures[] = {
	{ SQLITE_BUSY, ERROR_RETRY, "another process holds it too long" },
	{ SQLITE_LOCKED, ERROR_RETRY, "another process holds it too long" },
	{ SQLITE_FULL, ERROR_RETRY, "make room on its disk" },
	{ SQLITE_IOERR, ERROR_RETRY, "check its disk" },
	{ SQLITE_NOMEM, ERROR_RETRY, "memory is short" },
	{ SQLITE_INTERRUPT, ERROR_RETRY, "interrupted" },
	{ SQLITE_PROTOCOL, ERROR_RETRY, "locks are contended" },
	{ SQLITE_CANTOPEN, ERROR_RETRY,
	  "check that its folder exists and this user may write there" },
	{ SQLITE_READONLY, ERROR_CONFIG,
	  "let this user write the file and its folder" },
	{ SQLITE_PERM, ERROR_CONFIG, "let this user read and write it" },
	{ SQLITE_AUTH, ERROR_CONFIG, "let this user read and write it" },
	{ SQLITE_CONSTRAINT_FOREIGNKEY, ERROR_REJECT,
	  "it names a ticket or mail that is not there" },
	{ SQLITE_NOTADB, ERROR_CONFIG,
	  "name another file, or restore this one from a backup" },
	{ SQLITE_CORRUPT, ERROR_CONFIG, "restore it from a backup" },
};

bool
statement_failed(struct store *store, const char *doing, struct error *err)
{
	int code = sqlite3_errcode(store->db);
	int extended = sqlite3_extended_errcode(store->db);
	size_t i;

	for (i = 0; i < sizeof(failures) / sizeof(failures[0]); i++)
		if (failures[i].code == code || failures[i].code == extended)
			return error_set(err, failures[i].class,
					 "database %s: %s: %s", store->path,
					 sqlite3_errmsg(store->db),
					 failures[i].remedy);
	return error_set(err, ERROR_BUG, "database %s: %s (code %d) in: %s",
			 store->path, sqlite3_errmsg(store->db), extended,
			 doing);
}

static bool
prepare(struct store *store, const char *sql, unsigned flags,
	sqlite3_stmt **out, struct error *err)
{
	if (sqlite3_prepare_v3(store->db, sql, -1, flags, out, NULL) ==
	    SQLITE_OK)
		return true;
	return statement_failed(store, sql, err);
}

/* The slot of SQL, or the free one where it belongs. */
static size_t
slot_of(const struct statement_cache *cache, const char *sql)
{
	size_t slot = ((uintptr_t)sql * 0x9E3779B97F4A7C15u >> 32) %
		      STATEMENT_CACHE_SIZE;

	while (cache->slots[slot].sql && cache->slots[slot].sql != sql)
		slot = (slot + 1) % STATEMENT_CACHE_SIZE;
	return slot;
}

/* *OWN is set when the statement could not come from the cache: it is
 * running already, or the cache is half full. */
static bool
find(struct store *store, const char *sql, sqlite3_stmt **out, bool *own,
     struct error *err)
{
	struct statement_cache *cache = &store->statements;
	size_t slot = slot_of(cache, sql);

	*out = cache->slots[slot].statement;
	*own = *out ? sqlite3_stmt_busy(*out)
		    : cache->count >= STATEMENT_CACHE_SIZE / 2;
	if (*own)
		return prepare(store, sql, 0, out, err);
	if (*out)
		return true;
	if (!prepare(store, sql, SQLITE_PREPARE_PERSISTENT, out, err))
		return false;
	cache->slots[slot].sql = sql;
	cache->slots[slot].statement = *out;
	cache->count++;
	return true;
}

void
statement_cache_clear(struct statement_cache *cache)
{
	size_t i;

	for (i = 0; i < STATEMENT_CACHE_SIZE; i++)
		sqlite3_finalize(cache->slots[i].statement);
	memset(cache, 0, sizeof(*cache));
}

static int
bind_one(sqlite3_stmt *statement, int at, const struct bind *bind)
{
	switch (bind->type) {
	case BIND_INT:
		return sqlite3_bind_int64(statement, at, bind->number);
	case BIND_TEXT:
		return sqlite3_bind_text(statement, at, bind->data, -1,
					 SQLITE_STATIC);
	case BIND_BLOB:
		return sqlite3_bind_blob64(statement, at, bind->data,
					   bind->size, SQLITE_STATIC);
	case BIND_NULL:
	case BIND_END:
		break;
	}
	return sqlite3_bind_null(statement, at);
}

/* A change outside a transaction would be half of something. */
static bool
may_run(struct store *store, sqlite3_stmt *statement, struct error *err)
{
	if (sqlite3_stmt_readonly(statement))
		return true;
	if (!store->in_transaction)
		return error_set(err, ERROR_BUG,
				 "database %s: no transaction is open for: %s",
				 store->path, sqlite3_sql(statement));
	if (sqlite3_get_autocommit(store->db))
		return error_set(err, ERROR_RETRY,
				 "database %s: the transaction was rolled "
				 "back after an earlier failure",
				 store->path);
	return true;
}

static bool
cursor_start(struct cursor *cursor, const struct bind *binds)
{
	int i;

	cursor->column = 0;
	cursor->result = SQLITE_OK;
	for (i = 0; binds[i].type != BIND_END; i++)
		if (bind_one(cursor->statement, i + 1, &binds[i]) !=
		    SQLITE_OK) {
			statement_failed(cursor->store,
					 sqlite3_sql(cursor->statement),
					 cursor->err);
			goto failed;
		}
	if (may_run(cursor->store, cursor->statement, cursor->err))
		return true;
failed:
	cursor_close(cursor);
	return false;
}

bool
cursor_open(struct cursor *cursor, struct store *store, const char *sql,
	    const struct bind *binds, struct error *err)
{
	*cursor = (struct cursor){ .store = store, .err = err };
	if (!find(store, sql, &cursor->statement, &cursor->own, err))
		return false;
	return cursor_start(cursor, binds);
}

bool
cursor_open_once(struct cursor *cursor, struct store *store, const char *sql,
		 const struct bind *binds, struct error *err)
{
	*cursor = (struct cursor){ .store = store, .err = err, .own = true };
	if (!prepare(store, sql, 0, &cursor->statement, err))
		return false;
	return cursor_start(cursor, binds);
}

bool
cursor_next(struct cursor *cursor)
{
	cursor->column = 0;
	if (cursor->result != SQLITE_OK && cursor->result != SQLITE_ROW)
		return false;
	cursor->result = sqlite3_step(cursor->statement);
	if (cursor->result == SQLITE_ROW)
		return true;
	if (cursor->result != SQLITE_DONE)
		statement_failed(cursor->store, sqlite3_sql(cursor->statement),
				 cursor->err);
	return false;
}

bool
cursor_close(struct cursor *cursor)
{
	int result = cursor->result;

	if (cursor->own) {
		sqlite3_finalize(cursor->statement);
	} else {
		sqlite3_reset(cursor->statement);
		sqlite3_clear_bindings(cursor->statement);
	}
	cursor->statement = NULL;
	return result == SQLITE_OK || result == SQLITE_ROW ||
	       result == SQLITE_DONE;
}

int64_t
cursor_int(struct cursor *cursor)
{
	return sqlite3_column_int64(cursor->statement, cursor->column++);
}

struct slice
cursor_peek(struct cursor *cursor)
{
	int column = cursor->column++;
	const char *data = sqlite3_column_blob(cursor->statement, column);
	int size = sqlite3_column_bytes(cursor->statement, column);

	return slice_of(data ? data : "", (size_t)size);
}

struct slice
cursor_blob(struct cursor *cursor, struct arena *arena)
{
	struct slice bytes = cursor_peek(cursor);

	return slice_of(arena_memdup(arena, bytes.data, bytes.size),
			bytes.size);
}

const char *
cursor_text(struct cursor *cursor, struct arena *arena)
{
	return cursor_blob(cursor, arena).data;
}

bool
statement_run(struct store *store, const char *sql, const struct bind *binds,
	      struct error *err)
{
	struct cursor cursor;

	if (!cursor_open(&cursor, store, sql, binds, err))
		return false;
	while (cursor_next(&cursor))
		;
	return cursor_close(&cursor);
}

bool
statement_int(struct store *store, const char *sql, const struct bind *binds,
	      int64_t *out, struct error *err)
{
	struct cursor cursor;
	int64_t value = 0;

	if (!cursor_open(&cursor, store, sql, binds, err))
		return false;
	if (cursor_next(&cursor))
		value = cursor_int(&cursor);
	if (!cursor_close(&cursor))
		return false;
	*out = value;
	return true;
}

bool
statement_count(struct store *store, const char *sql, const struct bind *binds,
		size_t *out, struct error *err)
{
	int64_t count;

	if (!statement_int(store, sql, binds, &count, err))
		return false;
	*out = (size_t)count;
	return true;
}

bool
statement_exists(struct store *store, const char *sql, const struct bind *binds,
		 bool *exists, struct error *err)
{
	struct cursor cursor;
	bool found;

	if (!cursor_open(&cursor, store, sql, binds, err))
		return false;
	found = cursor_next(&cursor);
	if (!cursor_close(&cursor))
		return false;
	*exists = found;
	return true;
}

bool
statement_ids(struct store *store, const char *sql, const struct bind *binds,
	      struct arena *arena, int64_t **ids, size_t *count,
	      struct error *err)
{
	struct cursor cursor;
	int64_t *found = NULL;
	size_t found_count = 0;

	if (!cursor_open(&cursor, store, sql, binds, err))
		return false;
	while (cursor_next(&cursor))
		ARENA_PUSH(arena, found, found_count, cursor_int(&cursor));
	if (!cursor_close(&cursor))
		return false;
	*ids = found;
	*count = found_count;
	return true;
}

int64_t
statement_changes(struct store *store)
{
	return sqlite3_changes64(store->db);
}

int64_t
statement_last_id(struct store *store)
{
	return sqlite3_last_insert_rowid(store->db);
}
