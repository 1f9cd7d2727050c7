/*
 * test_tickets.c - every change of a ticket and the event that it leaves.
 */
#include "fixture.h"

#include "store/private.h"

static void
test_open(void **state)
{
	struct fixture *f = *state;
	struct address ana = { "Ana", "Ana@Example.org" };
	struct actor actor = by("requester", 5);
	const struct ticket *ticket;
	struct event event;
	int64_t id, second;

	begin(f);
	ok(f, ticket_open(f->store, &actor, "Drucker", &ana, "de", "help", &id,
			  &f->err));
	second = open_ticket(f, "", "");
	commit(f);
	assert_int_equal(id, 1);
	assert_int_equal(second, 2);
	ticket = get_ticket(f, id);
	assert_string_equal(ticket->subject, "Drucker");
	assert_int_equal(ticket->status, STATUS_NEW);
	assert_int_equal(ticket->waiting_for, WAITING_NOBODY);
	assert_string_equal(ticket->requester.name, "Ana");
	assert_string_equal(ticket->requester.email, "Ana@Example.org");
	assert_string_equal(ticket->owner, "");
	assert_string_equal(ticket->queue, "");
	assert_string_equal(ticket->language, "de");
	assert_string_equal(ticket->mailbox, "help");
	assert_int_equal(ticket->created, NOON + 5);
	assert_int_equal(ticket->updated, NOON + 5);
	assert_int_equal(ticket->participant_count, 1);
	assert_int_equal(ticket->participants[0].role, ROLE_REQUESTER);
	assert_int_equal(ticket->message_count, 0);
	assert_int_equal(get_ticket(f, second)->participant_count, 0);
	event = events_of(f, id, &(size_t){ 0 })[0];
	assert_string_equal(event.who, "requester");
	assert_string_equal(event.what, "opened");
	assert_string_equal(event.why, "test");
	assert_string_equal(event.op, "open");
	assert_int_equal(event.at, NOON + 5);
}

/* A number is not given twice, even if the ticket that had it is gone. */
static void
test_numbers(void **state)
{
	struct fixture *f = *state;

	begin(f);
	open_ticket(f, "1", "");
	open_ticket(f, "2", "");
	commit(f);
	raw_sql(f, "DROP TRIGGER events_no_delete");
	raw_sql(f, "DELETE FROM events WHERE ticket = 2");
	raw_sql(f, "DELETE FROM tickets WHERE id = 2");
	begin(f);
	assert_int_equal(open_ticket(f, "3", ""), 3);
	commit(f);
}

static void
test_status(void **state)
{
	static const struct {
		enum ticket_status status;
		enum waiting_for waiting_for;
		const char *name;
		int64_t until, resolved_at, closed_at; /* after NOON */
		const char *what; /* of the event; NULL: none */
	} rows[] = {
		{ STATUS_NEW, 0, "", 0, 0, 0, NULL },
		{ STATUS_OPEN, 0, "", 0, 0, 0, "status: new -> open" },
		{ STATUS_WAITING, WAITING_REQUESTER, "", 0, 0, 0,
		  "status: open -> waiting for requester" },
		{ STATUS_WAITING, WAITING_REQUESTER, "", 0, 0, 0, NULL },
		{ STATUS_WAITING, WAITING_VENDOR, "ACME Ltd", 3600, 0, 0,
		  "status: waiting for requester -> waiting for vendor ACME "
		  "Ltd until 2026-11-22T13:00:00Z" },
		{ STATUS_RESOLVED, WAITING_VENDOR, "x", 9, 5, 0,
		  "status: waiting for vendor ACME Ltd until "
		  "2026-11-22T13:00:00Z -> resolved" },
		{ STATUS_CLOSED, 0, "", 0, 5, 6, "status: resolved -> closed" },
		{ STATUS_OPEN, 0, "", 0, 0, 0, "status: closed -> open" },
	};
	struct fixture *f = *state;
	int64_t id, until;
	size_t i;

	begin(f);
	id = open_ticket(f, "x", "ana@example.org");
	for (i = 0; i < COUNT_OF(rows); i++) {
		struct actor actor = by("it1", (int64_t)i);
		size_t events = event_count(f, id);
		const struct ticket *ticket;

		until = rows[i].until ? NOON + rows[i].until : 0;
		ok(f, ticket_set_status(f->store, &actor, id, rows[i].status,
					rows[i].waiting_for, rows[i].name,
					until, &f->err));
		ticket = get_ticket(f, id);
		assert_int_equal(ticket->status, rows[i].status);
		assert_int_equal(
			ticket->resolved_at,
			rows[i].resolved_at ? NOON + rows[i].resolved_at : 0);
		assert_int_equal(ticket->closed_at,
				 rows[i].closed_at ? NOON + rows[i].closed_at
						   : 0);
		if (rows[i].status == STATUS_WAITING) {
			assert_int_equal(ticket->waiting_for,
					 rows[i].waiting_for);
			assert_string_equal(ticket->waiting_name, rows[i].name);
			assert_int_equal(ticket->waiting_until, until);
		} else {
			assert_int_equal(ticket->waiting_for, WAITING_NOBODY);
			assert_int_equal(ticket->waiting_until, 0);
		}
		if (!rows[i].what) {
			assert_int_equal(event_count(f, id), events);
			continue;
		}
		assert_string_equal(last_event(f, id).what, rows[i].what);
	}
	commit(f);
}

