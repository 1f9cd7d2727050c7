/*
 * test_tickets.c - every change of a ticket, the event that it leaves, and
 * taking it back.
 */
#include "fixture.h"

#include "store/private.h"

static struct event *
events_of(struct fixture *f, int64_t ticket, size_t *count)
{
	struct event *events;

	ok(f, ticket_events(f->store, ticket, 0, f->arena, &events, count,
			    &f->err));
	return events;
}

static struct event
last_event(struct fixture *f, int64_t ticket)
{
	size_t count;
	struct event *events = events_of(f, ticket, &count);

	assert_true(count > 0);
	return events[count - 1];
}

static size_t
event_count(struct fixture *f, int64_t ticket)
{
	size_t count;

	events_of(f, ticket, &count);
	return count;
}

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

/* Whoever is not there fails the test. */
static const struct participant *
participant_of(const struct ticket *ticket, const char *email)
{
	size_t i;

	for (i = 0; i < ticket->participant_count; i++)
		if (strcmp(ticket->participants[i].address.email, email) == 0)
			return &ticket->participants[i];
	fail_msg("%s takes no part in %lld", email, (long long)ticket->id);
	abort(); /* fail_msg() never returns, which compilers cannot know */
}

static void
test_people(void **state)
{
	struct fixture *f = *state;
	struct address bo = { "Bo", "bo@example.org" };
	struct address bo_again = { "", "BO@EXAMPLE.ORG" };
	struct address nobody = { "Nobody", "" };
	struct actor actor = by("it1", 1);
	const struct ticket *ticket;
	int64_t id;

	begin(f);
	id = open_ticket(f, "x", "ana@example.org");
	ok(f, ticket_set_participant(f->store, &actor, id, &bo, ROLE_CC, true,
				     &f->err));
	assert_string_equal(last_event(f, id).what, "cc added: bo@example.org");
	ok(f, ticket_set_participant(f->store, &actor, id, &bo_again, ROLE_CC,
				     true, &f->err));
	ok(f, ticket_set_participant(f->store, &actor, id, &nobody, ROLE_CC,
				     true, &f->err));
	ok(f, address_suppress(f->store, "Bo@example.org", "5.1.1", NOON,
			       &f->err));
	ticket = get_ticket(f, id);
	assert_int_equal(ticket->participant_count, 2);
	assert_true(participant_of(ticket, "bo@example.org")->suppressed);
	assert_false(participant_of(ticket, "ana@example.org")->suppressed);
	ok(f, ticket_set_requester(f->store, &actor, id, &bo_again, &f->err));
	assert_string_equal(last_event(f, id).what,
			    "requester: ana@example.org -> BO@EXAMPLE.ORG");
	ticket = get_ticket(f, id);
	assert_string_equal(ticket->requester.email, "BO@EXAMPLE.ORG");
	/* the one before takes part no more */
	assert_int_equal(ticket->participant_count, 1);
	assert_int_equal(ticket->participants[0].role, ROLE_REQUESTER);
	ok(f, ticket_set_participant(f->store, &actor, id,
				     &(struct address){ "", "ANA@example.org" },
				     ROLE_CC, true, &f->err));
	ok(f, ticket_set_participant(f->store, &actor, id,
				     &(struct address){ "", "bo@EXAMPLE.org" },
				     ROLE_CC, false, &f->err));
	commit(f);
	ticket = get_ticket(f, id);
	assert_int_equal(ticket->participant_count, 1);
	assert_int_equal(ticket->participants[0].role, ROLE_CC);
}

