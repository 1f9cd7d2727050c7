/* Tests of message/quote_words.h: words and texts are folded alike. */
#include "../test.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "message/lines.h"
#include "message/farewell.h"
#include "message/quote_words.h"

static struct arena *arena;
static int failures; /* all of a table are shown before it fails */

static int
set_up(void **state)
{
	(void)state;
	arena = arena_new();
	failures = 0;
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static void
check_folded(const char *word)
{
	struct slice folded = text_folded(arena, slice_from(word));

	if (strcmp(folded.data, word) == 0)
		return;
	print_error("%s is %s when folded\n", word, folded.data);
	failures++;
}

/* The short cut for plain letters gives what the tables of Unicode give. */
static void
test_folding(void **state)
{
	(void)state;
	for (unsigned c = '!'; c < 0xFFFE; c++) {
		struct buf letter;
		struct slice slow, fast;

		if (c >= 0xD800 && c <= 0xDFFF)
			continue;
		buf_init(&letter, arena);
		buf_add_utf8(&letter, c);
		fast = text_folded(arena, buf_slice(&letter));
		/* the ligature sends the line to the tables */
		buf_add_str(&letter, "x\uFB01");
		slow = text_folded(arena, buf_slice(&letter));
		if (fast.size + 3 != slow.size ||
		    memcmp(fast.data, slow.data, fast.size))
			print_error("U+%04X: %s, %s\n", c, fast.data,
				    slow.data);
		failures += fast.size + 3 != slow.size;
	}
	assert_int_equal(failures, 0);
}

static void
check_table(const char *const *table)
{
	for (; *table; table++)
		check_folded(*table);
}

/* A phrase that is not in the form of the texts would never match. */
static void
test_tables_are_folded(void **state)
{
	(void)state;
	for (size_t i = 0; block_words[i].word; i++)
		check_folded(block_words[i].word);
	check_table(attribution_verbs);
	check_table(attribution_starts);
	check_table(date_stems);
	check_table(original_marks);
	check_table(forward_marks);
	check_table(forward_starts);
	check_table(reply_above_marks);
	check_table(mobile_starts);
	check_table(mobile_ends);
	check_table(farewells);
	check_table(disclaimer_marks);
	check_table(footer_marks);
	check_table(forward_subjects);
	check_table(inline_hints);
	check_table(original_starts);
	check_table(banner_marks);
	check_table(banner_starts);
	assert_int_equal(failures, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_folding, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(test_tables_are_folded, set_up,
						tear_down),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
