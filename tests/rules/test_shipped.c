/*
 * test_shipped.c - the rules that ship load without a word of complaint, and
 * all their examples come out as they say.
 */
#include "../test.h"

#include "config/rulefile.h"

static void
fail_on_complaints(const struct complaints *complaints)
{
	size_t i;

	for (i = 0; i < complaints->count; i++)
		print_error("%s\n", complaint_format(&complaints->items[i],
						     complaints->arena));
	assert_int_equal(complaints->count, 0);
}

static void
test_shipped(void **state)
{
	const char *top = getenv("top_srcdir");
	struct arena *arena = arena_new();
	struct sources *sources = sources_new();
	struct complaints complaints;
	struct ruleset *ruleset;
	size_t i, examples;

	(void)state;
	complaints_init(&complaints, arena);
	ruleset = rulefile_load(
		sources, arena_printf(arena, "%s/rules", top ? top : "."),
		&complaints);
	fail_on_complaints(&complaints);
	assert_non_null(ruleset);
	examples = rulefile_run_examples(ruleset, sources, &complaints);
	fail_on_complaints(&complaints);
	assert_true(examples >= 140);
	for (i = 0; i < ruleset_count(ruleset); i++)
		if (ruleset_rule(ruleset, i)->example_count == 0)
			fail_msg("'%s' has no example",
				 ruleset_rule(ruleset, i)->name);
	ruleset_free(ruleset);
	sources_free(sources);
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shipped),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