static void
test_merge(void **state)
{
	struct fixture *f = *state;
	struct actor actor = by("it1", 1);
	const struct ticket *ticket;
	int64_t a, b, c;

	begin(f);
	a = open_ticket(f, "a", "ana@example.org");
	b = open_ticket(f, "b", "bo@example.org");
	c = open_ticket(f, "c", "cy@example.org");
	add_message(f, a, DIRECTION_IN,
		    make_facts(f, "ana@example.org", "a", "1", "<1@x>"));
	add_message(f, b, DIRECTION_IN,
		    make_facts(f, "bo@example.org", "b", "2", "<2@x>"));
	refused(f, ticket_merge(f->store, &actor, a, a, &f->err), ERROR_REJECT,
		"the same");
	ok(f, ticket_merge(f->store, &actor, a, b, &f->err));
	ok(f, ticket_merge(f->store, &actor, a, b, &f->err));
	refused(f, ticket_merge(f->store, &actor, b, a, &f->err), ERROR_REJECT,
		"itself merged");
	refused(f, ticket_merge(f->store, &actor, a, c, &f->err), ERROR_REJECT,
		"merged into 2 before");
	ok(f, ticket_merge(f->store, &actor, b, c, &f->err));
	commit(f);
	ticket = get_ticket(f, a);
	assert_int_equal(ticket->merged_into, b);
	assert_int_equal(ticket->status, STATUS_CLOSED);
	assert_int_equal(ticket->message_count, 1);
	ticket = get_ticket(f, c);
	assert_int_equal(ticket->merged_into, 0);
	assert_int_equal(ticket->message_count, 2);
	assert_int_equal(ticket->participant_count, 3);
	assert_int_equal(participant_of(ticket, "ana@example.org")->role,
			 ROLE_CC);
	begin(f);
	ok(f, ticket_unmerge(f->store, &actor, b, &f->err));
	ok(f, ticket_unmerge(f->store, &actor, b, &f->err));
	commit(f);
	assert_int_equal(get_ticket(f, b)->merged_into, 0);
	assert_int_equal(get_ticket(f, b)->message_count, 2);
	assert_int_equal(get_ticket(f, c)->message_count, 0);
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
test_events(void **state)
{
	struct fixture *f = *state;
	struct actor actor = by("it1", 9);
	struct event *events;
	int64_t id, newest, before;
	size_t count;

	ok(f, event_newest(f->store, &newest, &f->err));
	assert_int_equal(newest, 0);
	begin(f);
	actor.receipt = add_receipt(f, "help", 1, "x");
	id = open_ticket(f, "x", "ana@example.org");
	ok(f, event_newest(f->store, &before, &f->err));
	ok(f, ticket_add_event(f->store, &actor, id, "looked at", &f->err));
	ok(f, ticket_set_tag(f->store, &actor, id, "t", true, &f->err));
	commit(f);
	ok(f, ticket_events(f->store, id, before + 1, f->arena, &events, &count,
			    &f->err));
	assert_int_equal(count, 2);
	assert_string_equal(events[0].what, "looked at");
	assert_string_equal(events[0].op, "");
	assert_int_equal(events[0].receipt, 1);
	assert_false(event_can_undo(&events[0]));
	assert_true(event_can_undo(&events[1]));
	ok(f, events_between(f->store, events[1].id, events[1].id, f->arena,
			     &events, &count, &f->err));
	assert_int_equal(count, 1);
	assert_string_equal(events[0].what, "tag t added");
	assert_int_equal(get_ticket(f, id)->updated, NOON + 9);
}

/* What a race is made of: owner, status and merging, and whose mail it was. */
static void
test_changes(void **state)
{
	struct fixture *f = *state;
	struct actor actor = by("it1", 9), requester = by("requester", 10);
	struct facts *facts = make_facts(f, "ana@example.org", "x",
					 "It is back.", "<2@example.org>");
	struct ticket_change *changes;
	int64_t id, other, before, message;
	size_t count;

	begin(f);
	id = open_ticket(f, "x", "ana@example.org");
	other = open_ticket(f, "y", "ana@example.org");
	ok(f, ticket_set_owner(f->store, &actor, id, "it2", &f->err));
	ok(f, event_newest(f->store, &before, &f->err));
	ok(f, ticket_set_tag(f->store, &actor, id, "t", true, &f->err));
	ok(f, ticket_set_owner(f->store, &actor, id, "", &f->err));
	ok(f, ticket_set_status(f->store, &actor, id, STATUS_WAITING,
				WAITING_VENDOR, "ACME", NOON, &f->err));
	requester.receipt = add_receipt(f, "help", 1, "x");
	ok(f, message_add(f->store, &requester, id, DIRECTION_IN, facts, NULL,
			  &message, &f->err));
	ok(f, ticket_set_status(f->store, &requester, id, STATUS_OPEN,
				WAITING_NOBODY, "", 0, &f->err));
	ok(f, ticket_merge(f->store, &actor, id, other, &f->err));
	ok(f, ticket_unmerge(f->store, &actor, id, &f->err));
	commit(f);
	ok(f, ticket_changes(f->store, id, before, f->arena, &changes, &count,
			     &f->err));
	assert_int_equal(count, 5);
	assert_int_equal(changes[0].kind, CHANGE_OWNER);
	assert_string_equal(changes[0].owner, "");
	assert_string_equal(changes[0].who, "it1");
	assert_string_equal(changes[0].email, "");
	assert_int_equal(changes[0].at, NOON + 9);
	assert_int_equal(changes[1].kind, CHANGE_STATUS);
	assert_int_equal(changes[1].before, STATUS_NEW);
	assert_int_equal(changes[1].after, STATUS_WAITING);
	assert_int_equal(changes[2].before, STATUS_WAITING);
	assert_int_equal(changes[2].after, STATUS_OPEN);
	assert_int_equal(changes[2].receipt, requester.receipt);
	assert_string_equal(changes[2].email, "ana@example.org");
	assert_int_equal(changes[3].kind, CHANGE_MERGE);
	assert_int_equal(changes[3].into, other);
	assert_int_equal(changes[4].into, 0);
	assert_true(changes[4].event > changes[3].event);
}

/* What "show" would print of everything that undoing must bring back. */
static const char *
describe(struct fixture *f, int64_t id)
{
	const struct ticket *t = get_ticket(f, id);
	const char *text = arena_printf(
		f->arena, "%d %d '%s' %lld owner '%s' queue '%s' %s <%s> %lld",
		t->status, t->waiting_for, t->waiting_name,
		(long long)t->waiting_until, t->owner, t->queue,
		t->requester.name, t->requester.email,
		(long long)t->merged_into);
	size_t i;

	for (i = 0; i < t->tags.count; i++)
		text = arena_printf(f->arena, "%s tag %s", text,
				    t->tags.items[i]);
	for (i = 0; i < t->field_count; i++)
		text = arena_printf(f->arena, "%s %s=%s", text,
				    t->fields[i].name, t->fields[i].value);
	for (i = 0; i < t->participant_count; i++)
		text = arena_printf(
			f->arena, "%s %s %s", text,
			participant_role_name(t->participants[i].role),
			t->participants[i].address.email);
	/* display names of people are known from other tickets only */
	for (i = 0; i < t->link_count; i++)
		text = arena_printf(f->arena, "%s link %d %lld", text,
				    t->links[i].relation,
				    (long long)t->links[i].other);
	return text;
}

static void
change_much(struct fixture *f, int64_t id, int64_t other)
{
	struct store *s = f->store;
	struct actor a = by("it1", 10);
	struct address bo = { "Bo", "bo@example.org" };
	struct address ana = { "", "ana@example.org" };
	struct address cy = { "", "cy@example.org" };
	struct error *err = &f->err;

	ok(f, ticket_set_tag(s, &a, id, "old", false, err));
	ok(f, ticket_set_tag(s, &a, id, "new", true, err));
	ok(f, ticket_set_field(s, &a, id, "queue", "network", err));
	ok(f, ticket_set_field(s, &a, id, "asset", "", err));
	ok(f, ticket_set_field(s, &a, id, "site", "north", err));
	ok(f, ticket_set_owner(s, &a, id, "Bo", err));
	ok(f, ticket_set_requester(s, &a, id, &bo, err));
	ok(f, ticket_set_participant(s, &a, id, &ana, ROLE_VENDOR, true, err));
	ok(f, ticket_set_participant(s, &a, id, &cy, ROLE_CC, false, err));
	ok(f, ticket_add_link(s, &a, id, LINK_PARENT, other, err));
	ok(f, ticket_set_status(s, &a, id, STATUS_RESOLVED, WAITING_NOBODY, "",
				0, err));
	ok(f, ticket_merge(s, &a, id, other, err));
}

static void
undo_from(struct fixture *f, int64_t from)
{
	struct actor actor = by("it1", 20);
	struct event *events;
	size_t count;
	int64_t id;

	for (id = 2; id > 0; id--) {
		ok(f, ticket_events(f->store, id, from, f->arena, &events,
				    &count, &f->err));
		while (count-- > 0) {
			bool undone;

			ok(f, event_undo(f->store, &actor, &events[count],
					 &undone, &f->err));
			assert_true(undone);
		}
	}
}

static void
test_undo(void **state)
{
	struct fixture *f = *state;
	struct actor actor = by("it1", 5);
	struct address ana = { "Ana", "ana@example.com" };
	struct address bo = { "Bo", "bo@example.org" };
	struct address cy = { "Cy", "cy@example.org" };
	struct event opening;
	const char *before, *other_before;
	int64_t id, other, newest;
	bool undone;

	begin(f);
	id = open_ticket(f, "x", "ana@example.org");
	other = open_ticket(f, "y", "cy@example.org");
	ok(f, ticket_set_requester(f->store, &actor, id, &ana, &f->err));
	ok(f, ticket_set_participant(f->store, &actor, id, &bo, ROLE_CC, true,
				     &f->err));
	ok(f, ticket_set_participant(f->store, &actor, id, &cy, ROLE_VENDOR,
				     true, &f->err));
	ok(f, ticket_set_tag(f->store, &actor, id, "old", true, &f->err));
	ok(f, ticket_set_field(f->store, &actor, id, "asset", "A", &f->err));
	ok(f, ticket_set_status(f->store, &actor, id, STATUS_WAITING,
				WAITING_VENDOR, "ACME & Sons", NOON + 99,
				&f->err));
	before = describe(f, id);
	other_before = describe(f, other);
	ok(f, event_newest(f->store, &newest, &f->err));
	change_much(f, id, other);
	assert_string_not_equal(describe(f, id), before);
	assert_string_not_equal(describe(f, other), other_before);
	undo_from(f, newest + 1);
	assert_string_equal(describe(f, id), before);
	assert_string_equal(describe(f, other), other_before);
	opening = events_of(f, id, &(size_t){ 0 })[0];
	ok(f, event_undo(f->store, &actor, &opening, &undone, &f->err));
	assert_false(undone);
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

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)
	const struct CMUnitTest tests[] = {
		TEST(test_open),    TEST(test_numbers),
		TEST(test_status),  TEST(test_owner),
		TEST(test_fields),  TEST(test_tags_and_links),
		TEST(test_people),  TEST(test_merge),
		TEST(test_missing), TEST(test_events),
		TEST(test_changes), TEST(test_undo),
		TEST(test_due),	    TEST(test_counts),
	};

	return cmocka_run_group_tests_name("tickets", tests, NULL, NULL);
}
