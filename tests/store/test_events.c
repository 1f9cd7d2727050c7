/*
 * test_events.c - the history: what it tells, and taking changes back.
 */
#include "fixture.h"

#include "store/private.h"

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
	assert_int_equal(count, 6);
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
	/* merging closes, and taking it back does not open */
	assert_int_equal(changes[4].kind, CHANGE_STATUS);
	assert_int_equal(changes[4].after, STATUS_CLOSED);
	assert_int_equal(changes[5].kind, CHANGE_MERGE);
	assert_int_equal(changes[5].into, 0);
	assert_true(changes[5].event > changes[3].event);
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

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)
	const struct CMUnitTest tests[] = {
		TEST(test_events),
		TEST(test_changes),
		TEST(test_undo),
	};

	return cmocka_run_group_tests_name("events", tests, NULL, NULL);
}
