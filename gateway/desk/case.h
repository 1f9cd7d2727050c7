/*
 * case.h - one mail on the desk: everything that belongs to its decision.
 * Used inside desk/ and by `ticketgate explain`.
 */
#ifndef TG_DESK_CASE_H
#define TG_DESK_CASE_H

#include <stdbool.h>
#include <stdint.h>

#include "desk/desk.h"

struct desk_case {
	struct desk *desk;
	struct arena *arena;
	int64_t now;
	int64_t receipt; /* 0: none (explain of a file, the timer) */
	const char *mailbox;
	const struct facts *facts; /* NULL: no mail behind it */
	const struct verdict *verdict;
	struct decide_input in; /* what decide() was told */
	struct plan *plan;
	/* while the plan is carried out */
	int64_t new_ticket;    /* 0: the plan opened none yet */
	int64_t message;       /* the last one added; 0: none */
	int64_t held;	       /* the last one held; 0: none */
	int64_t first_event;   /* newest event before the plan began */
	int64_t last_event;    /* newest event when all was changed */
	struct draft **drafts; /* written to the outbox so far */
	size_t mails;
	size_t webhooks; /* to be called */
};

/* Looks up everything decide() wants to know of the case's mail; fills
 * c->in. FACTS and VERDICT must be set. */
bool
desk_gather(struct desk_case *c, struct error *err);

/* Carries out c->plan, op by op. */
bool
desk_apply(struct desk_case *c, struct error *err);

/* Writes one mail of the plan to the outbox: renders its template over the
 * ticket as it is now. A suppressed address gets none, which is recorded. */
bool
desk_mail(struct desk_case *c, const struct op *op, struct error *err);

/* Writes down that a rule's webhook is to be called, with the ticket as it is
 * now. */
bool
desk_webhook(struct desk_case *c, const struct op *op, struct error *err);

/* The first event that #undo takes back in answer to MAIL; 0: it does not
 * offer that, or there is none. */
int64_t
desk_undo_from(const struct desk_case *c, const struct plan_mail *mail);

/* Takes back what a plan did to one ticket. */
bool
desk_undo(struct desk_case *c, const struct op *op, struct error *err);

/* The ticket that an op speaks of. */
int64_t
desk_op_ticket(const struct desk_case *c, const struct op *op);

#endif
