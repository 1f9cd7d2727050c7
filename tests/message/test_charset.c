/* test_charset.c - labels, conversion, guesses, and damage. */
#include "../test.h"

#include "base/utf8.h"
#include "message/charset.h"

/* clang-format off */
static const struct {
	const char *label, *name;
} labels[] = {
	{ "utf-8", "utf-8" }, { "UTF8", "utf-8" }, { " Utf_8 ", "utf-8" },
	{ "ISO-8859-1", "windows-1252" }, { "us-ascii", "windows-1252" },
	{ "iso_8859-1:1987", "windows-1252" }, { "latin1", "windows-1252" },
	{ "iso-8859-15", "iso-8859-15" }, { "iso8859-9", "windows-1254" },
	{ "gb2312", "gb18030" }, { "GBK", "gb18030" }, { "cp936", "gb18030" },
	{ "big5", "big5" }, { "Shift_JIS", "shift_jis" },
	{ "x-sjis", "shift_jis" }, { "windows-31j", "shift_jis" },
	{ "ks_c_5601-1987", "euc-kr" }, { "iso-2022-jp", "iso-2022-jp" },
	{ "cp50220", "iso-2022-jp" }, { "koi8-r", "koi8-r" },
	{ "unicode-1-1-utf-7", "utf-7" }, { "TIS-620", "windows-874" },
	{ "iso-8859-8-i", "iso-8859-8" }, { "macintosh", "macintosh" },
	{ "\"windows-1251\"", "windows-1251" }, { "cp850", "ibm850" },
	{ "", NULL }, { "-", NULL }, { "no-such-charset", NULL },
	{ "utf", NULL }, { "8859", NULL },
};

static const struct {
	const char *label; /* NULL: none is declared */
	const char *bytes, *want;
} texts[] = {
	{ "utf-8", "Gr\xC3\xBC\xC3\x9F" "e", "Gr\xC3\xBC\xC3\x9F" "e" },
	{ "iso-8859-1", "\x80 \x93x\x94 \xE9 \x81", "\xE2\x82\xAC \xE2\x80\x9Cx\xE2\x80\x9D \xC3\xA9 \xC2\x81" },
	{ "koi8-r", "\xD4\xC5\xD3\xD4", "\xD1\x82\xD0\xB5\xD1\x81\xD1\x82" },
	{ "gb2312", "\xE6\x62", "\xE9\x8E\x8E" },
	{ "big5", "\xB4\xFA\xB8\xD5", "\xE6\xB8\xAC\xE8\xA9\xA6" },
	{ "shift_jis", "\x87\x40\x93\xFA", "\xE2\x91\xA0\xE6\x97\xA5" },
	{ "euc-kr", "\xC7\xD1\x8C\x63", "\xED\x95\x9C\xEB\x98\xA0" },
	{ "iso-2022-jp", "\033$B%F!<\033(Bx", "\xE3\x83\x86\xE3\x83\xBCx" },
	{ "iso-2022-jp", "\033$B-!\033(I1\033(B", "\xE2\x91\xA0\xEF\xBD\xB1" },
	{ "hz-gb-2312", "a~{VP~}~~", "a\xE4\xB8\xAD~" },
	{ "utf-7", "Gr+APwA3w-e", "Gr\xC3\xBC\xC3\x9F" "e" },
	{ "utf-16", "\xFF\xFE" "a\0\xAC\x20", "a\xE2\x82\xAC" },
	/* a byte that has no meaning costs that byte */
	{ "utf-8", "\xC3\xBC\xC3\xBC\xC3\xBC \xFF x", "\xC3\xBC\xC3\xBC\xC3\xBC \xEF\xBF\xBD x" },
	{ "gb18030", "\xB2\xE2\xFFz\xCA\xD4", "\xE6\xB5\x8B\xEF\xBF\xBDz\xE8\xAF\x95" },
	{ "shift_jis", "\x93\xFA\x93", "\xE6\x97\xA5\xEF\xBF\xBD" },
	/* declared wrongly */
	{ "us-ascii", "\xC3\xA4\xC3\xB6", "\xC3\xA4\xC3\xB6" },
	{ "utf-8", "caf\xE9", "caf\xC3\xA9" },
	{ "koi8-r", "\xE2\x82\xAC\xE2\x82\xAC", "\xE2\x82\xAC\xE2\x82\xAC" },
	{ "iso-2022-jp", "\xE3\x83\x86\xE3\x83\xBC", "\xE3\x83\x86\xE3\x83\xBC" },
	{ "utf-7", "\xC3\xA4\xC3\xB6\xC3\xBC", "\xC3\xA4\xC3\xB6\xC3\xBC" },
	/* not declared */
	{ NULL, "caf\xE9 \x96 na\xEFve", "caf\xC3\xA9 \xE2\x80\x93 na\xC3\xAFve" },
	{ NULL, "\xC3\xA4", "\xC3\xA4" },
	{ NULL, "\033$B%F\033(B", "\xE3\x83\x86" },
	{ NULL, "\xBF\xF3\xB3ta b\xB3yska, prosz\xEA w\xB3\xB9" "czy\xE6", "żółta błyska, proszę włączyć" },
	{ NULL, "\xBF\xF3\xB3ta b\xB3yska, prosz\xEA w\xB3\xB1" "czy\xE6", "żółta błyska, proszę włączyć" },
	{ NULL, "P\xF8" "estala d\xECkovat, Dvo\xF8\xE1k \x9E\xE1" "d\xE1 pot\xF8" "eby, dn\xEDm\xE8\xED", "Přestala děkovat, Dvořák žádá potřeby, dnímčí" },
	{ NULL, "yaz\xFD" "c\xFDm \xE7" "al\xFD\xFEm\xFDyor", "yazıcım çalışmıyor" },
	{ NULL, "20 m\xB3 gro\xDF, 5 m\xB3 mehr", "20 m³ groß, 5 m³ mehr" },
	{ NULL, "s\xED\xF0" "an \xED g\xE6r, geti\xF0 \xFEi\xF0 hj\xE1lpa\xF0", "síðan í gær, getið þið hjálpað" },
	{ NULL, "\xEF\xF0\xE8\xE2\xE5\xF2 \xE2\xF1\xE5\xEC", "\xD0\xBF\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82 \xD0\xB2\xD1\x81\xD0\xB5\xD0\xBC" },
	{ NULL, "\xE5\xEA\xF4\xF5\xF0\xF9\xF4\xDE\xF2 \xE4\xE5\xED", "\xCE\xB5\xCE\xBA\xCF\x84\xCF\x85\xCF\x80\xCF\x89\xCF\x84\xCE\xAE\xCF\x82 \xCE\xB4\xCE\xB5\xCE\xBD" },
	{ NULL, "\xD0\xD2\xC9\xD7\xC5\xD4 \xD7\xD3\xC5\xCD", "\xD0\xBF\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82 \xD0\xB2\xD1\x81\xD0\xB5\xD0\xBC" },
	{ NULL, "\xB4\xF2\xD3\xA1\xBB\xFA\xBB\xB5\xC1\xCB", "\xE6\x89\x93\xE5\x8D\xB0\xE6\x9C\xBA\xE5\x9D\x8F\xE4\xBA\x86" },
	{ NULL, "\x83\x76\x83\x8A\x83\x93\x83\x5E\x82\xAA", "\xE3\x83\x97\xE3\x83\xAA\xE3\x83\xB3\xE3\x82\xBF\xE3\x81\x8C" },
	{ NULL, "\xA5\xD7\xA5\xEA\xA5\xF3\xA5\xBF\xA4\xAC", "\xE3\x83\x97\xE3\x83\xAA\xE3\x83\xB3\xE3\x82\xBF\xE3\x81\x8C" },
};
/* clang-format on */

