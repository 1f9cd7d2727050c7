/*
 * test_webhooks.c - addresses to call: order, leases, retries, ends.
 */
#include "fixture.h"

#include "store/webhooks.h"

static void
add(struct fixture *f, int64_t seconds, const char *url)
{
	struct webhook hook = { .ticket = 1,
				.rule = "outage",
				.url = url,
				.body = "{}",
				.created = NOON + seconds };

	ok(f, webhook_add(f->store, &hook, &f->err));
}

/* Leases at NOON + SECONDS for 60; the id or 0. */
static int64_t
lease(struct fixture *f, int64_t seconds, struct webhook *out, int64_t *next)
{
	bool found;

	ok(f, webhook_lease(f->store, "here", NOON + seconds, 60, f->arena, out,
			    &found, next, &f->err));
	return found ? out->id : 0;
}

static void
reclaim(struct fixture *f, const char *owner)
{
	begin(f);
	ok(f, webhook_reclaim(f->store, owner, NOON + 6, &f->err));
	commit(f);
}

/* Webhook 2 is due at NOON, 1 a second later. */
static void
add_two(struct fixture *f)
{
	begin(f);
	open_ticket(f, "x", "ana@example.org");
	add(f, 1, "https://a.example/one");
	add(f, 0, "https://a.example/two");
	commit(f);
}

static void
test_leases(void **state)
{
	struct fixture *f = *state;
	struct webhook hook;
	int64_t next;

	assert_int_equal(lease(f, 0, &hook, &next), 0);
	assert_int_equal(next, 0);
	add_two(f);
	assert_int_equal(lease(f, -1, &hook, &next), 0);
	assert_int_equal(next, NOON);
	assert_int_equal(lease(f, 5, &hook, &next), 2);
	assert_string_equal(hook.url, "https://a.example/two");
	assert_string_equal(hook.rule, "outage");
	assert_string_equal(hook.body, "{}");
	assert_int_equal(hook.ticket, 1);
	assert_int_equal(hook.attempts, 1);
	assert_int_equal(lease(f, 5, &hook, &next), 1);
	assert_int_equal(lease(f, 5, &hook, &next), 0);
	assert_int_equal(next, NOON + 65);
	/* its sender died: the lease is taken back, or runs out */
	reclaim(f, "elsewhere");
	assert_int_equal(lease(f, 6, &hook, &next), 0);
	reclaim(f, "here");
	assert_int_equal(lease(f, 6, &hook, &next), 1);
	assert_int_equal(hook.attempts, 2);
	assert_int_equal(lease(f, 200, &hook, &next), 2);
	assert_int_equal(hook.attempts, 2);
}

static void
test_ends(void **state)
{
	struct fixture *f = *state;
	struct webhook hook;
	int64_t next;
	size_t count;

	add_two(f);
	begin(f);
	ok(f, webhook_retry(f->store, 2, "HTTP 503", NOON + 300, &f->err));
	ok(f, webhook_finish(f->store, 1, WEBHOOK_CALLED, "HTTP 200", NOON + 7,
			     &f->err));
	commit(f);
	ok(f, webhook_waiting(f->store, &count, &f->err));
	assert_int_equal(count, 1);
	assert_int_equal(lease(f, 250, &hook, &next), 0);
	assert_int_equal(next, NOON + 300);
	assert_int_equal(lease(f, 300, &hook, &next), 2);
	begin(f);
	ok(f, webhook_finish(f->store, 2, WEBHOOK_FAILED, "HTTP 410",
			     NOON + 301, &f->err));
	commit(f);
	assert_int_equal(lease(f, 10000, &hook, &next), 0);
	assert_int_equal(next, 0);
}

/* Like everything that a decision writes. */
static void
test_needs_a_transaction(void **state)
{
	struct fixture *f = *state;
	struct webhook hook = { .ticket = 1, .url = "https://a.example/" };

	refused(f, webhook_add(f->store, &hook, &f->err), ERROR_BUG,
		"transaction");
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)
	const struct CMUnitTest tests[] = {
		TEST(test_leases),
		TEST(test_ends),
		TEST(test_needs_a_transaction),
	};

	return cmocka_run_group_tests_name("webhooks", tests, NULL, NULL);
}
