/*
 * schema.c - the tables, one migration a version.
 *
 * PRAGMA user_version counts the migrations that a database has had, and
 * application_id tells ours from other programs' databases. A migration is
 * never edited after a release: a change of tables is a new row. All that
 * are missing run in one transaction, so that a kill leaves the old version.
 *
 * Conventions: times are seconds since 1970; NULL is used for "no such row"
 * only, texts without a value are ''; *_key columns hold an address folded
 * for comparison; large values come last or have a table of their own, so
 * that scans skip them.
 */
#include "store/private.h"

#define APPLICATION_ID 0x54674462 /* "TgDb" */

/* clang-format off */
static const char version_1[] =
/* What the desk knows about itself. */
"CREATE TABLE settings ("
"	name TEXT PRIMARY KEY NOT NULL,"
"	value BLOB NOT NULL"
") STRICT, WITHOUT ROWID;"

/* Mails received. UID 0: from the pipe, without a key. */
"CREATE TABLE receipts ("
"	id INTEGER PRIMARY KEY,"
"	mailbox TEXT NOT NULL,"
"	uidvalidity INTEGER NOT NULL,"
"	uid INTEGER NOT NULL,"
"	received INTEGER NOT NULL,"
"	size INTEGER NOT NULL,"
"	oversized INTEGER NOT NULL,"
"	pending INTEGER NOT NULL DEFAULT 1,"
"	action_pending INTEGER NOT NULL DEFAULT 0,"
"	attempts INTEGER NOT NULL DEFAULT 0,"
"	reader_failures INTEGER NOT NULL DEFAULT 0,"
"	outcome TEXT NOT NULL DEFAULT '',"
"	why TEXT NOT NULL DEFAULT '',"
"	ticket INTEGER REFERENCES tickets,"
"	message INTEGER REFERENCES messages,"
"	released_by TEXT NOT NULL DEFAULT '',"
"	release_as_note INTEGER NOT NULL DEFAULT 0,"
"	content_key TEXT,"
"	duplicate_of INTEGER REFERENCES receipts"
") STRICT;"
"CREATE UNIQUE INDEX receipts_key ON receipts (mailbox, uidvalidity, uid)"
"	WHERE uid > 0;"
"CREATE INDEX receipts_pending ON receipts (mailbox, id) WHERE pending = 1;"
"CREATE INDEX receipts_action ON receipts (mailbox, uidvalidity, uid)"
"	WHERE action_pending = 1;"
"CREATE UNIQUE INDEX receipts_content ON receipts (content_key)"
"	WHERE content_key IS NOT NULL AND duplicate_of IS NULL;"
"CREATE INDEX receipts_received ON receipts (received);"
"CREATE TABLE raw_mails ("
"	receipt INTEGER PRIMARY KEY REFERENCES receipts,"
"	raw BLOB NOT NULL"
") STRICT;"

/* AUTOINCREMENT: a number is never given twice. IS_OPEN follows from STATUS
 * and serves the partial indexes. WAITING_UNTIL and the like: 0 is never. */
