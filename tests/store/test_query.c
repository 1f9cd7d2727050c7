/* test_query.c - lists by every filter, their plans, and raw mails. */
#include "fixture.h"

#include "store/held.h"
#include "store/private.h"
#include "store/query.h"

/* Five tickets, the last one changed most recently. */
static void
fill(struct fixture *f)
{
	struct error *err = &f->err;
	struct actor a = by("it1", 0);
	int64_t id;

	begin(f);
	open_ticket(f, "one", "ana@example.org");
	open_ticket(f, "two", "bo@example.org");
	open_ticket(f, "three", "ana@example.org");
	open_ticket(f, "four", "ana@example.org");
	open_ticket(f, "five", "cy@example.org");
	ok(f, ticket_set_field(f->store, &a, 1, "queue", "printers", err));
	ok(f, ticket_set_field(f->store, &a, 4, "queue", "printers", err));
	ok(f, ticket_set_owner(f->store, &a, 2, "Bo", err));
	ok(f, ticket_set_owner(f->store, &a, 4, "Bo", err));
	ok(f, ticket_set_tag(f->store, &a, 3, "vip", true, err));
	ok(f, ticket_set_tag(f->store, &a, 4, "vip", true, err));
	ok(f, ticket_set_status(f->store, &a, 4, STATUS_CLOSED, WAITING_NOBODY,
				"", 0, err));
	ok(f, ticket_merge(f->store, &a, 5, 1, err));
	ok(f, ticket_set_status(f->store, &a, 3, STATUS_WAITING,
				WAITING_REQUESTER, "", 0, err));
	for (id = 1; id <= 5; id++) {
		a.now = NOON + id;
		ok(f, ticket_add_event(f->store, &a, id, "seen", err));
	}
	commit(f);
}

static const struct {
	struct ticket_filter filter;
	const char *ids;
} lists[] = {
	{ { 0 }, "3 2 1" },
	{ { .include_closed = true }, "5 4 3 2 1" },
	{ { .include_closed = true, .limit = 2 }, "5 4" },
	{ { .limit = 1 }, "3" },
	{ { .status = "new" }, "2 1" },
	{ { .status = "waiting" }, "3" },
	{ { .status = "closed" }, "5 4" },
	{ { .status = "no such" }, "" },
	{ { .queue = "printers" }, "1" },
	{ { .queue = "printers", .include_closed = true }, "4 1" },
	{ { .owner = "Bo" }, "2" },
	{ { .owner = "Bo", .include_closed = true }, "4 2" },
	{ { .requester = "ANA@example.org" }, "3 1" },
	{ { .requester = "ana@example.org", .include_closed = true }, "4 3 1" },
	{ { .tag = "vip" }, "3" },
	{ { .tag = "vip", .include_closed = true }, "4 3" },
	{ { .tag = "VIP", .include_closed = true }, "" },
	{ { .since = NOON + 2 }, "3 2" },
	{ { .since = NOON + 4, .include_closed = true }, "5 4" },
	{ { .queue = "printers",
	    .owner = "Bo",
	    .tag = "vip",
	    .requester = "ana@example.org",
	    .status = "closed",
	    .since = NOON + 4 },
	  "4" },
	{ { .queue = "' OR 1 --" }, "" },
};

static const char *
ids_of(struct fixture *f, struct ticket **tickets, size_t count)
{
	const char *text = "";
	size_t i;

	for (i = 0; i < count; i++)
		text = arena_printf(f->arena, "%s%s%lld", text, i ? " " : "",
				    (long long)tickets[i]->id);
	return text;
}

static void
test_list(void **state)
{
	struct fixture *f = *state;
	struct ticket **tickets;
	size_t count, i;

	fill(f);
	for (i = 0; i < COUNT_OF(lists); i++) {
		ok(f, query_list(f->store, &lists[i].filter, f->arena, &tickets,
				 &count, &f->err));
		assert_string_equal(ids_of(f, tickets, count), lists[i].ids);
	}
	ok(f, query_list(f->store, &(struct ticket_filter){ .tag = "vip" },
			 f->arena, &tickets, &count, &f->err));
	assert_string_equal(tickets[0]->tags.items[0], "vip");
	assert_int_equal(tickets[0]->participant_count, 1);
}

struct seen {
	size_t count, stop_at;
	char text[64];
};

