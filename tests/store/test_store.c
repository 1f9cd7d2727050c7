/*
 * test_store.c - opening, refusing, and the rules of
 * transactions.
 */
#include "fixture.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/private.h"
#include "store/query.h"

static void
test_created_private(void **state)
{
	struct fixture *f = *state;
	struct stat about;
	const char *wal = arena_printf(f->arena, "%s-wal", f->path);

	assert_int_equal(stat(f->path, &about), 0);
	assert_int_equal(about.st_mode & 0777, 0600);
	begin(f);
	open_ticket(f, "x", "ana@example.org");
	commit(f);
	assert_int_equal(stat(wal, &about), 0);
	assert_int_equal(about.st_mode & 0777, 0600);
}

/* What a connection must have set, whoever changes the code around it. */
static void
test_settings(void **state)
{
	static const struct {
		const char *sql;
		int64_t value;
	} rows[] = {
		{ "PRAGMA synchronous", 2 },
		{ "PRAGMA foreign_keys", 1 },
		{ "PRAGMA wal_autocheckpoint", 0 },
		{ "PRAGMA mmap_size", 0 },
		{ "SELECT count(*) FROM pragma_journal_mode WHERE"
		  " journal_mode = 'wal'",
		  1 },
		{ "SELECT count(*) FROM pragma_table_list WHERE type ="
		  " 'table' AND NOT strict AND name NOT LIKE 'sqlite%'",
		  0 },
	};
	struct fixture *f = *state;
	int64_t value;
	size_t i;

	for (i = 0; i < COUNT_OF(rows); i++) {
		ok(f, statement_int(f->store, rows[i].sql, BIND_NONE, &value,
				    &f->err));
		assert_int_equal(value, rows[i].value);
	}
}

static void
test_refused_files(void **state)
{
	struct fixture *f = *state;
	const char *text = arena_printf(f->arena, "%s/text.db", f->folder);
	const char *none = arena_printf(f->arena, "%s/none/x.db", f->folder);
	FILE *file = fopen(text, "w");

	assert_non_null(file);
	fprintf(file, "%0*d", 5000, 1);
	fclose(file);
	refused(f, store_open(text, STORE_WRITE, &f->err), ERROR_CONFIG,
		"text.db");
	refused(f, store_open(none, STORE_WRITE, &f->err), ERROR_CONFIG,
		"folder exists");
	/* SQLite takes this one for a database in memory, without WAL */
	refused(f, store_open(":memory:", STORE_WRITE, &f->err), ERROR_CONFIG,
		"local disk");
	unlink(":memory:");
	assert_string_equal(raw_sql(f, "PRAGMA user_version = 999"), "");
	refused(f, store_open(f->path, STORE_WRITE, &f->err), ERROR_CONFIG,
		"schema 999");
	refused(f, store_open(f->path, STORE_READ, &f->err), ERROR_CONFIG,
		"schema 999");
	assert_string_equal(raw_sql(f, "PRAGMA application_id = 5"), "");
	refused(f, store_open(f->path, STORE_WRITE, &f->err), ERROR_CONFIG,
		"another program");
}

/* A person may look before the daemon made the database. */
static void
test_nothing_yet(void **state)
{
	struct fixture *f = *state;
	const char *paths[] = {
		arena_printf(f->arena, "%s/none.db", f->folder),
		arena_printf(f->arena, "%s/empty.db", f->folder),
	};

	close(open(paths[1], O_CREAT | O_WRONLY, 0600));
	for (size_t i = 0; i < 2; i++) {
		struct store *reader =
			store_open(paths[i], STORE_READ, &f->err);
		int64_t newest = -1;

		assert_non_null(reader);
		ok(f, event_newest(reader, &newest, &f->err));
		assert_int_equal(newest, 0);
		store_close(reader);
	}
	assert_int_equal(access(paths[0], F_OK), -1);
}

/* A person may look while the daemon makes the database, too: often enough
 * for some of the looks to fall between two of its steps. */
static void
test_nothing_quite_yet(void **state)
{
	struct fixture *f = *state;

	for (int i = 0; i < 20; i++) {
		const char *path =
			arena_printf(f->arena, "%s/%d.db", f->folder, i);
		int status = 0;
		pid_t maker = fork();

		if (maker == 0)
			_exit(store_open(path, STORE_WRITE, NULL) ? 0 : 1);
		while (waitpid(maker, &status, WNOHANG) == 0) {
			struct store *reader =
				store_open(path, STORE_READ, &f->err);

			if (!reader)
				fail_msg("%s", f->err.text);
			store_close(reader);
		}
		assert_int_equal(status, 0);
	}
}

