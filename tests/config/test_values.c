/*
 * test_values.c - sizes and addresses as people write them.
 */
#include "../test.h"

#include "config/values.h"

static void
test_size(void **state)
{
	static const struct {
		const char *text;
		int64_t bytes; /* -1: refused */
	} rows[] = {
		{ "0", 0 },
		{ "500", 500 },
		{ "1K", 1024 },
		{ "25M", 25 << 20 },
		{ "25m", 25 << 20 },
		{ "3G", INT64_C(3) << 30 },
		{ "999999999999", INT64_C(999999999999) },
		{ "999999999999G", -1 },
		{ "9999999999999", -1 },
		{ "", -1 },
		{ "M", -1 },
		{ "-1", -1 },
		{ "1.5M", -1 },
		{ "25MB", -1 },
		{ "25 M", -1 },
		{ "25T", -1 },
		{ "0x10", -1 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		int64_t bytes = -1;

		assert_int_equal(value_parse_size(rows[i].text, &bytes),
				 rows[i].bytes >= 0);
		assert_int_equal(bytes, rows[i].bytes);
	}
}

static void
test_address(void **state)
{
	static const struct {
		const char *text;
		bool yes;
	} rows[] = {
		{ "help@example.org", true },
		{ "first.last+tag@sub.example.org", true },
		{ "it@localhost", true },
		{ "m\xC3\xBCller@example.org", true },
		{ "", false },
		{ "@", false },
		{ "help", false },
		{ "@example.org", false },
		{ "help@", false },
		{ "a@b@c", false },
		{ "a b@example.org", false },
		{ "a@example.org ", false },
		{ "<a@example.org>", false },
		{ "a@example.org,b@example.org", false },
		{ "a@.example.org", false },
		{ "a@example.org.", false },
		{ "a@-example.org", false },
		{ "a\n@example.org", false },
		{ "\"a\"@example.org", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		if (value_is_address(rows[i].text) != rows[i].yes)
			fail_msg("%s", rows[i].text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_size),
		cmocka_unit_test(test_address),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
