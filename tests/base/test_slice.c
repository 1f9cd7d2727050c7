/* test_slice.c - cutting, comparing and finding. */
#include "../test.h"

#include "base/slice.h"

#define NONE ((size_t)-1)

static void
assert_slice(struct slice s, const char *want)
{
	assert_int_equal(s.size, strlen(want));
	assert_memory_equal(s.size ? s.data : "", want, s.size);
}

static void
test_cutting(void **state)
{
	struct slice s = slice_from("hello");

	(void)state;
	assert_slice(slice_sub(s, 1, 3), "el");
	assert_slice(slice_sub(s, 0, 99), "hello");
	assert_slice(slice_sub(s, 9, 99), "");
	assert_slice(slice_sub(s, 4, 2), "");
	assert_slice(slice_sub(slice_from(NULL), 0, 5), "");
	assert_slice(slice_trim(slice_from(" \t\r\n a b \n")), "a b");
	assert_slice(slice_trim(slice_from(" \n ")), "");
	assert_slice(slice_trim(slice_from(NULL)), "");
}

static void
test_comparing(void **state)
{
	(void)state;
	assert_true(slice_equal(slice_from(NULL), slice_from("")));
	assert_false(slice_equal(slice_from("a"), slice_from("b")));
	assert_false(slice_equal(slice_from("a"), slice_from("ab")));
	assert_true(slice_equal_nocase(slice_from("IN-Reply"), "in-rEPLY"));
	assert_false(slice_equal_nocase(slice_from("a"), "ab"));
	assert_false(slice_equal_nocase(slice_from("ab"), "a"));
	assert_true(slice_starts_nocase(slice_from("Re: x"), "rE:"));
	assert_false(slice_starts_nocase(slice_from("R"), "re:"));
	assert_int_equal(ascii_casecmp("ABC", "abc"), 0);
	assert_true(ascii_casecmp("a", "B") < 0);
	assert_true(ascii_casecmp("ab", "a") > 0);
	assert_true(ascii_casecmp("\xE4", "a") > 0);
	assert_int_equal(ascii_casecmp(NULL, NULL), 0);
	assert_true(ascii_casecmp(NULL, "") < 0);
	assert_true(ascii_casecmp("", NULL) > 0);
}

static void
test_finding(void **state)
{
	struct slice s = slice_from("one Two one");

	(void)state;
	assert_int_equal(slice_find(s, "one", 0), 0);
	assert_int_equal(slice_find(s, "one", 1), 8);
	assert_int_equal(slice_find(s, "two", 0), NONE);
	assert_int_equal(slice_find(s, "one", 9), NONE);
	assert_int_equal(slice_find(s, "e", 11), NONE);
	assert_int_equal(slice_find(s, "", 11), 11);
	assert_int_equal(slice_find(s, "", 12), NONE);
	assert_int_equal(slice_find_nocase(s, "tWO", 0), 4);
	assert_int_equal(slice_find_nocase(s, "tWO", 5), NONE);
	assert_int_equal(slice_find_nocase(slice_from(NULL), "x", 0), NONE);
}

static void
test_lines(void **state)
{
	struct slice rest = slice_from("a\nb\r\n\nc\rd\n\r\ne");
	static const char *const want[] = { "a", "b", "", "c\rd", "", "e" };
	struct slice line;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT_OF(want); i++) {
		assert_true(slice_next_line(&rest, &line));
		assert_slice(line, want[i]);
	}
	assert_false(slice_next_line(&rest, &line));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cutting),
		cmocka_unit_test(test_comparing),
		cmocka_unit_test(test_finding),
		cmocka_unit_test(test_lines),
	};

	return cmocka_run_group_tests_name("slice", tests, NULL, NULL);
}
