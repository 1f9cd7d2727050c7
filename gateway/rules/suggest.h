/*
 * suggest.h - words that tell the mails of one queue from those of others.
 *
 * Simple statistics that a person can check by counting: how many of the
 * mails that staff moved to a queue hold a word, and how many of all others.
 * Words count once a mail. Pure; the caller brings the mails and makes the
 * replay figures.
 */
#ifndef TG_RULES_SUGGEST_H
#define TG_RULES_SUGGEST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/fold.h"

struct suggest;

struct suggest_word {
	const char *word;   /* as it was first written */
	const char *queue;  /* where mails with it belong */
	size_t inside;	    /* mails of the queue that hold it */
	size_t queue_mails; /* mails of the queue */
	size_t outside;	    /* other mails that hold it */
	size_t other_mails;
	/* log-likelihood ratio (Dunning 1993): over 10.8 chance is below one
	 * in a thousand */
	double score;
};

/* The caller owns it: suggest_free(). */
struct suggest *
suggest_new(void);
/* NULL is allowed. */
void
suggest_free(struct suggest *suggest);

/* One mail whose right queue is known. MOVED: staff moved it there, which is
 * what there is to learn from; others only tell what the word means
 * elsewhere. */
void
suggest_add(struct suggest *suggest, const char *queue, const char *subject,
	    const char *text, bool moved);

/*
 * The best words for each queue that mails were moved to, best first: at
 * least MIN_MAILS moved mails hold it, and it is PRECISION (0..1) times as
 * common in the queue's mails as in all. At most PER_QUEUE a queue. In ARENA.
 */
size_t
suggest_words(const struct suggest *suggest, size_t min_mails, double precision,
	      size_t per_queue, struct arena *arena, struct suggest_word **out);

/* A rule called NAME made of WORDS (all of one queue), as text for a list of
 * rules, with a comment line a word that says how often it was seen. */
const char *
suggest_rule_text(const char *name, const struct suggest_word *words,
		  size_t count, struct arena *arena);

#endif
