/*
 * race.h - somebody else was faster.
 */
#ifndef TG_TICKET_RACE_H
#define TG_TICKET_RACE_H

#include "ticket/decision.h"

/*
 * Whether another staff member changed TICKET's owner or status after the
 * mail was made that EVIDENCE proves the answer to: "taken 40 seconds ago by
 * Second line", or NULL. What the requester, rules or the timer do is no
 * race: an answer to it is still wanted.
 */
const struct phrase *
race_found(const struct decision *d, const struct ticket *ticket,
	   const struct evidence *evidence, const struct staff *person);

#endif
