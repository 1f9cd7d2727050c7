/*
 * test_outbox.c - mails to send: order, leases, retries, limits, and
 * addresses that get none.
 */
#include "fixture.h"

static struct draft *
make_draft(struct fixture *f, const char *subject)
{
	struct draft *draft = arena_alloc(f->arena, sizeof(*draft));

	draft->from = (struct address){ "IT Help", "help@example.org" };
	draft->subject = subject;
	draft->message_id = draft->in_reply_to = draft->html = "";
	draft->text = "Grüße\nzwei";
	return draft;
}

static struct outbox_mail
make_mail(struct fixture *f, int n)
{
	return (struct outbox_mail){
		.template = "ack",
		.message_id = arena_printf(f->arena, "<%d@help>", n),
		.recipient = "Ana@example.org",
		.sender = "",
		.purpose = PURPOSE_REQUESTER,
		.is_ack = true,
		.created = NOON + n,
		.draft = make_draft(f, arena_printf(f->arena, "mail %d", n)),
	};
}

static int64_t
add_mail(struct fixture *f, const struct outbox_mail *mail)
{
	int64_t id;

	ok(f, outbox_add(f->store, mail, &id, &f->err));
	return id;
}

/* Leases at NOON + SECONDS for 60; the id or 0. */
static int64_t
lease(struct fixture *f, int64_t seconds, struct outbox_mail *out,
      int64_t *next_due)
{
	bool found;

	ok(f, outbox_lease(f->store, "here", NOON + seconds, 60, f->arena, out,
			   &found, next_due, &f->err));
	return found ? out->id : 0;
}

static void
test_round_trip(void **state)
{
	struct fixture *f = *state;
	struct outbox_mail mail = make_mail(f, 1), out;
	struct draft_attachment attachment = { .name = "a.txt",
					       .type = "text/plain",
					       .content_id = "" };
	char sha256[HASH_SHA256_HEX];
	int64_t id, next_due;
	bool found;

	hash_sha256("bytes", 5, sha256);
	attachment.sha256 = sha256;
	mail.draft->attachments = &attachment;
	mail.draft->attachment_count = 1;
	mail.event = 5;
	mail.undo = 4;
	mail.sender = "help@example.org";
	begin(f);
	mail.ticket = open_ticket(f, "x", "ana@example.org");
	ok(f, content_add(f->store, sha256, slice_from("bytes"), &f->err));
	id = add_mail(f, &mail);
	commit(f);
	assert_int_equal(lease(f, 1, &out, &next_due), id);
	assert_int_equal(out.ticket, mail.ticket);
	assert_string_equal(out.template, "ack");
	assert_string_equal(out.message_id, "<1@help>");
	assert_string_equal(out.recipient, "Ana@example.org");
	assert_string_equal(out.sender, "help@example.org");
	assert_int_equal(out.purpose, PURPOSE_REQUESTER);
	assert_true(out.is_ack);
	assert_int_equal(out.event, 5);
	assert_int_equal(out.undo, 4);
	assert_int_equal(out.created, NOON + 1);
	assert_int_equal(out.attempts, 1);
	assert_int_equal(out.lease_until, NOON + 61);
	assert_string_equal(out.draft->subject, "mail 1");
	assert_string_equal(out.draft->text, "Grüße\nzwei");
	assert_int_equal(out.draft->attachment_count, 1);
	assert_int_equal(out.draft->attachments[0].size, 5);
	assert_memory_equal(out.draft->attachments[0].data, "bytes", 5);
	ok(f, outbox_by_message_id(f->store, "<1@help>", f->arena, &out, &found,
				   &f->err));
	assert_true(found);
	assert_int_equal(out.id, id);
	assert_null(out.draft);
	ok(f, outbox_by_message_id(f->store, "<1@HELP>", f->arena, &out, &found,
				   &f->err));
	assert_false(found);
}

/* A draft cannot promise bytes that are not there. */
static void
test_attachment_missing(void **state)
{
	struct fixture *f = *state;
	struct outbox_mail mail = make_mail(f, 1);
	struct draft_attachment attachment = { .name = "a.txt",
					       .type = "text/plain",
					       .content_id = "",
					       .sha256 = "00" };
	int64_t id;

	mail.draft->attachments = &attachment;
	mail.draft->attachment_count = 1;
	begin(f);
	refused(f, outbox_add(f->store, &mail, &id, &f->err), ERROR_REJECT,
		"not there");
	store_rollback(f->store);
}

