/*
 * explain_text.h - an explanation as text for people and as JSON.
 */
#ifndef TG_CLI_EXPLAIN_TEXT_H
#define TG_CLI_EXPLAIN_TEXT_H

#include <jansson.h>

#include "base/arena.h"
#include "desk/explain.h"
#include "message/facts.h"

struct explained {
	struct facts *facts;
	json_t *rules; /* explanation_to_json() of rules/explain.h */
	struct desk_explanation desk;
};

/* On standard output; what strangers wrote is made safe, and the words that
 * rules saw are marked where they stand. */
void
explained_print(const struct explained *e, struct arena *arena);

/* {"facts", "authority", "thread", "rules", "plan", "mails"}; new
 * reference. */
json_t *
explained_to_json(const struct explained *e, struct arena *arena);

#endif
