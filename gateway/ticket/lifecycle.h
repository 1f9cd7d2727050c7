/*
 * lifecycle.h - which status follows which, and for what cause: one table.
 */
#ifndef TG_TICKET_LIFECYCLE_H
#define TG_TICKET_LIFECYCLE_H

#include "ticket/ticket.h"

/* Who or what moves a ticket. */
enum cause {
	CAUSE_REPLY,  /* of the requester or somebody in Cc */
	CAUSE_THANKS, /* the same, but a mere thank-you */
	CAUSE_ROBOT,  /* their auto-reply */
	CAUSE_VENDOR_REPLY,
	CAUSE_ANSWER,	 /* staff wrote to the requester */
	CAUSE_NOTE,	 /* staff wrote a note */
	CAUSE_TAKE,	 /* #take, #assign */
	CAUSE_WAIT,	 /* #wait, #vendor */
	CAUSE_RESOLVE,	 /* #resolve */
	CAUSE_CLOSE,	 /* #close, #spam, #merge, #duplicate */
	CAUSE_REOPEN,	 /* #reopen */
	CAUSE_WAIT_OVER, /* the timer: the date has come */
	CAUSE_SETTLED,	 /* the timer: resolved long enough */
	CAUSE_COUNT
};

/* The status after CAUSE; the same one when nothing changes. A reply to a
 * closed ticket reopens it here: whether it is too late for that is asked
 * before (policy.reopen_days). */
enum ticket_status
lifecycle_next(enum ticket_status status, enum cause cause);

#endif
