/*
 * test_schema.c - a database that an older program made is brought up to date.
 */
#include "fixture.h"

#include "store/private.h"

/* A database as version 1 left it, with something in it. */
static const char *const first_step[] = {
	"CREATE TABLE settings (name TEXT PRIMARY KEY NOT NULL, value BLOB"
	" NOT NULL) STRICT, WITHOUT ROWID;"
	"CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT) STRICT;"
	"INSERT INTO notes (text) VALUES ('kept');",
	"ALTER TABLE notes ADD COLUMN language TEXT NOT NULL DEFAULT 'en';",
	"UPDATE notes SET language = 'de'; SELECT no_such_function();",
};

/* A store on a new file that has had no migration. */
static struct store *
bare_store(struct fixture *f)
{
	struct store *store = calloc(1, sizeof(*store));

	store->path = strdup(arena_printf(f->arena, "%s/bare.db", f->folder));
	store->mode = STORE_WRITE;
	store->scratch = arena_new();
	assert_int_equal(sqlite3_open(store->path, &store->db), SQLITE_OK);
	return store;
}

static void
test_migration(void **state)
{
	struct fixture *f = *state;
	struct store *store = bare_store(f);
	uint8_t before[HASH_KEY_SIZE], after[HASH_KEY_SIZE];
	int64_t count;

	ok(f, schema_apply(store, first_step, 1, &f->err));
	ok(f, store_secret(store, before, &f->err));
	refused(f, schema_apply(store, first_step, 3, &f->err), ERROR_BUG,
		"schema 3");
	/* all or nothing: step 2 went well and is gone too */
	ok(f, statement_int(store, "PRAGMA user_version", BIND_NONE, &count,
			    &f->err));
	assert_int_equal(count, 1);
	ok(f, statement_int(store,
			    "SELECT count(*) FROM pragma_table_info("
			    "'notes')",
			    BIND_NONE, &count, &f->err));
	assert_int_equal(count, 2);
	ok(f, schema_apply(store, first_step, 2, &f->err));
	ok(f, schema_apply(store, first_step, 2, &f->err));
	ok(f, statement_int(store,
			    "SELECT count(*) FROM notes WHERE text ="
			    " 'kept' AND language = 'en'",
			    BIND_NONE, &count, &f->err));
	assert_int_equal(count, 1);
	ok(f, store_secret(store, after, &f->err));
	assert_memory_equal(before, after, sizeof(before));
	store_close(store);
}

/* What version 2 kept of a ticket that somebody took: a receipt that was sent,
 * a notification that was not, a mail that was released. */
static const char rows_of_2[] =
	"INSERT INTO tickets (created, updated, status, is_open, waiting_for,"
	" owner, mailbox, language, requester_key, requester_email,"
	" requester_name, subject, owner_change_at, owner_change_who) VALUES"
	" (1000, 1001, 'open', 1, 'nobody', 'Ida', 'help', 'de',"
	" 'ana@example.org', 'ana@example.org', 'Ana', 'Jam', 1001, 'Ida');"
	"INSERT INTO receipts (mailbox, uidvalidity, uid, received, size,"
	" oversized, ticket, released_by, release_as_note) VALUES"
	" ('help', 1, 7, 1000, 5, 0, 1, 'Ida', 1);"
	"INSERT INTO raw_mails VALUES (1, CAST('A: b!' AS BLOB));"
	"INSERT INTO outbox (state, due, created, ticket, event, is_ack,"
	" purpose, template, message_id, sender, recipient, recipient_key,"
	" draft) VALUES ('sent', 0, 1000, 1, 5, 0, 'c', 'receipt', '<a@x>',"
	" '', 'ida@example.org', 'ida@example.org', '{}'),"
	" ('queued', 1002, 1001, 1, 9, 0, 'n', 'notification', '<b@x>', '',"
	" 'ida@example.org', 'ida@example.org', '{\"text\": \"Hello\","
	" \"subject\": \"Jam\", \"from\": {\"email\": \"help@example.org\"},"
	" \"to\": [{\"email\": \"ida@example.org\"}]}');";

static void
check_ticket_of_2(struct fixture *f, struct store *store)
{
	struct receipt receipt;
	struct ticket *ticket;
	bool found;

	ok(f, ticket_get(store, 1, f->arena, &ticket, &f->err));
	assert_non_null(ticket);
	assert_string_equal(ticket->owner, "Ida");
	assert_string_equal(ticket->subject, "Jam");
	ok(f, receipt_get(store, 1, f->arena, &receipt, &found, &f->err));
	assert_string_equal(receipt.released_by, "Ida");
	assert_true(receipt.release_as_note);
	assert_int_equal(receipt.released_event, 0);
	assert_string_equal(receipt.rest, "");
	assert_int_equal(receipt.raw.size, 5);
}

static void
check_outbox_of_2(struct fixture *f, struct store *store)
{
	struct outbox_mail mail;
	int64_t next;
	bool found;

	ok(f, outbox_by_message_id(store, "<a@x>", f->arena, &mail, &found,
				   &f->err));
	assert_true(found);
	assert_int_equal(mail.event, 5);
	assert_int_equal(mail.undo, 0);
	ok(f, outbox_lease(store, "here", 2000, 60, f->arena, &mail, &found,
			   &next, &f->err));
	assert_true(found);
	assert_string_equal(mail.message_id, "<b@x>");
	assert_int_equal(mail.event, 9);
	assert_string_equal(mail.draft->text, "Hello");
}

static void
test_from_version_2(void **state)
{
	struct fixture *f = *state;
	struct store *store = bare_store(f);
	const char *path = arena_strdup(f->arena, store->path);

	ok(f, schema_apply(store, schema_steps, 2, &f->err));
	if (sqlite3_exec(store->db, rows_of_2, NULL, NULL, NULL))
		fail_msg("%s", sqlite3_errmsg(store->db));
	store_close(store);
	store = store_open(path, STORE_READ, &f->err);
	assert_null(store);
	assert_non_null(strstr(f->err.text, "start the daemon once"));
	store = store_open(path, STORE_WRITE, &f->err);
	if (!store)
		fail_msg("%s", f->err.text);
	check_ticket_of_2(f, store);
	check_outbox_of_2(f, store);
	store_close(store);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_migration, fixture_open,
						fixture_close),
		cmocka_unit_test_setup_teardown(test_from_version_2,
						fixture_open, fixture_close),
	};

	return cmocka_run_group_tests_name("schema", tests, NULL, NULL);
}
