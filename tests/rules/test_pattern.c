/* test_pattern.c - three answers, in bounded time. */
#include "../test.h"

#include <poll.h>

#include "base/buf.h"
#include "base/clock.h"
#include "rules/pattern.h"

static struct pattern_space *space;

static int
setup(void **state)
{
	(void)state;
	space = pattern_space_new();
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	pattern_space_free(space);
	return 0;
}

static struct pattern *
compile(const char *expression)
{
	struct error err;
	struct pattern *pattern = pattern_compile(expression, &err);

	if (!pattern)
		fail_msg("%s: %s", expression, err.text);
	return pattern;
}

/* clang-format off */
static const struct {
	const char *expression, *text;
	enum pattern_answer answer;
	const char *found;
} matches[] = {
	{ "printer", "my PRINTER", PATTERN_YES, "PRINTER" },
	{ "(?-i)printer", "my PRINTER", PATTERN_NO, "" },
	{ "\\bdrucker\\b", "Der Drucker druckt", PATTERN_YES, "Drucker" },
	{ "\\w+\\b", "größe", PATTERN_YES, "größe" },
	{ "^two", "one\ntwo", PATTERN_YES, "two" },
	{ "one$", "one\ntwo", PATTERN_YES, "one" },
	{ "\\Atwo", "one\ntwo", PATTERN_NO, "" },
	{ "打.机", "这台打印机", PATTERN_YES, "打印机" },
	{ "a.b", "a\xFF" "b acb", PATTERN_YES, "acb" },
	{ "x", "", PATTERN_NO, "" },
	{ "foo\\Kbar", "foobar", PATTERN_YES, "bar" },
};

/* Each of these would run for minutes, or for ever. */
static const struct {
	const char *expression;
	const char *piece; /* of the text, repeated */
} hostile[] = {
	{ "(a+)+[xy]", "a" },
	{ "a{1,1000}a{1,1000}[xy]", "a" },
	{ "(?:a|aa)+[bc]", "a" },
	{ "(.*)(.*)(.*)(.*)(.*)[xy]\\d", "ab" },
	{ "(?:\\w+\\s?)+[:;]$", "word " },
	{ "^(?:(?:a*)*)*[xy]$", "a" },
	{ "(a?){64}a{64}[xy]", "a" },
	{ "([^x]*)([^x]*)([^x]*)[xy]", "ab" },
	{ "(?:a?(?R)?a?)[xy]", "aa" },
};
/* clang-format on */

static void
test_matches(void **state)
{
	size_t i, start = 0, end = 0;

	(void)state;
	for (i = 0; i < COUNT_OF(matches); i++) {
		struct pattern *pattern = compile(matches[i].expression);
		enum pattern_answer answer = pattern_match(
			pattern, space, slice_from(matches[i].text), 0, &start,
			&end);

		if (answer != matches[i].answer)
			fail_msg("%s: %d", matches[i].expression, answer);
		if (answer == PATTERN_YES)
			assert_true(slice_equal(
				slice_of(matches[i].text + start, end - start),
				slice_from(matches[i].found)));
		pattern_free(pattern);
	}
}

static void
test_hostile(void **state)
{
	struct buf text;
	size_t i, gave_up = 0;

	(void)state;
	buf_init(&text, NULL);
	for (i = 0; i < COUNT_OF(hostile); i++) {
		struct pattern *pattern = compile(hostile[i].expression);
		int64_t start = clock_cpu_ms();

		buf_reset(&text);
		while (text.size < 300000)
			buf_add_str(&text, hostile[i].piece);
		gave_up += pattern_match(pattern, space, buf_slice(&text), 0,
					 NULL, NULL) == PATTERN_GAVE_UP;
		/* the bound is 250 ms; a slow machine looks less often */
		assert_true(clock_cpu_ms() - start < 2500);
		pattern_free(pattern);
	}
	assert_true(gave_up >= 6);
	buf_clear(&text);
}

/* After the mail's deadline a watched pattern is not even begun. */
static void
test_mail_deadline(void **state)
{
	struct pattern *pattern = compile("(a+)+$");
	struct buf text;

	(void)state;
	buf_init(&text, NULL);
	while (text.size < 3000)
		buf_add_str(&text, "ab");
	while (clock_cpu_ms() < 2)
		continue;
	pattern_space_deadline(space, 1);
	assert_int_equal(
		pattern_match(pattern, space, buf_slice(&text), 0, NULL, NULL),
		PATTERN_GAVE_UP);
	pattern_space_deadline(space, 0);
	buf_clear(&text);
	pattern_free(pattern);
}

/* A machine that lets us wait takes nothing of the time for matching. */
static void
test_waiting_is_no_work(void **state)
{
	struct pattern *pattern = compile("(a+)+$");
	struct buf text;

	(void)state;
	buf_init(&text, NULL);
	while (text.size < 3000)
		buf_add_str(&text, "ab");
	buf_add_str(&text, "a");
	pattern_space_deadline(space, clock_cpu_ms() + PATTERN_MATCH_MS);
	poll(NULL, 0, PATTERN_MATCH_MS + 50);
	assert_int_equal(
		pattern_match(pattern, space, buf_slice(&text), 0, NULL, NULL),
		PATTERN_YES);
	pattern_space_deadline(space, 0);
	buf_clear(&text);
	pattern_free(pattern);
}

static void
test_captures(void **state)
{
	struct pattern *pattern =
		compile("(?<asset>PC-\\d+)|(?<room>room \\d+)");
	struct slice text = slice_from("in room 12");
	size_t i, seen = 0;

	(void)state;
	assert_int_equal(pattern_match(pattern, space, text, 0, NULL, NULL),
			 PATTERN_YES);
	assert_int_equal(pattern_capture_count(pattern), 2);
	for (i = 0; i < 2; i++) {
		struct slice value = pattern_capture(pattern, space, text, i);

		if (strcmp(pattern_capture_name(pattern, i), "asset") == 0)
			assert_null(value.data);
		else
			seen += slice_equal(value, slice_from("room 12"));
	}
	assert_int_equal(seen, 1);
	pattern_free(pattern);
}

static void
test_errors(void **state)
{
	static const struct {
		const char *expression, *says;
	} errors[] = {
		{ "(abc", "missing closing parenthesis" },
		{ "a\\Cb", "\\C" },
		{ "[abc", "missing terminating ]" },
		{ "*a", "quantifier" },
	};
	struct buf many;
	struct error err;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT_OF(errors); i++) {
		assert_null(pattern_compile(errors[i].expression, &err));
		assert_int_equal(err.class, ERROR_CONFIG);
		if (!strstr(err.text, errors[i].says))
			fail_msg("%s", err.text);
	}
	buf_init(&many, NULL);
	for (i = 0; i < 101; i++)
		buf_add_str(&many, "(a)");
	assert_null(pattern_compile(many.data, &err));
	assert_non_null(strstr(err.text, "(?:...)"));
	buf_clear(&many);
	pattern_free(NULL);
}

static void
test_matches_nothing(void **state)
{
	struct pattern *empty = compile("a*"), *not_empty = compile("a+");

	(void)state;
	assert_true(pattern_matches_nothing(empty, space));
	assert_false(pattern_matches_nothing(not_empty, space));
	pattern_free(empty);
	pattern_free(not_empty);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_matches),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_mail_deadline),
		cmocka_unit_test(test_waiting_is_no_work),
		cmocka_unit_test(test_captures),
		cmocka_unit_test(test_errors),
		cmocka_unit_test(test_matches_nothing),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, setup, teardown);
}