static void
test_owner(void **state)
{
	static const struct {
		const char *who, *name, *what;
	} rows[] = {
		{ "Bo", "Bo", "owner: nobody -> Bo" },
		{ "Bo", "First line", "owner: Bo -> First line" },
		{ "Bo", "", "owner: First line -> nobody" },
	};
	struct fixture *f = *state;
	int64_t id;
	size_t i;

	begin(f);
	id = open_ticket(f, "x", "ana@example.org");
	for (i = 0; i < COUNT_OF(rows); i++) {
		struct actor actor = by(rows[i].who, 1);
		const struct ticket *ticket;

		ok(f, ticket_set_owner(f->store, &actor, id, rows[i].name,
				       &f->err));
		ticket = get_ticket(f, id);
		assert_string_equal(ticket->owner, rows[i].name);
		assert_string_equal(last_event(f, id).what, rows[i].what);
	}
	commit(f);
}

static void
test_fields(void **state)
{
	static const struct {
		const char *name, *value, *what;
	} rows[] = {
		{ "queue", "printers", "queue: (none) -> printers" },
		{ "kind", "incident", "kind: (none) -> incident" },
		{ "priority", "low", "priority: (none) -> low" },
		{ "subject", "new words", "subject: x -> new words" },
		{ "language", "zh", "language: en -> zh" },
		{ "resolution", "toner", "resolution: (none) -> toner" },
		{ "asset", "PR-1", "asset: (none) -> PR-1" },
		{ "asset", "PR-2", "asset: PR-1 -> PR-2" },
		{ "asset", "", "asset: PR-2 -> (none)" },
		{ "site'; --", "x", "site'; --: (none) -> x" },
		{ "queue", "", "queue: printers -> (none)" },
	};
	struct fixture *f = *state;
	struct actor actor = by("rule printer", 1);
	const struct ticket *ticket;
	int64_t id;
	size_t i, events;

	begin(f);
	id = open_ticket(f, "x", "ana@example.org");
	for (i = 0; i < COUNT_OF(rows); i++) {
		ok(f, ticket_set_field(f->store, &actor, id, rows[i].name,
				       rows[i].value, &f->err));
		assert_string_equal(last_event(f, id).what, rows[i].what);
		events = event_count(f, id);
		ok(f, ticket_set_field(f->store, &actor, id, rows[i].name,
				       rows[i].value, &f->err));
		assert_int_equal(event_count(f, id), events);
	}
	commit(f);
	ticket = get_ticket(f, id);
	assert_string_equal(ticket->queue, "");
	assert_string_equal(ticket->kind, "incident");
	assert_string_equal(ticket->priority, "low");
	assert_string_equal(ticket->subject, "new words");
	assert_string_equal(ticket->language, "zh");
	assert_string_equal(ticket->resolution, "toner");
	assert_int_equal(ticket->field_count, 1);
	assert_string_equal(ticket->fields[0].name, "site'; --");
}

