/* test_prefilter.c - verdicts are the same with every prefilter and without. */
#include "../test.h"

#include <unistd.h>

#include "base/io.h"
#include "generate.h"
#include "rules/compiled.h"
#include "rules/scanner.h"

static void
fail_on_error(void *data, bool is_warning, const struct rule_place *place,
	      const char *text)
{
	(void)data;
	(void)place;
	if (!is_warning)
		fail_msg("%s", text);
}

static struct ruleset *
compile(struct rule_list *list, enum ruleset_prefilter prefilter,
	const char *cache)
{
	struct ruleset_options options = { .prefilter = prefilter,
					   .cache_path = cache };
	struct ruleset *ruleset =
		ruleset_compile(list, &options, fail_on_error, NULL);

	assert_non_null(ruleset);
	return ruleset;
}

static char *
verdict_text(struct ruleset *ruleset, const struct facts *facts, size_t *hits)
{
	static const struct rule_context context = { .mailbox = "help" };
	struct arena *arena = arena_new();
	struct verdict *verdict =
		ruleset_classify(ruleset, facts, &context, arena);
	json_t *json = verdict_to_json(verdict);
	char *text = json_dumps(json, JSON_SORT_KEYS);

	*hits += verdict->hits.count;
	json_decref(json);
	arena_free(arena);
	return text;
}

static void
compare(struct ruleset *a, struct ruleset *b, const struct facts *facts,
	size_t *hits)
{
	size_t none = 0;
	char *x = verdict_text(a, facts, hits);
	char *y = verdict_text(b, facts, &none);

	if (strcmp(x, y) != 0)
		fail_msg("subject '%s'\n%s\n%s", facts->subject, x, y);
	free(x);
	free(y);
}

static size_t
compare_round(uint64_t seed)
{
	struct generator g = { arena_new(), seed, 300 };
	struct rule_list *list = generate_rules(&g, 120, 3);
	struct ruleset *plain, *trie, *hs = NULL;
	size_t hits = 0;
	int i;

	plain = compile(list, PREFILTER_NONE, NULL);
	trie = compile(list, PREFILTER_TRIE, NULL);
	if (scanner_has_hyperscan())
		hs = compile(list, PREFILTER_HYPERSCAN, NULL);
	for (i = 0; i < 40; i++) {
		struct facts *facts = generate_mail(&g, 50 + (size_t)i * 20);

		compare(plain, trie, facts, &hits);
		if (hs)
			compare(plain, hs, facts, &hits);
	}
	ruleset_free(plain);
	ruleset_free(trie);
	ruleset_free(hs);
	arena_free(g.arena);
	return hits;
}

static void
test_same_verdicts(void **state)
{
	size_t hits = 0;
	uint64_t seed;

	(void)state;
	for (seed = 1; seed <= 12; seed++)
		hits += compare_round(seed);
	/* or nothing was compared */
	assert_true(hits > 2000);
}

/* A cache is used, and one that is damaged or of other rules is not. */
static void
test_cache(void **state)
{
	struct generator g = { arena_new(), 7, 300 };
	struct rule_list *list = generate_rules(&g, 50, 1);
	struct rule_list *other = generate_rules(&g, 50, 1);
	struct facts *facts = generate_mail(&g, 500);
	char path[] = "/tmp/test_prefilter.XXXXXX";
	struct ruleset *plain, *other_plain, *cached;
	struct slice bytes;
	struct error err;
	size_t hits = 0, i;

	(void)state;
	if (!scanner_has_hyperscan()) {
		arena_free(g.arena);
		skip();
	}
	assert_true(close(mkstemp(path)) == 0);
	plain = compile(list, PREFILTER_NONE, NULL);
	other_plain = compile(other, PREFILTER_NONE, NULL);
	for (i = 0; i < 2; i++) {
		cached = compile(list, PREFILTER_HYPERSCAN, path);
		compare(plain, cached, facts, &hits);
		ruleset_free(cached);
	}
	assert_true(io_read_file(path, 1 << 28, g.arena, &bytes, &err));
	assert_true(bytes.size > 200);
	for (i = 0; i < bytes.size; i += bytes.size / 7) {
		char *damaged = arena_memdup(g.arena, bytes.data, bytes.size);

		damaged[i] ^= 1;
		assert_true(io_write_file_atomic(path, damaged, bytes.size,
						 0600, &err));
		cached = compile(list, PREFILTER_HYPERSCAN, path);
		compare(plain, cached, facts, &hits);
		ruleset_free(cached);
	}
	cached = compile(other, PREFILTER_HYPERSCAN, path);
	compare(other_plain, cached, facts, &hits);
	ruleset_free(cached);
	ruleset_free(plain);
	ruleset_free(other_plain);
	unlink(path);
	arena_free(g.arena);
}

static void
test_identity(void **state)
{
	struct generator g = { arena_new(), 3, 300 };
	struct generator again = { arena_new(), 3, 300 };
	struct rule_list *a = generate_rules(&g, 30, 2);
	struct rule_list *b = generate_rules(&again, 30, 2);
	struct ruleset *x = compile(a, PREFILTER_NONE, NULL);
	struct ruleset *y = compile(b, PREFILTER_TRIE, NULL);
	struct ruleset *z;

	(void)state;
	assert_string_equal(x->id, y->id);
	ruleset_free(y);
	b->rules[29].set.items[0].value = "elsewhere";
	z = compile(b, PREFILTER_NONE, NULL);
	assert_string_not_equal(x->id, z->id);
	assert_int_equal(ruleset_count(x), 30);
	assert_ptr_equal(ruleset_find(x, "rule 7"), ruleset_rule(x, 7));
	assert_null(ruleset_find(x, "rule 77"));
	ruleset_free(x);
	ruleset_free(z);
	ruleset_free(NULL);
	arena_free(g.arena);
	arena_free(again.arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same_verdicts),
		cmocka_unit_test(test_cache),
		cmocka_unit_test(test_identity),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
