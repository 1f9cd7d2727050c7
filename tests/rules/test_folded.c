/* test_folded.c - which words are found in which texts. */
#include "../test.h"

#include <unicase.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "rules/folded.h"
#include "rules/pattern.h"

static struct folder *folder;

static int
setup(void **state)
{
	(void)state;
	folder = folder_new();
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	folder_free(folder);
	return 0;
}

/* The words of WORD as they stand in TEXT, or NULL. */
static const char *
find(const char *text, const char *word, struct arena *arena)
{
	struct folded a, b;
	const char *found = NULL;
	size_t at;

	folded_init(&a);
	folded_init(&b);
	folded_set(&a, folder, slice_from(text), (size_t)-1);
	folded_set(&b, folder, slice_from(word), (size_t)-1);
	at = folded_find(&a, slice_trim(slice_of(b.data, b.size)), 0);
	if (at != (size_t)-1) {
		size_t end = at + slice_trim(slice_of(b.data, b.size)).size;

		found = arena_memdup(arena, text + a.origin[at],
				     a.origin[end] - a.origin[at]);
	}
	folded_clear(&a);
	folded_clear(&b);
	return found;
}

/* clang-format off */
static const struct {
	const char *text, *word;
	const char *found; /* NULL: not there */
} words[] = {
	/* whole words, caseless */
	{ "The printer is dead", "printer", "printer" },
	{ "The PRINTER is dead", "printer", "PRINTER" },
	{ "printer", "Printer", "printer" },
	{ "two printers", "printer", NULL },
	{ "the sprinter", "printer", NULL },
	{ "category", "cat", NULL },
	{ "cat: eats", "cat", "cat" },
	{ "printer2", "printer", NULL },
	{ "my_printer", "printer", NULL },
	{ "printer-jam", "printer", "printer" },
	{ "(printer)", "printer", "printer" },
	{ "sprinter printer", "printer", "printer" },
	/* phrases across blanks and line ends */
	{ "a paper jam again", "paper jam", "paper jam" },
	{ "a paper\njam again", "paper jam", "paper\njam" },
	{ "a paper \t\r\n  jam", "paper  jam", "paper \t\r\n  jam" },
	{ "a paper\xC2\xA0jam", "paper jam", "paper\xC2\xA0jam" },
	{ "a paperjam", "paper jam", NULL },
	{ "newspaper jam", "paper jam", NULL },
	{ "paper, jam", "paper jam", NULL },
	/* words whose ends are no letters */
	{ "learn C++ now", "c++", "C++" },
	{ "run setup.exe", ".exe", ".exe" },
	{ "file.exercise", ".exe", NULL },
	/* Chinese, Japanese, Thai, Korean: no blanks needed */
	{ "这台打印机坏了", "打印机", "打印机" },
	{ "办公室打印\n机坏了", "打印机", "打印\n机" },
	{ "连不上VPN了", "vpn", "VPN" },
	{ "このプリンターは", "プリンター", "プリンター" },
	{ "ﾌﾟﾘﾝﾀｰ", "プリンター", "ﾌﾟﾘﾝﾀｰ" },
	{ "カードガ", "カ", "カ" },
	{ "ガ", "カ", NULL },
	{ "프린터가 고장", "프린터", "프린터" },
	{ "เครื่องพิมพ์เสีย", "เครื่องพิมพ์", "เครื่องพิมพ์" },
	{ "打 印 机", "打印机", NULL },
	/* folding */
	{ "Straße", "STRASSE", "Straße" },
	{ "STRASSE", "straße", "STRASSE" },
	{ "Strasse", "straße", "Strasse" },
	{ "GRO\xE1\xBA\x9E", "groß", "GRO\xE1\xBA\x9E" },
	{ "ＰＲＩＮＴＥＲ", "printer", "ＰＲＩＮＴＥＲ" },
	{ "ｐａｐｅｒ　ｊａｍ", "paper jam", "ｐａｐｅｒ　ｊａｍ" },
	{ "YAZICI bozuldu", "yazıcı", "YAZICI" },
	{ "yazici bozuldu", "yazıcı", "yazici" },
	{ "İNTERNET yok", "internet", "İNTERNET" },
	{ "o\xEF\xAC\x83" "ce", "office", "o\xEF\xAC\x83" "ce" },
	{ "ΟΔΟΣ", "οδος", "ΟΔΟΣ" },
	{ "οδός", "ΟΔΌΣ", "οδός" },
	/* accents count, however they are written */
	{ "drücken", "drucken", NULL },
	{ "dru\xCC\x88" "cken", "drücken", "dru\xCC\x88" "cken" },
	{ "drücken", "dru\xCC\x88" "cken", "drücken" },
	{ "cafe\xCC\x81", "cafe", NULL },
	{ "Ｄru\xCC\x88" "cken", "drücken", "Ｄru\xCC\x88" "cken" },
	/* what nobody sees */
	{ "prin\xC2\xADter", "printer", "prin\xC2\xADter" },
	{ "prin\xE2\x80\x8Bter", "printer", "prin\xE2\x80\x8Bter" },
	/* broken text */
	{ "printer\xFF", "printer", "printer" },
	{ "\xE6\x89", "打", NULL },
	{ "", "printer", NULL },
	{ "\xCC\x88", "u", NULL },
};
/* clang-format on */