"CREATE TABLE tickets ("
"	id INTEGER PRIMARY KEY AUTOINCREMENT,"
"	created INTEGER NOT NULL,"
"	updated INTEGER NOT NULL,"
"	status TEXT NOT NULL,"
"	is_open INTEGER NOT NULL,"
"	waiting_for TEXT NOT NULL,"
"	waiting_name TEXT NOT NULL DEFAULT '',"
"	waiting_until INTEGER NOT NULL DEFAULT 0,"
"	resolved_at INTEGER NOT NULL DEFAULT 0,"
"	closed_at INTEGER NOT NULL DEFAULT 0,"
"	merged_into INTEGER REFERENCES tickets,"
"	queue TEXT NOT NULL DEFAULT '',"
"	kind TEXT NOT NULL DEFAULT '',"
"	priority TEXT NOT NULL DEFAULT '',"
"	owner TEXT NOT NULL DEFAULT '',"
"	mailbox TEXT NOT NULL,"
"	language TEXT NOT NULL,"
"	requester_key TEXT NOT NULL,"
"	requester_email TEXT NOT NULL,"
"	requester_name TEXT NOT NULL,"
"	owner_change_at INTEGER NOT NULL DEFAULT 0,"
"	owner_change_who TEXT NOT NULL DEFAULT '',"
"	owner_change_what TEXT NOT NULL DEFAULT '',"
"	status_change_at INTEGER NOT NULL DEFAULT 0,"
"	status_change_who TEXT NOT NULL DEFAULT '',"
"	status_change_what TEXT NOT NULL DEFAULT '',"
"	message_count INTEGER NOT NULL DEFAULT 0,"
"	subject TEXT NOT NULL,"
"	resolution TEXT NOT NULL DEFAULT ''"
") STRICT;"
"CREATE INDEX tickets_updated ON tickets (updated);"
"CREATE INDEX tickets_queue ON tickets (queue, updated);"
"CREATE INDEX tickets_open ON tickets (updated) WHERE is_open = 1;"
"CREATE INDEX tickets_owner ON tickets (owner, is_open);"
"CREATE INDEX tickets_requester ON tickets (requester_key, is_open);"
"CREATE INDEX tickets_waiting ON tickets (waiting_until)"
"	WHERE waiting_until > 0;"
"CREATE INDEX tickets_resolved ON tickets (resolved_at)"
"	WHERE status = 'resolved';"
"CREATE INDEX tickets_merged ON tickets (merged_into)"
"	WHERE merged_into IS NOT NULL;"

"CREATE TABLE ticket_tags ("
"	ticket INTEGER NOT NULL REFERENCES tickets,"
"	tag TEXT NOT NULL,"
"	PRIMARY KEY (ticket, tag)"
") STRICT, WITHOUT ROWID;"
"CREATE INDEX ticket_tags_tag ON ticket_tags (tag, ticket);"
"CREATE TABLE ticket_fields ("
"	ticket INTEGER NOT NULL REFERENCES tickets,"
"	name TEXT NOT NULL,"
"	value TEXT NOT NULL,"
"	PRIMARY KEY (ticket, name)"
") STRICT, WITHOUT ROWID;"
"CREATE TABLE participants ("
"	ticket INTEGER NOT NULL REFERENCES tickets,"
"	email_key TEXT NOT NULL,"
"	role TEXT NOT NULL,"
"	email TEXT NOT NULL,"
"	name TEXT NOT NULL,"
"	PRIMARY KEY (ticket, email_key)"
") STRICT, WITHOUT ROWID;"
"CREATE INDEX participants_email ON participants (email_key, ticket);"
"CREATE TABLE ticket_links ("
"	ticket INTEGER NOT NULL REFERENCES tickets,"
"	relation TEXT NOT NULL,"
"	other INTEGER NOT NULL REFERENCES tickets,"
"	PRIMARY KEY (ticket, relation, other)"
") STRICT, WITHOUT ROWID;"

/* The history: written once, by triggers too. */
"CREATE TABLE events ("
"	id INTEGER PRIMARY KEY,"
"	ticket INTEGER NOT NULL REFERENCES tickets,"
"	at INTEGER NOT NULL,"
"	receipt INTEGER REFERENCES receipts,"
"	who TEXT NOT NULL,"
"	op TEXT NOT NULL,"
"	name TEXT NOT NULL,"
"	what TEXT NOT NULL,"
"	why TEXT NOT NULL,"
"	old_value TEXT NOT NULL,"
"	new_value TEXT NOT NULL"
") STRICT;"
"CREATE INDEX events_ticket ON events (ticket);"
"CREATE INDEX events_receipt ON events (receipt) WHERE receipt IS NOT NULL;"
"CREATE TRIGGER events_no_update BEFORE UPDATE ON events BEGIN"
"	SELECT RAISE(ABORT, 'events are append-only'); END;"
"CREATE TRIGGER events_no_delete BEFORE DELETE ON events BEGIN"
"	SELECT RAISE(ABORT, 'events are append-only'); END;"
"CREATE TRIGGER events_no_replace BEFORE INSERT ON events"
"	WHEN EXISTS (SELECT 1 FROM events WHERE id = NEW.id) BEGIN"
"	SELECT RAISE(ABORT, 'events are append-only'); END;"

