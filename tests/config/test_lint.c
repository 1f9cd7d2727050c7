/*
 * test_lint.c - each usual mistake is told with its line and its remedy, and
 * sound text is left alone.
 */
#include "../test.h"

#include "config/lint.h"

static const struct {
	const char *text;
	int line;	  /* of the first complaint; 0: none */
	const char *says; /* words of the first complaint */
	bool usable;	  /* may go to the library */
} table[] = {
	/* sound */
	{ "", 0, NULL, true },
	{ "# a comment (\n// another {\n/* { \n @include */\n", 0, NULL, true },
	{ "a = 1;\nb = ( \"x\", \"y\" );\nc = { d = [1, 2]; };", 0, NULL,
	  true },
	{ "a = \"@include ( { \\\" '\"; b : true", 0, NULL, true },
	{ "a = -12; b = 0xFFFFFFFFFFL; c = 1.5e3; d = 3000000000L", 0, NULL,
	  true },
	{ "a = 2147483647", 0, NULL, true },
	{ "match = \"one \"\n  \"two\";", 0, NULL, true },
	{ "when = { words = (\"a\"); }; set = { x = \"b\" }", 0, NULL, true },
	{ "a = \"M\xC3\xBCll\";", 0, NULL, true },
	/* mistakes */
	{ "\xEF\xBB\xBF"
	  "a = 1",
	  1, "byte-order mark", false },
	{ "a = 1\nb = \"\x07\"", 2, "0x07", false },
	{ "\n\n  @include \"/etc/passwd\"\n", 3, "password_file", false },
	{ "a = 1;\nb = \"\xFF\"", 2, "UTF-8", true },
	{ "a = 1;\nb = \"open;\nc = 2;\n", 2, "never closed", false },
	{ "/* open", 1, "*/", true },
	{ "a = (\n 1, 2", 1, "never closed", true },
	{ "a = ( 1, 2 };", 1, "write ) here", false },
	{ "a = 1; }", 1, "closes nothing", false },
	{ "a = (\n 1,\n 2,\n );", 3, "one too many", true },
	{ "a = (\"x\",);", 1, "one too many", true },
	{ "a = (\"x\"\n \"y\");", 2, "no comma", true },
	{ "a = ( { b = 1; }\n { b = 2; } );", 2, "no comma", true },
	{ "a = [\"x\" \"y\"];", 1, "no comma", true },
	{ "a = 3000000000", 1, "too large", true },
	{ "a = 99999999999999999999999", 1, "too large", true },
	{ "poll = 30s;", 1, "write \"30s\"", true },
	{ "size = 25M;", 1, "write \"25M\"", true },
	{ "tls = none;", 1, "write \"none\"", true },
	{ "tls = 'none';", 1, "use \"", false },
	{ "tls = \xE2\x80\x9Cnone\xE2\x80\x9D;", 1, "typographic", false },
};

static void
test_table(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(table); i++) {
		struct arena *arena = arena_new();
		struct complaints complaints;
		bool usable;

		complaints_init(&complaints, arena);
		usable = lint_text("t.conf", slice_from(table[i].text),
				   &complaints);
		if (usable != table[i].usable ||
		    (complaints.count > 0) != (table[i].line > 0))
			fail_msg("row %zu: usable %d, %zu complaints: %s", i,
				 usable, complaints.count,
				 complaints.count ? complaints.items[0].text
						  : "");
		if (table[i].line > 0) {
			assert_int_equal(complaints.items[0].line,
					 table[i].line);
			if (!strstr(complaints.items[0].text, table[i].says))
				fail_msg("row %zu says: %s", i,
					 complaints.items[0].text);
		}
		arena_free(arena);
	}
}

static void
test_all_at_once(void **state)
{
	struct arena *arena = arena_new();
	struct complaints complaints;

	(void)state;
	complaints_init(&complaints, arena);
	assert_true(lint_text("t.conf",
			      slice_from("a = none;\nb = 30s;\nc = (1,);\n"),
			      &complaints));
	assert_int_equal(complaints.errors, 3);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(complaints.items[i].line, i + 1);
	arena_free(arena);
}

static void
test_nesting(void **state)
{
	struct arena *arena = arena_new();
	struct complaints complaints;
	char *deep = arena_alloc(arena, 100001);

	(void)state;
	memset(deep, '(', 100000);
	complaints_init(&complaints, arena);
	assert_false(lint_text("t.conf", slice_from(deep), &complaints));
	assert_true(complaints.count < 40);
	arena_free(arena);
}

/* Any cut of sound text is judged without reading beyond its end. */
static void
test_prefixes(void **state)
{
	static const char text[] =
		"/* c */ a = \"x\\\"y\"; // d\nb = ( { c = [ -1, 2L ]; },\n"
		" { d : 0x1F; } ); e = true; # end\nf = \"M\xC3\xBCller\"\n";
	struct arena *arena = arena_new();

	(void)state;
	for (size_t size = 0; size < sizeof(text); size++) {
		struct complaints complaints;
		char *copy = malloc(size ? size : 1);

		assert_non_null(copy);
		memcpy(copy, text, size);
		complaints_init(&complaints, arena);
		lint_text("t.conf", slice_of(copy, size), &complaints);
		free(copy);
	}
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_all_at_once),
		cmocka_unit_test(test_nesting),
		cmocka_unit_test(test_prefixes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