static void
test_secret(void **state)
{
	static const uint8_t zero[HASH_KEY_SIZE];
	struct fixture *f = *state;
	uint8_t first[HASH_KEY_SIZE], second[HASH_KEY_SIZE];
	struct store *reader;

	ok(f, store_secret(f->store, first, &f->err));
	assert_memory_not_equal(first, zero, sizeof(zero));
	reader = store_open(f->path, STORE_READ, &f->err);
	assert_non_null(reader);
	ok(f, store_secret(reader, second, &f->err));
	store_close(reader);
	assert_memory_equal(first, second, sizeof(first));
	raw_sql(f, "DELETE FROM settings");
	refused(f, store_secret(f->store, first, &f->err), ERROR_CONFIG,
		"backup");
}

static void
test_transactions(void **state)
{
	struct fixture *f = *state;
	struct actor actor = by("requester", 0);
	struct address address = { "", "ana@example.org" };
	struct ticket *ticket;
	int64_t id;

	refused(f,
		ticket_open(f->store, &actor, "x", &address, "", "", &id,
			    &f->err),
		ERROR_BUG, "no transaction");
	refused(f, store_commit(f->store, &f->err), ERROR_BUG,
		"no transaction");
	store_rollback(f->store);
	begin(f);
	refused(f, store_begin(f->store, &f->err), ERROR_BUG, "already");
	id = open_ticket(f, "gone", "ana@example.org");
	store_rollback(f->store);
	ok(f, ticket_get(f->store, id, f->arena, &ticket, &f->err));
	assert_null(ticket);
	begin(f);
	/* the number of a ticket that never was is free */
	assert_int_equal(open_ticket(f, "kept", "ana@example.org"), id);
	commit(f);
	assert_string_equal(get_ticket(f, id)->subject, "kept");
}

/* A reader sees the moment of its begin, and nothing makes it write. */
static void
test_reader(void **state)
{
	struct fixture *f = *state;
	struct store *reader = store_open(f->path, STORE_READ, &f->err);
	struct actor actor = by("requester", 0);
	struct ticket_filter all = { .include_closed = true };
	struct ticket **tickets;
	size_t count;

	assert_non_null(reader);
	ok(f, store_begin(reader, &f->err));
	ok(f, query_list(reader, &all, f->arena, &tickets, &count, &f->err));
	assert_int_equal(count, 0);
	begin(f);
	open_ticket(f, "one", "ana@example.org");
	commit(f);
	ok(f, query_list(reader, &all, f->arena, &tickets, &count, &f->err));
	assert_int_equal(count, 0);
	refused(f, ticket_set_owner(reader, &actor, 1, "x", &f->err),
		ERROR_REJECT, "no ticket 1");
	ok(f, store_commit(reader, &f->err));
	ok(f, query_list(reader, &all, f->arena, &tickets, &count, &f->err));
	assert_int_equal(count, 1);
	ok(f, store_begin(reader, &f->err));
	refused(f, ticket_set_owner(reader, &actor, 1, "x", &f->err),
		ERROR_CONFIG, "readonly");
	ok(f,
	   query_search(reader, "one", 0, f->arena, &tickets, &count, &f->err));
	assert_int_equal(count, 1);
	store_close(reader);
}

/* When nobody runs: the last writer has taken the WAL with it. */
static void
test_reader_alone(void **state)
{
	struct fixture *f = *state;
	struct ticket *ticket;
	struct store *reader;

	begin(f);
	open_ticket(f, "one", "ana@example.org");
	commit(f);
	store_close(f->store);
	f->store = NULL;
	reader = store_open(f->path, STORE_READ, &f->err);
	assert_non_null(reader);
	ok(f, ticket_get(reader, 1, f->arena, &ticket, &f->err));
	assert_string_equal(ticket->subject, "one");
	store_close(reader);
}

static void
test_data_version(void **state)
{
	struct fixture *f = *state;
	struct store *other = store_open(f->path, STORE_WRITE, &f->err);
	int64_t before, own, after;

	assert_non_null(other);
	ok(f, store_data_version(f->store, &before, &f->err));
	begin(f);
	open_ticket(f, "own", "ana@example.org");
	commit(f);
	ok(f, store_data_version(f->store, &own, &f->err));
	assert_int_equal(before, own);
	ok(f, store_begin(other, &f->err));
	ok(f, address_suppress(other, "x@example.org", "r", NOON, &f->err));
	ok(f, store_commit(other, &f->err));
	ok(f, store_data_version(f->store, &after, &f->err));
	assert_int_not_equal(own, after);
	store_close(other);
}

static int64_t
size_of(struct fixture *f, const char *suffix)
{
	struct stat about;

	if (stat(arena_printf(f->arena, "%s%s", f->path, suffix), &about) < 0)
		return 0;
	return about.st_size;
}

