/*
 * evaluate.c - does a condition hold?
 *
 * Three answers go through every step: "gave up" is neither yes nor no, and
 * only a "no" beside it (in a row of conditions) or a "yes" (among
 * alternatives) makes it unimportant. Cheap conditions are asked first; the
 * order does not change the answer. Nesting is bounded by rulefile.c.
 */
#include "rules/compiled.h"

#include <time.h>

#include "base/utf8.h"

const struct matcher *
inquiry_match(struct inquiry *inquiry, const struct condition *condition)
{
	struct ruleset *ruleset = inquiry->ruleset;
	struct matcher *matcher = &ruleset->matchers[condition->index];
	size_t count, i;

	if (matcher->round == ruleset->round && !inquiry->attachment)
		return matcher;
	matcher->round = ruleset->round;
	matcher->subject =
		inquiry_part(inquiry, matcher->part, matcher->header);
	matcher->answer = pattern_match(matcher->pattern, ruleset->space,
					matcher->subject, 0, &matcher->start,
					&matcher->end);
	count = pattern_capture_count(matcher->pattern);
	if (matcher->answer != PATTERN_YES || count == 0)
		return matcher;
	matcher->captures =
		arena_calloc(inquiry->arena, count, sizeof(struct slice));
	for (i = 0; i < count; i++)
		matcher->captures[i] = pattern_capture(
			matcher->pattern, ruleset->space, matcher->subject, i);
	return matcher;
}

bool
inquiry_find_words(struct inquiry *inquiry, const struct condition *condition,
		   size_t *start, size_t *end)
{
	struct ruleset *ruleset = inquiry->ruleset;
	const struct word_list *words = &ruleset->word_lists[condition->index];
	const struct folded *text = &ruleset->match_text;
	bool scanned = ruleset->prefilter != PREFILTER_NONE;
	size_t i, at = 0, to = 0;
	bool found = false;

	for (i = 0; i < words->count && !found; i++) {
		size_t literal = words->literals[i];

		if (scanned) {
			found = ruleset->found_round[literal] == ruleset->round;
			at = ruleset->found_at[literal];
			to = ruleset->found_end[literal];
		} else {
			at = folded_find(text, words->folded[i], 0);
			to = at + words->folded[i].size;
			found = at != (size_t)-1;
		}
	}
	if (!found)
		return false;
	*start = text->origin[at];
	*end = text->origin[to];
	return true;
}

static enum pattern_answer
answer_of(bool yes)
{
	return yes ? PATTERN_YES : PATTERN_NO;
}

static bool
list_has(const struct string_list *list, const char *value)
{
	size_t i;

	for (i = 0; value && i < list->count; i++)
		if (ascii_casecmp(list->items[i], value) == 0)
			return true;
	return false;
}

/* "example.org" is the domain of ana@example.org and of
 * ben@sales.example.org. */
static bool
domain_is_within(const char *email, const char *domain)
{
	const char *at = strrchr(email, '@');
	size_t size, wanted = strlen(domain);

	if (!at)
		return false;
	size = strlen(at + 1);
	if (size < wanted || ascii_casecmp(at + 1 + size - wanted, domain) != 0)
		return false;
	return size == wanted || at[size - wanted] == '.';
}

static bool
holds_domain(struct inquiry *inquiry, const struct condition *condition)
{
	const char *email = inquiry_requester(inquiry);
	size_t i;

	for (i = 0; i < condition->values.count; i++)
		if (domain_is_within(email, condition->values.items[i]))
			return true;
	return false;
}

static bool
holds_directory(struct inquiry *inquiry, const struct condition *condition)
{
	const struct string_list *known = &inquiry->context->directory;
	struct arena *arena = inquiry->arena;
	size_t i, k;

	for (i = 0; i < known->count; i++)
		for (k = 0; k < condition->values.count; k++)
			if (strcmp(utf8_fold(arena, known->items[i]),
				   utf8_fold(arena,
					     condition->values.items[k])) == 0)
				return true;
	return false;
}

static bool
holds_range(const struct condition *condition, int64_t value)
{
	size_t i;

	for (i = 0; i < condition->range_count; i++)
		if (value >= condition->ranges[i].min &&
		    value <= condition->ranges[i].max)
			return true;
	return false;
}

/* localtime_r() keeps to the zone that was read when the set was compiled. */
static struct tm
local_time(int64_t now)
{
	struct tm local = { 0 };
	time_t t = (time_t)now;

	(void)localtime_r(&t, &local);
	return local;
}

static bool
holds_time(const struct inquiry *inquiry, const struct condition *condition)
{
	struct tm local = local_time(inquiry->context->now);
	int64_t minute = local.tm_hour * 60 + local.tm_min;
	size_t i;

	for (i = 0; i < condition->range_count; i++) {
		int64_t min = condition->ranges[i].min;
		int64_t max = condition->ranges[i].max;

		if (min <= max ? minute >= min && minute < max
			       : minute >= min || minute < max)
			return true;
	}
	return false;
}

static bool
holds_weekday(const struct inquiry *inquiry, const struct condition *condition)
{
	struct tm local = local_time(inquiry->context->now);

	return condition->days >> (local.tm_wday + 6) % 7 & 1;
}

static bool
holds_header(const struct inquiry *inquiry, const struct condition *condition)
{
	return (facts_header(inquiry->facts, condition->header) != NULL) ==
	       condition->flag;
}

