/*
 * test_draft.c - outgoing mail: what a reader gets back, and what no value
 * may do to the lines.
 */
#include "../test.h"

#include "base/buf.h"
#include "message/draft.h"

static struct draft
plain_draft(void)
{
	static struct address to[] = { { "Ann", "ann@example.com" } };

	return (struct draft){
		.from = { "Help", "help@example.org" },
		.to = { to, 1 },
		.subject = "Your printer",
		.message_id = "<m1@example.org>",
		.date = 1793001600,
		.in_reply_to = "",
		.text = "It is mended.\n",
		.html = "",
	};
}

static const struct draft_transport seven_bit = { false, false };
static const struct draft_transport eight_bit = { true, false };
static const struct draft_transport modern = { true, true };

/* Every line ends with CRLF, none is over 998 bytes, and no CR or LF stands
 * alone: what SMTP smuggling needs. */
static void
assert_lines(const struct buf *mail)
{
	size_t line = 0;

	for (size_t i = 0; i < mail->size; i++) {
		if (mail->data[i] == '\n')
			assert_true(i && mail->data[i - 1] == '\r');
		if (mail->data[i] == '\r')
			assert_true(mail->data[i + 1] == '\n');
		line = mail->data[i] == '\n' ? 0 : line + 1;
		assert_true(line <= 999);
	}
	assert_int_equal(line, 0);
}

static const char *
compose(const struct draft *draft, struct draft_transport transport,
	struct arena *arena)
{
	struct buf out;
	struct error err;

	buf_init(&out, arena);
	if (!draft_compose(draft, transport, &out, &err))
		fail_msg("%s", err.text);
	assert_lines(&out);
	return buf_dup(&out, arena);
}

static void
test_plain(void **state)
{
	struct arena *arena = arena_new();
	struct draft draft = plain_draft();

	(void)state;
	assert_string_equal(
		compose(&draft, seven_bit, arena),
		"Date: Mon, 26 Oct 2026 08:00:00 +0000\r\n"
		"From: Help <help@example.org>\r\n"
		"To: Ann <ann@example.com>\r\n"
		"Subject: Your printer\r\n"
		"Message-ID: <m1@example.org>\r\n"
		"MIME-Version: 1.0\r\n"
		"Content-Type: text/plain; charset=utf-8; format=flowed\r\n"
		"Content-Transfer-Encoding: 7bit\r\n"
		"\r\n"
		"It is mended.\r\n");
	arena_free(arena);
}

static const char *const subjects[] = {
	"",
	"x",
	"Grüße",
	"打印机坏了",
	"two  blanks",
	"=?utf-8?Q?no?= code",
	"a = b ? c : d",
	"emoji \xF0\x9F\x96\xA8 and \xE2\x80\x9Cquotes\xE2\x80\x9D",
	"a very long subject that goes on and on and on and on and on and on "
	"and on until it must be folded more than once, and still goes on",
	"打印机坏了，怎么办？请尽快处理，谢谢大家的支持和帮助。打印机坏了，怎么"
	"办？"
	"请尽快处理，谢谢大家的支持和帮助。打印机坏了，怎么办？",
	"plain Grüße plain again",
	"tail é",
	"é head",
};

static void
test_subjects_come_back(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(subjects); i++) {
		struct arena *arena = arena_new();
		struct draft draft = plain_draft();
		const struct facts *facts;

		draft.subject = subjects[i];
		draft.from.name = subjects[i];
		facts = facts_read(
			slice_from(compose(&draft, seven_bit, arena)), arena);
		assert_string_equal(facts->subject, subjects[i]);
		assert_string_equal(facts->from.items[0].name, subjects[i]);
		assert_string_equal(facts->from.items[0].email,
				    "help@example.org");
		arena_free(arena);
	}
}

static const char *const texts[] = {
	"one line\n",
	"no end",
	"two\n\nparagraphs\n",
	"> quoted\n>> twice\n\nanswer\n",
	"From the start\n of a line\n",
	"Grüße\n\n打印机坏了\n",
	("a long line that has to be broken somewhere, since it has more than "
	 "seventy-two columns, and then comes back as one\nshort\n"),
	"-- \nsignature\n",
	"a = b\t.\n.\n..\n",
	"",
};

