/* test_receipts.c - keys, states, duplicates, mailbox actions, counts. */
#include "fixture.h"

static struct receipt
get_receipt(struct fixture *f, int64_t id)
{
	struct receipt receipt = { 0 };
	bool found;

	ok(f, receipt_get(f->store, id, f->arena, &receipt, &found, &f->err));
	assert_true(found);
	return receipt;
}

static void
test_add_and_get(void **state)
{
	struct fixture *f = *state;
	struct receipt_key key = { "help", 7, 42 };
	struct slice raw = slice_of("a\0b\xff", 4);
	struct receipt receipt;
	int64_t id, again;
	bool found;

	begin(f);
	ok(f, receipt_add(f->store, &key, raw, 99, true, NOON, &id, &f->err));
	ok(f,
	   receipt_add(f->store, &key, raw, 99, true, NOON, &again, &f->err));
	assert_int_equal(again, 0);
	commit(f);
	receipt = get_receipt(f, id);
	assert_string_equal(receipt.key.mailbox, "help");
	assert_int_equal(receipt.key.uidvalidity, 7);
	assert_int_equal(receipt.key.uid, 42);
	assert_int_equal(receipt.received, NOON);
	assert_int_equal(receipt.state, RECEIPT_PENDING);
	assert_int_equal(receipt.attempts, 0);
	assert_int_equal(receipt.size, 99);
	assert_true(receipt.oversized);
	assert_false(receipt.action_pending);
	assert_true(slice_equal(receipt.raw, raw));
	ok(f,
	   receipt_get(f->store, id + 1, f->arena, &receipt, &found, &f->err));
	assert_false(found);
}

/* From the pipe there is no key: each call is a mail. */
static void
test_pipe(void **state)
{
	struct fixture *f = *state;
	int64_t first, second;

	begin(f);
	first = add_receipt(f, "", 0, "x");
	second = add_receipt(f, "", 0, "x");
	assert_int_not_equal(first, 0);
	assert_int_not_equal(second, 0);
	assert_int_not_equal(first, second);
	ok(f, receipt_finish(f->store, first, OUTCOME_IGNORED, "rule x", 0, 0,
			     &f->err));
	commit(f);
	assert_false(get_receipt(f, first).action_pending);
}

static void
test_uids(void **state)
{
	struct fixture *f = *state;
	uint32_t uids[] = { 5, 6, 7, 4000000000u };
	int64_t highest;

	ok(f, receipt_highest_uid(f->store, "help", 7, &highest, &f->err));
	assert_int_equal(highest, 0);
	begin(f);
	add_receipt(f, "help", 5, "x");
	add_receipt(f, "help", 4000000000, "x");
	add_receipt(f, "other", 6, "x");
	commit(f);
	ok(f, receipt_highest_uid(f->store, "help", 7, &highest, &f->err));
	assert_int_equal(highest, 4000000000);
	ok(f, receipt_highest_uid(f->store, "help", 8, &highest, &f->err));
	assert_int_equal(highest, 0);
	ok(f, receipt_drop_known(f->store, "help", 7, uids, COUNT_OF(uids),
				 &f->err));
	assert_int_equal(uids[0], 0);
	assert_int_equal(uids[1], 6);
	assert_int_equal(uids[2], 7);
	assert_int_equal(uids[3], 0);
}

