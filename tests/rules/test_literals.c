/* test_literals.c - what patterns must hold, and how far they may go. */
#include "../test.h"

#include "base/buf.h"
#include "rules/literals.h"
#include "rules/pattern.h"

/* clang-format off */
static const struct {
	const char *expression;
	const char *literals; /* joined by |; "" when none are known */
} required[] = {
	{ "printer", "printer" },
	{ "PrInTeR", "printer" },
	{ "(?:PC|NB|PR)-[0-9]{4,6}", "pc-|nb-|pr-" },
	{ "error\\s+code", "error" },
	{ "err\\s+exploded", "exploded" },
	{ "a|b", "" },
	{ "foo|bar", "foo|bar" },
	{ "foo|", "" },
	{ "foo|[0-9]+", "" },
	{ "(foo|bar)baz", "foobaz|barbaz" },
	{ "gr[ae]y", "gray|grey" },
	{ "gr[^ae]yish", "yish" },
	{ "gr[a-e]yish", "yish" },
	{ "toner?", "toner|tone" },
	{ "toner*x", "tone" },
	{ "tone(r)+x", "tone" },
	{ "(?:ab){2}c", "ababc" },
	{ "(?:foo){3,}", "foo" },
	{ "(?:foo){0,3}", "" },
	{ "(?:foo)?bar", "foobar|bar" },
	{ "^\\[alert\\]", "[alert]" },
	{ "paper  jam", "paper jam" },
	{ " jam ", "jam" },
	{ "a\\.b", "a.b" },
	{ "a.bcd", "bcd" },
	{ "\\bprinter\\b", "printer" },
	{ "foo(?=bar)baz", "foobaz" },
	{ "(?!foo)bar", "bar" },
	{ "(?<!foo)bar", "bar" },
	{ "(?<name>foo)-\\k<name>bar", "foo-" },
	{ "(?i)Foo", "foo" },
	{ "(?i:Foo)bar", "foobar" },
	{ "(?-i)Foo", "foo" },
	{ "(?x) f o o", "" },
	{ "(?#no)foo", "foo" },
	{ "(?>foo)bar", "foobar" },
	{ "\\Qa.b\\Ecdef", "cdef" },
	{ "\\x{6253}\\x{5370}", "打印" },
	{ "\\x41\\x42\\x43", "abc" },
	{ "打印机", "打印机" },
	{ "Straße", "strasse" },
	{ "Zürich", "rich" },
	{ "\\p{L}foo", "foo" },
	{ "\\pLfoo", "foo" },
	{ "foo\\nbarbar", "barbar" },
	{ "[[:alpha:]]foo", "foo" },
	{ "[]x]foo", "]foo|xfoo" },
	{ "(?(1)foo|bar)", "" },
	{ "(a)(?1)foo", "" },
	{ "x{,3}foo", "" },
	{ "foo{2,3}bar", "bar" },
	{ "fo{2}bar", "foobar" },
	{ ".*", "" },
	{ "\\d{6}", "" },
	{ "x", "" },
	{ "(*UTF)foo", "" },
	{ "((((foo))))", "foo" },
};

static const struct {
	const char *expression;
	unsigned least, most; /* degree */
} efforts[] = {
	{ "printer", 1, 1 },
	{ "(?:PC|NB|PR)-[0-9]{4,6}", 1, 1 },
	{ "a.*b", 2, 2 },
	{ "a.*b.*c", 3, 3 },
	{ "(a+)+b", 99, 200 },
	{ "(?:a|b|ab)*c", 99, 200 },
	{ "([a-z]{1,9}\\.)+", 99, 200 },
	{ "(?R)?", 99, 200 },
	{ "(?:ab)+", 2, 2 },
};
/* clang-format on */

static const char *
join(const struct string_list *list, struct arena *arena)
{
	struct buf buf;
	size_t i;

	buf_init(&buf, arena);
	for (i = 0; i < list->count; i++)
		buf_printf(&buf, "%s%s", i ? "|" : "", list->items[i]);
	return buf.data ? buf.data : "";
}

static void
test_required(void **state)
{
	struct arena *arena = arena_new();
	struct folder *folder = folder_new();
	size_t i;

	(void)state;
	for (i = 0; i < COUNT_OF(required); i++) {
		struct string_list list = { NULL, 0 };
		const char *got = "";

		if (literals_required(required[i].expression, folder, arena,
				      &list))
			got = join(&list, arena);
		if (strcmp(got, required[i].literals) != 0)
			fail_msg("%s: '%s', not '%s'", required[i].expression,
				 got, required[i].literals);
	}
	folder_free(folder);
	arena_free(arena);
}

static void
test_efforts(void **state)
{
	double factor;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT_OF(efforts); i++) {
		unsigned degree =
			literals_effort(efforts[i].expression, &factor);

		if (degree < efforts[i].least || degree > efforts[i].most)
			fail_msg("%s: %u", efforts[i].expression, degree);
	}
}

static void
test_endless(void **state)
{
	static const char *const endless[] = {
		"(a+)+b",      "(?:a*)*", "(\\w+\\s?)+", "(.*)+x",
		"((a+)?b?)*c", "(a|b+)+", "(?:(?:x+))+", "(a+b?){2,}",
	};
	static const char *const fine[] = {
		"(a+b)+",    "(?:[a-z]+\\.)+com", "(ba*)+", "(?:a|b)+",
		"a+b+c+",    "(a{1,3})+",	  "(a+)?",  "(a+){2}",
		"\\s+x\\s+", "(?:ab?)+",
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT_OF(endless); i++)
		if (!literals_is_endless(endless[i]))
			fail_msg("%s", endless[i]);
	for (i = 0; i < COUNT_OF(fine); i++)
		if (literals_is_endless(fine[i]))
			fail_msg("%s", fine[i]);
}

/* Every prefix of every expression is read without trouble. */
static void
test_prefixes(void **state)
{
	struct arena *arena = arena_new();
	struct folder *folder = folder_new();
	struct string_list list;
	double factor;
	size_t i, size;

	(void)state;
	for (i = 0; i < COUNT_OF(required); i++) {
		for (size = 0; size < strlen(required[i].expression); size++) {
			char *prefix = arena_memdup(
				arena, required[i].expression, size);

			(void)literals_required(prefix, folder, arena, &list);
			(void)literals_effort(prefix, &factor);
		}
	}
	folder_free(folder);
	arena_free(arena);
}

/* Nesting and length are bounded, and the answer stays on the safe side. */
static void
test_large(void **state)
{
	struct arena *arena = arena_new();
	struct folder *folder = folder_new();
	struct string_list list;
	struct buf buf;
	double factor;
	int i;

	(void)state;
	buf_init(&buf, arena);
	for (i = 0; i < 100000; i++)
		buf_add_char(&buf, '(');
	assert_false(literals_required(buf.data, folder, arena, &list));
	assert_true(literals_effort(buf.data, &factor) >= LITERALS_DEGREE_MAX);
	buf_reset(&buf);
	for (i = 0; i < 20000; i++)
		buf_add_str(&buf, "[ab]c?");
	assert_true(literals_required(buf.data, folder, arena, &list));
	assert_true(list.count <= 64);
	folder_free(folder);
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_required),
		cmocka_unit_test(test_efforts),
		cmocka_unit_test(test_endless),
		cmocka_unit_test(test_prefixes),
		cmocka_unit_test(test_large),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