static void
test_checkpoint(void **state)
{
	struct fixture *f = *state;
	struct store *other = store_open(f->path, STORE_WRITE, &f->err);
	int64_t before;

	assert_non_null(other);
	refused(f, store_checkpoint(other, &f->err), ERROR_BUG, "timer");
	store_close(other);
	ok(f, store_checkpoint(f->store, &f->err));
	before = size_of(f, "");
	begin(f);
	add_receipt(f, "help", 1, arena_printf(f->arena, "%0*d", 5000000, 1));
	commit(f);
	assert_int_equal(size_of(f, ""), before);
	assert_true(size_of(f, "-wal") > 5000000);
	ok(f, store_checkpoint(f->store, &f->err));
	assert_true(size_of(f, "") > 5000000);
}

/* The history withstands SQL from anywhere. */
static void
test_events_append_only(void **state)
{
	static const char *const attempts[] = {
		"UPDATE events SET who = 'me'",
		"DELETE FROM events",
		"INSERT OR REPLACE INTO events SELECT * FROM events",
	};
	struct fixture *f = *state;
	size_t i;

	begin(f);
	open_ticket(f, "one", "ana@example.org");
	commit(f);
	for (i = 0; i < COUNT_OF(attempts); i++)
		assert_string_equal(raw_sql(f, attempts[i]),
				    "events are append-only");
	assert_string_equal(raw_sql(f, "SELECT count(*) FROM events WHERE who"
				       " = 'requester'"),
			    "2");
}

/* Another maker of the same database, which ends when somebody waits. */
static sqlite3 *rival;
static int waits;

static int
rival_ends(sqlite3_vfs *vfs, int microseconds)
{
	(void)vfs;
	(void)microseconds;
	if (waits++ == 0)
		assert_int_equal(
			sqlite3_exec(rival, "COMMIT", NULL, NULL, NULL),
			SQLITE_OK);
	return 0;
}

/* SQLite itself gives up at once when two switch to WAL. */
static void
test_made_by_two(void **state)
{
	struct fixture *f = *state;
	const char *path = arena_printf(f->arena, "%s/two.db", f->folder);
	sqlite3_vfs *usual = sqlite3_vfs_find(NULL), vfs = *usual;
	struct store *store;

	vfs.zName = "whose sleep ends the rival";
	vfs.xSleep = rival_ends;
	assert_int_equal(sqlite3_open(path, &rival), SQLITE_OK);
	assert_int_equal(
		sqlite3_exec(rival, "BEGIN IMMEDIATE", NULL, NULL, NULL),
		SQLITE_OK);
	sqlite3_vfs_register(&vfs, 1);
	store = store_open(path, STORE_WRITE, &f->err);
	sqlite3_vfs_register(usual, 1);
	if (!store)
		fail_msg("%s", f->err.text);
	assert_int_equal(waits, 1);
	store_close(store);
	sqlite3_vfs_unregister(&vfs);
	sqlite3_close(rival);
}

/* All roles of a fresh desk start at the same moment. */
static void
create_by_many(const char *path)
{
	int children = 8, status, i;

	for (i = 0; i < children; i++)
		if (fork() == 0) {
			struct error err = { 0 };
			struct store *store =
				store_open(path, STORE_WRITE, &err);

			if (!store)
				fprintf(stderr, "# %s\n", err.text);
			store_close(store);
			_exit(store ? 0 : 1);
		}
	for (i = 0; i < children; i++) {
		assert_true(wait(&status) > 0);
		assert_int_equal(status, 0);
	}
}

static void
test_created_by_many(void **state)
{
	struct fixture *f = *state;

	for (int i = 0; i < 10; i++)
		create_by_many(arena_printf(f->arena, "%s/%d.db", f->folder,
					    i));
}

static char fault_log[] = "/tmp/tg-store-faults.XXXXXX";

/* The sweep over fault points needs both names. */
static void
test_fault_points(void **state)
{
	struct fixture *f = *state;
	FILE *file = fopen(fault_log, "r");
	char text[128] = "";

	assert_non_null(file);
	fseek(file, 0, SEEK_END);
	begin(f);
	open_ticket(f, "x", "ana@example.org");
	commit(f);
	assert_true(fread(text, 1, sizeof(text) - 1, file) > 0);
	fclose(file);
	assert_string_equal(text, "store.commit-before\nstore.commit-after\n");
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)
	const struct CMUnitTest tests[] = {
		TEST(test_fault_points),    TEST(test_created_private),
		TEST(test_settings),	    TEST(test_refused_files),
		TEST(test_nothing_yet),	    TEST(test_nothing_quite_yet),
		TEST(test_secret),
		TEST(test_transactions),    TEST(test_reader),
		TEST(test_reader_alone),    TEST(test_data_version),
		TEST(test_checkpoint),	    TEST(test_events_append_only),
		TEST(test_made_by_two),
		TEST(test_created_by_many),
	};

	int failed;

	close(mkstemp(fault_log));
	setenv("TICKETGATE_FAULT_LOG", fault_log, 1);
	failed = cmocka_run_group_tests_name("store", tests, NULL, NULL);
	unlink(fault_log);
	return failed;
}
