/*
 * explain.c - tracing all rules over one mail.
 */
#include "rules/explain.h"

#include "rules/compiled.h"

/* Places shown for one condition; more teach nothing. */
#define SPANS_MAX 20

struct tracer {
	struct inquiry inquiry;
	struct ruleset *ruleset;
	struct arena *arena;
	struct trace_rule *rule; /* being traced */
};

static const char *const result_names[] = { [TRACE_MISS] = "miss",
					    [TRACE_HIT] = "hit",
					    [TRACE_SHADOWED] = "shadowed",
					    [TRACE_GAVE_UP] = "gave up",
					    [TRACE_STOPPED] = "stopped" };

static const char *const answer_names[] = { [PATTERN_NO] = "no",
					    [PATTERN_YES] = "yes",
					    [PATTERN_GAVE_UP] = "gave up" };

const char *
trace_result_name(enum trace_result result)
{
	return result_names[result];
}

/* --- spans -------------------------------------------------------------- */

static void
add_span(struct tracer *tracer, struct trace_condition *trace, const char *part,
	 struct slice text, size_t start, size_t end)
{
	struct slice seen = slice_sub(text, start, end);
	struct trace_span span = { part, start, end,
				   arena_memdup(tracer->arena, seen.data,
						seen.size) };

	ARENA_PUSH(tracer->arena, trace->spans, trace->span_count, span);
}

/* A place in subject and text together, told as places in each. */
static void
add_match_span(struct tracer *tracer, struct trace_condition *trace,
	       size_t start, size_t end)
{
	size_t border = tracer->inquiry.subject_size;
	struct slice all = inquiry_part(&tracer->inquiry, PART_MATCH, NULL);

	if (start < border)
		add_span(tracer, trace, "subject", slice_sub(all, 0, border),
			 start, end < border ? end : border);
	if (end > border + 1)
		add_span(tracer, trace, "text",
			 slice_sub(all, border + 1, all.size),
			 start > border ? start - border - 1 : 0,
			 end - border - 1);
}

static void
trace_words(struct tracer *tracer, struct trace_condition *trace)
{
	const struct ruleset *ruleset = tracer->ruleset;
	const struct folded *text = &ruleset->match_text;
	const struct word_list *words =
		&ruleset->word_lists[trace->condition->index];
	size_t i, at;

	for (i = 0; i < words->count; i++) {
		struct slice word = words->folded[i];

		for (at = folded_find(text, word, 0);
		     at != (size_t)-1 && trace->span_count < SPANS_MAX;
		     at = folded_find(text, word, at + word.size))
			add_match_span(tracer, trace, text->origin[at],
				       text->origin[at + word.size]);
	}
}

static const char *
part_name(struct tracer *tracer, const struct condition *condition)
{
	if (condition->part == PART_HEADER)
		return arena_printf(tracer->arena, "header %s",
				    condition->header);
	return condition_key(condition);
}

static void
trace_pattern(struct tracer *tracer, struct trace_condition *trace)
{
	const struct condition *condition = trace->condition;
	const struct matcher *matcher =
		&tracer->ruleset->matchers[condition->index];
	struct slice text = inquiry_part(&tracer->inquiry, condition->part,
					 condition->header);
	size_t at = 0, start, end;

	while (trace->span_count < SPANS_MAX &&
	       pattern_match(matcher->pattern, tracer->ruleset->space, text, at,
			     &start, &end) == PATTERN_YES) {
		if (condition->part == PART_MATCH)
			add_match_span(tracer, trace, start, end);
		else
			add_span(tracer, trace, part_name(tracer, condition),
				 text, start, end);
		if (end <= at && start == end)
			break; /* an empty match would be found again */
		at = end > at ? end : at + 1;
	}
}

/* --- rules -------------------------------------------------------------- */

static void
trace_condition(struct tracer *tracer, const struct condition *condition,
		unsigned depth)
{
	struct trace_condition trace = { .condition = condition,
					 .depth = depth };
	size_t i;

	trace.answer = inquiry_evaluate(&tracer->inquiry, condition);
	if (trace.answer == PATTERN_YES && condition->type == CONDITION_WORDS)
		trace_words(tracer, &trace);
	if (trace.answer == PATTERN_YES && condition->type == CONDITION_PATTERN)
		trace_pattern(tracer, &trace);
	ARENA_PUSH(tracer->arena, tracer->rule->conditions,
		   tracer->rule->condition_count, trace);
	if (condition->type == CONDITION_ATTACHMENT)
		return; /* its children are asked of an attachment */
	for (i = 0; i < condition->child_count; i++)
		trace_condition(tracer, &condition->children[i], depth + 1);
}

static bool
names_rule(const struct verdict_field *fields, size_t count,
	   const struct rule *rule)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(fields[i].source.rule, rule->name) == 0)
			return true;
	return false;
}

