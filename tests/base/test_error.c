/* test_error.c - error sentences: cut, cleaned, classed. */
#include "../test.h"

#include <sysexits.h>

#include "base/error.h"
#include "base/slice.h"
#include "base/utf8.h"

static void
test_set_and_context(void **state)
{
	struct error err;

	(void)state;
	assert_false(error_set(&err, ERROR_RETRY, "line %d: %s", 7,
			       "a\r\nb\x1b[1m\x7f\xC2\x9B!"));
	assert_int_equal(err.class, ERROR_RETRY);
	assert_string_equal(err.text, "line 7: a  b [1m   !");
	assert_false(error_context(&err, "mailbox %s", "help"));
	assert_string_equal(err.text, "mailbox help: line 7: a  b [1m   !");
	assert_int_equal(err.class, ERROR_RETRY);
	assert_false(error_set(&err, ERROR_BUG, "again: %s", err.text));
	assert_string_equal(err.text,
			    "again: mailbox help: line 7: a  b [1m   !");
	assert_false(error_set(NULL, ERROR_BUG, "nobody looks"));
	assert_false(error_context(NULL, "nobody looks"));
}

/* Whatever a server says ends up in JSON and on terminals. */
static void
test_texts_are_clean(void **state)
{
	static const char *const rows[][2] = {
		{ "gr\xC3\xBC\xC3\x9F", "gr\xC3\xBC\xC3\x9F" },
		{ "gr\xFC\xDF", "gr??" },
		{ "\xC3", "?" },
		{ "a\xE4\xB8", "a??" },
		{ "\xED\xA0\x80", "???" },
		{ "\xEF\xBF\xBD", "\xEF\xBF\xBD" },
		{ "a\tb\nc", "a b c" },
		{ "a\xE2\x80\xAE"
		  "b",
		  "a   b" },
	};
	struct error err;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT_OF(rows); i++) {
		error_set(&err, ERROR_RETRY, "%s", rows[i][0]);
		assert_string_equal(err.text, rows[i][1]);
	}
}

static void
test_long_texts_are_cut_at_a_character(void **state)
{
	char text[ERROR_TEXT_MAX * 2];
	struct error err;
	size_t lead;

	(void)state;
	for (lead = 0; lead < 4; lead++) {
		size_t at = lead;

		memset(text, 'x', lead);
		for (; at + 3 < sizeof(text); at += 3)
			memcpy(text + at, "\xE4\xB8\xAD", 3);
		text[at] = '\0';
		error_set(&err, ERROR_REJECT, "%s", text);
		assert_true(strlen(err.text) < ERROR_TEXT_MAX);
		assert_true(strlen(err.text) > ERROR_TEXT_MAX - 5);
		assert_true(utf8_valid(slice_from(err.text)));
	}
}

static void
test_exit_statuses(void **state)
{
	(void)state;
	assert_int_equal(error_exit_status(ERROR_NONE), 0);
	assert_int_equal(error_exit_status(ERROR_RETRY), EX_TEMPFAIL);
	assert_int_equal(error_exit_status(ERROR_REJECT), EX_DATAERR);
	assert_int_equal(error_exit_status(ERROR_CONFIG), EX_CONFIG);
	assert_int_equal(error_exit_status(ERROR_BUG), EX_SOFTWARE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_set_and_context),
		cmocka_unit_test(test_texts_are_clean),
		cmocka_unit_test(test_long_texts_are_cut_at_a_character),
		cmocka_unit_test(test_exit_statuses),
	};

	return cmocka_run_group_tests_name("error", tests, NULL, NULL);
}
