/* test_held.c - mails that wait for a person, and trusted senders. */
#include "fixture.h"

#include "store/held.h"

static int64_t
hold(struct fixture *f, const char *subject, bool quarantined)
{
	struct held held = { .receipt = add_receipt(f, "help", 0, "raw"),
			     .quarantined = quarantined,
			     .mailbox = "help",
			     .from = "mallory@example.net",
			     .subject = subject,
			     .reason = "not proven",
			     .received = NOON };
	int64_t id;

	ok(f, held_add(f->store, &held, &id, &f->err));
	return id;
}

static void
test_held(void **state)
{
	struct fixture *f = *state;
	struct held held, *list;
	int64_t first, second;
	bool found, changed;
	size_t count;

	begin(f);
	first = hold(f, "a", false);
	second = hold(f, "b", true);
	commit(f);
	ok(f, held_list(f->store, f->arena, &list, &count, &f->err));
	assert_int_equal(count, 2);
	assert_int_equal(list[0].id, first);
	assert_false(list[0].quarantined);
	assert_true(list[1].quarantined);
	assert_string_equal(list[1].subject, "b");
	assert_int_equal(list[1].receipt, 2);
	begin(f);
	ok(f, held_finish(f->store, first, "released", "it1", NOON, &changed,
			  &f->err));
	assert_true(changed);
	ok(f, held_finish(f->store, first, "rejected", "it1", NOON, &changed,
			  &f->err));
	assert_false(changed);
	ok(f, held_finish(f->store, 99, "rejected", "it1", NOON, &changed,
			  &f->err));
	assert_false(changed);
	commit(f);
	ok(f, held_get(f->store, first, f->arena, &held, &found, &f->err));
	assert_true(found);
	assert_string_equal(held.state, "released");
	assert_string_equal(held.from, "mallory@example.net");
	assert_string_equal(held.reason, "not proven");
	assert_string_equal(held.mailbox, "help");
	assert_int_equal(held.received, NOON);
	assert_int_equal(held.ticket, 0);
	ok(f, held_list(f->store, f->arena, &list, &count, &f->err));
	assert_int_equal(count, 1);
	assert_int_equal(list[0].id, second);
	ok(f, held_get(f->store, 99, f->arena, &held, &found, &f->err));
	assert_false(found);
}

static void
test_trust(void **state)
{
	struct fixture *f = *state;
	bool is;

	begin(f);
	ok(f, sender_is_trusted(f->store, "a@example.org", &is, &f->err));
	assert_false(is);
	ok(f, sender_trust(f->store, "A@example.org", "it1", NOON, &f->err));
	ok(f, sender_trust(f->store, "a@example.org", "it1", NOON, &f->err));
	ok(f, sender_is_trusted(f->store, "a@EXAMPLE.org", &is, &f->err));
	assert_true(is);
	ok(f, sender_is_trusted(f->store, "b@example.org", &is, &f->err));
	assert_false(is);
	commit(f);
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)
	const struct CMUnitTest tests[] = {
		TEST(test_held),
		TEST(test_trust),
	};

	return cmocka_run_group_tests_name("held", tests, NULL, NULL);
}
