/*
 * bench_rules.c - mails a second that rules classify, by the number of rules.
 *
 * Prints a table: with libhs, with the trie, with no prefilter, and with
 * every rule as one regular expression that PCRE2 tries in turn. Mails are of
 * 2.8 KB. The rules are made up: words and phrases, and patterns.
 *
 * bench_rules [ENGINE [RULES]]
 */
#include <stdio.h>

#include "../rules/generate.h"
#include "base/clock.h"
#include "rules/ruleset.h"
#include "rules/scanner.h"

#define MAILS	   200
#define MAIL_BYTES 2800
#define MEASURE_MS 700

static void
report(void *data, bool is_warning, const struct rule_place *place,
       const char *text)
{
	(void)data;
	if (!is_warning)
		fprintf(stderr, "rule %d: %s\n", place->line, text);
}

/* "a", "b c" as \b(?:a|b\s+c)\b. */
static void
words_to_pattern(struct arena *arena, struct condition *condition)
{
	struct buf buf;
	size_t i;
	const char *at;

	buf_init(&buf, arena);
	buf_add_str(&buf, "\\b(?:");
	for (i = 0; i < condition->values.count; i++) {
		buf_add_str(&buf, i ? "|" : "");
		for (at = condition->values.items[i]; *at; at++)
			if (*at == ' ')
				buf_add_str(&buf, "\\s+");
			else
				buf_add_char(&buf, *at);
	}
	buf_add_str(&buf, ")\\b");
	condition->type = CONDITION_PATTERN;
	condition->part = PART_MATCH;
	condition->pattern = buf.data;
}

/* Processor time: other programs may run beside. */
static double
cpu_ms(void)
{
	return (double)clock() * 1000 / CLOCKS_PER_SEC;
}

static double
measure(struct ruleset *ruleset, struct facts **mails, size_t *hits)
{
	static const struct rule_context context = { .mailbox = "help" };
	struct arena *arena = arena_new();
	double start = cpu_ms(), end = start;
	size_t done = 0;

	while (end - start < MEASURE_MS) {
		struct verdict *verdict = ruleset_classify(
			ruleset, mails[done % MAILS], &context, arena);

		*hits += verdict->hits.count;
		arena_reset(arena);
		done++;
		end = cpu_ms();
	}
	*hits /= done;
	arena_free(arena);
	return (double)done * 1000 / (end - start);
}

static void
run(const char *name, struct rule_list *list, enum ruleset_prefilter prefilter,
    struct facts **mails)
{
	struct ruleset_options options = { .prefilter = prefilter };
	int64_t start = clock_monotonic_ms();
	struct ruleset *ruleset = ruleset_compile(list, &options, report, NULL);
	int64_t compiled = clock_monotonic_ms() - start;
	size_t hits = 0;
	double rate;

	if (!ruleset)
		exit(1);
	rate = measure(ruleset, mails, &hits);
	printf("%6zu  %-16s %10.0f %10lld %8zu\n", list->count, name, rate,
	       (long long)compiled, hits);
	ruleset_free(ruleset);
}

static const char *only; /* engine to measure; NULL all */

static bool
wanted(const char *name)
{
	return !only || strstr(name, only);
}

static void
run_all(size_t count)
{
	struct generator g = { arena_new(), 42, 60000 };
	struct rule_list *list = generate_rules(&g, count, 0);
	struct facts *mails[MAILS];
	size_t i;

	for (i = 0; i < MAILS; i++)
		mails[i] = generate_mail(&g, MAIL_BYTES);
	if (scanner_has_hyperscan() && wanted("libhs"))
		run("libhs", list, PREFILTER_HYPERSCAN, mails);
	if (wanted("trie"))
		run("trie", list, PREFILTER_TRIE, mails);
	if (wanted("no prefilter"))
		run("no prefilter", list, PREFILTER_NONE, mails);
	for (i = 0; i < list->count; i++)
		if (list->rules[i].when.children[0].type == CONDITION_WORDS)
			words_to_pattern(g.arena,
					 &list->rules[i].when.children[0]);
	if (wanted("PCRE2 in turn"))
		run("PCRE2 in turn", list, PREFILTER_NONE, mails);
	arena_free(g.arena);
}

int
main(int argc, char **argv)
{
	static const size_t counts[] = { 10, 100, 1000 };
	size_t i, count = 0;

	if (argc > 1)
		only = argv[1];
	if (argc > 2)
		count = strtoul(argv[2], NULL, 10);
	printf(" rules  engine              mails/s compile ms hits/mail\n");
	for (i = 0; i < sizeof(counts) / sizeof(*counts); i++)
		if (count == 0 || count == counts[i])
			run_all(counts[i]);
	return 0;
}
