/*
 * test_people.c - who takes part in a ticket, and in one that was merged.
 */
#include "fixture.h"

#include "store/private.h"

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

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)
	const struct CMUnitTest tests[] = {
		TEST(test_people),
		TEST(test_merge),
	};

	return cmocka_run_group_tests_name("people", tests, NULL, NULL);
}