static void
test_tags_and_links(void **state)
{
	struct fixture *f = *state;
	struct actor actor = by("it1", 1);
	const struct ticket *ticket;
	int64_t id, other;
	size_t events;

	begin(f);
	id = open_ticket(f, "x", "ana@example.org");
	other = open_ticket(f, "y", "bo@example.org");
	ok(f, ticket_set_tag(f->store, &actor, id, "b", true, &f->err));
	ok(f, ticket_set_tag(f->store, &actor, id, "a", true, &f->err));
	events = event_count(f, id);
	ok(f, ticket_set_tag(f->store, &actor, id, "a", true, &f->err));
	ok(f, ticket_set_tag(f->store, &actor, id, "c", false, &f->err));
	assert_int_equal(event_count(f, id), events);
	ok(f,
	   ticket_add_link(f->store, &actor, id, LINK_FOLLOWS, other, &f->err));
	ok(f,
	   ticket_add_link(f->store, &actor, id, LINK_FOLLOWS, other, &f->err));
	assert_int_equal(event_count(f, id), events + 1);
	assert_string_equal(last_event(f, id).what, "link added: follows 2");
	ticket = get_ticket(f, id);
	assert_int_equal(ticket->tags.count, 2);
	assert_string_equal(ticket->tags.items[0], "a");
	assert_string_equal(ticket->tags.items[1], "b");
	assert_int_equal(ticket->link_count, 1);
	assert_int_equal(ticket->links[0].relation, LINK_FOLLOWS);
	assert_int_equal(ticket->links[0].other, other);
	ok(f, ticket_set_link(f->store, &actor, id, LINK_FOLLOWS, other, false,
			      &f->err));
	ok(f, ticket_set_tag(f->store, &actor, id, "a", false, &f->err));
	commit(f);
	ticket = get_ticket(f, id);
	assert_int_equal(ticket->tags.count, 1);
	assert_int_equal(ticket->link_count, 0);
}

/* No call invents a ticket, and each says which one is missing. */
static void
test_missing(void **state)
{
	struct fixture *f = *state;
	struct actor actor = by("it1", 1);
	struct address bo = { "Bo", "bo@example.org" };
	struct ticket *ticket;
	int64_t id;

	ok(f, ticket_get(f->store, 9, f->arena, &ticket, &f->err));
	assert_null(ticket);
	begin(f);
	id = open_ticket(f, "x", "ana@example.org");
#define MISSING(call) refused(f, call, ERROR_REJECT, "there")
	MISSING(ticket_set_status(f->store, &actor, 9, STATUS_OPEN,
				  WAITING_NOBODY, "", 0, &f->err));
	MISSING(ticket_set_owner(f->store, &actor, 9, "x", &f->err));
	MISSING(ticket_set_field(f->store, &actor, 9, "queue", "x", &f->err));
	MISSING(ticket_set_field(f->store, &actor, 9, "asset", "x", &f->err));
	MISSING(ticket_set_tag(f->store, &actor, 9, "x", true, &f->err));
	MISSING(ticket_set_participant(f->store, &actor, 9, &bo, ROLE_CC, true,
				       &f->err));
	MISSING(ticket_set_requester(f->store, &actor, 9, &bo, &f->err));
	MISSING(ticket_add_link(f->store, &actor, id, LINK_RELATED, 9,
				&f->err));
	MISSING(ticket_add_link(f->store, &actor, 9, LINK_RELATED, id,
				&f->err));
	MISSING(ticket_merge(f->store, &actor, id, 9, &f->err));
	MISSING(ticket_merge(f->store, &actor, 9, id, &f->err));
	MISSING(ticket_add_event(f->store, &actor, 9, "x", &f->err));
	commit(f);
}

