/* test_messages.c - mails on tickets, their ids, attachments, raw bytes. */
#include "fixture.h"

static int64_t
ticket_with(struct fixture *f, const char *message_id)
{
	int64_t id;

	ok(f, message_id_ticket(f->store, message_id, &id, &f->err));
	return id;
}

static struct facts *
rich_facts(struct fixture *f, struct attachment *attachments, size_t count)
{
	static struct address to[] = { { "Help \"desk\"", "help@example.org" },
				       { "", "b@example.org" } };
	static struct address cc[] = { { "李雷", "li@example.org" } };
	static const char *in_reply_to[] = { "<r@x>" };
	static const char *references[] = { "<q@x>", "<r@x>", "<>" };
	struct facts *facts = make_facts(f, "Ana <ana@example.org>", "Hello",
					 "new\n\n> old", "<m@x>");

	facts->to = (struct address_list){ to, COUNT_OF(to) };
	facts->cc = (struct address_list){ cc, COUNT_OF(cc) };
	facts->in_reply_to = (struct string_list){ in_reply_to, 1 };
	facts->references = (struct string_list){ references, 3 };
	facts->has_date = true;
	facts->date = NOON - 60;
	facts->language = "en";
	facts->attachments = attachments;
	facts->attachment_count = count;
	return facts;
}

/* The second one claims to be the first one's content. */
static void
lying_attachments(struct attachment out[static 2])
{
	static const char png[] = "\x89PNG";

	out[0] = (struct attachment){ .name = "a.png",
				      .type = "image/png",
				      .content_id = "c1",
				      .is_inline = true,
				      .data = (const unsigned char *)png,
				      .size = 4 };
	out[1] = (struct attachment){ .name = "empty.txt",
				      .type = "text/plain",
				      .content_id = "" };
	hash_sha256(png, 4, out[0].sha256);
	hash_sha256(png, 4, out[1].sha256);
}

static void
check_attachments(struct fixture *f, const struct message *message)
{
	char png[HASH_SHA256_HEX], empty[HASH_SHA256_HEX];
	struct slice data;
	bool found;

	hash_sha256("\x89PNG", 4, png);
	hash_sha256("", 0, empty);
	assert_int_equal(message->attachment_count, 2);
	assert_string_equal(message->attachments[0].name, "a.png");
	assert_string_equal(message->attachments[0].type, "image/png");
	assert_string_equal(message->attachments[0].content_id, "c1");
	assert_true(message->attachments[0].is_inline);
	assert_int_equal(message->attachments[0].size, 4);
	assert_string_equal(message->attachments[0].sha256, png);
	assert_string_equal(message->attachments[1].sha256, empty);
	ok(f, content_get(f->store, png, f->arena, &data, &found, &f->err));
	assert_true(found);
	assert_memory_equal(data.data, "\x89PNG", 4);
	ok(f, content_get(f->store, empty, f->arena, &data, &found, &f->err));
	assert_true(found);
	assert_int_equal(data.size, 0);
}

static void
test_message(void **state)
{
	struct fixture *f = *state;
	struct attachment attachments[2];
	struct facts *facts;
	struct message *messages;
	struct actor actor = by("requester", 3);
	int64_t ticket, id;
	size_t count;

	lying_attachments(attachments);
	facts = rich_facts(f, attachments, 2);
	begin(f);
	ticket = open_ticket(f, "x", "ana@example.org");
	actor.receipt = add_receipt(f, "help", 1, "raw bytes");
	ok(f, message_add(f->store, &actor, ticket, DIRECTION_IN, facts, NULL,
			  &id, &f->err));
	ok(f, message_add(f->store, &actor, ticket, DIRECTION_OUT, facts,
			  "as sent", &id, &f->err));
	commit(f);
	assert_int_equal(get_ticket(f, ticket)->message_count, 2);
	assert_int_equal(get_ticket(f, ticket)->updated, NOON + 3);
	ok(f, message_list(f->store, ticket, f->arena, &messages, &count,
			   &f->err));
	assert_int_equal(count, 2);
	assert_int_equal(messages[0].direction, DIRECTION_IN);
	assert_int_equal(messages[1].direction, DIRECTION_OUT);
	assert_int_equal(messages[0].receipt, actor.receipt);
	assert_int_equal(messages[0].date, NOON - 60);
	assert_string_equal(messages[0].from.name, "Ana");
	assert_string_equal(messages[0].from.email, "ana@example.org");
	assert_int_equal(messages[0].to.count, 2);
	assert_string_equal(messages[0].to.items[0].name, "Help \"desk\"");
	assert_string_equal(messages[0].cc.items[0].name, "李雷");
	assert_string_equal(messages[0].subject, "Hello");
	assert_string_equal(messages[0].text, facts->text);
	assert_string_equal(messages[0].reply_text, facts->reply_text);
	assert_string_equal(messages[1].reply_text, "as sent");
	assert_string_equal(messages[0].language, "en");
	check_attachments(f, &messages[0]);
	assert_string_equal(raw_sql(f, "SELECT count(*) FROM contents"), "2");
}