static bool
see(void *data, const struct raw_mail *mail)
{
	struct seen *seen = data;
	size_t used = strlen(seen->text);

	assert_true(mail->received >= NOON);
	snprintf(seen->text + used, sizeof(seen->text) - used,
		 "%lld:%lld:%s:%.*s%s ", (long long)mail->receipt,
		 (long long)mail->ticket, mail->mailbox, (int)mail->raw.size,
		 mail->raw.data, mail->follows ? " follows" : "");
	return ++seen->count != seen->stop_at;
}

static void
test_raw_mails(void **state)
{
	struct fixture *f = *state;
	struct seen all = { 0 }, one = { .stop_at = 1 }, none = { 0 };
	size_t count;

	begin(f);
	add_receipt(f, "help", 1, "one");
	add_receipt(f, "", 0, "two");
	add_receipt(f, "help", 2, "three");
	add_receipt(f, "help", 3, "one");
	open_ticket(f, "x", "ana@example.org");
	ok(f, receipt_finish(f->store, 1, OUTCOME_OPENED, "", 1, 0, &f->err));
	ok(f, receipt_finish(f->store, 3, OUTCOME_APPENDED, "", 1, 0, &f->err));
	ok(f,
	   receipt_finish(f->store, 4, OUTCOME_DUPLICATE, "", 1, 0, &f->err));
	commit(f);
	ok(f, query_raw_mails(f->store, NOON, see, &all, &f->err));
	assert_string_equal(all.text,
			    "1:1:help:one 2:0::two 3:1:help:three follows ");
	ok(f, query_raw_mail_count(f->store, NOON, &count, &f->err));
	assert_int_equal(count, all.count);
	ok(f, query_raw_mails(f->store, NOON, see, &one, &f->err));
	assert_int_equal(one.count, 1);
	ok(f, query_raw_mails(f->store, NOON + 1, see, &none, &f->err));
	assert_int_equal(none.count, 0);
}

/* The text of every statement that runs meanwhile. */
static struct {
	struct fixture *f;
	const char **items;
	size_t count;
} seen_sql;

static int
note_sql(unsigned type, void *context, void *statement, void *text)
{
	const char *sql = text;

	(void)type;
	(void)context;
	(void)statement;
	if (strncmp(sql, "--", 2) != 0) /* a trigger's or FTS5's own */
		ARENA_PUSH(seen_sql.f->arena, seen_sql.items, seen_sql.count,
			   arena_strdup(seen_sql.f->arena, sql));
	return 0;
}

/* What runs for each mail, each look into the mailbox, the outbox or the
 * list; nothing of it may read a table from one end to the other. */
static void
do_daily_work(struct fixture *f)
{
	static const struct ticket_filter filters[] = {
		{ .limit = 50 },
		{ .queue = "printers", .limit = 50 },
		{ .owner = "Bo", .status = "open", .limit = 50 },
		{ .tag = "vip", .since = NOON, .limit = 50 },
		{ .include_closed = true, .limit = 50 },
		{ .include_closed = true, .queue = "printers", .limit = 50 },
		{ .include_closed = true, .requester = "ana@example.org" },
	};
	struct store *s = f->store;
	struct arena *arena = f->arena;
	struct error *err = &f->err;
	struct outbox_mail mail;
	struct receipt receipt;
	struct ticket **tickets;
	struct event *events;
	struct held *held;
	int64_t id, *ids, counts[OUTCOME_DUPLICATE + 1];
	uint32_t uid = 1, *uids;
	size_t count, i;
	bool found;

	fill(f);
	begin(f);
	id = add_receipt(f, "help", 1, "x");
	ok(f, receipt_content(s, id, "key", &counts[0], err));
	ok(f, receipt_attempt(s, id, err));
	add_message(f, 1, DIRECTION_IN,
		    make_facts(f, "ana@example.org", "x", "y", "<m@x>"));
	ok(f, receipt_finish(s, id, OUTCOME_OPENED, "", 1, 0, err));
	ok(f, receipt_action_done(s, "help", 7, &uid, 1, err));
	commit(f);
	ok(f, receipt_get(s, id, arena, &receipt, &found, err));
	ok(f, receipt_highest_uid(s, "help", 7, &id, err));
	ok(f, receipt_drop_known(s, "help", 7, &uid, 1, err));
	ok(f, receipt_leftovers(s, "help", NOON, 9, arena, &ids, &count, err));
	ok(f, receipt_actions(s, "help", 7, false, arena, &uids, &count, err));
	ok(f, receipt_backlog(s, &count, &count, err));
	ok(f, receipt_counts(s, NOON, NOON + 1, counts, &id, err));
	ok(f, message_id_ticket(s, "<m@x>", &id, err));
	ok(f, event_newest(s, &id, err));
	ok(f,
	   outbox_lease(s, "here", NOON, 60, arena, &mail, &found, &id, err));
	ok(f, outbox_acks_since(s, "ana@example.org", NOON, &count, err));
	ok(f, outbox_by_message_id(s, "<1@x>", arena, &mail, &found, err));
	ok(f, ticket_due(s, NOON, NOON, 9, arena, &ids, &count, err));
	ok(f, ticket_count_open(s, "ana@example.org", &count, err));
	ok(f, ticket_count_owned(s, "Bo", &count, err));
	ok(f, held_list(s, arena, &held, &count, err));
	for (i = 0; i < COUNT_OF(filters); i++)
		ok(f, query_list(s, &filters[i], arena, &tickets, &count, err));
	ok(f, ticket_events(s, 1, 0, arena, &events, &count, err));
	get_ticket(f, 1);
}