static void
test_texts_come_back(void **state)
{
	const struct draft_transport *transports[] = { &seven_bit, &eight_bit };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(texts) * 2; i++) {
		struct arena *arena = arena_new();
		struct draft draft = plain_draft();
		const struct facts *facts;
		struct slice got, want;

		draft.text = texts[i / 2];
		facts = facts_read(
			slice_from(compose(&draft, *transports[i % 2], arena)),
			arena);
		got = slice_trim(slice_from(facts->text));
		want = slice_trim(slice_from(draft.text));
		if (!slice_equal(got, want))
			fail_msg("\"%s\" came back as \"%s\"", draft.text,
				 facts->text);
		arena_free(arena);
	}
}

/* A line without a blank cannot be flowed: the encoding carries it. */
static void
test_long_lines(void **state)
{
	struct arena *arena = arena_new();
	char *line = arena_alloc(arena, 5001);
	struct draft draft = plain_draft();
	const struct facts *facts;
	struct buf wide;

	(void)state;
	memset(line, 'x', 5000);
	draft.text = line;
	draft.html = line;
	facts = facts_read(slice_from(compose(&draft, modern, arena)), arena);
	assert_non_null(strstr(facts->text, line));

	buf_init(&wide, arena);
	for (int i = 0; i < 2000; i++)
		buf_add_str(&wide, "机");
	draft.text = wide.data;
	draft.html = "";
	facts = facts_read(slice_from(compose(&draft, modern, arena)), arena);
	assert_non_null(strstr(facts->text, wide.data));
	arena_free(arena);
}

static void
test_transport_is_obeyed(void **state)
{
	struct arena *arena = arena_new();
	struct draft draft = plain_draft();
	const char *mail;

	(void)state;
	draft.text = "Grüße\n";
	mail = compose(&draft, seven_bit, arena);
	for (const char *p = mail; *p; p++)
		assert_true((unsigned char)*p < 0x80);
	mail = compose(&draft, eight_bit, arena);
	assert_non_null(strstr(mail, "Encoding: 8bit\r\n\r\nGrüße\r\n"));
	arena_free(arena);
}

static void
test_injection(void **state)
{
	struct arena *arena = arena_new();
	struct draft draft = plain_draft();
	struct header header = { .name = "X-Note",
				 .value = "a\r\nBcc: evil@example.net" };
	const char *ids[] = { "<a@b>\r\nBcc: evil@example.net", "<ok@b>",
			      "no brackets", "<two words@b>" };
	struct draft_attachment file = {
		.name = "a\"\r\nBcc: evil@example.net",
		.type = "text/plain\r\nBcc: evil@example.net",
		.content_id = "x>\r\nBcc: evil@example.net",
		.sha256 = "",
		.data = (const unsigned char *)"x",
		.size = 1,
	};
	const char *mail;
	const struct facts *facts;

	(void)state;
	draft.subject = "a\r\nBcc: evil@example.net\r\n\r\nbody";
	draft.from.name = "a\nBcc: evil@example.net";
	draft.message_id = "<a@b>\nBcc: evil@example.net";
	draft.in_reply_to = "<a@b>\nBcc: evil@example.net";
	draft.references = (struct string_list){ ids, COUNT_OF(ids) };
	draft.headers = &header;
	draft.header_count = 1;
	draft.attachments = &file;
	draft.attachment_count = 1;
	mail = compose(&draft, modern, arena);
	assert_null(strstr(mail, "\nBcc:"));
	facts = facts_read(slice_from(mail), arena);
	assert_null(facts_header(facts, "Bcc"));
	assert_string_equal(facts_header(facts, "X-Note"),
			    "a  Bcc: evil@example.net");
	assert_string_equal(facts_header(facts, "References"), "<ok@b>");
	assert_null(facts_header(facts, "In-Reply-To"));
	arena_free(arena);
}

