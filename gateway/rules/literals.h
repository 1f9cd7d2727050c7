/*
 * literals.h - what can be said of a pattern without running it: words that
 * every match must hold, and how far it may backtrack.
 *
 * Only for expressions that PCRE2 has compiled (so nesting is bounded). Both
 * answers are on the safe side: what this does not understand has no known
 * words, and may backtrack for ever.
 */
#ifndef TG_RULES_LITERALS_H
#define TG_RULES_LITERALS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/fold.h"
#include "message/facts.h"

/* An expression of this degree may take time without bounds. */
#define LITERALS_DEGREE_MAX 99

/*
 * Strings in folded form of which every text that EXPRESSION matches holds at
 * least one, once folded. False when none are known, or only such that nearly
 * every text holds.
 */
bool
literals_required(const char *expression, struct folder *folder,
		  struct arena *arena, struct string_list *literals);

/* The worst case over a text of n bytes is some FACTOR * n ^ result steps. */
unsigned
literals_effort(const char *expression, double *factor);

/* Whether a group that repeats without end, and holds nothing else that must
 * be there, is itself repeated without end, as in (x+)+: the usual way to
 * write a pattern that never ends. */
bool
literals_is_endless(const char *expression);

#endif