/* Whether the rule lost all it had to say to others. */
static bool
is_shadowed(const struct verdict *verdict, const struct rule *rule)
{
	if (rule->stop ||
	    !names_rule(verdict->losers, verdict->loser_count, rule))
		return false;
	return !names_rule(verdict->fields, verdict->field_count, rule) &&
	       !names_rule(verdict->tags, verdict->tag_count, rule) &&
	       !names_rule(verdict->notify, verdict->notify_count, rule) &&
	       !names_rule(verdict->webhooks, verdict->webhook_count, rule) &&
	       strcmp(verdict->disposition_source.rule, rule->name) != 0 &&
	       strcmp(verdict->no_ack_source.rule, rule->name) != 0;
}

static void
trace_judge(struct explanation *explanation)
{
	bool stopped = false;
	size_t i;

	for (i = 0; i < explanation->rule_count; i++) {
		struct trace_rule *trace = &explanation->rules[i];

		if (stopped)
			trace->result = TRACE_STOPPED;
		else if (trace->answer == PATTERN_GAVE_UP)
			trace->result = TRACE_GAVE_UP;
		else if (trace->answer == PATTERN_NO)
			trace->result = TRACE_MISS;
		else if (is_shadowed(explanation->verdict, trace->rule))
			trace->result = TRACE_SHADOWED;
		else
			trace->result = TRACE_HIT;
		stopped |= trace->answer == PATTERN_YES && trace->rule->stop;
	}
}

static const char *
part_string(struct tracer *tracer, enum rule_part part)
{
	struct slice text = inquiry_part(&tracer->inquiry, part, NULL);

	return arena_memdup(tracer->arena, text.data, text.size);
}

struct explanation *
ruleset_explain(struct ruleset *ruleset, const struct facts *facts,
		const struct rule_context *context, struct arena *arena)
{
	struct explanation *explanation =
		arena_alloc(arena, sizeof(*explanation));
	struct tracer tracer = { .ruleset = ruleset, .arena = arena };
	const struct rule_list *list = ruleset->list;
	size_t i, k;

	explanation->verdict = ruleset_classify(ruleset, facts, context, arena);
	explanation->rule_count = list->count;
	explanation->rules =
		arena_calloc(arena, list->count, sizeof(struct trace_rule));
	inquiry_begin(&tracer.inquiry, ruleset, facts, context, arena);
	for (i = 0; i < list->count; i++) {
		const struct condition *when = &list->rules[i].when;

		tracer.rule = &explanation->rules[i];
		tracer.rule->rule = &list->rules[i];
		tracer.rule->answer = inquiry_evaluate(&tracer.inquiry, when);
		for (k = 0; k < when->child_count; k++)
			trace_condition(&tracer, &when->children[k], 0);
	}
	explanation->subject = part_string(&tracer, PART_SUBJECT);
	explanation->text = part_string(&tracer, PART_TEXT);
	trace_judge(explanation);
	return explanation;
}

/* --- JSON --------------------------------------------------------------- */

static json_t *
condition_to_json(const struct trace_condition *trace)
{
	json_t *spans = json_array();
	size_t i;

	for (i = 0; i < trace->span_count; i++)
		json_array_append_new(
			spans, json_pack("{s:s, s:I, s:I, s:s}", "part",
					 trace->spans[i].part, "start",
					 (json_int_t)trace->spans[i].start,
					 "end", (json_int_t)trace->spans[i].end,
					 "text", trace->spans[i].text));
	return json_pack("{s:s, s:s, s:i, s:i, s:o}", "key",
			 condition_key(trace->condition), "answer",
			 answer_names[trace->answer], "depth",
			 (int)trace->depth, "line",
			 trace->condition->place.line, "spans", spans);
}

static json_t *
rule_to_json(const struct trace_rule *trace)
{
	json_t *conditions = json_array();
	size_t i;

	for (i = 0; i < trace->condition_count; i++)
		json_array_append_new(conditions,
				      condition_to_json(&trace->conditions[i]));
	return json_pack("{s:s, s:s, s:i, s:s, s:o}", "rule", trace->rule->name,
			 "file", trace->rule->place.file, "line",
			 trace->rule->place.line, "result",
			 trace_result_name(trace->result), "conditions",
			 conditions);
}

json_t *
explanation_to_json(const struct explanation *explanation)
{
	json_t *rules = json_array();
	size_t i;

	for (i = 0; i < explanation->rule_count; i++)
		json_array_append_new(rules,
				      rule_to_json(&explanation->rules[i]));
	return json_pack("{s:o, s:s, s:s, s:o}", "verdict",
			 verdict_to_json(explanation->verdict), "subject",
			 explanation->subject, "text", explanation->text,
			 "rules", rules);
}