static const struct {
	const char *email;
	const char *want; /* NULL: refused */
	bool utf8;
} emails[] = {
	{ "ann@example.com", "ann@example.com", false },
	{ "a b@example.com", "\"a b\"@example.com", false },
	{ "a\"b@example.com", "\"a\\\"b\"@example.com", false },
	{ "\"a b\"@example.com", "\"a b\"@example.com", false },
	{ "a@b@example.com", "\"a@b\"@example.com", false },
	{ ".a@example.com", "\".a\"@example.com", false },
	{ "a,b@example.com", "\"a,b\"@example.com", false },
	{ "a@[192.0.2.1]", "a@[192.0.2.1]", false },
	{ "", NULL, false },
	{ "ann", NULL, false },
	{ "@example.com", NULL, false },
	{ "ann@", NULL, false },
	{ "ann@example.com>, <evil@example.net", NULL, false },
	{ "ann@exa mple.com", NULL, false },
	{ "ann@example.com\r\nBcc: x@example.net", NULL, false },
	{ "ann\r\n@example.com", NULL, false },
	{ "ünn@example.com", NULL, false },
	{ "ann@exämple.com", "ann@xn--exmple-cua.com", false },
	{ "ann@exämple.com", "ann@exämple.com", true },
	{ "a b@exämple.com", "\"a b\"@xn--exmple-cua.com", false },
	{ "ünn@exämple.com", NULL, false },
	{ "ann@-ä.com", NULL, false },
	{ "ünn@exämple.com", "ünn@exämple.com", true },
};

static void
test_addresses(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(emails); i++) {
		struct arena *arena = arena_new();
		struct address to = { "", emails[i].email };
		struct draft draft = plain_draft();
		struct draft_transport transport = { true, emails[i].utf8 };
		struct error err = { .class = ERROR_NONE };
		struct buf out;
		bool ok;

		draft.to = (struct address_list){ &to, 1 };
		buf_init(&out, arena);
		ok = draft_compose(&draft, transport, &out, &err);
		if (ok != (emails[i].want != NULL))
			fail_msg("%s", emails[i].email);
		if (ok) {
			char *line = arena_printf(arena, "\r\nTo: %s\r\n",
						  emails[i].want);

			if (!strstr(out.data, line))
				fail_msg("%s", out.data);
		} else {
			assert_int_equal(err.class, ERROR_REJECT);
			assert_non_null(strstr(err.text, "To"));
			assert_int_equal(out.size, 0);
		}
		arena_free(arena);
	}
}

static void
test_automatic(void **state)
{
	struct arena *arena = arena_new();
	struct draft draft = plain_draft();
	const char *mail;

	(void)state;
	draft.automatic = true;
	mail = compose(&draft, seven_bit, arena);
	assert_non_null(strstr(mail, "\r\nAuto-Submitted: auto-generated\r\n"));
	assert_non_null(strstr(mail, "\r\nX-Auto-Response-Suppress: All\r\n"));
	assert_non_null(strstr(mail, "\r\nPrecedence: bulk\r\n"));
	draft.in_reply_to = "<a@b>";
	mail = compose(&draft, seven_bit, arena);
	assert_non_null(strstr(mail, "\r\nAuto-Submitted: auto-replied\r\n"));
	assert_non_null(strstr(mail, "\r\nReferences: <a@b>\r\n"));
	arena_free(arena);
}

static void
test_references_are_bounded(void **state)
{
	struct arena *arena = arena_new();
	struct draft draft = plain_draft();
	const char *ids[100];
	const struct facts *facts;

	(void)state;
	for (int i = 0; i < 100; i++)
		ids[i] = arena_printf(arena, "<%d@example.org>", i);
	draft.references = (struct string_list){ ids, 100 };
	draft.in_reply_to = ids[99];
	facts = facts_read(slice_from(compose(&draft, seven_bit, arena)),
			   arena);
	assert_int_equal(facts->references.count, 20);
	assert_string_equal(facts->references.items[0], "<0@example.org>");
	assert_string_equal(facts->references.items[1], "<81@example.org>");
	assert_string_equal(facts->references.items[19], "<99@example.org>");
	arena_free(arena);
}