static bool
holds_simple(struct inquiry *inquiry, const struct condition *condition)
{
	const struct facts *facts = inquiry->facts;
	size_t start, end;

	switch (condition->type) {
	case CONDITION_WORDS:
		return inquiry_find_words(inquiry, condition, &start, &end);
	case CONDITION_HEADER:
		return holds_header(inquiry, condition);
	case CONDITION_KIND:
		return list_has(&condition->values,
				facts_kind_name(facts->kind));
	case CONDITION_LANGUAGE:
		return list_has(&condition->values, facts->language);
	case CONDITION_DOMAIN:
		return holds_domain(inquiry, condition);
	case CONDITION_DIRECTORY:
		return holds_directory(inquiry, condition);
	case CONDITION_SIZE:
		return holds_range(condition, inquiry->raw_size);
	case CONDITION_TICKETS:
		return holds_range(condition,
				   (int64_t)inquiry->context->open_tickets);
	case CONDITION_TIME:
		return holds_time(inquiry, condition);
	case CONDITION_WEEKDAY:
		return holds_weekday(inquiry, condition);
	case CONDITION_STAFF:
		return inquiry->context->from_staff == condition->flag;
	case CONDITION_FORWARD:
		return facts->forwarded.present == condition->flag;
	case CONDITION_ALL:
	case CONDITION_ANY:
	case CONDITION_NOT:
	case CONDITION_PATTERN:
	case CONDITION_ATTACHMENT:
		break;
	}
	return false;
}

static bool
is_simple(const struct condition *condition)
{
	return condition->type > CONDITION_NOT &&
	       condition->type != CONDITION_PATTERN &&
	       condition->type != CONDITION_ATTACHMENT;
}

/* All children: first those that cost nothing, then the others. */
static enum pattern_answer
evaluate_all(struct inquiry *inquiry, const struct condition *condition)
{
	enum pattern_answer answer = PATTERN_YES;
	size_t i;

	for (i = 0; i < condition->child_count; i++)
		if (is_simple(&condition->children[i]) &&
		    !holds_simple(inquiry, &condition->children[i]))
			return PATTERN_NO;
	for (i = 0; i < condition->child_count; i++) {
		enum pattern_answer one;

		if (is_simple(&condition->children[i]))
			continue;
		one = inquiry_evaluate(inquiry, &condition->children[i]);
		if (one == PATTERN_NO)
			return PATTERN_NO;
		if (one == PATTERN_GAVE_UP)
			answer = PATTERN_GAVE_UP;
	}
	return answer;
}

static enum pattern_answer
evaluate_any(struct inquiry *inquiry, const struct condition *condition)
{
	enum pattern_answer answer = PATTERN_NO;
	size_t i;

	for (i = 0; i < condition->child_count; i++) {
		enum pattern_answer one =
			inquiry_evaluate(inquiry, &condition->children[i]);

		if (one == PATTERN_YES)
			return PATTERN_YES;
		if (one == PATTERN_GAVE_UP)
			answer = PATTERN_GAVE_UP;
	}
	return answer;
}

/* One attachment meets all children, or (without children) there is any. */
static enum pattern_answer
evaluate_attachment(struct inquiry *inquiry, const struct condition *condition)
{
	const struct facts *facts = inquiry->facts;
	enum pattern_answer answer = PATTERN_NO;
	int64_t raw_size = inquiry->raw_size;
	size_t i;

	if (condition->child_count == 0)
		return answer_of((facts->attachment_count > 0) ==
				 condition->flag);
	for (i = 0; i < facts->attachment_count && answer != PATTERN_YES; i++) {
		enum pattern_answer one;

		inquiry->attachment = &facts->attachments[i];
		inquiry->raw_size = (int64_t)facts->attachments[i].size;
		one = evaluate_all(inquiry, condition);
		if (one != PATTERN_NO)
			answer = one;
	}
	inquiry->attachment = NULL;
	inquiry->raw_size = raw_size;
	return answer;
}

enum pattern_answer
inquiry_evaluate(struct inquiry *inquiry, const struct condition *condition)
{
	enum pattern_answer answer;

	switch (condition->type) {
	case CONDITION_ALL:
		return evaluate_all(inquiry, condition);
	case CONDITION_ANY:
		return evaluate_any(inquiry, condition);
	case CONDITION_NOT:
		answer = evaluate_all(inquiry, condition);
		return answer == PATTERN_YES  ? PATTERN_NO
		       : answer == PATTERN_NO ? PATTERN_YES
					      : PATTERN_GAVE_UP;
	case CONDITION_PATTERN:
		return inquiry_match(inquiry, condition)->answer;
	case CONDITION_ATTACHMENT:
		return evaluate_attachment(inquiry, condition);
	case CONDITION_WORDS:
	case CONDITION_HEADER:
	case CONDITION_KIND:
	case CONDITION_LANGUAGE:
	case CONDITION_DOMAIN:
	case CONDITION_DIRECTORY:
	case CONDITION_SIZE:
	case CONDITION_TICKETS:
	case CONDITION_TIME:
	case CONDITION_WEEKDAY:
	case CONDITION_STAFF:
	case CONDITION_FORWARD:
		break;
	}
	return answer_of(holds_simple(inquiry, condition));
}
