/*
 * generate.h - made-up rules and mails, the same for the same seed; for the
 * test that compares prefilters and for the benchmark.
 */
#ifndef TG_TESTS_RULES_GENERATE_H
#define TG_TESTS_RULES_GENERATE_H

#include "base/arena.h"
#include "base/buf.h"
#include "message/facts.h"
#include "rules/rule.h"

struct generator {
	struct arena *arena;
	uint64_t state;
	unsigned words; /* size of the language */
};

static inline unsigned
generate_number(struct generator *g, unsigned below)
{
	g->state = g->state * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(g->state >> 33) % below;
}

/* The Nth word of the language. */
static inline const char *
generate_word(struct generator *g, unsigned n)
{
	static const char *const special[] = { "打", "印", "机", "ß", "é",
					       "ü",  "q-", "9",	 "İ", "я" };
	struct buf buf;
	unsigned rest = n * 2654435761u % 2000003u + 3000;

	buf_init(&buf, g->arena);
	for (; rest > 0; rest /= 100) {
		buf_add_char(&buf, "bcdfghklmnprstvwzjxq"[rest % 20]);
		buf_add_char(&buf, "aeiou"[rest / 20 % 5]);
		if (rest % 7 == 0)
			buf_add_char(&buf, "nrstl"[rest % 5]);
	}
	if (n % 12 == 0)
		buf_add_str(&buf, special[n / 12 % 10]);
	return buf.data;
}

/* Common words are met often, as in any language. */
static inline const char *
generate_any_word(struct generator *g)
{
	unsigned n = generate_number(g, g->words);

	return generate_word(g, generate_number(g, n + 1));
}

static inline const char *
generate_text(struct generator *g, size_t size)
{
	static const char *const between[] = { " ",  " ",  " ", "  ", "\n",
					       ", ", ". ", "-", "" };
	struct buf buf;

	buf_init(&buf, g->arena);
	while (buf.size < size) {
		buf_add_str(&buf, generate_any_word(g));
		buf_add_str(&buf, between[generate_number(g, 9)]);
		if (generate_number(g, 60) == 0)
			buf_printf(&buf, "PR-%u ",
				   10000 + generate_number(g, 90000));
	}
	return buf.data;
}

static inline struct condition
generate_pattern(struct generator *g, enum rule_part part, const char *pattern)
{
	(void)g;
	return (struct condition){ .type = CONDITION_PATTERN,
				   .part = part,
				   .header =
					   part == PART_HEADER ? "x-test" : "",
				   .pattern = pattern };
}

static inline struct condition
generate_words(struct generator *g)
{
	struct condition words = { .type = CONDITION_WORDS,
				   .header = "",
				   .pattern = "" };
	unsigned i, count = 1 + generate_number(g, 5);

	for (i = 0; i < count; i++) {
		const char *word =
			generate_word(g, generate_number(g, g->words));

		if (generate_number(g, 4) == 0)
			word = arena_printf(g->arena, "%s %s", word,
					    generate_any_word(g));
		ARENA_PUSH(g->arena, words.values.items, words.values.count,
			   word);
	}
	return words;
}

static inline struct condition
generate_condition(struct generator *g, unsigned depth)
{
	static const enum rule_part parts[] = { PART_MATCH,   PART_MATCH,
						PART_SUBJECT, PART_TEXT,
						PART_FROM,    PART_TO,
						PART_HEADER };
	enum rule_part part = parts[generate_number(g, 7)];
	const char *a = generate_word(g, generate_number(g, g->words));
	const char *b = generate_any_word(g);
	struct condition group = { .type = CONDITION_ALL,
				   .header = "",
				   .pattern = "" };
	unsigned i;

	switch (generate_number(g, depth > 0 ? 12 : 9)) {
	case 0:
		return generate_pattern(g, part,
					arena_printf(g->arena, "\\b%s\\b", a));
	case 1:
		return generate_pattern(
			g, part, arena_printf(g->arena, "%s\\s+%s", a, b));
	case 2:
		return generate_pattern(
			g, part, arena_printf(g->arena, "(?:%s|%s)[.,]", a, b));
	case 3:
		return generate_pattern(
			g, part,
			arena_printf(g->arena, "%s ?(?<found>PR-[0-9]{5})?",
				     a));
	case 4:
		return generate_pattern(
			g, part, arena_printf(g->arena, "^%s.{0,20}%s", a, b));
	case 9:
	case 10:
	case 11:
		group.type = generate_number(g, 3) == 0 ? CONDITION_NOT
			     : generate_number(g, 2)	? CONDITION_ANY
							: CONDITION_ALL;
		for (i = 0; i < 2; i++) {
			struct condition child =
				generate_condition(g, depth - 1);

			ARENA_PUSH(g->arena, group.children, group.child_count,
				   child);
		}
		return group;
	default:
		return generate_words(g);
	}
}

static inline struct rule_list *
generate_rules(struct generator *g, size_t count, unsigned depth)
{
	static const char *const queues[] = { "a", "b", "c", "d" };
	struct rule_list *list = arena_alloc(g->arena, sizeof(*list));
	size_t i;

	for (i = 0; i < count; i++) {
		struct condition condition = generate_condition(g, depth);
		struct rule_pair queue = { "queue",
					   queues[generate_number(g, 4)],
					   { "generated", (int)i, "" } };
		struct rule rule = {
			.name = arena_printf(g->arena, "rule %zu", i),
			.place = { "generated", (int)i, "" },
			.when = { .type = CONDITION_ALL,
				  .header = "",
				  .pattern = "" },
		};
		const char *tag = arena_printf(g->arena, "t%zu", i);

		ARENA_PUSH(g->arena, rule.when.children, rule.when.child_count,
			   condition);
		ARENA_PUSH(g->arena, rule.set.items, rule.set.count, queue);
		ARENA_PUSH(g->arena, rule.tags.items, rule.tags.count, tag);
		rule.stop = depth > 0 && generate_number(g, 200) == 0;
		ARENA_PUSH(g->arena, list->rules, list->count, rule);
	}
	return list;
}

static inline struct address_list
generate_addresses(struct generator *g)
{
	struct address address = { generate_any_word(g),
				   arena_printf(g->arena, "%s@%s.test",
						generate_any_word(g),
						generate_any_word(g)) };
	struct address_list list = { NULL, 0 };

	ARENA_PUSH(g->arena, list.items, list.count, address);
	return list;
}

static inline struct facts *
generate_mail(struct generator *g, size_t size)
{
	struct facts *facts = arena_alloc(g->arena, sizeof(*facts));
	struct header header = { "X-Test", generate_text(g, 30), "" };

	facts->subject = generate_text(g, 40);
	facts->text = facts->reply_text = generate_text(g, size);
	facts->from = generate_addresses(g);
	facts->to = generate_addresses(g);
	facts->language = "";
	facts->signature = "";
	ARENA_PUSH(g->arena, facts->headers, facts->header_count, header);
	return facts;
}

#endif
