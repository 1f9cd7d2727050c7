/*
 * test_crash.c - several processes at once, processes killed in the middle,
 * a full disk: what was acknowledged stays, nothing is there by half.
 */
#include "fixture.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/private.h"

/* The store of the fixture must not be used by two processes. */
static struct store *
reopen(struct fixture *f)
{
	struct store *store = store_open(f->path, STORE_WRITE, &f->err);

	if (!store)
		fail_msg("%s", f->err.text);
	return store;
}

/* One transaction as an intake does it: receipt, ticket, mail, all or
 * nothing. */
static bool
take_mail(struct store *store, struct fixture *f, int64_t uid,
	  struct error *err)
{
	struct receipt_key key = { "help", 7, uid };
	struct address requester = { "", "ana@example.org" };
	struct actor actor = by("requester", 0);
	char *raw = arena_alloc(f->arena, 20001);
	struct facts *facts =
		make_facts(f, "ana@example.org", "a mail", "text", "");
	int64_t ticket, message;
	bool done;

	memset(raw, 'r', 20000);
	done = store_begin(store, err) &&
	       receipt_add(store, &key, slice_of(raw, 20000), 20000, false,
			   NOON, &actor.receipt, err) &&
	       ticket_open(store, &actor, "a mail", &requester, "en", "help",
			   &ticket, err) &&
	       message_add(store, &actor, ticket, DIRECTION_IN, facts, NULL,
			   &message, err) &&
	       receipt_finish(store, actor.receipt, OUTCOME_OPENED, "new",
			      ticket, message, err) &&
	       store_commit(store, err);
	store_rollback(store);
	return done;
}

static int64_t
count_of(struct store *store, struct fixture *f, const char *sql)
{
	int64_t count;

	ok(f, statement_int(store, sql, BIND_NONE, &count, &f->err));
	return count;
}

/* Each of WHOLE mails has all its rows, and the file is sound. */
static void
check_whole(struct store *store, struct fixture *f, int64_t whole)
{
	static const char *const counts[] = {
		"SELECT count(*) FROM receipts WHERE pending = 0",
		"SELECT count(*) FROM raw_mails WHERE length(raw) = 20000",
		"SELECT count(*) FROM tickets WHERE message_count = 1",
		"SELECT count(*) FROM messages",
		"SELECT count(*) FROM participants",
		"SELECT count(*) / 2 FROM search",
		"SELECT count(*) / 3 FROM events",
	};
	struct cursor row;
	size_t i;

	for (i = 0; i < COUNT_OF(counts); i++)
		assert_int_equal(count_of(store, f, counts[i]), whole);
	ok(f, cursor_open(&row, store, "PRAGMA integrity_check", BIND_NONE,
			  &f->err));
	assert_true(cursor_next(&row));
	assert_string_equal(cursor_text(&row, f->arena), "ok");
	assert_true(cursor_close(&row));
	ok(f, store_begin(store, &f->err));
	ok(f, statement_run(store,
			    "INSERT INTO search (search) VALUES"
			    " ('integrity-check')",
			    BIND_NONE, &f->err));
	store_rollback(store);
}

static void
wait_for_all(int children)
{
	int status;

	while (children-- > 0) {
		assert_true(wait(&status) > 0);
		assert_int_equal(status, 0);
	}
}

#define WRITERS	      4
#define WRITER_ROUNDS 40

/* Adds 1 to a number in the database, read and written in one go. */
static bool
add_one(struct store *store, struct fixture *f, struct error *err)
{
	struct actor actor = by("it1", 0);
	struct ticket *ticket;
	long number;
	bool done;

	done = store_begin(store, err) &&
	       ticket_get(store, 1, f->arena, &ticket, err);
	if (done) {
		number = strtol(ticket->queue, NULL, 10) + 1;
		done = ticket_set_field(store, &actor, 1, "queue",
					arena_printf(f->arena, "%ld", number),
					err) &&
		       store_commit(store, err);
	}
	store_rollback(store);
	return done;
}

