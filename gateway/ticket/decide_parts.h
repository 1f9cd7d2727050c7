/*
 * decide_parts.h - the branches of decide(), one file each.
 */
#ifndef TG_TICKET_DECIDE_PARTS_H
#define TG_TICKET_DECIDE_PARTS_H

#include "ticket/authority.h"
#include "ticket/decision.h"
#include "ticket/thread.h"

/* A new ticket. PLACE is what the mail names without taking part in it, or a
 * ticket that was closed too long ago (FOLLOWS). */
struct plan *
decide_open(struct decision *d, const struct place *place, bool follows);

/* A mail of somebody who takes part in PLACE's ticket. */
struct plan *
decide_reply(struct decision *d, const struct place *place);

/* A mail that acts as staff. */
struct plan *
decide_staff(struct decision *d, const struct authority *authority);

/* A mail that would act as staff and lacks proof: held, and the person it
 * names is told. */
struct plan *
decide_claim(struct decision *d, const struct authority *authority);

/* A delivery report. */
struct plan *
decide_bounce(struct decision *d);

/* Mail that opens no ticket: by a rule's word, from senders that are
 * quarantined, or of a kind that is none. NULL: it does open one. */
struct plan *
decide_aside(struct decision *d);

/* Holds the mail for a person to look at. NAME is "held" or "quarantined",
 * TICKET the one it would have joined, 0 for none. Returns the op. */
struct op *
hold_mail(struct decision *d, const char *name, int64_t ticket,
	  const char *reason);

#endif
