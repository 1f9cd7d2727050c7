/*
 * triggers.c - which literals make a rule worth asking.
 *
 * A rule is asked about a mail only when the mail holds one of its literals.
 * They are those of the one condition that tells most; a rule with a
 * condition that nothing certain is known of is asked always.
 */
#include "rules/compiled.h"

#include "rules/literals.h"

/* Literals of which a mail must hold one for a condition to hold. */
struct needs {
	bool known;
	const char **literals;
	uint32_t *parts;
	bool *whole;
	size_t count;
	size_t shortest;
};

static void
needs_add(struct ruleset *ruleset, struct needs *needs, const char *literal,
	  bool whole, uint32_t parts)
{
	size_t size = strlen(literal), count = needs->count;

	ARENA_PUSH(ruleset->arena, needs->parts, count, parts);
	count = needs->count;
	ARENA_PUSH(ruleset->arena, needs->whole, count, whole);
	ARENA_PUSH(ruleset->arena, needs->literals, needs->count, literal);
	if (!needs->shortest || size < needs->shortest)
		needs->shortest = size;
}

static void
needs_of_words(struct ruleset *ruleset, const struct condition *condition,
	       struct needs *needs)
{
	const struct word_list *list = &ruleset->word_lists[condition->index];
	size_t i;

	needs->known = true;
	for (i = 0; i < list->count; i++)
		needs_add(ruleset, needs, list->folded[i].data, true,
			  1u << PART_MATCH);
}

/* Subject and text are scanned as one. */
static uint32_t
part_bit(enum rule_part part)
{
	return 1u << (part <= PART_TEXT ? PART_MATCH : part);
}

static void
needs_of_pattern(struct ruleset *ruleset, const struct condition *condition,
		 struct needs *needs)
{
	const struct matcher *matcher = &ruleset->matchers[condition->index];
	struct string_list literals;
	size_t i;

	if (condition->part == PART_MAILBOX || condition->part > PART_HEADER ||
	    !literals_required(matcher->expression, ruleset->folder,
			       ruleset->arena, &literals))
		return;
	needs->known = true;
	for (i = 0; i < literals.count; i++)
		needs_add(ruleset, needs, literals.items[i], false,
			  part_bit(condition->part));
}

static struct needs
needs_of(struct ruleset *ruleset, const struct condition *condition);

static struct needs
needs_of_all(struct ruleset *ruleset, const struct condition *condition)
{
	struct needs best = { .known = false };
	size_t i;

	for (i = 0; i < condition->child_count; i++) {
		struct needs one = needs_of(ruleset, &condition->children[i]);

		if (one.known &&
		    (!best.known || one.shortest > best.shortest ||
		     (one.shortest == best.shortest && one.count < best.count)))
			best = one;
	}
	return best;
}

static struct needs
needs_of_any(struct ruleset *ruleset, const struct condition *condition)
{
	struct needs all = { .known = condition->child_count > 0 };
	size_t i, k;

	for (i = 0; i < condition->child_count && all.known; i++) {
		struct needs one = needs_of(ruleset, &condition->children[i]);

		all.known = one.known;
		for (k = 0; k < one.count; k++)
			needs_add(ruleset, &all, one.literals[k], one.whole[k],
				  one.parts[k]);
	}
	return all;
}

static struct needs
needs_of(struct ruleset *ruleset, const struct condition *condition)
{
	struct needs needs = { .known = false };

	if (condition->type == CONDITION_ALL)
		return needs_of_all(ruleset, condition);
	if (condition->type == CONDITION_ANY)
		return needs_of_any(ruleset, condition);
	if (condition->type == CONDITION_WORDS)
		needs_of_words(ruleset, condition, &needs);
	if (condition->type == CONDITION_PATTERN)
		needs_of_pattern(ruleset, condition, &needs);
	return needs;
}

/* The header names whose values must be scanned for this rule. */
static void
collect_headers(struct ruleset *ruleset, const struct condition *condition)
{
	struct string_list *headers = &ruleset->headers;
	size_t i;

	for (i = 0; i < condition->child_count; i++)
		collect_headers(ruleset, &condition->children[i]);
	if (condition->type != CONDITION_PATTERN ||
	    condition->part != PART_HEADER)
		return;
	for (i = 0; i < headers->count; i++)
		if (strcmp(headers->items[i], condition->header) == 0)
			return;
	ARENA_PUSH(ruleset->arena, headers->items, headers->count,
		   condition->header);
}

static void
add_trigger(struct ruleset *ruleset, const struct needs *needs, size_t i,
	    uint32_t rule)
{
	size_t literal = scanner_add(ruleset->scanner, needs->literals[i],
				     needs->whole[i]);
	struct trigger *trigger = arena_alloc(ruleset->arena, sizeof(*trigger));

	*trigger = (struct trigger){ rule, needs->parts[i],
				     ruleset->triggers[literal] };
	ruleset->triggers[literal] = trigger;
	ruleset->scanned_parts |= needs->parts[i];
}

void
ruleset_make_triggers(struct ruleset *ruleset)
{
	size_t count = ruleset->list->count, total, i, k;
	struct needs *needs =
		arena_calloc(ruleset->arena, count, sizeof(*needs));

	for (i = total = 0; i < count; i++) {
		needs[i] = needs_of(ruleset, &ruleset->list->rules[i].when);
		total += needs[i].count;
	}
	ruleset->triggers = arena_calloc(
		ruleset->arena, total + scanner_count(ruleset->scanner),
		sizeof(*ruleset->triggers));
	for (i = 0; i < count; i++) {
		if (!needs[i].known)
			ruleset->always[i / 64] |= UINT64_C(1) << i % 64;
		for (k = 0; k < needs[i].count; k++)
			add_trigger(ruleset, &needs[i], k, (uint32_t)i);
		if (ruleset->scanned_parts & 1u << PART_HEADER)
			collect_headers(ruleset, &ruleset->list->rules[i].when);
	}
}
