/*
 * lint.h - what is allowed in a rule but most likely not meant.
 */
#ifndef TG_RULES_LINT_H
#define TG_RULES_LINT_H

#include "base/arena.h"
#include "rules/pattern.h"
#include "rules/rule.h"
#include "rules/ruleset.h"

/* Warns of a pattern that matches the empty string, that may backtrack
 * without bounds, and of dots in domain names that match any character. */
void
lint_pattern(const struct condition *condition, const char *expression,
	     const struct pattern *pattern, struct pattern_space *space,
	     struct arena *arena, ruleset_report *report, void *data);

/* lint_rules.c: warns of rules that say the same as another, of rules that can
 * never win because an earlier one always sets the same or stops, and of
 * %{field} in a value that nothing ever sets. */
void
lint_rules(const struct rule_list *list, struct arena *arena,
	   ruleset_report *report, void *data);

#endif