static void
test_no_lost_update(void **state)
{
	struct fixture *f = *state;
	int i, round;

	begin(f);
	open_ticket(f, "counter", "ana@example.org");
	commit(f);
	for (i = 0; i < WRITERS; i++)
		if (fork() == 0) {
			struct error err = { 0 };
			struct store *store = reopen(f);

			for (round = 0; round < WRITER_ROUNDS; round++)
				if (!add_one(store, f, &err))
					_exit(1);
			store_close(store);
			_exit(0);
		}
	wait_for_all(WRITERS);
	assert_string_equal(get_ticket(f, 1)->queue, "160");
}

static void
test_busy(void **state)
{
	struct fixture *f = *state;
	struct store *other = reopen(f);

	begin(f);
	sqlite3_busy_timeout(other->db, 20);
	refused(f, store_begin(other, &f->err), ERROR_RETRY,
		"another process holds it");
	commit(f);
	ok(f, store_begin(other, &f->err));
	store_close(other);
}

/* Writes mail after mail and tells of each; never returns. */
static void
write_for_ever(struct fixture *f, int64_t first, int told)
{
	struct error err = { 0 };
	struct store *store = reopen(f);
	int64_t uid;

	for (uid = first;; uid++) {
		if (!take_mail(store, f, uid, &err))
			_exit(1);
		if (write(told, &uid, sizeof(uid)) != sizeof(uid))
			_exit(1);
	}
}

/* Kills a writer some time after it told of COUNT more; *LAST becomes the
 * last one it told of. */
static void
kill_after(struct fixture *f, int count, int64_t *last)
{
	int ends[2], status;
	int64_t uid;
	pid_t child;

	assert_int_equal(pipe(ends), 0);
	child = fork();
	if (child == 0) {
		close(ends[0]);
		write_for_ever(f, *last + 1, ends[1]);
	}
	close(ends[1]);
	while (count-- > 0 && read(ends[0], &uid, sizeof(uid)) == sizeof(uid))
		*last = uid;
	kill(child, SIGKILL);
	assert_true(waitpid(child, &status, 0) == child);
	assert_true(WIFSIGNALED(status));
	while (read(ends[0], &uid, sizeof(uid)) == sizeof(uid))
		*last = uid;
	close(ends[0]);
}

static void
test_killed(void **state)
{
	struct fixture *f = *state;
	int64_t last = 0, highest;
	int round;

	store_close(f->store);
	f->store = NULL;
	for (round = 1; round <= 12; round++) {
		struct store *store;

		kill_after(f, round % 5 + 1, &last);
		store = reopen(f);
		ok(f, receipt_highest_uid(store, "help", 7, &highest, &f->err));
		/* one more may be there: committed, and killed before it
		 * could tell */
		assert_in_range(highest, last, last + 1);
		check_whole(store, f, highest);
		store_close(store);
		last = highest;
	}
}

/* Files may grow to BYTES; more is refused as a full disk would. */
static void
limit_files(rlim_t bytes)
{
	struct rlimit limit;

	assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
	limit.rlim_cur = bytes;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void
test_disk_full(void **state)
{
	struct fixture *f = *state;
	struct error err = { 0 };
	int64_t uid = 0;
	int failures = 0;

	signal(SIGXFSZ, SIG_IGN);
	limit_files(1024 * 1024);
	while (failures < 3) {
		if (take_mail(f->store, f, uid + 1, &err)) {
			assert_int_equal(failures, 0);
			uid++;
			continue;
		}
		assert_int_equal(err.class, ERROR_RETRY);
		failures++;
		assert_true(uid < 100);
	}
	assert_true(uid > 3);
	limit_files(RLIM_INFINITY);
	check_whole(f->store, f, uid);
	ok(f, take_mail(f->store, f, uid + 1, &f->err));
	check_whole(f->store, f, uid + 1);
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)
	const struct CMUnitTest tests[] = {
		TEST(test_no_lost_update),
		TEST(test_busy),
		TEST(test_killed),
		TEST(test_disk_full),
	};

	return cmocka_run_group_tests_name("crash", tests, NULL, NULL);
}
