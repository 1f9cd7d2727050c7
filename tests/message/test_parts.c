/* test_parts.c - what single parts turn into: names of files, rich text,
 * calendars, winmail.dat. */
#include "../test.h"

#include "message/enriched.h"
#include "message/file_name.h"
#include "message/ical.h"
#include "message/protection.h"
#include "message/rtf.h"
#include "message/tnef.h"

/* clang-format off */
static const struct {
	const char *written, *type, *want;
} names[] = {
	{ "report.pdf", "application/pdf", "report.pdf" },
	{ "../../etc/passwd", "text/plain", "passwd" },
	{ "C:\\Users\\ana\\log.txt", "text/plain", "log.txt" },
	{ " a\tb\n.txt ", "text/plain", "a_b_.txt" },
	{ "", "image/png", "part-3.png" },
	{ "..", "image/png", "part-3.png" },
	{ "", "application/x-unknown", "part-3.bin" },
	{ "Re: a/b problem.eml", "message/rfc822", "Re: a_b problem.eml" },
	{ "dir/", "text/plain", "dir_" },
};

static const struct {
	const char *text, *want;
} enriched[] = {
	{ "plain\n", "plain\n" },
	{ "one\ntwo\n\nthree", "one two\nthree" },
	{ "<bold>fat</bold> <<tag>", "fat <tag>" },
	{ "<color><param>red</param>x</color>", "x" },
	{ "open < never closed", "open < never closed" },
	{ "<nl>after", "\nafter" },
	{ "<param>lost", "" },
};

static const struct {
	const char *rtf, *want;
	bool is_html;
} rtfs[] = {
	{ "{\\rtf1 plain\\par text}", "plain\ntext", false },
	{ "{\\rtf1{\\fonttbl{\\f0 Arial;}}shown{\\*\\unknown hidden}}", "shown", false },
	{ "{\\rtf1\\ansicpg1251 \\'ef\\'f0}", "\xD0\xBF\xD1\x80", false },
	{ "{\\rtf1\\uc1 \\u8364?\\u-10179 ?\\u-8704?}", "\xE2\x82\xAC\xF0\x9F\x98\x80", false },
	{ "{\\rtf1 a\\~b\\{c\\}\\\\}", "a b{c}\\", false },
	{ "{\\rtf1\\fromhtml1 {\\*\\htmltag64 <p>}\\htmlrtf x\\htmlrtf0 y}", "<p>y", true },
	{ "{\\rtf1 cut", "cut", false },
	{ "}}}}", "", false }, { "\\", "\\", false }, { "\\'", "", false },
	{ "", "", false },
};

static const struct {
	const char *text;
	const char *method, *summary; /* NULL: no calendar */
} calendars[] = {
	{ "BEGIN:VCALENDAR\nMETHOD:request\nBEGIN:VEVENT\nSUMMARY:Talk\n"
	  "DTSTART:20260301T100000Z\nDTEND:20260301T110000Z\nEND:VEVENT\n",
	  "REQUEST",
	  "Talk\nWhen: 2026-03-01 10:00 UTC - 2026-03-01 11:00 UTC\n" },
	{ "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20260301\n"
	  "END:VEVENT\nBEGIN:VTODO\nSUMMARY:Pay\nEND:VTODO\n",
	  "", "(event)\nWhen: 2026-03-01\n\nPay\n" },
	{ "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:fol\n ded\\, text\n"
	  "BEGIN:VALARM\nSUMMARY:alarm\nEND:VALARM\nLOCATION:here\n",
	  "", "folded, text\nWhere: here\n" },
	{ "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\n"
	  "ORGANIZER;CN=\"Berg; Ana\":mailto:ana@example.org\nEND:VEVENT\n",
	  "", "x\nOrganiser: Berg; Ana <ana@example.org>\n" },
	{ "BEGIN:VCALENDAR\n", "", "" },
	{ "BEGIN:VCARD\nFN:Ana\n", NULL, NULL },
	{ "", NULL, NULL },
};

static const struct {
	const char *mail, *want;
} protections[] = {
	{ "Subject: x\n\nx", "" },
	{ "Content-Type: application/pkcs7-mime; smime-type=signed-data\n\nx", "s/mime signed" },
	{ "Content-Type: application/x-pkcs7-mime; smime-type=enveloped-data\n\nx", "s/mime encrypted" },
	{ "Content-Type: application/pkcs7-mime\n\nx", "s/mime encrypted" },
	{ "Content-Type: multipart/signed; protocol=\"application/pgp-signature\"; boundary=b\n\n--b\n\nx\n--b--\n", "pgp signed" },
	{ "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\"; boundary=b\n\n--b\n\nx\n--b--\n", "s/mime signed" },
	{ "Content-Type: multipart/encrypted; boundary=b\n\n--b\n\nx\n--b--\n", "pgp encrypted" },
	{ "Subject: x\n\n-----BEGIN PGP MESSAGE-----\n", "pgp encrypted" },
	{ "Subject: x\n\n-----BEGIN PGP SIGNED MESSAGE-----\n", "pgp signed" },
};
/* clang-format on */

