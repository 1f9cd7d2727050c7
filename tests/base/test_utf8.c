/* test_utf8.c - validity, width, safe display, folding. */
#include "../test.h"

#include "base/utf8.h"

#define BAD "\xEF\xBF\xBD"

static void
test_valid_and_clean(void **state)
{
	static const struct {
		const char *text, *clean;
	} rows[] = {
		{ "", "" },
		{ "plain", "plain" },
		{ "\xC3\xA4\xE4\xB8\xAD\xF0\x9F\x98\x80",
		  "\xC3\xA4\xE4\xB8\xAD\xF0\x9F\x98\x80" },
		{ "\x80", BAD },
		{ "\xC0\x80", BAD BAD },
		{ "\xC1\xBF", BAD BAD },
		{ "\xE0\x9F\xBF", BAD BAD BAD },
		{ "\xED\xA0\x80", BAD BAD BAD },
		{ "\xF0\x8F\xBF\xBF", BAD BAD BAD BAD },
		{ "\xF4\x90\x80\x80", BAD BAD BAD BAD },
		{ "\xF5", BAD },
		{ "\xE4\xB8", BAD BAD },
		{ "\xE4\xB8x", BAD BAD "x" },
		{ "a\xFF"
		  "b",
		  "a" BAD "b" },
	};
	struct arena *arena = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < COUNT_OF(rows); i++) {
		assert_int_equal(utf8_valid(slice_from(rows[i].text)),
				 strcmp(rows[i].text, rows[i].clean) == 0);
		assert_string_equal(utf8_clean(arena, slice_from(rows[i].text)),
				    rows[i].clean);
	}
	assert_string_equal(utf8_clean(arena, slice_of("a\0b", 3)),
			    "a" BAD "b");
	arena_free(arena);
}

/* Every prefix, in memory of exactly its size so that a read beyond shows. */
static void
test_prefixes(void **state)
{
	static const char text[] = "x\xC3\xA4\xE4\xB8\xAD\xF0\x9F\x98\x80";
	size_t size;

	(void)state;
	for (size = 1; size < sizeof(text); size++) {
		char *copy = malloc(size);
		struct slice s = slice_of(copy, size);
		size_t pos = 0, cut;

		memcpy(copy, text, size);
		while (pos < size)
			utf8_next(s, &pos);
		assert_int_equal(pos, size);
		for (cut = 0; cut < size; cut++)
			assert_true(utf8_cut(s, cut).size <= cut);
		if (utf8_valid(s))
			for (cut = 0; cut <= size; cut++)
				assert_true(utf8_valid(utf8_cut(s, cut)));
		free(copy);
	}
}

static void
test_cut(void **state)
{
	(void)state;
	assert_int_equal(utf8_cut(slice_from("\xE4\xB8\xAD!"), 3).size, 3);
	assert_int_equal(utf8_cut(slice_from("\xE4\xB8\xAD!"), 2).size, 0);
	assert_int_equal(utf8_cut(slice_from("abc"), 2).size, 2);
	assert_int_equal(
		utf8_cut(slice_from("\x80\x80\x80\x80\x80\x80"), 5).size, 5);
}

static void
test_display(void **state)
{
	static const struct {
		const char *text;
		size_t columns;
		const char *shown;
	} rows[] = {
		{ "plain", 0, "plain" },
		{ "plain", 5, "plain" },
		{ "plain", 4, "pla\xE2\x80\xA6" },
		{ "a\tb\nc", 0, "a b c" },
		{ "\x1b[31m", 0, BAD "[31m" },
		{ "\xC2\x9B"
		  "1m\x7f",
		  0, BAD "1m" BAD },
		{ "\xE2\x80\xAE"
		  "evil",
		  0, BAD "evil" },
		{ "\xE4\xB8\xAD\xE6\x96\x87", 4, "\xE4\xB8\xAD\xE6\x96\x87" },
		{ "\xE4\xB8\xAD\xE6\x96\x87", 3, "\xE4\xB8\xAD\xE2\x80\xA6" },
		{ "\xE4\xB8\xAD\xE6\x96\x87", 2, "\xE2\x80\xA6" },
		{ "e\xCC\x81x", 2, "e\xCC\x81x" },
	};
	struct buf out;
	size_t i;

	(void)state;
	buf_init(&out, NULL);
	for (i = 0; i < COUNT_OF(rows); i++) {
		buf_reset(&out);
		utf8_add_display(&out, slice_from(rows[i].text),
				 rows[i].columns);
		assert_string_equal(out.data, rows[i].shown);
	}
	buf_reset(&out);
	utf8_add_display_text(&out, slice_from("a\r\n\tb\rc\x1b\n"));
	assert_string_equal(out.data, "a\n\tb" BAD "c" BAD "\n");
	buf_clear(&out);
	assert_int_equal(utf8_width(slice_from("ae\xCC\x81\xE4\xB8\xAD")), 4);
}

static void
test_fold(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	assert_string_equal(utf8_fold(arena, "Stra\xC3\x9F"
					     "E"),
			    "strasse");
	assert_string_equal(utf8_fold(arena, "\xC3\x84"), "\xC3\xA4");
	assert_string_equal(utf8_fold(arena, "A\xCC\x88"), "\xC3\xA4");
	assert_string_equal(utf8_fold(arena, "\xEF\xBC\xA1\xEF\xBD\x82"), "ab");
	assert_string_equal(utf8_fold(arena, "x\xFF"), "x" BAD);
	assert_string_equal(utf8_fold(arena, ""), "");
	assert_string_equal(utf8_fold(arena, NULL), "");
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_valid_and_clean),
		cmocka_unit_test(test_prefixes),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_display),
		cmocka_unit_test(test_fold),
	};

	return cmocka_run_group_tests_name("utf8", tests, NULL, NULL);
}
