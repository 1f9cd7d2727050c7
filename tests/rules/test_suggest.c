/* test_suggest.c - words that tell queues apart. */
#include "../test.h"

#include <unistd.h>

#include "base/io.h"
#include "config/rulefile.h"
#include "rules/suggest.h"

static struct suggest *
learned(void)
{
	struct suggest *suggest = suggest_new();
	int i;

	for (i = 0; i < 20; i++) {
		suggest_add(suggest, "telephony", "Headset broken",
			    i % 2 ? "Das Headset von Frau Müller rauscht"
				  : "please help with the headset headset",
			    i < 12);
		suggest_add(suggest, "printers", "Printer",
			    "please help with the printer", false);
		suggest_add(suggest, "access", "权限", "申请门禁卡", i < 5);
	}
	suggest_add(suggest, "printers", "Headset", "by mistake", false);
	return suggest;
}

static const struct suggest_word *
find(const struct suggest_word *words, size_t count, const char *word)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(words[i].word, word) == 0)
			return &words[i];
	return NULL;
}

static void
test_counts(void **state)
{
	struct arena *arena = arena_new();
	struct suggest *suggest = learned();
	struct suggest_word *words;
	const struct suggest_word *word;
	size_t count = suggest_words(suggest, 3, 0.9, 8, arena, &words);

	(void)state;
	word = find(words, count, "Headset");
	if (!word) {
		fail_msg("Headset was not suggested");
		return;
	}
	assert_string_equal(word->queue, "telephony");
	assert_int_equal(word->inside, 20);
	assert_int_equal(word->queue_mails, 20);
	assert_int_equal(word->outside, 1);
	assert_int_equal(word->other_mails, 41);
	assert_true(word->score > 10.8);
	assert_true(words[0].score >= words[1].score);
	/* words of both, of nobody's learning, and too short ones */
	assert_null(find(words, count, "please"));
	assert_null(find(words, count, "printer"));
	assert_null(find(words, count, "Printer"));
	/* pairs of characters where there are no blanks */
	assert_non_null(find(words, count, "门禁"));
	assert_non_null(find(words, count, "权限"));
	assert_null(find(words, count, "申请门禁卡"));
	assert_int_equal(suggest_words(suggest, 13, 0.9, 8, arena, &words), 0);
	assert_int_equal(suggest_words(suggest, 3, 0.9, 1, arena, &words), 2);
	suggest_free(suggest);
	suggest_free(NULL);
	arena_free(arena);
}

/* What is suggested loads in a list of rules. */
static void
test_rule_text(void **state)
{
	struct arena *arena = arena_new();
	struct suggest_word words[] = {
		{ "Headset", "tele \"x\"", 20, 20, 1, 41, 40 },
		{ "门禁", "tele \"x\"", 3, 20, 0, 41, 12 },
	};
	const char *text =
		arena_printf(arena, "rules = (\n%s\n);\n",
			     suggest_rule_text("tele", words, 2, arena));
	struct sources *sources = sources_new();
	char path[] = "/tmp/test_suggest.XXXXXX";
	struct complaints complaints;
	struct ruleset *ruleset;
	struct error err;

	(void)state;
	assert_non_null(strstr(text, "# \"Headset\": in 20 of 20 mails of this "
				     "queue, in 1 of 41 others\n"));
	assert_true(close(mkstemp(path)) == 0);
	assert_true(io_write_file_atomic(path, text, strlen(text), 0600, &err));
	complaints_init(&complaints, arena);
	ruleset = rulefile_load(sources, path, &complaints);
	assert_int_equal(complaints.count, 0);
	assert_string_equal(ruleset_rule(ruleset, 0)->set.items[0].value,
			    "tele \"x\"");
	assert_string_equal(suggest_rule_text("tele", words, 0, arena), "");
	ruleset_free(ruleset);
	sources_free(sources);
	unlink(path);
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_counts),
		cmocka_unit_test(test_rule_text),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