static void
assert_text(const char *input, const char *got, const char *want)
{
	if (strcmp(got, want) != 0)
		fail_msg("%s\n  got  %s\n  want %s", input, got, want);
}

static void
test_names(void **state)
{
	struct arena *arena = arena_new();
	char *longest = arena_alloc(arena, 1000);

	(void)state;
	for (size_t i = 0; i < COUNT_OF(names); i++)
		assert_text(names[i].written,
			    file_name_make(names[i].written, names[i].type, 3,
					   arena),
			    names[i].want);
	memset(longest, 'x', 999);
	assert_int_equal(strlen(file_name_make(longest, "x/y", 1, arena)),
			 FILE_NAME_MAX);
	assert_string_equal(file_type_guess("A.PDF"), "application/pdf");
	assert_string_equal(file_type_guess("a"), "application/octet-stream");
	arena_free(arena);
}

static void
test_enriched(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(enriched); i++)
		assert_text(enriched[i].text,
			    enriched_to_text(enriched[i].text, arena),
			    enriched[i].want);
	arena_free(arena);
}

static void
test_rtf(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rtfs); i++) {
		struct buf out;
		bool is_html;

		buf_init(&out, NULL);
		rtf_to_text(slice_from(rtfs[i].rtf), &out, &is_html);
		assert_text(rtfs[i].rtf, out.data ? out.data : "",
			    rtfs[i].want);
		assert_int_equal(is_html, rtfs[i].is_html);
		buf_clear(&out);
	}
}

/* Groups beyond the stack's depth are skipped, and come to an end again. */
static void
test_deep_rtf(void **state)
{
	struct buf rtf, out;
	bool is_html;

	(void)state;
	buf_init(&rtf, NULL);
	buf_init(&out, NULL);
	buf_add_str(&rtf, "before ");
	for (int i = 0; i < 100000; i++)
		buf_add_char(&rtf, '{');
	buf_add_str(&rtf, "deep");
	for (int i = 0; i < 100000; i++)
		buf_add_char(&rtf, '}');
	buf_add_str(&rtf, "after");
	rtf_to_text(buf_slice(&rtf), &out, &is_html);
	assert_string_equal(out.data, "before after");
	buf_clear(&rtf);
	buf_clear(&out);
}

static void
test_calendars(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(calendars); i++) {
		struct ical ical;
		bool ok = ical_read(calendars[i].text, arena, &ical);

		assert_int_equal(ok, calendars[i].summary != NULL);
		if (!ok)
			continue;
		assert_text(calendars[i].text, ical.method,
			    calendars[i].method);
		assert_text(calendars[i].text, ical.summary,
			    calendars[i].summary);
	}
	arena_free(arena);
}

static void
test_protections(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(protections); i++) {
		struct mime *mime =
			mime_parse(slice_from(protections[i].mail), arena);

		assert_text(protections[i].mail,
			    protection_name(mime,
					    mime_text(&mime->parts[0], arena)),
			    protections[i].want);
	}
	arena_free(arena);
}

/* Bytes that are none, and streams that break off. */
static void
test_no_tnef(void **state)
{
	struct arena *arena = arena_new();
	struct tnef tnef;

	(void)state;
	assert_false(tnef_read(slice_of("", 0), arena, &tnef));
	assert_false(tnef_read(slice_from("no winmail"), arena, &tnef));
	assert_true(
		tnef_read(slice_of("\x78\x9F\x3E\x22\x01\0", 6), arena, &tnef));
	assert_int_equal(tnef.count, 0);
	assert_string_equal(tnef.text, "");
	/* an attribute that claims more than there is */
	assert_true(tnef_read(slice_of("\x78\x9F\x3E\x22\x01\0"
				       "\x01\x0C\x80\x02\0\xFF\xFF\xFF\xFFtext",
				       19),
			      arena, &tnef));
	assert_true(tnef.cut);
	assert_string_equal(tnef.text, "text");
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_enriched),
		cmocka_unit_test(test_rtf),
		cmocka_unit_test(test_deep_rtf),
		cmocka_unit_test(test_calendars),
		cmocka_unit_test(test_protections),
		cmocka_unit_test(test_no_tnef),
	};

	return cmocka_run_group_tests_name("parts", tests, NULL, NULL);
}