/* Mails on tickets; ORDINAL counts them from 1 within one. TO_LIST, CC_LIST:
 * JSON [{\"name\",\"email\"}]. ADDED is our time, DATE the sender's. */
"CREATE TABLE messages ("
"	id INTEGER PRIMARY KEY,"
"	ticket INTEGER NOT NULL REFERENCES tickets,"
"	ordinal INTEGER NOT NULL,"
"	receipt INTEGER REFERENCES receipts,"
"	direction TEXT NOT NULL,"
"	added INTEGER NOT NULL,"
"	date INTEGER NOT NULL,"
"	message_id TEXT NOT NULL,"
"	from_email TEXT NOT NULL,"
"	from_name TEXT NOT NULL,"
"	to_list TEXT NOT NULL,"
"	cc_list TEXT NOT NULL,"
"	language TEXT NOT NULL,"
"	subject TEXT NOT NULL,"
"	reply_text TEXT NOT NULL,"
"	text TEXT NOT NULL"
") STRICT;"
"CREATE UNIQUE INDEX messages_ticket ON messages (ticket, ordinal);"
"CREATE TABLE contents ("
"	id INTEGER PRIMARY KEY,"
"	sha256 TEXT NOT NULL UNIQUE,"
"	data BLOB NOT NULL"
") STRICT;"
"CREATE TABLE attachments ("
"	message INTEGER NOT NULL REFERENCES messages,"
"	position INTEGER NOT NULL,"
"	sha256 TEXT NOT NULL REFERENCES contents (sha256),"
"	size INTEGER NOT NULL,"
"	is_inline INTEGER NOT NULL,"
"	name TEXT NOT NULL,"
"	type TEXT NOT NULL,"
"	content_id TEXT NOT NULL,"
"	PRIMARY KEY (message, position)"
") STRICT, WITHOUT ROWID;"
/* Every id ever seen, on the ticket that had it first. */
"CREATE TABLE message_ids ("
"	message_id TEXT PRIMARY KEY NOT NULL,"
"	ticket INTEGER NOT NULL REFERENCES tickets"
") STRICT, WITHOUT ROWID;"

/* Mails to send. DUE: the next try, or when the present lease runs out. */
"CREATE TABLE outbox ("
"	id INTEGER PRIMARY KEY,"
"	state TEXT NOT NULL DEFAULT 'queued',"
"	due INTEGER NOT NULL,"
"	lease_until INTEGER NOT NULL DEFAULT 0,"
"	lease_owner TEXT NOT NULL DEFAULT '',"
"	attempts INTEGER NOT NULL DEFAULT 0,"
"	finished INTEGER NOT NULL DEFAULT 0,"
"	created INTEGER NOT NULL,"
"	ticket INTEGER REFERENCES tickets,"
"	held INTEGER REFERENCES held,"
"	event INTEGER NOT NULL,"
"	is_ack INTEGER NOT NULL,"
"	purpose TEXT NOT NULL,"
"	template TEXT NOT NULL,"
"	message_id TEXT NOT NULL UNIQUE,"
"	sender TEXT NOT NULL,"
"	recipient TEXT NOT NULL,"
"	recipient_key TEXT NOT NULL,"
"	last_answer TEXT NOT NULL DEFAULT '',"
"	draft TEXT NOT NULL"
") STRICT;"
"CREATE INDEX outbox_due ON outbox (due) WHERE state = 'queued';"
"CREATE INDEX outbox_acks ON outbox (recipient_key, created)"
"	WHERE is_ack = 1;"
"CREATE INDEX outbox_ticket ON outbox (ticket);"
/* Keeps the attachments of a draft from being taken for unused. */
"CREATE TABLE outbox_contents ("
"	outbox INTEGER NOT NULL REFERENCES outbox,"
"	sha256 TEXT NOT NULL REFERENCES contents (sha256),"
"	PRIMARY KEY (outbox, sha256)"
") STRICT, WITHOUT ROWID;"
"CREATE TABLE suppressed ("
"	email_key TEXT PRIMARY KEY NOT NULL,"
"	email TEXT NOT NULL,"
"	reason TEXT NOT NULL,"
"	at INTEGER NOT NULL"
") STRICT, WITHOUT ROWID;"
"CREATE TABLE used_codes ("
"	code TEXT PRIMARY KEY NOT NULL,"
"	at INTEGER NOT NULL"
") STRICT, WITHOUT ROWID;"

