/*
 * test_complaints.c - how a complaint reads, and what is suggested.
 */
#include "../test.h"

#include "config/complaints.h"

static const char *const keys[] = { "name",    "host",	   "port",
				    "user",    "password", "password_file",
				    "poll",    "tls",	   "name",
				    "address", "folder",   "timeout",
				    NULL };

static void
test_suggest(void **state)
{
	static const struct {
		const char *word, *meant;
	} table[] = {
		{ "adress", "address" },
		{ "addres", "address" },
		{ "adderss", "address" },
		{ "Address", "address" },
		{ "prot", "port" },
		{ "pol", "poll" },
		{ "tsl", "tls" },
		{ "pasword", "password" },
		{ "passwordfile", "password_file" },
		{ "password-file", "password_file" },
		{ "pass", "password" },
		{ "tmeout", "timeout" },
		{ "xy", NULL },
		{ "", NULL },
		{ "colour", NULL },
		{ "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		  "aaaaaaaaaaaaaaaa",
		  NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(table); i++) {
		const char *got = complaints_suggest(table[i].word, keys);

		if (!table[i].meant)
			assert_null(got);
		else
			assert_string_equal(got, table[i].meant);
	}
}

static void
test_format(void **state)
{
	static const struct {
		bool is_warning;
		const char *file;
		int line;
		const char *key, *text, *expect;
	} table[] = {
		{ false, "a.conf", 3, "desk.tag", "is empty; name one",
		  "a.conf:3: desk.tag: is empty; name one" },
		{ true, "a.conf", 3, "desk.tag", "is odd",
		  "a.conf:3: desk.tag: is odd" },
		{ false, "a.conf", 0, "", "is missing", "a.conf: is missing" },
		{ false, NULL, 0, NULL, "no file", "no file" },
		{ false, "a.conf", 1, "k\033[31m", "esc \033]0;x",
		  "a.conf:1: k\xEF\xBF\xBD[31m: esc \xEF\xBF\xBD]0;x" },
	};
	struct arena *arena = arena_new();
	struct complaints complaints;

	(void)state;
	complaints_init(&complaints, arena);
	for (size_t i = 0; i < COUNT_OF(table); i++) {
		complaints_add(&complaints, table[i].is_warning, table[i].file,
			       table[i].line, table[i].key, "%s",
			       table[i].text);
		assert_int_equal(complaints.count, i + 1);
		assert_string_equal(
			complaint_format(&complaints.items[i], arena),
			table[i].expect);
	}
	assert_int_equal(complaints.errors, COUNT_OF(table) - 1);
	arena_free(arena);
}

static void
test_sort(void **state)
{
	static const int lines[] = { 9, 5, 1, 3, 1, 0, 2 };
	static const int sorted[] = { 9, 0, 1, 1, 2, 3, 5 };
	struct arena *arena = arena_new();
	struct complaints complaints;

	(void)state;
	complaints_init(&complaints, arena);
	for (size_t i = 0; i < COUNT_OF(lines); i++)
		complaints_add(&complaints, false, "a", lines[i], NULL, "%zu",
			       i);
	complaints_sort(&complaints, 1);
	for (size_t i = 0; i < COUNT_OF(lines); i++)
		assert_int_equal(complaints.items[i].line, sorted[i]);
	/* those of one line stay as they were */
	assert_string_equal(complaints.items[2].text, "2");
	assert_string_equal(complaints.items[3].text, "4");
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_suggest),
		cmocka_unit_test(test_format),
		cmocka_unit_test(test_sort),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
