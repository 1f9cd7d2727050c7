/*
 * store.c - opening the database, transactions, the secret.
 *
 * What goes wrong: the file is missing, is no database or is of a newer
 * program; another process holds the lock; the disk is full at the commit,
 * which then rolls back. Creation is a race between the roles of a fresh
 * desk: the file is made by O_EXCL, the tables within BEGIN IMMEDIATE, and the
 * switch to WAL, for which SQLite has no patience, is tried again.
 */
#include "store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/utf8.h"
#include "store/private.h"

/* The WAL file is cut to this after a checkpoint that emptied it. */
#define WAL_KEPT "67108864"

/*
 * What every connection sets. No checkpoint but the timer's: SQLite before
 * 3.51.3 can lose a WAL reset when two connections checkpoint at once. No
 * mmap: an I/O error would be a signal.
 */
static const char settings[] = "PRAGMA foreign_keys = ON;"
			       "PRAGMA synchronous = FULL;"
			       "PRAGMA wal_autocheckpoint = 0;"
			       "PRAGMA journal_size_limit = " WAL_KEPT ";"
			       "PRAGMA mmap_size = 0;"
			       "PRAGMA cache_size = -4096;"
			       "PRAGMA temp_store = MEMORY;";

static bool
execute(struct store *store, const char *sql, struct error *err)
{
	if (sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK)
		return true;
	return statement_failed(store, sql, err);
}

/*
 * Makes the file with mode 0600, which SQLite passes on to its -wal and -shm
 * files. One that exists is not even opened: closing it again would drop the
 * locks that this process may have on it (POSIX locks belong to the file).
 */
static bool
file_create(const char *path, struct error *err)
{
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd >= 0) {
		close(fd);
		return true;
	}
	if (errno == EEXIST)
		return true;
	return error_set(err, errno == ENOSPC ? ERROR_RETRY : ERROR_CONFIG,
			 "cannot create the database %s: %s; check that its "
			 "folder exists and this user may write there",
			 path, strerror(errno));
}

static bool
file_check(const char *path, enum store_mode mode, struct error *err)
{
	if (mode != STORE_READ)
		return file_create(path, err);
	if (access(path, R_OK) == 0 || errno == ENOENT)
		return true;
	return error_set(err, ERROR_CONFIG,
			 "cannot read the database %s: %s; run this as the "
			 "user that the daemon runs as",
			 path, strerror(errno));
}

/* Nothing in a database file may make SQLite do more than plain SQL. */
static void
harden(sqlite3 *db)
{
	static const int options[][2] = {
		{ SQLITE_DBCONFIG_DEFENSIVE, 1 },
		{ SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
		{ SQLITE_DBCONFIG_DQS_DML, 0 },
		{ SQLITE_DBCONFIG_DQS_DDL, 0 },
	};
	size_t i;

	for (i = 0; i < sizeof(options) / sizeof(options[0]); i++)
		sqlite3_db_config(db, options[i][0], options[i][1], NULL);
}

static int
note_mode(void *data, int columns, char **values, char **names)
{
	bool *is_wal = data;

	(void)names;
	*is_wal = columns == 1 && values[0] && strcmp(values[0], "wal") == 0;
	return 0;
}

/*
 * SQLite has no patience with another that writes here, whatever the busy
 * timeout: it has a read lock by then, and two that waited so would wait for
 * each other. It gives up and lets go of its own, so trying again is safe; the
 * delays differ, lest the same ones meet again.
 */
static int
wal_ask(sqlite3 *db, bool *is_wal)
{
	static const char sql[] = "PRAGMA journal_mode = WAL";
	unsigned char chance;
	int waited = 0, code;

	while ((code = sqlite3_exec(db, sql, note_mode, is_wal, NULL)) ==
		       SQLITE_BUSY &&
	       waited < STORE_BUSY_TIMEOUT_MS) {
		sqlite3_randomness(sizeof(chance), &chance);
		waited += sqlite3_sleep(1 + chance % 32);
	}
	return code;
}

/* SQLite says nothing when a file system cannot do it: it stays as it was. */
static bool
wal_enable(struct store *store, struct error *err)
{
	bool is_wal = false;

	if (wal_ask(store->db, &is_wal) != SQLITE_OK)
		return statement_failed(store, "journal mode", err);
	return is_wal ||
	       error_set(err, ERROR_CONFIG,
			 "database %s is on a file system without shared "
			 "memory: put it on a local disk",
			 store->path);
}

/* Whether the daemon has yet to make the database: no file, an empty one, or
 * one in which the first migration is not committed. */
static bool
nothing_yet(const char *path)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *count = NULL;
	bool nothing = access(path, F_OK) < 0;

	/* with a timeout: the daemon may just be making it */
	if (!nothing &&
	    sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL) ==
		    SQLITE_OK &&
	    sqlite3_busy_timeout(db, STORE_BUSY_TIMEOUT_MS) == SQLITE_OK &&
	    sqlite3_prepare_v2(db, "SELECT count(*) FROM sqlite_schema", -1,
			       &count, NULL) == SQLITE_OK)
		nothing = sqlite3_step(count) == SQLITE_ROW &&
			  sqlite3_column_int(count, 0) == 0;
	sqlite3_finalize(count);
	sqlite3_close(db);
	return nothing;
}