/* Which rules matched which mail, for `ticketgate rules`. */
"CREATE TABLE rule_hits ("
"	rule TEXT NOT NULL,"
"	receipt INTEGER NOT NULL REFERENCES receipts,"
"	at INTEGER NOT NULL,"
"	PRIMARY KEY (rule, receipt)"
") STRICT, WITHOUT ROWID;"

/* Mails that wait for a person. */
"CREATE TABLE held ("
"	id INTEGER PRIMARY KEY,"
"	receipt INTEGER REFERENCES receipts,"
"	ticket INTEGER REFERENCES tickets,"
"	received INTEGER NOT NULL,"
"	quarantined INTEGER NOT NULL,"
"	state TEXT NOT NULL DEFAULT 'waiting',"
"	mailbox TEXT NOT NULL,"
"	sender TEXT NOT NULL,"
"	subject TEXT NOT NULL,"
"	reason TEXT NOT NULL,"
"	finished INTEGER NOT NULL DEFAULT 0,"
"	finished_by TEXT NOT NULL DEFAULT ''"
") STRICT;"
"CREATE INDEX held_waiting ON held (id) WHERE state = 'waiting';"
"CREATE TABLE trusted_senders ("
"	email_key TEXT PRIMARY KEY NOT NULL,"
"	email TEXT NOT NULL,"
"	who TEXT NOT NULL,"
"	at INTEGER NOT NULL"
") STRICT, WITHOUT ROWID;"

/* One row a ticket and one a message; see search.c for the row ids and the
 * form of the words. */
"CREATE VIRTUAL TABLE search USING fts5 (subject, people, text,"
"	tokenize = 'unicode61 remove_diacritics 2');"
"INSERT INTO search (search, rank) VALUES ('rank', 'bm25(4.0, 2.0, 1.0)');";
/* clang-format on */

/* clang-format off */
static const char version_2[] =
/* Webhooks to call; DUE and the lease as in outbox. */
"CREATE TABLE webhooks ("
"	id INTEGER PRIMARY KEY,"
"	state TEXT NOT NULL DEFAULT 'queued',"
"	due INTEGER NOT NULL,"
"	lease_owner TEXT NOT NULL DEFAULT '',"
"	attempts INTEGER NOT NULL DEFAULT 0,"
"	finished INTEGER NOT NULL DEFAULT 0,"
"	created INTEGER NOT NULL,"
"	ticket INTEGER NOT NULL REFERENCES tickets,"
"	rule TEXT NOT NULL,"
"	url TEXT NOT NULL,"
"	last_answer TEXT NOT NULL DEFAULT '',"
"	body TEXT NOT NULL"
") STRICT;"
"CREATE INDEX webhooks_due ON webhooks (due) WHERE state = 'queued';"
"CREATE INDEX webhooks_ticket ON webhooks (ticket);";
/* clang-format on */

/* clang-format off */
static const char version_3[] =
/* Changes are told by events alone. OUTBOX.EVENT is the newest event that the
 * mail can tell of, UNDO the first one that #undo takes back. Receipts written
 * before cannot be undone: their EVENT meant the first one. */
"ALTER TABLE tickets DROP COLUMN owner_change_at;"
"ALTER TABLE tickets DROP COLUMN owner_change_who;"
"ALTER TABLE tickets DROP COLUMN owner_change_what;"
"ALTER TABLE tickets DROP COLUMN status_change_at;"
"ALTER TABLE tickets DROP COLUMN status_change_who;"
"ALTER TABLE tickets DROP COLUMN status_change_what;"
"ALTER TABLE outbox ADD COLUMN undo INTEGER NOT NULL DEFAULT 0;"
/* RELEASED_EVENT: who released it knew of the events up to this one. REST:
 * the tickets for which the mail waits, such as '12 15'; '' for all of it. */
