/*
 * test_draft_json.c - outgoing mail as JSON: what is refused, and that the
 * same mail comes back.
 */
#include "../test.h"

#include "base/buf.h"
#include "message/draft.h"

static const struct {
	const char *json;
	const char *word; /* in the error; NULL: fine */
} inputs[] = {
	{ "{\"from\":{\"name\":\"H\",\"email\":\"h@x\"}}", NULL },
	{ "{\"from\":\"h@x\",\"to\":[\"a@b\",{\"email\":\"c@d\"}]}", NULL },
	{ "{\"from\":\"h@x\",\"date\":\"2026-11-22T07:50:03+02:00\"}", NULL },
	{ "{\"from\":\"h@x\",\"attachments\":[{\"name\":\"a\","
	  "\"base64\":\"aGk=\"}]}",
	  NULL },
	{ "[]", "object" },
	{ "{}", "from" },
	{ "{\"from\":\"h@x\",\"tox\":[]}", "tox" },
	{ "{\"from\":\"h@x\",\"subject\":1}", "subject" },
	{ "{\"from\":\"h@x\",\"subject\":\"a\\u0000b\"}", "subject" },
	{ "{\"from\":\"h@x\",\"to\":[1]}", "to" },
	{ "{\"from\":\"h@x\",\"to\":[{\"name\":\"x\"}]}", "to" },
	{ "{\"from\":\"h@x\",\"auto\":\"yes\"}", "auto" },
	{ "{\"from\":\"h@x\",\"date\":\"yesterday\"}", "date" },
	{ "{\"from\":\"h@x\",\"references\":\"<a@b>\"}", "references" },
	{ "{\"from\":\"h@x\",\"headers\":[{\"name\":\"X\"}]}", "headers" },
	{ "{\"from\":\"h@x\",\"attachments\":[{\"base64\":\"a\"}]}",
	  "attachments.base64" },
	{ "{\"from\":\"h@x\",\"attachments\":[{\"base64\":\"a#b=\"}]}",
	  "attachments.base64" },
	{ "{\"from\":\"h@x\",\"attachments\":[{\"name\":\"a\"}]}",
	  "attachments" },
};

static void
test_json(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(inputs); i++) {
		struct arena *arena = arena_new();
		json_t *json = json_loads(inputs[i].json, JSON_ALLOW_NUL, NULL);
		struct error err = { .class = ERROR_NONE };
		struct draft *draft;
		bool ok = draft_from_json(json, arena, &draft, &err);

		if (ok != !inputs[i].word ||
		    (!ok && !strstr(err.text, inputs[i].word)))
			fail_msg("%s: %s", inputs[i].json, err.text);
		json_decref(json);
		arena_free(arena);
	}
}

static const char *
composed(const struct draft *draft, struct arena *arena)
{
	struct buf out;
	struct error err;

	buf_init(&out, arena);
	if (!draft_compose(draft, (struct draft_transport){ false, false },
			   &out, &err))
		fail_msg("%s", err.text);
	return buf_dup(&out, arena);
}

/* The outbox keeps drafts as JSON: what comes out must be the same mail. */
static void
test_json_round(void **state)
{
	struct draft_attachment file = {
		.name = "a.bin",
		.type = "x/y",
		.content_id = "c@d",
		.is_inline = true,
		.sha256 = "",
		.data = (const unsigned char *)"\0\1\2\3",
		.size = 4,
	};
	const char *ids[] = { "<a@b>", "<c@d>" };
	struct header header = { .name = "X-A", .value = "b" };
	struct arena *arena = arena_new();
	struct address to[] = { { "Ann", "ann@example.com" } };
	struct draft draft = {
		.from = { "Help", "help@example.org" },
		.to = { to, 1 },
		.cc = { to, 1 },
		.reply_to = { to, 1 },
		.subject = "Your printer",
		.message_id = "<m1@example.org>",
		.date = 1793001600,
		.in_reply_to = "<c@d>",
		.references = { ids, 2 },
		.text = "It is mended.\n",
		.html = "<p>x</p>",
		.automatic = true,
		.headers = &header,
		.header_count = 1,
		.attachments = &file,
		.attachment_count = 1,
	};
	struct draft *again;
	json_t *json;
	struct error err;

	(void)state;
	json = draft_to_json(&draft);
	assert_true(draft_from_json(json, arena, &again, &err));
	json_decref(json);
	assert_string_equal(composed(&draft, arena), composed(again, arena));
	arena_free(arena);
}

/* As headers have it or without brackets: the header has one pair. */
static void
test_content_id(void **state)
{
	static const struct {
		const char *given, *kept;
		const char *line; /* NULL: no header */
	} rows[] = {
		{ "c@d", "c@d", "Content-ID: <c@d>" },
		{ "<c@d>", "c@d", "Content-ID: <c@d>" },
		{ " <c@d> ", "c@d", "Content-ID: <c@d>" },
		{ "", "", NULL },
		{ "<>", "<>", NULL },
		{ "<<c@d>>", "<c@d>", NULL },
		{ "<c@d", "<c@d", NULL },
		{ "c d@e", "c d@e", NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct arena *arena = arena_new();
		json_t *json = json_pack("{s:{s:s}, s:[{s:s}], s:[{s:s, s:s, "
					 "s:s}]}",
					 "from", "email", "a@b.test", "to",
					 "email", "c@d.test", "attachments",
					 "name", "p.png", "base64",
					 "eA==", "content_id", rows[i].given);
		struct draft *draft;
		struct error err;
		const char *mail;

		assert_non_null(json);
		if (!draft_from_json(json, arena, &draft, &err))
			fail_msg("%s", err.text);
		assert_string_equal(draft->attachments[0].content_id,
				    rows[i].kept);
		mail = composed(draft, arena);
		if (!rows[i].line && strstr(mail, "Content-ID"))
			fail_msg("row %zu: %s", i, mail);
		if (rows[i].line && !strstr(mail, rows[i].line))
			fail_msg("row %zu: %s", i, mail);
		json_decref(json);
		arena_free(arena);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_json),
		cmocka_unit_test(test_json_round),
		cmocka_unit_test(test_content_id),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
