/*
 * lint_rules.c - rules that other rules make useless.
 *
 * "Can never win" is only said when it is certain: every condition of the
 * earlier rule must follow from one of the later. Words are compared as
 * written, patterns as texts.
 */
#include "rules/lint.h"

#include <stdint.h>

#include "base/slice.h"

/* Each rule is compared with those before it; beyond this many the time is
 * better spent otherwise. */
#define COMPARED_MAX 3000

struct linter {
	const struct rule_list *list;
	struct arena *arena;
	ruleset_report *report;
	void *data;
};

static void
linter_warn(const struct linter *linter, const struct rule_place *place,
	    const char *text)
{
	if (linter->report)
		linter->report(linter->data, true, place, text);
}

/* --- one condition follows from another --------------------------------- */

static bool
list_within(const struct string_list *small, const struct string_list *large)
{
	size_t i, k;

	for (i = 0; i < small->count; i++) {
		for (k = 0; k < large->count; k++)
			if (ascii_casecmp(small->items[i], large->items[k]) ==
			    0)
				break;
		if (k == large->count)
			return false;
	}
	return true;
}

static bool
ranges_equal(const struct condition *a, const struct condition *b)
{
	size_t i;

	for (i = 0; i < a->range_count && i < b->range_count; i++)
		if (a->ranges[i].min != b->ranges[i].min ||
		    a->ranges[i].max != b->ranges[i].max)
			return false;
	return a->range_count == b->range_count;
}

static bool
condition_equal(const struct condition *a, const struct condition *b)
{
	size_t i;

	if (a->type != b->type || a->part != b->part || a->days != b->days ||
	    a->flag != b->flag || a->child_count != b->child_count ||
	    strcmp(a->header, b->header) != 0 ||
	    strcmp(a->pattern, b->pattern) != 0 || !ranges_equal(a, b) ||
	    !list_within(&a->values, &b->values) ||
	    !list_within(&b->values, &a->values))
		return false;
	for (i = 0; i < a->child_count; i++)
		if (!condition_equal(&a->children[i], &b->children[i]))
			return false;
	return true;
}

/* Whether A holds whenever B does, as far as can be told at a glance. */
static bool
condition_follows(const struct condition *a, const struct condition *b)
{
	if (a->type != b->type)
		return false;
	switch (a->type) {
	case CONDITION_WORDS:
	case CONDITION_KIND:
	case CONDITION_LANGUAGE:
	case CONDITION_DOMAIN:
	case CONDITION_DIRECTORY:
		return list_within(&b->values, &a->values);
	case CONDITION_WEEKDAY:
		return (b->days & ~a->days) == 0;
	case CONDITION_ALL:
	case CONDITION_ANY:
	case CONDITION_NOT:
	case CONDITION_PATTERN:
	case CONDITION_HEADER:
	case CONDITION_SIZE:
	case CONDITION_TICKETS:
	case CONDITION_TIME:
	case CONDITION_STAFF:
	case CONDITION_FORWARD:
	case CONDITION_ATTACHMENT:
		break;
	}
	return condition_equal(a, b);
}

static bool
when_follows(const struct rule *earlier, const struct rule *later)
{
	const struct condition *a = &earlier->when, *b = &later->when;
	size_t i, k;

	for (i = 0; i < a->child_count; i++) {
		for (k = 0; k < b->child_count; k++)
			if (condition_follows(&a->children[i], &b->children[k]))
				break;
		if (k == b->child_count)
			return false;
	}
	return true;
}

/* --- effects ------------------------------------------------------------ */

static bool
sets(const struct rule *rule, const char *field)
{
	size_t i;

	for (i = 0; i < rule->set.count; i++)
		if (strcmp(rule->set.items[i].name, field) == 0 &&
		    !strstr(rule->set.items[i].value, "%{"))
			return true;
	return false;
}

static bool
captures(const struct condition *condition)
{
	size_t i;

	if (condition->type == CONDITION_PATTERN &&
	    (strstr(condition->pattern, "%{") ||
	     strstr(condition->pattern, "(?<") ||
	     strstr(condition->pattern, "(?P<")))
		return true;
	for (i = 0; i < condition->child_count; i++)
		if (captures(&condition->children[i]))
			return true;
	return false;
}

/* Whether LATER adds nothing to what EARLIER does. */
static bool
effect_within(const struct rule *later, const struct rule *earlier)
{
	size_t i;

	if (later->table_count || later->notify.count ||
	    later->webhooks.count || later->stop || captures(&later->when) ||
	    (later->ignore && !earlier->ignore) ||
	    (later->quarantine && !earlier->quarantine) ||
	    (later->no_ack && !earlier->no_ack) ||
	    !list_within(&later->tags, &earlier->tags))
		return false;
	for (i = 0; i < later->set.count; i++)
		if (!sets(earlier, later->set.items[i].name))
			return false;
	return later->set.count + later->tags.count > 0;
}

static void
compare_rules(const struct linter *linter, const struct rule *earlier,
	      const struct rule *later)
{
	const char *why;

	if (!when_follows(earlier, later))
		return;
	if (earlier->stop)
		why = "stops";
	else if (effect_within(later, earlier))
		why = "sets the same fields";
	else if (later->when.child_count > 0 &&
		 condition_equal(&earlier->when, &later->when))
		why = NULL;
	else
		return;
	linter_warn(linter, &later->place,
		    why ? arena_printf(linter->arena,
				       "the rule '%s' can never win: '%s' at "
				       "%s:%d matches whenever it does, comes "
				       "first and %s; move it before that one "
				       "or remove it",
				       later->name, earlier->name,
				       earlier->place.file, earlier->place.line,
				       why)
			: arena_printf(linter->arena,
				       "the rule '%s' has the same conditions "
				       "as '%s' at %s:%d; make one of the two",
				       later->name, earlier->name,
				       earlier->place.file,
				       earlier->place.line));
}