static void
test_due(void **state)
{
	struct fixture *f = *state;
	struct actor actor = by("it1", 0);
	int64_t *ids, id;
	size_t count;

	begin(f);
	for (id = 1; id <= 5; id++)
		open_ticket(f, "x", "ana@example.org");
	ok(f, ticket_set_status(f->store, &actor, 2, STATUS_WAITING,
				WAITING_NOBODY, "", NOON + 50, &f->err));
	ok(f, ticket_set_status(f->store, &actor, 3, STATUS_WAITING,
				WAITING_NOBODY, "", NOON + 200, &f->err));
	ok(f, ticket_set_status(f->store, &actor, 4, STATUS_RESOLVED,
				WAITING_NOBODY, "", 0, &f->err));
	ok(f, ticket_set_status(f->store, &actor, 5, STATUS_WAITING,
				WAITING_REQUESTER, "", 0, &f->err));
	commit(f);
	ok(f, ticket_due(f->store, NOON + 100, NOON + 1, 10, f->arena, &ids,
			 &count, &f->err));
	assert_int_equal(count, 2);
	assert_int_equal(ids[0], 4);
	assert_int_equal(ids[1], 2);
	ok(f, ticket_due(f->store, NOON + 100, 0, 10, f->arena, &ids, &count,
			 &f->err));
	assert_int_equal(count, 1);
	ok(f, ticket_due(f->store, NOON + 300, NOON + 1, 2, f->arena, &ids,
			 &count, &f->err));
	assert_int_equal(count, 2);
}

static void
test_counts(void **state)
{
	struct fixture *f = *state;
	struct actor actor = by("it1", 0);
	struct address bo = { "", "bo@example.org" };
	size_t count;

	begin(f);
	open_ticket(f, "1", "ana@example.org");
	open_ticket(f, "2", "Ana@example.org");
	open_ticket(f, "3", "ana@example.org");
	ok(f, ticket_set_status(f->store, &actor, 3, STATUS_CLOSED,
				WAITING_NOBODY, "", 0, &f->err));
	ok(f, ticket_set_owner(f->store, &actor, 1, "Bo", &f->err));
	ok(f, ticket_set_owner(f->store, &actor, 3, "Bo", &f->err));
	ok(f, ticket_set_participant(f->store, &actor, 1, &bo, ROLE_CC, true,
				     &f->err));
	ok(f, ticket_merge(f->store, &actor, 2, 1, &f->err));
	commit(f);
	ok(f, ticket_count_open(f->store, "ANA@example.org", &count, &f->err));
	assert_int_equal(count, 1);
	ok(f, ticket_count_owned(f->store, "Bo", &count, &f->err));
	assert_int_equal(count, 1);
}

/* Each once, without the empty one. */
static void
test_queues(void **state)
{
	struct fixture *f = *state;
	struct actor actor = by("it", 5);
	struct string_list names;

	ok(f, ticket_queues(f->store, f->arena, &names, &f->err));
	assert_int_equal(names.count, 0);
	begin(f);
	for (int i = 0; i < 5; i++) {
		static const char *const queues[] = { "vpn", "", "Printers",
						      "vpn", "Printers" };
		int64_t id = open_ticket(f, "x", "ana@example.org");

		ok(f, ticket_set_field(f->store, &actor, id, "queue", queues[i],
				       &f->err));
	}
	commit(f);
	ok(f, ticket_queues(f->store, f->arena, &names, &f->err));
	assert_int_equal(names.count, 2);
	assert_string_equal(names.items[0], "Printers");
	assert_string_equal(names.items[1], "vpn");
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)
	const struct CMUnitTest tests[] = {
		TEST(test_open),    TEST(test_numbers),
		TEST(test_status),  TEST(test_owner),
		TEST(test_fields),  TEST(test_tags_and_links),
		TEST(test_missing), TEST(test_due),
		TEST(test_counts),  TEST(test_queues),
	};

	return cmocka_run_group_tests_name("tickets", tests, NULL, NULL);
}