static void
test_lease_order(void **state)
{
	struct fixture *f = *state;
	struct outbox_mail first = make_mail(f, 1), second = make_mail(f, 2);
	struct outbox_mail out;
	int64_t a, b, next_due;

	assert_int_equal(lease(f, 0, &out, &next_due), 0);
	assert_int_equal(next_due, 0);
	begin(f);
	b = add_mail(f, &second);
	a = add_mail(f, &first);
	commit(f);
	assert_int_equal(lease(f, 0, &out, &next_due), 0);
	assert_int_equal(next_due, NOON + 1);
	assert_int_equal(lease(f, 5, &out, &next_due), a);
	assert_int_equal(next_due, NOON + 2);
	assert_int_equal(lease(f, 5, &out, &next_due), b);
	assert_int_equal(lease(f, 6, &out, &next_due), 0);
	assert_int_equal(next_due, NOON + 65);
	/* the sender died: its leases run out */
	assert_int_equal(lease(f, 65, &out, &next_due), b);
	assert_int_equal(out.attempts, 2);
}

static void
test_outcomes(void **state)
{
	struct fixture *f = *state;
	struct outbox_mail mails[3], out;
	int64_t ids[3], next_due;
	size_t waiting, i;
	bool found;

	begin(f);
	for (i = 0; i < 3; i++) {
		mails[i] = make_mail(f, (int)i + 1);
		ids[i] = add_mail(f, &mails[i]);
	}
	commit(f);
	for (i = 0; i < 3; i++)
		assert_int_equal(lease(f, 10, &out, &next_due), ids[i]);
	begin(f);
	ok(f, outbox_sent(f->store, ids[0], "250 ok", NOON + 11, &f->err));
	ok(f, outbox_failed(f->store, ids[1], "550 no", NOON + 11, &f->err));
	ok(f, outbox_retry(f->store, ids[2], "451 later", NOON + 500, &f->err));
	commit(f);
	ok(f, outbox_waiting(f->store, &waiting, &f->err));
	assert_int_equal(waiting, 1);
	assert_int_equal(lease(f, 499, &out, &next_due), 0);
	assert_int_equal(next_due, NOON + 500);
	assert_int_equal(lease(f, 500, &out, &next_due), ids[2]);
	assert_string_equal(out.last_answer, "451 later");
	assert_int_equal(out.attempts, 2);
	ok(f, outbox_by_message_id(f->store, "<2@help>", f->arena, &out, &found,
				   &f->err));
	assert_int_equal(out.state, OUTBOX_FAILED);
	assert_string_equal(out.last_answer, "550 no");
	ok(f, outbox_by_message_id(f->store, "<1@help>", f->arena, &out, &found,
				   &f->err));
	assert_int_equal(out.state, OUTBOX_SENT);
}

/* Two senders never hold one mail. */
static void
test_two_senders(void **state)
{
	struct fixture *f = *state;
	struct store *other = store_open(f->path, STORE_WRITE, &f->err);
	struct outbox_mail mail = make_mail(f, 1), out;
	int64_t next_due;
	bool found;

	assert_non_null(other);
	begin(f);
	add_mail(f, &mail);
	commit(f);
	assert_int_equal(lease(f, 5, &out, &next_due), 1);
	ok(f, outbox_lease(other, "there", NOON + 5, 60, f->arena, &out, &found,
			   &next_due, &f->err));
	assert_false(found);
	store_close(other);
}

/* A sender that starts anew takes its own leases back, nobody else's. */
static void
test_reclaim(void **state)
{
	struct fixture *f = *state;
	struct outbox_mail first = make_mail(f, 1), second = make_mail(f, 2);
	struct outbox_mail out;
	int64_t next_due;
	bool found;

	begin(f);
	add_mail(f, &first);
	add_mail(f, &second);
	commit(f);
	assert_int_equal(lease(f, 5, &out, &next_due), 1);
	ok(f, outbox_lease(f->store, "there", NOON + 5, 60, f->arena, &out,
			   &found, &next_due, &f->err));
	assert_int_equal(out.id, 2);
	begin(f);
	ok(f, outbox_reclaim(f->store, "here", NOON + 6, &f->err));
	commit(f);
	assert_int_equal(lease(f, 6, &out, &next_due), 1);
	assert_int_equal(out.attempts, 2);
	assert_int_equal(lease(f, 6, &out, &next_due), 0);
}

