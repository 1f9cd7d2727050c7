/*
 * rule_hits.h - which rules matched which mail, and how often their outcome
 * was corrected: what `ticketgate rules` counts.
 */
#ifndef TG_STORE_RULE_HITS_H
#define TG_STORE_RULE_HITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/store.h"

/* Within the caller's transaction; a second time for the same mail (a
 * released one) changes nothing. */
bool
rule_hit_add(struct store *store, const char *rule, int64_t receipt,
	     int64_t now, struct error *err);

struct rule_stat {
	const char *rule;
	size_t hits;	   /* ever */
	size_t hits_week;  /* in the last 7 days before NOW */
	size_t hits_month; /* in the last 30 days */
	int64_t last;	   /* 0: never */
	size_t corrected;  /* tickets on which a person later changed a field
			     that this rule had set */
};

/* One for each rule that ever hit, by name. In ARENA. */
bool
rule_stats(struct store *store, int64_t now, struct arena *arena,
	   struct rule_stat **stats, size_t *count, struct error *err);

/* A ticket whose queue is known, for learning. */
struct rule_lesson {
	int64_t ticket;
	const char *queue;	    /* it is in now */
	bool moved;		    /* a person put it there */
	const char *subject, *text; /* of the mail that opened it */
};

/* Calls EACH for every ticket with a queue, until it returns false; texts
 * live until it returns. */
bool
rule_lessons(struct store *store,
	     bool (*each)(void *data, const struct rule_lesson *lesson),
	     void *data, struct error *err);

#endif
