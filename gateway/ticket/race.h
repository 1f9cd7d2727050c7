/*
 * race.h - somebody else was faster.
 *
 * A race is any change of a ticket's owner or status, or its merging, that
 * came after the mail which a staff mail answers was made, and that its
 * writer has not made. The store numbers events in the order of their
 * commits; numbers are compared and never clocks.
 *
 *	answered			known is every event up to
 *	notification, note, list	the last one of the plan that sent it
 *	receipt, question		the same
 *	link with a code		the same: the code has the number
 *	question, by #send or #note	the last one before the question; what
 *					the held mail answered counts no more
 *	the command line (held release)	the release
 *
 *	change by			is a race
 *	another staff member		yes
 *	requester, Cc, vendor		yes, if their mail moved the ticket;
 *					a mail that moves nothing is none
 *	timer, rule			yes
 *	the person, by any mail of	no, nor what it caused; nor any change
 *	theirs				before it: that was checked then
 *
 *	the staff mail has		in a race
 *	text for the requester		held with all that the mail says
 *	#take, #close, ... (RACES in	held with all that the mail says; a
 *	command_run.c)			line "12 close" alone is held
 *	#undo				held for the tickets that changed
 *	#note, fields, questions	done: they overrule nobody
 *	"not mine" on what another has	done: it overrules nobody
 */
#ifndef TG_TICKET_RACE_H
#define TG_TICKET_RACE_H

#include "ticket/decision.h"

/* The newest event that who wrote the mail knew of, if PROOF is what it
 * answers. */
int64_t
race_known(const struct decision *d, const struct evidence *proof);

/*
 * What came after event KNOWN to ticket ID and to those that it was merged
 * into, "taken 40 seconds ago by Second line; reopened 10 seconds ago by
 * ana@example.org", or NULL when PERSON knows all. race_of_one() looks at
 * this ticket alone.
 */
const struct phrase *
race_found(const struct decision *d, int64_t id, int64_t known,
	   const struct staff *person);
const struct phrase *
race_of_one(const struct decision *d, int64_t id, int64_t known,
	    const struct staff *person);

#endif