/* The mail's own date may be missing; then it is when it came. */
static void
test_no_date(void **state)
{
	struct fixture *f = *state;
	struct facts *facts = make_facts(f, "ana@example.org", "", "", "");
	struct message *messages;
	int64_t ticket;
	size_t count;

	facts->has_date = false;
	begin(f);
	ticket = open_ticket(f, "x", "ana@example.org");
	add_message(f, ticket, DIRECTION_NOTE, facts);
	commit(f);
	ok(f, message_list(f->store, ticket, f->arena, &messages, &count,
			   &f->err));
	assert_int_equal(messages[0].date, NOON);
	assert_int_equal(messages[0].direction, DIRECTION_NOTE);
	assert_int_equal(ticket_with(f, ""), 0);
}

static void
test_note_authors(void **state)
{
	static const struct {
		enum direction direction;
		const char *from;
		bool merged;
	} rows[] = {
		{ DIRECTION_IN, "ana@example.org", false },
		{ DIRECTION_NOTE, "it2@example.org", false },
		{ DIRECTION_NOTE, "it1@example.org", true },
		{ DIRECTION_NOTE, "it2@example.org", true },
		{ DIRECTION_OUT, "it3@example.org", false },
	};
	struct fixture *f = *state;
	struct actor actor = by("it1", 0);
	struct string_list emails;
	int64_t ticket, other;

	begin(f);
	ticket = open_ticket(f, "x", "ana@example.org");
	other = open_ticket(f, "y", "ana@example.org");
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		add_message(f, rows[i].merged ? other : ticket,
			    rows[i].direction,
			    make_facts(f, rows[i].from, "", "", ""));
	ok(f,
	   message_note_authors(f->store, ticket, f->arena, &emails, &f->err));
	assert_int_equal(emails.count, 1);
	assert_string_equal(emails.items[0], "it2@example.org");
	ok(f, ticket_merge(f->store, &actor, other, ticket, &f->err));
	ok(f,
	   message_note_authors(f->store, ticket, f->arena, &emails, &f->err));
	assert_int_equal(emails.count, 2);
	assert_string_equal(emails.items[0], "it1@example.org");
	assert_string_equal(emails.items[1], "it2@example.org");
	commit(f);
}

static void
test_ids(void **state)
{
	struct fixture *f = *state;
	struct facts *facts = rich_facts(f, NULL, 0);
	struct facts *stranger;
	int64_t first, second;

	begin(f);
	first = open_ticket(f, "x", "ana@example.org");
	second = open_ticket(f, "y", "mallory@example.net");
	add_message(f, first, DIRECTION_IN, facts);
	stranger = make_facts(f, "mallory@example.net", "", "", "<n@x>");
	stranger->references = facts->references;
	add_message(f, second, DIRECTION_IN, stranger);
	ok(f, message_id_add(f->store, second, "<out@x>", &f->err));
	ok(f, message_id_add(f->store, second, "<m@x>", &f->err));
	commit(f);
	assert_int_equal(ticket_with(f, "<m@x>"), first);
	assert_int_equal(ticket_with(f, "<q@x>"), first);
	assert_int_equal(ticket_with(f, "<r@x>"), first);
	assert_int_equal(ticket_with(f, "<n@x>"), second);
	assert_int_equal(ticket_with(f, "<out@x>"), second);
	assert_int_equal(ticket_with(f, "<M@x>"), 0);
	assert_int_equal(ticket_with(f, "<m@x> "), 0);
}

static void
check_raw(struct fixture *f, int64_t ticket, size_t n, const char *expected)
{
	struct slice raw;
	bool found;

	ok(f,
	   message_raw(f->store, ticket, n, f->arena, &raw, &found, &f->err));
	assert_int_equal(found, expected != NULL);
	if (expected)
		assert_true(slice_equal(raw, slice_from(expected)));
}

static void
test_merged_and_raw(void **state)
{
	static const char *const raws[] = { "one", "two", "three" };
	struct fixture *f = *state;
	struct actor actor = by("it1", 0);
	struct message *messages;
	int64_t a, b, c, id;
	size_t count, i;

	begin(f);
	a = open_ticket(f, "a", "ana@example.org");
	b = open_ticket(f, "b", "bo@example.org");
	c = open_ticket(f, "c", "cy@example.org");
	for (i = 0; i < COUNT_OF(raws); i++) {
		int64_t ticket = i == 0 ? a : i == 1 ? b : c;

		actor.receipt = add_receipt(f, "help", (int64_t)i + 1, raws[i]);
		ok(f,
		   message_add(f->store, &actor, ticket, DIRECTION_IN,
			       make_facts(f, "x@example.org", raws[i], "", ""),
			       NULL, &id, &f->err));
	}
	ok(f, ticket_merge(f->store, &actor, c, b, &f->err));
	ok(f, ticket_merge(f->store, &actor, b, a, &f->err));
	commit(f);
	ok(f, message_list(f->store, a, f->arena, &messages, &count, &f->err));
	assert_int_equal(count, 3);
	assert_string_equal(messages[2].subject, "three");
	assert_int_equal(messages[2].ticket, c);
	ok(f, message_list(f->store, c, f->arena, &messages, &count, &f->err));
	assert_int_equal(count, 1);
	check_raw(f, a, 1, "one");
	check_raw(f, a, 2, "two");
	check_raw(f, a, 3, "three");
	check_raw(f, a, 4, NULL);
	check_raw(f, a, 0, NULL);
	check_raw(f, c, 1, "three");
	check_raw(f, 99, 1, NULL);
}