static void
test_acks(void **state)
{
	struct fixture *f = *state;
	struct outbox_mail mail;
	size_t count;
	int n;

	begin(f);
	for (n = 1; n <= 4; n++) {
		mail = make_mail(f, n);
		mail.is_ack = n != 3;
		add_mail(f, &mail);
	}
	commit(f);
	ok(f, outbox_acks_since(f->store, "ANA@example.org", NOON, &count,
				&f->err));
	assert_int_equal(count, 3);
	ok(f, outbox_acks_since(f->store, "ana@example.org", NOON + 2, &count,
				&f->err));
	assert_int_equal(count, 2);
	ok(f, outbox_acks_since(f->store, "bo@example.org", NOON, &count,
				&f->err));
	assert_int_equal(count, 0);
}

static void
test_same_message_id(void **state)
{
	struct fixture *f = *state;
	struct outbox_mail mail = make_mail(f, 1);
	int64_t id;

	begin(f);
	add_mail(f, &mail);
	refused(f, outbox_add(f->store, &mail, &id, &f->err), ERROR_BUG,
		"UNIQUE");
	store_rollback(f->store);
}

static void
test_suppressed(void **state)
{
	struct fixture *f = *state;
	struct outbox_mail mail = make_mail(f, 1);
	bool is, was;

	begin(f);
	ok(f, address_suppress(f->store, "ana@example.org", "5.1.1 unknown",
			       NOON, &f->err));
	ok(f, address_suppress(f->store, "ana@example.org", "again", NOON,
			       &f->err));
	ok(f, address_is_suppressed(f->store, "ANA@example.org", &is, &f->err));
	assert_true(is);
	ok(f, address_is_suppressed(f->store, "ann@example.org", &is, &f->err));
	assert_false(is);
	assert_int_equal(add_mail(f, &mail), 0);
	ok(f, address_clear(f->store, "Ana@Example.org", &was, &f->err));
	assert_true(was);
	ok(f, address_clear(f->store, "ana@example.org", &was, &f->err));
	assert_false(was);
	assert_int_not_equal(add_mail(f, &mail), 0);
	commit(f);
}

static void
test_codes(void **state)
{
	struct fixture *f = *state;
	bool first, used;

	begin(f);
	ok(f, code_used(f->store, "tg-a", &used, &f->err));
	assert_false(used);
	ok(f, code_use(f->store, "tg-a", NOON, &first, &f->err));
	assert_true(first);
	ok(f, code_use(f->store, "tg-a", NOON, &first, &f->err));
	assert_false(first);
	ok(f, code_used(f->store, "tg-a", &used, &f->err));
	assert_true(used);
	ok(f, code_used(f->store, "tg-A", &used, &f->err));
	assert_false(used);
	commit(f);
}

/* What somebody got is part of their thread; what others got, or staff, is
 * not, and takes no room in it. */
static void
test_thread_ids(void **state)
{
	struct fixture *f = *state;
	struct string_list ids;
	int64_t ticket;

	begin(f);
	ticket = open_ticket(f, "x", "ana@example.org");
	add_message(f, ticket, DIRECTION_IN,
		    make_facts(f, "ana@example.org", "x", "", "<m@x>"));
	for (int i = 0; i < 40; i++) {
		struct outbox_mail mail = make_mail(f, i);

		mail.ticket = ticket;
		mail.created = NOON + i;
		mail.recipient = i % 20 ? "bob@example.org" : "Ana@example.org";
		if (i == 7)
			mail.purpose = PURPOSE_NOTIFICATION;
		add_mail(f, &mail);
	}
	commit(f);
	ok(f, ticket_thread(f->store, ticket, "ana@Example.org", f->arena, &ids,
			    &f->err));
	assert_int_equal(ids.count, 3);
	assert_string_equal(ids.items[0], "<m@x>");
	assert_string_equal(ids.items[1], "<0@help>");
	assert_string_equal(ids.items[2], "<20@help>");
	ok(f, ticket_thread(f->store, ticket, "bob@example.org", f->arena, &ids,
			    &f->err));
	assert_int_equal(ids.count, 10);
	assert_string_equal(ids.items[0], "<m@x>");
	assert_string_equal(ids.items[1], "<31@help>");
	assert_string_equal(ids.items[9], "<39@help>");
	ok(f, ticket_thread(f->store, ticket, "eve@example.org", f->arena, &ids,
			    &f->err));
	assert_int_equal(ids.count, 1);
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)
	const struct CMUnitTest tests[] = {
		TEST(test_round_trip),	    TEST(test_attachment_missing),
		TEST(test_lease_order),	    TEST(test_outcomes),
		TEST(test_two_senders),	    TEST(test_acks),
		TEST(test_same_message_id), TEST(test_suppressed),
		TEST(test_codes),	    TEST(test_reclaim),
		TEST(test_thread_ids),
	};

	return cmocka_run_group_tests_name("outbox", tests, NULL, NULL);
}