static void
test_pending_and_finish(void **state)
{
	struct fixture *f = *state;
	int64_t first, second, ticket, *ids;
	struct receipt receipt;
	size_t count;

	begin(f);
	first = add_receipt(f, "help", 1, "x");
	second = add_receipt(f, "help", 2, "x");
	add_receipt(f, "other", 3, "x");
	ok(f, receipt_attempt(f->store, first, &f->err));
	ok(f, receipt_attempt(f->store, first, &f->err));
	ok(f, receipt_reader_failure(f->store, first, &f->err));
	commit(f);
	ok(f, receipt_leftovers(f->store, "help", NOON, 10, f->arena, &ids,
				&count, &f->err));
	assert_int_equal(count, 2);
	assert_int_equal(ids[0], first);
	assert_int_equal(ids[1], second);
	ok(f, receipt_leftovers(f->store, "help", NOON, 1, f->arena, &ids,
				&count, &f->err));
	assert_int_equal(count, 1);
	begin(f);
	ticket = open_ticket(f, "x", "ana@example.org");
	ok(f, receipt_finish(f->store, first, OUTCOME_OPENED, "new", ticket, 0,
			     &f->err));
	commit(f);
	receipt = get_receipt(f, first);
	assert_int_equal(receipt.attempts, 2);
	assert_int_equal(receipt.reader_failures, 1);
	assert_int_equal(receipt.state, RECEIPT_DONE);
	assert_int_equal(receipt.outcome, OUTCOME_OPENED);
	assert_string_equal(receipt.why, "new");
	assert_int_equal(receipt.ticket, ticket);
	assert_int_equal(receipt.message, 0);
	assert_true(receipt.action_pending);
	ok(f, receipt_leftovers(f->store, "help", NOON, 10, f->arena, &ids,
				&count, &f->err));
	assert_int_equal(count, 1);
}

static void
finish_all(struct fixture *f, int64_t last)
{
	int64_t id;

	for (id = 1; id <= last; id++)
		ok(f, receipt_finish(f->store, id, OUTCOME_IGNORED, "", 0, 0,
				     &f->err));
}

static void
test_actions(void **state)
{
	struct fixture *f = *state;
	static const uint32_t done[] = { 8, 99 };
	uint32_t *uids;
	size_t count;

	begin(f);
	add_receipt(f, "help", 9, "x");
	add_receipt(f, "help", 8, "x");
	finish_all(f, 2);
	commit(f);
	ok(f, receipt_actions(f->store, "help", 7, false, f->arena, &uids,
			      &count, &f->err));
	assert_int_equal(count, 2);
	assert_int_equal(uids[0], 8);
	assert_int_equal(uids[1], 9);
	begin(f);
	ok(f, receipt_action_done(f->store, "help", 7, done, COUNT_OF(done),
				  &f->err));
	commit(f);
	ok(f, receipt_actions(f->store, "help", 7, false, f->arena, &uids,
			      &count, &f->err));
	assert_int_equal(count, 1);
	assert_int_equal(uids[0], 9);
	begin(f);
	ok(f, receipt_actions_forget(f->store, "help", 7, &f->err));
	commit(f);
	assert_true(get_receipt(f, 1).action_pending);
	begin(f);
	ok(f, receipt_actions_forget(f->store, "help", 8, &f->err));
	commit(f);
	assert_false(get_receipt(f, 1).action_pending);
}

static void
test_content(void **state)
{
	struct fixture *f = *state;
	int64_t a, b, c, original;

	begin(f);
	a = add_receipt(f, "help", 1, "x");
	b = add_receipt(f, "help", 2, "x");
	c = add_receipt(f, "", 0, "x");
	ok(f, receipt_content(f->store, a, "key", &original, &f->err));
	assert_int_equal(original, 0);
	/* read a second time after a crash: still its own */
	ok(f, receipt_content(f->store, a, "key", &original, &f->err));
	assert_int_equal(original, 0);
	ok(f, receipt_content(f->store, b, "key", &original, &f->err));
	assert_int_equal(original, a);
	ok(f, receipt_content(f->store, c, "key", &original, &f->err));
	assert_int_equal(original, a);
	ok(f, receipt_content(f->store, c, "other", &original, &f->err));
	assert_int_equal(original, 0);
	commit(f);
	/* the index, not the look before it, is what holds */
	assert_non_null(strstr(raw_sql(f, "UPDATE receipts SET duplicate_of ="
					  " NULL"),
			       "UNIQUE"));
}