/* --- values that nothing sets ------------------------------------------- */

/* Whether some pattern of CONDITION captures into FIELD. */
static bool
captures_field(const struct condition *condition, const char *field,
	       struct arena *arena)
{
	size_t i;

	if (condition->type == CONDITION_PATTERN &&
	    (strstr(condition->pattern, arena_printf(arena, ":%s}", field)) ||
	     strstr(condition->pattern, arena_printf(arena, "<%s>", field))))
		return true;
	for (i = 0; i < condition->child_count; i++)
		if (captures_field(&condition->children[i], field, arena))
			return true;
	return false;
}

static bool
rule_gives(const struct rule *rule, const char *field, struct arena *arena)
{
	size_t i, k;

	for (i = 0; i < rule->set.count; i++)
		if (strcmp(rule->set.items[i].name, field) == 0)
			return true;
	for (i = 0; i < rule->table_count; i++)
		for (k = 1; k < rule->tables[i].columns.count; k++)
			if (strcmp(rule->tables[i].columns.items[k], field) ==
			    0)
				return true;
	return captures_field(&rule->when, field, arena);
}

static bool
is_given(const struct linter *linter, const char *field)
{
	static const char *const always[] = { "subject", "email", "domain",
					      "mailbox", NULL };
	size_t i;

	for (i = 0; always[i]; i++)
		if (strcmp(always[i], field) == 0)
			return true;
	for (i = 0; i < linter->list->vocabulary_count; i++)
		if (strstr(linter->list->vocabulary[i].pattern,
			   arena_printf(linter->arena, "<%s>", field)))
			return true;
	for (i = 0; i < linter->list->count; i++)
		if (rule_gives(&linter->list->rules[i], field, linter->arena))
			return true;
	return false;
}

static void
lint_value(const struct linter *linter, const struct rule_pair *pair)
{
	const char *at, *end;

	for (at = strstr(pair->value, "%{"); at && (end = strchr(at, '}'));
	     at = strstr(end, "%{")) {
		const char *field = arena_memdup(linter->arena, at + 2,
						 (size_t)(end - at - 2));

		if (!is_given(linter, field))
			linter_warn(
				linter, &pair->place,
				arena_printf(linter->arena,
					     "no rule ever sets or captures "
					     "'%s', so %%{%s} stays empty; "
					     "correct the name",
					     field, field));
	}
}

/* A table whose key no rule ever sets finds nothing. */
static void
lint_table(const struct linter *linter, const struct rule_table *table)
{
	size_t i;

	for (i = 0; i < table->by.count; i++)
		if (!is_given(linter, table->by.items[i]))
			linter_warn(linter, &table->place,
				    arena_printf(linter->arena,
						 "%s is looked up by '%s', "
						 "which no rule ever sets or "
						 "captures; capture it with "
						 "%%{NAME:%s}",
						 table->file,
						 table->by.items[i],
						 table->by.items[i]));
}

/* What a person writes who takes words for patterns: "print*", "a|b", "\\d".
 * Such a word is only found with these very characters in it. */
static bool
is_like_a_pattern(const char *word)
{
	size_t size = strlen(word);
	const char *bar = strchr(word, '|');
	const char *backslash = strchr(word, '\\');

	return (size > 1 && strchr(word, '*') == word + size - 1) ||
	       (bar && bar > word && bar[1]) ||
	       (backslash && backslash[1] &&
		strchr("bdswBDSW", backslash[1])) ||
	       strstr(word, ".*") || strstr(word, "(?");
}

static void
lint_words(const struct linter *linter, const struct condition *condition)
{
	size_t i;

	for (i = 0; i < condition->child_count; i++)
		lint_words(linter, &condition->children[i]);
	if (condition->type != CONDITION_WORDS)
		return;
	for (i = 0; i < condition->values.count; i++)
		if (is_like_a_pattern(condition->values.items[i]))
			linter_warn(
				linter, &condition->place,
				arena_printf(linter->arena,
					     "'%s' is looked for with these "
					     "very characters, as all words "
					     "are; for a pattern write match "
					     "= \"...\", and for a word with "
					     "other endings all its forms",
					     condition->values.items[i]));
}

static void
lint_outcome(const struct linter *linter, const struct rule *rule)
{
	if (rule->ignore && rule->quarantine)
		linter_warn(
			linter, &rule->place,
			arena_printf(linter->arena,
				     "the rule '%s' both ignores and "
				     "quarantines, and so ignores; keep one "
				     "of the two",
				     rule->name));
}

void
lint_rules(const struct rule_list *list, struct arena *arena,
	   ruleset_report *report, void *data)
{
	const struct linter linter = { list, arena, report, data };
	size_t i, k;

	for (i = 0; i < list->count && i < COMPARED_MAX; i++)
		for (k = 0; k < i; k++)
			compare_rules(&linter, &list->rules[k],
				      &list->rules[i]);
	for (i = 0; i < list->count; i++) {
		lint_outcome(&linter, &list->rules[i]);
		lint_words(&linter, &list->rules[i].when);
		for (k = 0; k < list->rules[i].table_count; k++)
			lint_table(&linter, &list->rules[i].tables[k]);
		for (k = 0; k < list->rules[i].set.count; k++)
			lint_value(&linter, &list->rules[i].set.items[k]);
	}
}