static void
test_parts(void **state)
{
	static const unsigned char bytes[] = "\x89PNG\r\n\x1A\n\0\xFF";
	struct draft_attachment files[] = {
		{ "Bild.png", "image/png", "p1@example.org", true, "", bytes,
		  sizeof(bytes) },
		{ "Übersicht 2026 mit einem sehr langen Namen, der umbrochen "
		  "werden muss, und noch länger.pdf",
		  "application/pdf", "", false, "", bytes, sizeof(bytes) },
		{ "empty.txt", "text/plain; charset=utf-8", "", false, "",
		  bytes, 0 },
	};
	struct arena *arena = arena_new();
	struct draft draft = plain_draft();
	const struct facts *facts;

	(void)state;
	draft.html = "<p>Hi <img src=\"cid:p1@example.org\"></p>";
	draft.attachments = files;
	draft.attachment_count = COUNT_OF(files);
	facts = facts_read(slice_from(compose(&draft, seven_bit, arena)),
			   arena);
	assert_int_equal(facts->attachment_count, 3);
	for (size_t i = 0; i < 3; i++) {
		const struct attachment *a = &facts->attachments[i];

		assert_string_equal(a->name, files[i].name);
		assert_int_equal(a->size, files[i].size);
		assert_memory_equal(a->data, bytes, a->size);
		assert_int_equal(a->is_inline, i == 0);
	}
	assert_string_equal(facts->attachments[0].content_id, "p1@example.org");
	arena_free(arena);
}

static void
test_attached_mail(void **state)
{
	static const char plain[] = "Subject: inner\n\nHello\n";
	static const char high[] =
		"Subject: inner\r\n\r\nGr\xC3\xBC\xC3\x9F\r\n";
	static const char high_header[] =
		"To: ana@example.org\nSubject: Gr\xC3\xBC\xC3\x9F\n\nHello\n";
	struct draft_attachment file = {
		.name = "mail.eml",
		.type = "message/rfc822",
		.content_id = "",
		.sha256 = "",
		.data = (const unsigned char *)plain,
		.size = sizeof(plain) - 1,
	};
	struct arena *arena = arena_new();
	struct draft draft = plain_draft();
	const char *mail;

	(void)state;
	draft.attachments = &file;
	draft.attachment_count = 1;
	mail = compose(&draft, seven_bit, arena);
	assert_non_null(strstr(mail, "Content-Type: message/rfc822\r\n"));
	assert_non_null(strstr(mail, "\r\n\r\nSubject: inner\r\n\r\nHello"));

	file.data = (const unsigned char *)high;
	file.size = sizeof(high) - 1;
	mail = compose(&draft, seven_bit, arena);
	assert_null(strstr(mail, "message/rfc822"));
	assert_non_null(strstr(mail, "application/octet-stream"));
	mail = compose(&draft, eight_bit, arena);
	assert_non_null(strstr(mail, "Content-Type: message/rfc822\r\n"
				     "Content-Transfer-Encoding: 8bit"));

	file.data = (const unsigned char *)high_header;
	file.size = sizeof(high_header) - 1;
	mail = compose(&draft, modern, arena);
	assert_null(strstr(mail, "message/rfc822"));
	assert_null(strstr(mail, "8bit"));
	assert_non_null(strstr(mail, "application/octet-stream"));
	arena_free(arena);
}

/* Whoever knows the draft knows its boundary, and may write it. */
static void
test_boundary_in_text(void **state)
{
	struct draft_attachment file = {
		.name = "a",
		.type = "text/plain",
		.content_id = "",
		.sha256 = "",
		.data = (const unsigned char *)"x",
		.size = 1,
	};
	struct arena *arena = arena_new();
	struct draft draft = plain_draft();
	const char *mail, *boundary, *end;

	(void)state;
	draft.attachments = &file;
	draft.attachment_count = 1;
	mail = compose(&draft, seven_bit, arena);
	boundary = strstr(mail, "\r\n--");
	assert_non_null(boundary);
	end = strstr(boundary + 2, "\r\n");
	assert_non_null(end);
	assert_string_equal(mail, compose(&draft, seven_bit, arena));
	assert_true(end - boundary > 20);
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plain),
		cmocka_unit_test(test_subjects_come_back),
		cmocka_unit_test(test_texts_come_back),
		cmocka_unit_test(test_long_lines),
		cmocka_unit_test(test_transport_is_obeyed),
		cmocka_unit_test(test_injection),
		cmocka_unit_test(test_addresses),
		cmocka_unit_test(test_automatic),
		cmocka_unit_test(test_references_are_bounded),
		cmocka_unit_test(test_parts),
		cmocka_unit_test(test_attached_mail),
		cmocka_unit_test(test_boundary_in_text),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