/* What an intake finds at its start: its own, the pipe's old ones, and what
 * people released anywhere. */
static void
test_leftovers(void **state)
{
	struct fixture *f = *state;
	struct receipt receipt;
	size_t count, pending, actions;
	int64_t *ids;

	begin(f);
	add_receipt(f, "help", 1, "x");
	add_receipt(f, "other", 1, "x");
	add_receipt(f, "", 0, "x");
	ok(f, receipt_finish(f->store, 2, OUTCOME_HELD, "held", 0, 0, &f->err));
	commit(f);
	ok(f, receipt_leftovers(f->store, "help", NOON, 9, f->arena, &ids,
				&count, &f->err));
	assert_int_equal(count, 1);
	assert_int_equal(ids[0], 1);
	begin(f);
	ok(f, receipt_action_done(f->store, "other", 7, &(uint32_t){ 1 }, 1,
				  &f->err));
	ok(f, receipt_attempt(f->store, 2, &f->err));
	ok(f, receipt_hold(f->store, 2, "12 15", &f->err));
	ok(f, receipt_release(f->store, 2, "it1", true, 77, &f->err));
	commit(f);
	ok(f, receipt_leftovers(f->store, "", NOON + RECEIPT_ORPHAN_S, 9,
				f->arena, &ids, &count, &f->err));
	assert_int_equal(count, 2);
	assert_int_equal(ids[0], 2);
	assert_int_equal(ids[1], 3);
	receipt = get_receipt(f, 2);
	assert_string_equal(receipt.released_by, "it1");
	assert_true(receipt.release_as_note);
	assert_int_equal(receipt.released_event, 77);
	assert_string_equal(receipt.rest, "12 15");
	assert_int_equal(receipt.attempts, 0);
	ok(f, receipt_backlog(f->store, &pending, &actions, &f->err));
	assert_int_equal(pending, 3);
	assert_int_equal(actions, 0);
	begin(f);
	ok(f, receipt_finish(f->store, 2, OUTCOME_OPENED, "", 0, 0, &f->err));
	refused(f,
		receipt_finish(f->store, 2, OUTCOME_OPENED, "", 0, 0, &f->err),
		ERROR_REJECT, "already");
	commit(f);
	/* it was marked when it was held */
	assert_false(get_receipt(f, 2).action_pending);
}

static void
test_counts(void **state)
{
	struct fixture *f = *state;
	int64_t counts[OUTCOME_DUPLICATE + 1], pending, uid;
	int outcome;

	begin(f);
	for (uid = 1; uid <= 9; uid++)
		add_receipt(f, "help", uid, "x");
	for (outcome = OUTCOME_OPENED; outcome <= OUTCOME_DUPLICATE; outcome++)
		ok(f, receipt_finish(f->store, outcome + 1,
				     (enum outcome)outcome, "", 0, 0, &f->err));
	ok(f, receipt_finish(f->store, 8, OUTCOME_HELD, "", 0, 0, &f->err));
	commit(f);
	ok(f,
	   receipt_counts(f->store, NOON, NOON + 1, counts, &pending, &f->err));
	assert_int_equal(pending, 1);
	for (outcome = OUTCOME_OPENED; outcome <= OUTCOME_DUPLICATE; outcome++)
		assert_int_equal(counts[outcome],
				 outcome == OUTCOME_HELD ? 2 : 1);
	ok(f, receipt_counts(f->store, 0, NOON, counts, &pending, &f->err));
	assert_int_equal(pending, 0);
	assert_int_equal(counts[OUTCOME_HELD], 0);
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)
	const struct CMUnitTest tests[] = {
		TEST(test_add_and_get), TEST(test_pipe),
		TEST(test_uids),	TEST(test_pending_and_finish),
		TEST(test_actions),	TEST(test_content),
		TEST(test_counts),	TEST(test_leftovers),
	};

	return cmocka_run_group_tests_name("receipts", tests, NULL, NULL);
}
