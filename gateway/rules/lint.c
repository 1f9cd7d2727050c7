/*
 * lint.c - warnings about rules.
 *
 * Only what is wrong nearly always is worth a warning: one that cries too
 * often teaches people to look away.
 */
#include "rules/lint.h"

#include <stdint.h>

#include "base/slice.h"
#include "rules/literals.h"

static void
lint_warn(ruleset_report *report, void *data, const struct rule_place *place,
	  const char *text)
{
	if (report)
		report(data, true, place, text);
}

static bool
is_label(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '-';
}

/*
 * A bare dot in something like "example.org": letters on both sides, a known
 * kind of ending behind it, and no other sign of a regular expression near.
 */
static bool
has_bare_domain_dot(const char *pattern, const char **where)
{
	static const char *const endings[] = { "com", "org", "net",  "test",
					       "edu", "gov", "info", "eu",
					       "de",  "cn",  "local" };
	const char *dot;
	size_t i;

	for (dot = strchr(pattern, '.'); dot; dot = strchr(dot + 1, '.')) {
		if (dot - pattern < 2 || !is_label(dot[-1]) ||
		    !is_label(dot[-2]))
			continue;
		for (i = 0; i < sizeof(endings) / sizeof(*endings); i++) {
			size_t size = strlen(endings[i]);

			if (strncmp(dot + 1, endings[i], size) == 0 &&
			    !is_label(dot[1 + size])) {
				*where = dot;
				return true;
			}
		}
	}
	return false;
}

static void
lint_domain(const struct condition *condition, struct arena *arena,
	    ruleset_report *report, void *data)
{
	const char *start, *dot;

	if (!has_bare_domain_dot(condition->pattern, &dot))
		return;
	for (start = dot; start > condition->pattern && is_label(start[-1]);)
		start--;
	lint_warn(report, data, &condition->place,
		  arena_printf(arena,
			       "the dot in \"%.*s\" matches any character; "
			       "write \\\\. for a dot",
			       (int)(dot - start) + 4, start));
}

void
lint_pattern(const struct condition *condition, const char *expression,
	     const struct pattern *pattern, struct pattern_space *space,
	     struct arena *arena, ruleset_report *report, void *data)
{
	if (pattern_matches_nothing(pattern, space))
		lint_warn(report, data, &condition->place,
			  "the pattern matches the empty string, and so every "
			  "mail; require at least one character");
	if (literals_is_endless(expression))
		lint_warn(report, data, &condition->place,
			  "the pattern may try its repetitions in endlessly "
			  "many ways and give up on long mails; do not repeat "
			  "a group that itself repeats");
	lint_domain(condition, arena, report, data);
}