static void
test_labels(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(labels); i++) {
		const struct charset *charset =
			charset_find(slice_from(labels[i].label));
		const char *got = charset ? charset_name(charset) : "none";

		if (strcmp(got, labels[i].name ? labels[i].name : "none") != 0)
			fail_msg("%s: got %s", labels[i].label, got);
	}
}

static size_t
size_of(const char *label, const char *bytes)
{
	return label && !strncmp(label, "utf-16", 6) ? 6 : strlen(bytes);
}

static void
test_texts(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		struct slice bytes =
			slice_of(texts[i].bytes,
				 size_of(texts[i].label, texts[i].bytes));
		struct buf got;

		buf_init(&got, NULL);
		charset_to_utf8(charset_find(slice_from(texts[i].label)), bytes,
				&got);
		if (strcmp(got.data, texts[i].want) != 0)
			fail_msg("%s \"%s\": got \"%s\", want \"%s\"",
				 texts[i].label ? texts[i].label : "undeclared",
				 texts[i].bytes, got.data, texts[i].want);
		buf_clear(&got);
	}
}

/* All bytes and pairs of bytes give valid UTF-8 without NUL, in each. */
static void
test_all_pairs(void **state)
{
	static const char *const names[] = {
		"utf-8",       "windows-1252", "gb18030",     "big5",
		"euc-jp",      "shift_jis",    "iso-2022-jp", "euc-kr",
		"iso-2022-kr", "iso-2022-cn",  "hz",	      "utf-7",
		"utf-16le",    "utf-32be",     "viscii"
	};
	struct buf out;

	(void)state;
	buf_init(&out, NULL);
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		const struct charset *charset =
			charset_find(slice_from(names[i]));

		assert_non_null(charset);
		for (unsigned pair = 0; pair < 0x10000; pair++) {
			char bytes[2] = { (char)(pair >> 8), (char)pair };

			buf_reset(&out);
			charset_decode(charset, slice_of(bytes, 2), &out);
			if (!utf8_valid(buf_slice(&out)) ||
			    (out.size && memchr(out.data, 0, out.size)))
				fail_msg("%s: %04x", names[i], pair);
		}
	}
	buf_clear(&out);
}

static void
test_preload(void **state)
{
	struct error err = { .text = "" };

	(void)state;
	if (!charset_preload(&err))
		fail_msg("%s", err.text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_labels),
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_all_pairs),
		cmocka_unit_test(test_preload),
	};

	return cmocka_run_group_tests_name("charset", tests, NULL, NULL);
}
