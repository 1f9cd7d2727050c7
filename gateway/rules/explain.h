/*
 * explain.h - why a mail went where it went: every rule, with what it looked
 * for and what it saw.
 *
 * Pure, like ruleset_classify(), and with the same verdict; slower, because
 * nothing is left out.
 */
#ifndef TG_RULES_EXPLAIN_H
#define TG_RULES_EXPLAIN_H

#include <jansson.h>

#include "rules/pattern.h"
#include "rules/rule.h"
#include "rules/ruleset.h"

enum trace_result {
	TRACE_MISS,
	TRACE_HIT,
	TRACE_SHADOWED, /* matched, but earlier rules set all that it sets */
	TRACE_GAVE_UP,	/* its pattern ran into the deadline */
	TRACE_STOPPED	/* not asked: a rule before it said stop */
};

/* Words that were seen: bytes START to END of a part's text. */
struct trace_span {
	const char *part; /* "subject", "text", "from", "header list-id" */
	size_t start, end;
	const char *text;
};

/* One condition, nested ones behind the one they stand in. */
struct trace_condition {
	const struct condition *condition;
	unsigned depth; /* 0: directly in "when" */
	enum pattern_answer answer;
	struct trace_span *spans;
	size_t span_count;
};

struct trace_rule {
	const struct rule *rule;
	enum trace_result result;
	enum pattern_answer answer; /* of "when", also after a stop */
	struct trace_condition *conditions;
	size_t condition_count;
};

struct explanation {
	struct verdict *verdict;
	struct trace_rule *rules; /* all, in order */
	size_t rule_count;
	const char *subject, *text; /* what the spans of these count in */
};

/* Classifies as ruleset_classify() does, and keeps what every rule answered
 * and why; in ARENA. */
struct explanation *
ruleset_explain(struct ruleset *ruleset, const struct facts *facts,
		const struct rule_context *context, struct arena *arena);

/* "hit", "miss", "shadowed", "gave up", "stopped". */
const char *
trace_result_name(enum trace_result result);

/* {"verdict", "subject", "text", "rules": [{"rule", "file", "line", "result",
 * "conditions": [{"key", "answer", "depth", "line", "spans"}]}]}; new
 * reference. */
json_t *
explanation_to_json(const struct explanation *explanation);

#endif
