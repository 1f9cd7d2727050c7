/*
 * pattern.h - one regular expression; the only user of PCRE2.
 *
 * Patterns are UTF, UCP (\w, \d and \b know all scripts), caseless unless
 * they begin with (?-i), and ^ and $ hold at each line. A match answers yes,
 * no or gave up, and takes a bounded time whatever pattern and text are:
 * match limits alone do not bound it, so patterns that may backtrack far are
 * compiled with automatic callouts that look at the clock.
 */
#ifndef TG_RULES_PATTERN_H
#define TG_RULES_PATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/slice.h"

/* Longer texts are cut before they are matched: a quadratic pattern over one
 * megabyte would take its deadline each time. */
#define PATTERN_SUBJECT_MAX (128 * 1024)

/* Milliseconds that one match may compute. */
#define PATTERN_MATCH_MS 250

enum pattern_answer { PATTERN_NO, PATTERN_YES, PATTERN_GAVE_UP };

struct pattern;

/* What matching needs beside the pattern; one thread at a time. */
struct pattern_space;

/* Makes room for matching and the stack that compiled code runs on. */
struct pattern_space *
pattern_space_new(void);
/* NULL is allowed. */
void
pattern_space_free(struct pattern_space *space);

/* Sets the moment, in clock_cpu_ms(), after which every match gives
 * up, beside the limit each match has; 0 for none. */
void
pattern_space_deadline(struct pattern_space *space, int64_t deadline_ms);

/* Compiles EXPRESSION (vocabulary already put in). NULL and ERR
 * (ERROR_CONFIG) with the offset and what stands there. */
struct pattern *
pattern_compile(const char *expression, struct error *err);
/* NULL is allowed. */
void
pattern_free(struct pattern *pattern);

/* The first place in SUBJECT (valid UTF-8 or not) at or after FROM that
 * matches. On PATTERN_YES *START and *END say where (both may be NULL). */
enum pattern_answer
pattern_match(const struct pattern *pattern, struct pattern_space *space,
	      struct slice subject, size_t from, size_t *start, size_t *end);

/* The named groups: their number, and what group I is called. */
size_t
pattern_capture_count(const struct pattern *pattern);
const char *
pattern_capture_name(const struct pattern *pattern, size_t i);

/* What group I held in the match before this call; data NULL when it took no
 * part. A view of the subject. */
struct slice
pattern_capture(const struct pattern *pattern,
		const struct pattern_space *space, struct slice subject,
		size_t i);

/* Whether the pattern matches the empty string. */
bool
pattern_matches_nothing(const struct pattern *pattern,
			struct pattern_space *space);

#endif
