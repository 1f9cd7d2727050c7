/*
 * store.h - the database: opening, transactions, schema.
 *
 * SQLite in WAL mode with synchronous=FULL (a commit that returned survives
 * a power cut), foreign keys on, STRICT tables. All SQL of the program is in
 * this room, nothing in it assumes that only one process is there: several
 * processes work on one file, writers one after the other by BEGIN IMMEDIATE.
 * The other headers of this room are one noun each and take the struct store.
 *
 * Errors: a locked or busy database, a full disk and I/O errors are
 * ERROR_RETRY; a file that is no database, or of a newer schema, is
 * ERROR_CONFIG; anything else ERROR_BUG. Every text names the file.
 *
 * Changing calls need an open transaction (ERROR_BUG without one) unless
 * their description says otherwise; reading calls do not, but see one state
 * of the whole database only within one.
 */
#ifndef TG_STORE_STORE_H
#define TG_STORE_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/hash.h"

struct store;

enum store_mode {
	STORE_READ,  /* the command line: never writes, works beside a daemon */
	STORE_WRITE, /* roles and `deliver`: creates and migrates if needed */
	STORE_TIMER  /* as STORE_WRITE, and the only one that checkpoints */
};

/* How long a writer waits for another one before ERROR_RETRY. */
#define STORE_BUSY_TIMEOUT_MS 10000

/* Opens PATH. With STORE_READ and no database yet, one that is empty: the
 * daemon makes it with its first steps, and a person who looks before that
 * sees no tickets. The caller owns the store: store_close(). */
struct store *
store_open(const char *path, enum store_mode mode, struct error *err);

/* Rolls back what is open. NULL is allowed. */
void
store_close(struct store *store);

/* BEGIN IMMEDIATE: from here to commit no other process writes. With
 * STORE_READ a plain BEGIN: what is read until then is of one moment. */
bool
store_begin(struct store *store, struct error *err);

/* After a failed commit the transaction is rolled back. */
bool
store_commit(struct store *store, struct error *err);

/* No transaction open: does nothing. */
void
store_rollback(struct store *store);

/* A number that changes when another connection has committed. */
bool
store_data_version(struct store *store, int64_t *version, struct error *err);

/* The desk's secret for reply ids, made with the database and kept in it. */
bool
store_secret(struct store *store, uint8_t key[static HASH_KEY_SIZE],
	     struct error *err);

/* A WAL checkpoint; only with STORE_TIMER. */
bool
store_checkpoint(struct store *store, struct error *err);

#endif
