/* test_table.c - tables out of spreadsheets, and what is found in them. */
#include "../test.h"

#include "rules/table.h"

static bool
parse(const char *text, struct arena *arena, struct rule_table *table,
      struct error *err)
{
	*table = (struct rule_table){ .file = "" };
	return rule_table_parse(slice_from(text), "t.csv", arena, table, err);
}

static void
test_dialects(void **state)
{
	static const char *const same[] = {
		"asset,site\nA1,Rome\nB2,\"x,\"\"y\"\"\nz\"\n",
		"asset;site\r\nA1;Rome\r\nB2;\"x,\"\"y\"\"\nz\"\r\n",
		"asset\tsite\nA1\tRome\nB2\t\"x,\"\"y\"\"\nz\"",
		("\xEF\xBB\xBF"
		 "asset,site\n\nA1,Rome\n\n\nB2,\"x,\"\"y\"\"\nz\"\n\n"),
		" asset , site \n A1 , Rome \nB2, \"x,\"\"y\"\"\nz\" \n",
	};
	struct arena *arena = arena_new();
	struct rule_table table;
	struct error err;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT_OF(same); i++) {
		if (!parse(same[i], arena, &table, &err))
			fail_msg("%zu: %s", i, err.text);
		assert_int_equal(table.columns.count, 2);
		assert_string_equal(table.columns.items[1], "site");
		assert_int_equal(table.row_count, 2);
		assert_string_equal(table.rows[0][1], "Rome");
		assert_string_equal(table.rows[1][0], "B2");
		assert_string_equal(table.rows[1][1], "x,\"y\"\nz");
		assert_string_equal(table.by.items[0], "asset");
	}
	arena_free(arena);
}

static void
test_errors(void **state)
{
	static const struct {
		const char *text, *says;
	} errors[] = {
		{ "", "t.csv:1: the first line must name the columns" },
		{ "asset\nA1\n", "t.csv:1: the first line must name" },
		{ "asset,Site\n",
		  "t.csv:1: column \"Site\" cannot be a field" },
		{ "asset,site\nA1,K\xF6ln\n",
		  "t.csv:2: the line is not UTF-8; save the table as" },
		{ "PK\x03\x04stuff", "own file; save it as CSV" },
		{ "\xFF\xFE\x61,", "t.csv:1: the file is UTF-16" },
		{ "net,site\n10.1.0.0/33,x\n", "t.csv:2: \"10.1.0.0/33\" is "
					       "no network" },
		{ "asset,site,site\n", "column \"site\" is there twice" },
		{ "asset,site\nA1\n", "t.csv:2: this row has 1 cells" },
		{ "asset,site\nA1,x,y\n", "t.csv:2: this row has 3 cells" },
		{ "asset,site\n,x\n", "t.csv:2: the first cell" },
		{ "asset,site\nA1,x\n\na1,y\n",
		  "t.csv:4: \"a1\" is in line 2" },
		{ "asset,site\nA1,\"x\ny\n",
		  "t.csv:2: a quote is opened here" },
		{ "asset,kind\nA1,bug\n",
		  "t.csv:2: kind \"bug\" is not known; use one of incident" },
		{ "asset,site\nA1,\"x\ny\"\nB1\n", "t.csv:4: this row" },
	};
	struct arena *arena = arena_new();
	struct rule_table table;
	struct error err;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT_OF(errors); i++) {
		assert_false(parse(errors[i].text, arena, &table, &err));
		assert_int_equal(err.class, ERROR_CONFIG);
		if (!strstr(err.text, errors[i].says))
			fail_msg("%s", err.text);
	}
	arena_free(arena);
}

static const char lookups[] = "key,v\n"
			      "PR-10442,asset\n"
			      "PR-1*,begin\n"
			      "PR-*,shorter\n"
			      "10.1.0.0/16,net\n"
			      "10.1.2.0/24,smaller net\n"
			      "10.1.2.3,host\n"
			      "2001:db8::/32,net6\n"
			      "example.org,domain\n"
			      "*.example.org,below\n"
			      "lab.example.org,lab\n"
			      "Straße,street\n"
			      "room 2/99,no net\n";

static void
test_find(void **state)
{
	static const struct {
		const char *value, *found;
	} cases[] = {
		{ "pr-10442", "asset" },
		{ "PR-10443", "begin" },
		{ "PR-2", "shorter" },
		{ "10.1.2.3", "host" },
		{ "10.1.2.4", "smaller net" },
		{ "10.1.9.9", "net" },
		{ "10.2.0.1", NULL },
		{ "2001:DB8::1", "net6" },
		{ "2001:db9::1", NULL },
		{ "EXAMPLE.org", "domain" },
		{ "sales.example.org", "domain" },
		{ "a.lab.example.org", "lab" },
		{ "notexample.org", NULL },
		{ "STRASSE", "street" },
		{ "", NULL },
		{ "XPR-1", NULL },
	};
	struct arena *arena = arena_new();
	struct rule_table table;
	struct error err;
	size_t i;

	(void)state;
	assert_true(parse(lookups, arena, &table, &err));
	for (i = 0; i < COUNT_OF(cases); i++) {
		const char **row =
			rule_table_find(&table, cases[i].value, arena);

		if (!row != !cases[i].found ||
		    (row && strcmp(row[1], cases[i].found) != 0))
			fail_msg("%s: %s", cases[i].value,
				 row ? row[1] : "nothing");
	}
	assert_true(parse("key,v\n*,rest\nx,y\n", arena, &table, &err));
	assert_string_equal(rule_table_find(&table, "z", arena)[1], "rest");
	assert_string_equal(rule_table_find(&table, "x", arena)[1], "y");
	assert_true(parse("key,v\n", arena, &table, &err));
	assert_null(rule_table_find(&table, "x", arena));
	arena_free(arena);
}

static void
test_prefixes(void **state)
{
	struct arena *arena = arena_new();
	struct rule_table table = { .file = "" };
	struct error err;
	size_t size;

	(void)state;
	for (size = 0; size < sizeof(lookups); size++)
		if (!rule_table_parse(slice_of(lookups, size), "t.csv", arena,
				      &table, &err))
			assert_int_equal(err.class, ERROR_CONFIG);
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_dialects),
		cmocka_unit_test(test_errors),
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_prefixes),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