/* What a reader sees before the first mail: an empty database in memory. */
static bool
open_nothing(struct store *store, struct error *err)
{
	bool ok;

	if (sqlite3_open_v2(":memory:", &store->db,
			    SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
				    SQLITE_OPEN_NOMUTEX,
			    NULL) != SQLITE_OK)
		return statement_failed(store, "opening", err);
	store->mode = STORE_WRITE;
	ok = execute(store, settings, err) && schema_prepare(store, err) &&
	     execute(store, "PRAGMA query_only = ON", err);
	store->mode = STORE_READ;
	return ok;
}

/* A reader is opened for writing too: the WAL index beside the file must be
 * made when nobody else runs. query_only keeps it from anything more. */
static bool
connection_open(struct store *store, struct error *err)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX |
		    SQLITE_OPEN_EXRESCODE;

	if (store->mode == STORE_READ && nothing_yet(store->path))
		return open_nothing(store, err);
	if (sqlite3_open_v2(store->path, &store->db, flags, NULL) != SQLITE_OK)
		return statement_failed(store, "opening", err);
	sqlite3_extended_result_codes(store->db, 0);
	sqlite3_busy_timeout(store->db, STORE_BUSY_TIMEOUT_MS);
	harden(store->db);
	if (!execute(store, settings, err))
		return false;
	if (store->mode == STORE_READ)
		return schema_prepare(store, err) &&
		       execute(store, "PRAGMA query_only = ON", err);
	return wal_enable(store, err) && schema_prepare(store, err);
}

struct store *
store_open(const char *path, enum store_mode mode, struct error *err)
{
	struct store *store;

	if (!file_check(path, mode, err))
		return NULL;
	store = calloc(1, sizeof(*store));
	if (!store || !(store->path = strdup(path)))
		abort();
	store->mode = mode;
	store->scratch = arena_new();
	if (connection_open(store, err))
		return store;
	store_close(store);
	return NULL;
}

void
store_close(struct store *store)
{
	if (!store)
		return;
	store_rollback(store);
	statement_cache_clear(&store->statements);
	sqlite3_close_v2(store->db);
	arena_free(store->scratch);
	free(store->path);
	free(store);
}

/* What was kept for the transaction that ends or begins. */
static void
scratch_reset(struct store *store)
{
	store->documents = NULL;
	store->document_count = 0;
	arena_reset(store->scratch);
}

bool
store_begin(struct store *store, struct error *err)
{
	bool reader = store->mode == STORE_READ;

	if (store->in_transaction)
		return error_set(err, ERROR_BUG,
				 "database %s: a transaction is open already",
				 store->path);
	scratch_reset(store);
	if (!execute(store, reader ? "BEGIN" : "BEGIN IMMEDIATE", err))
		return false;
	store->in_transaction = true;
	return true;
}

static bool
commit(struct store *store, struct error *err)
{
	if (!store->in_transaction || sqlite3_get_autocommit(store->db))
		return error_set(
			err, store->in_transaction ? ERROR_RETRY : ERROR_BUG,
			"database %s: no transaction is open to "
			"commit",
			store->path);
	if (!search_update(store, err))
		return false;
	fault_point("store.commit-before");
	if (!execute(store, "COMMIT", err))
		return false;
	fault_point("store.commit-after");
	return true;
}

bool
store_commit(struct store *store, struct error *err)
{
	if (!commit(store, err)) {
		store_rollback(store);
		return false;
	}
	store->in_transaction = false;
	scratch_reset(store);
	return true;
}

/* A failure here means that SQLite has rolled back already. */
void
store_rollback(struct store *store)
{
	if (!store->in_transaction)
		return;
	if (!sqlite3_get_autocommit(store->db))
		sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
	store->in_transaction = false;
	scratch_reset(store);
}

bool
store_data_version(struct store *store, int64_t *version, struct error *err)
{
	return statement_int(store, "PRAGMA data_version", BIND_NONE, version,
			     err);
}

bool
store_secret(struct store *store, uint8_t key[static HASH_KEY_SIZE],
	     struct error *err)
{
	struct cursor row;
	struct slice value = { 0 };

	if (!cursor_open(&row, store,
			 "SELECT value FROM settings WHERE name = 'secret'",
			 BIND_NONE, err))
		return false;
	if (cursor_next(&row))
		value = cursor_peek(&row);
	if (value.size == HASH_KEY_SIZE)
		memcpy(key, value.data, HASH_KEY_SIZE);
	if (!cursor_close(&row))
		return false;
	return value.size == HASH_KEY_SIZE ||
	       error_set(err, ERROR_CONFIG,
			 "database %s: the secret for reply ids is gone: "
			 "restore it from a backup",
			 store->path);
}

bool
store_checkpoint(struct store *store, struct error *err)
{
	int code;

	if (store->mode != STORE_TIMER)
		return error_set(err, ERROR_BUG,
				 "database %s: only the timer checkpoints",
				 store->path);
	code = sqlite3_wal_checkpoint_v2(store->db, NULL,
					 SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
	/* busy: a reader or writer was in the way, the next one goes on */
	return code == SQLITE_OK || code == SQLITE_BUSY ||
	       statement_failed(store, "checkpoint", err);
}

const char *
email_key(struct store *store, const char *email)
{
	return utf8_fold(store->scratch, email ? email : "");
}
