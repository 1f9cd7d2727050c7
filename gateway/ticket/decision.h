/*
 * decision.h - what the parts of decide() share: the input, what was found
 * out about the sender, and the plan that is being made. Private to the room.
 */
#ifndef TG_TICKET_DECISION_H
#define TG_TICKET_DECISION_H

#include "ticket/decide.h"
#include "ticket/lifecycle.h"
#include "ticket/plan_build.h"

struct decision {
	const struct decide_input *in; /* NULL: no mail behind it */
	const struct facts *facts;
	const struct policy *policy;
	const struct staff_directory *staff;
	struct arena *arena;
	int64_t now;
	struct plan_builder b;
	struct address sender;		/* From, see facts_sender() */
	struct address answer_to;	/* From, or a believed Reply-To */
	struct address requester;	/* see mail_requester() */
	const struct staff *from_staff; /* whose address From is; or NULL */
	bool for_other;	    /* staff forward the mail of whom it is about */
	bool from_clear;    /* one From field with one address */
	const char *author; /* the sender's name for people */
	struct string_list told; /* addresses of staff told by this plan */
};

/* For decisions without a mail: the timer's, the sender's. */
void
decision_begin_bare(struct decision *d, const struct policy *policy,
		    const struct staff_directory *staff, int64_t now,
		    struct arena *arena);
void
decision_begin(struct decision *d, const struct decide_input *in,
	       struct arena *arena);

/* The person of whom one of the mail's From addresses is; or NULL. */
const struct staff *
staff_of_mail(const struct facts *facts, const struct staff_directory *staff);

/* The snapshot of ticket ID, or of what it was merged into; NULL if there is
 * no such ticket. decision_snapshot(): of this one itself. */
const struct ticket *
decision_ticket(const struct decision *d, int64_t id);
const struct ticket *
decision_snapshot(const struct decision *d, int64_t id);

/* Sets a ticket's status if CAUSE changes it; returns whether it did. */
bool
decision_move(struct decision *d, const struct ticket *ticket,
	      enum cause cause);

/* What is added to the plan from now on is the doing of a rule. */
void
decision_by_rule(struct decision *d, const struct verdict_source *source);

/* Has the history of TICKET say which rules gave up on this mail: whether
 * they would have matched nobody knows. */
void
decision_tell_gave_up(struct decision *d, int64_t ticket);

/* What "who" says of the mail's sender in events: "requester" or their part
 * in the ticket. */
#define WHO_REQUESTER	"requester"
#define WHO_PARTICIPANT "participant"
#define WHO_VENDOR	"vendor"
#define WHO_TIMER	"timer"
#define WHO_BUILT_IN	"built-in rule"

#endif
