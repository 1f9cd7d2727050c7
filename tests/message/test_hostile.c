/*
 * test_hostile.c - mails made to hurt a reader. Each must be read, within
 * the caps, with a note where one was reached. Most are some megabytes: what
 * is not linear here does not end within the test's patience.
 */
#include "../test.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "message/facts.h"

static void
repeat(struct buf *out, const char *text, int times)
{
	for (int i = 0; i < times; i++)
		buf_add_str(out, text);
}

static void
nested_multiparts(struct buf *out)
{
	for (int i = 0; i < 10000; i++)
		buf_printf(out,
			   "Content-Type: multipart/mixed; boundary=b%d\n\n"
			   "--b%d\n",
			   i, i);
	buf_add_str(out, "\ncore\n");
}

static void
nested_messages(struct buf *out)
{
	repeat(out, "Content-Type: message/rfc822\n\n", 30000);
	buf_add_str(out, "Subject: core\n\nend\n");
}

static void
many_parts(struct buf *out)
{
	buf_add_str(out, "Content-Type: multipart/mixed; boundary=b\n\n");
	repeat(out, "--b\n\nx\n", 30000);
}

static void
many_open_boundaries(struct buf *out)
{
	for (int i = 0; i < 39; i++)
		buf_printf(out,
			   "Content-Type: multipart/mixed; boundary=%064d\n\n"
			   "--%064d\n",
			   i, i);
	buf_add_str(out, "\n");
	repeat(out,
	       "--0000000000000000000000000000000000000000000000000000000000\n",
	       15000);
}

static void
open_comments(struct buf *out)
{
	buf_add_str(out, "From: ");
	repeat(out, "(", 200 * 1024);
	buf_add_str(out, "\n\nx");
}

static void
open_quotes(struct buf *out)
{
	buf_add_str(out, "To: ");
	repeat(out, "\"a\\", 60 * 1024);
	buf_add_str(out, "\n\nx");
}

static void
open_brackets(struct buf *out)
{
	buf_add_str(out, "To: ");
	repeat(out, "<a@[", 30 * 1024);
	buf_add_str(out, "\n\nx");
}

static void
groups(struct buf *out)
{
	buf_add_str(out, "To: ");
	repeat(out, "g:", 60 * 1024);
	buf_add_str(out, "\n\nx");
}

static void
commas_in_names(struct buf *out)
{
	buf_add_str(out, "To: ");
	repeat(out, "a,", 60 * 1024);
	buf_add_str(out, "<b@example.org>\n\nx");
}

static void
open_words(struct buf *out)
{
	buf_add_str(out, "Subject: ");
	repeat(out, "=?utf-8?q?", 12 * 1024);
	buf_add_str(out, "\nTo: ");
	repeat(out, "=?a?b?", 20 * 1024);
	buf_add_str(out, "\n\nx");
}

static void
many_headers(struct buf *out)
{
	repeat(out, "X-Header: value\n", 200000);
	buf_add_str(out, "\nx");
}

static void
blank_folds(struct buf *out)
{
	buf_add_str(out, "Subject: x\n");
	repeat(out, " \n", 500000);
	buf_add_str(out, "To: a@example.org\n\nx");
}

static void
long_param(struct buf *out)
{
	buf_add_str(out, "Content-Type: text/plain; name=\"");
	repeat(out, "\" ", 60 * 1024);
	buf_add_str(out, "\n\nx");
}

static void
many_pieces(struct buf *out)
{
	buf_add_str(out, "Content-Disposition: attachment");
	for (int i = 0; i < 10000; i++)
		buf_printf(out, "; f*%d=x", i);
	buf_add_str(out, "\n\nx");
}

static void
carriage_returns(struct buf *out)
{
	buf_add_str(out, "Subject: x\n\n");
	repeat(out, "\r", 1000 * 1000);
	buf_add_str(out, "\n");
}

static void
dashes(struct buf *out)
{
	buf_add_str(out, "Content-Type: multipart/mixed; boundary=\"");
	repeat(out, "-", 60);
	buf_add_str(out, "\"\n\n");
	repeat(out, "-", 200 * 1000);
	repeat(out, "\n--", 60000);
}

static void
uu_begins(struct buf *out)
{
	buf_add_str(out, "Subject: x\n\n");
	repeat(out, "begin 644 a\n#86)C\n", 50000);
}

static void
equals_signs(struct buf *out)
{
	buf_add_str(out, "Content-Transfer-Encoding: quoted-printable\n\n");
	repeat(out, "= \t", 300000);
}

static void
nuls(struct buf *out)
{
	buf_add_str(out, "Subject: x\n\n");
	for (int i = 0; i < 500000; i++)
		buf_add(out, "a\0\xFF", 3);
}

static void
folded_calendar(struct buf *out)
{
	buf_add_str(out, "Content-Type: text/calendar; method=REQUEST\n\n"
			 "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\n");
	repeat(out, " y\n", 300000);
	repeat(out, "BEGIN:VALARM\n", 100000);
}

static void
references(struct buf *out)
{
	buf_add_str(out, "References: ");
	repeat(out, "<a@b>", 25 * 1024);
	buf_add_str(out, "\n\nx");
}

/* NOTED: a cap or damage must be told. */
static const struct {
	const char *name;
	void (*make)(struct buf *out);
	bool noted;
} mails[] = {
	{ "nested multiparts", nested_multiparts, true },
	{ "nested messages", nested_messages, true },
	{ "many parts", many_parts, true },
	{ "many open boundaries", many_open_boundaries, false },
	{ "open comments", open_comments, true },
	{ "open quotes", open_quotes, true },
	{ "open brackets", open_brackets, false },
	{ "groups", groups, false },
	{ "commas in names", commas_in_names, true },
	{ "open encoded words", open_words, false },
	{ "many headers", many_headers, true },
	{ "blank folds", blank_folds, false },
	{ "long parameter", long_param, false },
	{ "many pieces", many_pieces, false },
	{ "carriage returns", carriage_returns, false },
	{ "dashes", dashes, true },
	{ "uuencode without end", uu_begins, false },
	{ "equals signs", equals_signs, false },
	{ "NULs", nuls, false },
	{ "folded calendar", folded_calendar, false },
	{ "references", references, false },
};

static void
test_mails(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(mails); i++) {
		struct arena *arena = arena_new();
		struct facts *facts;
		struct buf mail;

		buf_init(&mail, NULL);
		mails[i].make(&mail);
		facts = facts_read(buf_slice(&mail), arena);
		if (!utf8_valid(slice_from(facts->text)) ||
		    (mails[i].noted && !facts->notes.count))
			fail_msg("%s", mails[i].name);
		arena_free(arena);
		buf_clear(&mail);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_mails) };

	return cmocka_run_group_tests_name("hostile mail", tests, NULL, NULL);
}