static void
test_contents(void **state)
{
	struct fixture *f = *state;
	char sha256[HASH_SHA256_HEX];
	struct slice bytes = slice_of("x\0y", 3), data;
	bool found;

	hash_sha256(bytes.data, bytes.size, sha256);
	ok(f, content_get(f->store, sha256, f->arena, &data, &found, &f->err));
	assert_false(found);
	begin(f);
	ok(f, content_add(f->store, sha256, bytes, &f->err));
	ok(f, content_add(f->store, sha256, bytes, &f->err));
	commit(f);
	ok(f, content_get(f->store, sha256, f->arena, &data, &found, &f->err));
	assert_true(found);
	assert_true(slice_equal(data, bytes));
}

/* The first id and the nine latest, none of notes and of other purposes. */
static void
test_thread_ids(void **state)
{
	struct fixture *f = *state;
	struct string_list ids;
	int64_t id;
	int i;

	begin(f);
	id = open_ticket(f, "a", "ana@example.org");
	for (i = 1; i <= 15; i++) {
		struct actor actor = by("requester", i);
		int64_t message;

		ok(f,
		   message_add(f->store, &actor, id,
			       i % 5 ? DIRECTION_IN : DIRECTION_NOTE,
			       make_facts(f, "ana@example.org", "a", "b",
					  arena_printf(f->arena, "<%d@x>", i)),
			       NULL, &message, &f->err));
	}
	commit(f);
	ok(f, ticket_thread(f->store, id, "ana@example.org", f->arena, &ids,
			    &f->err));
	assert_int_equal(ids.count, 10);
	assert_string_equal(ids.items[0], "<1@x>");
	assert_string_equal(ids.items[1], "<4@x>");
	assert_string_equal(ids.items[9], "<14@x>");
}

/* Splitting takes the newest one that came in, and its id, along. */
static void
test_move(void **state)
{
	struct fixture *f = *state;
	struct actor actor = by("it1", 1);
	struct message *messages;
	int64_t a, b, event;
	size_t count;

	begin(f);
	a = open_ticket(f, "a", "ana@example.org");
	b = open_ticket(f, "b", "ana@example.org");
	refused(f, message_move_newest(f->store, &actor, a, 0, b, &f->err),
		ERROR_REJECT, "no message");
	add_message(f, a, DIRECTION_IN,
		    make_facts(f, "ana@example.org", "1", "", "<1@x>"));
	add_message(f, a, DIRECTION_IN,
		    make_facts(f, "ana@example.org", "2", "", "<2@x>"));
	ok(f, event_newest(f->store, &event, &f->err));
	add_message(f, a, DIRECTION_IN,
		    make_facts(f, "ana@example.org", "3", "", "<3@x>"));
	add_message(f, a, DIRECTION_NOTE,
		    make_facts(f, "it1@example.org", "4", "", "<4@x>"));
	commit(f);
	begin(f);
	ok(f, message_move_newest(f->store, &actor, a, event, b, &f->err));
	commit(f);
	ok(f, message_list(f->store, b, f->arena, &messages, &count, &f->err));
	assert_int_equal(count, 1);
	assert_string_equal(messages[0].subject, "2");
	assert_int_equal(ticket_with(f, "<2@x>"), b);
	assert_int_equal(ticket_with(f, "<3@x>"), a);
	begin(f);
	ok(f, message_move_newest(f->store, &actor, a, 0, b, &f->err));
	commit(f);
	ok(f, message_list(f->store, b, f->arena, &messages, &count, &f->err));
	assert_int_equal(count, 2);
	assert_string_equal(messages[1].subject, "3");
	assert_int_equal(get_ticket(f, a)->message_count, 2);
	assert_int_equal(get_ticket(f, b)->message_count, 2);
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)
	const struct CMUnitTest tests[] = {
		TEST(test_message),	   TEST(test_no_date),
		TEST(test_note_authors),   TEST(test_ids),
		TEST(test_merged_and_raw), TEST(test_contents),
		TEST(test_thread_ids),	   TEST(test_move),
	};

	return cmocka_run_group_tests_name("messages", tests, NULL, NULL);
}
