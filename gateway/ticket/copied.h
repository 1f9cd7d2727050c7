/*
 * copied.h - people in To and Cc of a participant's mail: may they take part?
 */
#ifndef TG_TICKET_COPIED_H
#define TG_TICKET_COPIED_H

#include "ticket/decision.h"

/* More people than this join by no one mail: a mail with a thousand in Cc
 * must not make us write to a thousand. */
#define COPIED_MAX 20

/* Adds those whom policy.cc lets in to TICKET_ID. TICKET is its snapshot, or
 * NULL for the one that is opened here. */
void
copied_join(struct decision *d, int64_t ticket_id, const struct ticket *ticket);

#endif