/* A scan of a table that grows for ever would be felt after a year only. A
 * scan along an index is one in order, until there is enough. */
static void
check_step(const char *sql, const char *step)
{
	/* what a query makes for itself, or is as small as it looks */
	static const char *const small[] = { "CONSTANT", "(", "known", "first",
					     "latest",	 "f", "sqlite" };
	const char *name = step + 5;
	size_t i;

	if (strncmp(step, "SCAN ", 5) != 0 || strstr(step, "INDEX"))
		return;
	for (i = 0; i < COUNT_OF(small); i++)
		if (strncmp(name, small[i], strlen(small[i])) == 0)
			return;
	fail_msg("%s: %s", sql, step);
}

/* Where a weaker index would do, and be slow: part of the query, and the one
 * that it must use. */
static const struct {
	const char *sql, *index;
} indexes[] = {
	{ "t.is_open = 1 AND t.updated", "tickets_open" },
	{ "t.is_open = 1 AND +t.queue", "tickets_open" },
	{ "t.is_open = 1 AND EXISTS", "tickets_open" },
	{ "t.is_open = 1 ORDER", "tickets_open" },
	{ "SELECT min(due)", "outbox_due" },
	{ "AND t.queue = ?2", "tickets_queue" },
	{ "owner = ?1 AND is_open", "tickets_owner" },
	{ "FROM events WHERE ticket", "events_ticket" },
	{ "OR released_by <> ''", "receipts_pending" },
};

static void
check_plan(struct fixture *f, const char *sql)
{
	bool sorted_list = strstr(sql, "ORDER BY t.updated") &&
			   !strstr(sql, "requester_key = ");
	const char *plan = "";
	struct cursor rows;
	size_t i;

	ok(f, cursor_open_once(
		      &rows, f->store,
		      arena_printf(f->arena, "EXPLAIN QUERY PLAN %s", sql),
		      BIND_NONE, &f->err));
	while (cursor_next(&rows)) {
		const char *step;

		rows.column = 3;
		step = cursor_text(&rows, f->arena);
		check_step(sql, step);
		plan = arena_printf(f->arena, "%s; %s", plan, step);
	}
	ok(f, cursor_close(&rows));
	if (sorted_list && strstr(plan, "TEMP B-TREE"))
		fail_msg("%s: %s", sql, plan);
	for (i = 0; i < COUNT_OF(indexes); i++)
		if (strstr(sql, indexes[i].sql) &&
		    !strstr(plan, indexes[i].index))
			fail_msg("%s: %s", sql, plan);
}

static void
test_plans(void **state)
{
	struct fixture *f = *state;
	size_t i;

	seen_sql.f = f;
	sqlite3_trace_v2(f->store->db, SQLITE_TRACE_STMT, note_sql, NULL);
	do_daily_work(f);
	sqlite3_trace_v2(f->store->db, 0, NULL, NULL);
	assert_true(seen_sql.count > 100);
	begin(f); /* explained changes count as changes */
	for (i = 0; i < seen_sql.count; i++)
		if (!strstr(seen_sql.items[i], "search"))
			check_plan(f, seen_sql.items[i]);
	store_rollback(f->store);
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)
	const struct CMUnitTest tests[] = {
		TEST(test_list),
		TEST(test_raw_mails),
		TEST(test_plans),
	};

	return cmocka_run_group_tests_name("query", tests, NULL, NULL);
}