static void
test_words(void **state)
{
	struct arena *arena = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < COUNT_OF(words); i++) {
		const char *found = find(words[i].text, words[i].word, arena);

		if (!!found != !!words[i].found ||
		    (found && strcmp(found, words[i].found) != 0))
			fail_msg("'%s' in '%s': found '%s', not '%s'",
				 words[i].word, words[i].text,
				 found ? found : "nothing",
				 words[i].found ? words[i].found : "nothing");
	}
	arena_free(arena);
}

/* No prefix of any text makes trouble, and offsets stay within it. */
static void
test_prefixes(void **state)
{
	struct folded folded;
	size_t i, size, k;

	(void)state;
	folded_init(&folded);
	for (i = 0; i < COUNT_OF(words); i++) {
		for (size = 0; size <= strlen(words[i].text); size++) {
			folded_set(&folded, folder,
				   slice_of(words[i].text, size), (size_t)-1);
			for (k = 0; k <= folded.size; k++)
				assert_true(folded.origin[k] <= size);
			assert_int_equal(folded.origin[folded.size], size);
		}
	}
	folded_clear(&folded);
}

/* Nothing is found across the end of the subject. */
static void
test_break(void **state)
{
	struct folded folded;

	(void)state;
	folded_init(&folded);
	folded_set(&folded, folder, slice_from("paper \n jam"), 6);
	assert_true(folded_find(&folded, slice_from("paper jam"), 0) ==
		    (size_t)-1);
	assert_int_equal(folded_find(&folded, slice_from("paper"), 0), 0);
	assert_true(folded_find(&folded, slice_from("jam"), 0) != (size_t)-1);
	folded_clear(&folded);
}

static const char *
fold_one(unsigned c, char out[static FOLD_BYTES_MAX + 1])
{
	struct fold fold = folder_fold(folder, c);

	memcpy(out, fold.bytes, fold.size);
	out[fold.size] = '\0';
	return out;
}

/* Asking twice gives the same, from the cache or not. */
static void
test_cache(void **state)
{
	char a[FOLD_BYTES_MAX + 1], b[FOLD_BYTES_MAX + 1];
	unsigned c;

	(void)state;
	for (c = 0; c < 0x3000; c++)
		assert_string_equal(fold_one(c, a), fold_one(c, b));
	assert_string_equal(fold_one(0xFDFA, a), fold_one(0xFDFA, b));
	assert_true(strlen(fold_one(0xFDFA, a)) > 20);
	(void)fold_one(0x10FFFF, a);
	(void)fold_one(0x7FFFFFFF, a);
}

static void
encode(unsigned c, char out[static 5])
{
	struct buf buf;

	buf_init(&buf, NULL);
	buf_add_utf8(&buf, c);
	memcpy(out, buf.data, buf.size + 1);
	buf_clear(&buf);
}

/*
 * Whatever characters PCRE2 takes for the same without case have one fold:
 * the prefilter looks for a pattern's literals in folded texts.
 */
static void
test_folds_as_pcre2_does(void **state)
{
	struct pattern_space *space = pattern_space_new();
	char a[FOLD_BYTES_MAX + 1], b[FOLD_BYTES_MAX + 1];
	struct buf all;
	unsigned c, pairs = 0;

	(void)state;
	buf_init(&all, NULL);
	for (c = 0x80; c < 0x1F000; c++)
		if (c < 0xD800 || c > 0xDFFF)
			if (uc_tolower(c) != c || uc_toupper(c) != c)
				buf_add_utf8(&all, c);
	for (c = 'A'; c <= 'Z'; c++)
		buf_add_utf8(&all, c);
	for (c = 'A'; c < 0x1F000; c++) {
		char expression[16], one[5];
		struct pattern *pattern;
		size_t start, end = 0;
		struct error err;

		if ((c >= 0xD800 && c <= 0xDFFF) ||
		    (uc_tolower(c) == c && uc_toupper(c) == c))
			continue;
		encode(c, one);
		snprintf(expression, sizeof(expression), "%s", one);
		pattern = pattern_compile(expression, &err);
		assert_non_null(pattern);
		while (pattern_match(pattern, space, buf_slice(&all), end,
				     &start, &end) == PATTERN_YES) {
			size_t pos = start;
			unsigned other = utf8_next(buf_slice(&all), &pos);

			if (strcmp(fold_one(c, a), fold_one(other, b)) != 0)
				fail_msg("U+%04X and U+%04X", c, other);
			pairs++;
		}
		pattern_free(pattern);
	}
	assert_true(pairs > 2500);
	buf_clear(&all);
	pattern_space_free(space);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_prefixes),
		cmocka_unit_test(test_break),
		cmocka_unit_test(test_cache),
		cmocka_unit_test(test_folds_as_pcre2_does),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, setup, teardown);
}
