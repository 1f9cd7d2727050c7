/*
 * thread.h - which ticket a mail belongs to, and whether its sender may join.
 */
#ifndef TG_TICKET_THREAD_H
#define TG_TICKET_THREAD_H

#include "ticket/decision.h"

enum place_how {
	PLACE_NONE,    /* names no ticket that exists */
	PLACE_JOINS,   /* names one in which its sender takes part */
	PLACE_STRANGER /* names one that is none of its sender's business */
};

struct place {
	enum place_how how;
	const struct ticket *ticket; /* merges followed; NULL for none */
	const struct evidence *evidence;
	/* JOINS; of somebody at a vendor's who is not in the ticket yet, made
	 * up as a vendor without a name */
	const struct participant *participant;
	/* JOINS: the id was sent to this very sender, so From is more than a
	 * claim */
	bool proven;
};

/* The ticket that the strongest evidence names, and what the mail's sender is
 * there. */
struct place
thread_find(const struct decision *d);

/* "answers a mail of ours to anna@example.org", "its subject says [IT #12]",
 * in ARENA; and the same in English. */
const struct phrase *
evidence_phrase(const struct evidence *evidence, struct arena *arena);
const char *
evidence_words(const struct evidence *evidence, struct arena *arena);

#endif