"ALTER TABLE receipts ADD COLUMN released_event INTEGER NOT NULL DEFAULT 0;"
"ALTER TABLE receipts ADD COLUMN rest TEXT NOT NULL DEFAULT '';";
/* clang-format on */

const char *const schema_steps[] = { version_1, version_2, version_3 };

#define VERSION ((int)(sizeof(schema_steps) / sizeof(schema_steps[0])))

static bool
run_script(struct store *store, const char *sql, struct error *err)
{
	if (sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK)
		return true;
	return statement_failed(store, "migrating", err);
}

struct identity {
	int64_t application, version, tables;
};

static bool
identity_read(struct store *store, struct identity *id, struct error *err)
{
	return statement_int(store, "PRAGMA application_id", BIND_NONE,
			     &id->application, err) &&
	       statement_int(store, "PRAGMA user_version", BIND_NONE,
			     &id->version, err) &&
	       statement_int(store, "SELECT count(*) FROM sqlite_schema",
			     BIND_NONE, &id->tables, err);
}

/* The same as of one moment: another process may be making the database, and
 * what was read before and after would be nobody's. */
static bool
identity_look(struct store *store, struct identity *id, struct error *err)
{
	bool ok = run_script(store, "BEGIN", err) &&
		  identity_read(store, id, err);

	if (!sqlite3_get_autocommit(store->db))
		sqlite3_exec(store->db, "COMMIT", NULL, NULL, NULL);
	return ok;
}

/* New and empty, or ours and not from the future. */
static bool
identity_check(struct store *store, const struct identity *id, int newest,
	       struct error *err)
{
	bool empty = !id->application && !id->version && !id->tables;

	if (!empty && id->application != APPLICATION_ID)
		return error_set(err, ERROR_CONFIG,
				 "%s is a database of another program: name "
				 "another file in desk.database",
				 store->path);
	if (id->version > newest)
		return error_set(err, ERROR_CONFIG,
				 "database %s has schema %d and this program "
				 "knows up to %d: install the newer program "
				 "again, or restore an older backup",
				 store->path, (int)id->version, newest);
	return true;
}

/* Of the system's random source: reply ids are worth what this is. */
static bool
secret_make(struct store *store, struct error *err)
{
	char key[HASH_KEY_SIZE];

	hash_random(key, sizeof(key));
	return statement_run(store,
			     "INSERT OR IGNORE INTO settings (name, value)"
			     " VALUES ('secret', ?1)",
			     BIND(bind_blob(slice_of(key, sizeof(key)))), err);
}

static bool
migrate(struct store *store, const char *const *steps, int from, int to,
	struct error *err)
{
	char mark[96];
	int i;

	for (i = from; i < to; i++)
		if (!run_script(store, steps[i], err))
			return error_context(err, "schema %d", i + 1);
	if (!secret_make(store, err))
		return false;
	snprintf(mark, sizeof(mark),
		 "PRAGMA application_id = %d; PRAGMA user_version = %d;",
		 APPLICATION_ID, to);
	return run_script(store, mark, err);
}

bool
schema_apply(struct store *store, const char *const *steps, int count,
	     struct error *err)
{
	struct identity id;

	if (!identity_look(store, &id, err) ||
	    !identity_check(store, &id, count, err))
		return false;
	if (id.version == count)
		return true;
	if (!store_begin(store, err))
		return false;
	/* another process may have been faster */
	if (!identity_read(store, &id, err) ||
	    !identity_check(store, &id, count, err) ||
	    !migrate(store, steps, (int)id.version, count, err)) {
		store_rollback(store);
		return false;
	}
	return store_commit(store, err);
}

static bool
schema_check(struct store *store, struct error *err)
{
	struct identity id;

	if (!identity_look(store, &id, err) ||
	    !identity_check(store, &id, VERSION, err))
		return false;
	if (id.version == VERSION)
		return true;
	return error_set(err, ERROR_CONFIG,
			 "database %s has schema %d and this program needs "
			 "%d: start the daemon once, it brings it up to date",
			 store->path, (int)id.version, VERSION);
}

bool
schema_prepare(struct store *store, struct error *err)
{
	if (store->mode == STORE_READ)
		return schema_check(store, err);
	return schema_apply(store, schema_steps, VERSION, err);
}
