/* test_query.c - lists by every filter, their plans, and raw mails. */
#include "fixture.h"

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
see(void *data, int64_t receipt, int64_t ticket, const char *mailbox,
    struct slice raw)
{
	struct seen *seen = data;
	size_t used = strlen(seen->text);

	snprintf(seen->text + used, sizeof(seen->text) - used,
		 "%lld:%lld:%s:%.*s ", (long long)receipt, (long long)ticket,
		 mailbox, (int)raw.size, raw.data);
	return ++seen->count != seen->stop_at;
}

static void
test_raw_mails(void **state)
{
	struct fixture *f = *state;
	struct seen all = { 0 }, one = { .stop_at = 1 }, none = { 0 };

	begin(f);
	add_receipt(f, "help", 1, "one");
	add_receipt(f, "", 0, "two");
	open_ticket(f, "x", "ana@example.org");
	ok(f, receipt_finish(f->store, 1, OUTCOME_OPENED, "", 1, 0, &f->err));
	commit(f);
	ok(f, query_raw_mails(f->store, NOON, see, &all, &f->err));
	assert_string_equal(all.text, "1:1:help:one 2:0::two ");
	ok(f, query_raw_mails(f->store, NOON, see, &one, &f->err));
	assert_int_equal(one.count, 1);
	ok(f, query_raw_mails(f->store, NOON + 1, see, &none, &f->err));
	assert_int_equal(none.count, 0);
}

/* What runs for every mail or every look must use an index: a scan of a
 * table that grows for ever would be felt after a year only. */
static void
test_plans(void **state)
{
	static const char *const queries[] = {
		"SELECT id FROM tickets WHERE is_open = 1 ORDER BY updated"
		" DESC, id DESC LIMIT 50",
		"SELECT id FROM tickets t WHERE 1 AND t.is_open = 1 AND"
		" +t.queue = 'x' ORDER BY t.updated DESC, t.id DESC LIMIT 50",
		"SELECT id FROM tickets ORDER BY updated DESC, id DESC"
		" LIMIT 50",
		"SELECT id FROM tickets WHERE queue = 'x' ORDER BY updated"
		" DESC, id DESC LIMIT 50",
		"SELECT max(uid) FROM receipts WHERE mailbox = 'x' AND"
		" uidvalidity = 1 AND uid > 0",
		"SELECT 1 FROM receipts WHERE mailbox = 'x' AND uidvalidity ="
		" 1 AND uid = 1 AND uid > 0",
		"SELECT id FROM receipts WHERE pending = 1 AND mailbox = 'x'"
		" ORDER BY id LIMIT 9",
		"SELECT uid FROM receipts WHERE action_pending = 1 AND mailbox"
		" = 'x' AND uidvalidity = 1 ORDER BY uid",
		"SELECT id FROM receipts WHERE content_key = 'x' AND"
		" duplicate_of IS NULL AND id <> 1",
		"SELECT min(due) FROM outbox WHERE state = 'queued'",
		"SELECT id FROM outbox WHERE state = 'queued' AND due <= 1"
		" ORDER BY due, id LIMIT 1",
		"SELECT count(*) FROM outbox WHERE is_ack = 1 AND"
		" recipient_key = 'x' AND created >= 1",
		"SELECT max(ordinal) FROM messages WHERE ticket = 1",
		"SELECT max(id) FROM events",
		"SELECT id FROM events WHERE ticket = 1 AND id >= 1 ORDER BY"
		" id",
		"SELECT id FROM held WHERE state = 'waiting' ORDER BY id",
		"SELECT count(*) FROM tickets WHERE owner = 'x' AND is_open ="
		" 1",
	};
	struct fixture *f = *state;
	struct cursor rows;
	size_t i;

	for (i = 0; i < COUNT_OF(queries); i++) {
		const char *sql = arena_printf(
			f->arena, "EXPLAIN QUERY PLAN %s", queries[i]);

		ok(f,
		   cursor_open_once(&rows, f->store, sql, BIND_NONE, &f->err));
		while (cursor_next(&rows)) {
			const char *step;

			rows.column = 3;
			step = cursor_text(&rows, f->arena);
			if (strstr(step, "TEMP B-TREE") ||
			    (strstr(step, "SCAN") && !strstr(step, "INDEX")))
				fail_msg("%s: %s", queries[i], step);
		}
		ok(f, cursor_close(&rows));
	}
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
