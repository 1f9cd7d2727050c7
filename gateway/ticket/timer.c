/*
 * timer.c - what time alone does to a ticket.
 */
#include "ticket/decide.h"
#include "ticket/decision.h"
#include "ticket/lifecycle.h"
#include "ticket/notify.h"

static struct plan *
wait_is_over(struct decision *d, const struct ticket *ticket)
{
	const struct phrase *line = phrase_fixed(PHRASE_DATE_HAS_COME);
	const char *why = phrase_english(line, d->arena);

	plan_by(&d->b, WHO_TIMER, why);
	decision_move(d, ticket, CAUSE_WAIT_OVER);
	notify_owner(d, ticket, "staff-update", PURPOSE_NOTIFICATION, line, "",
		     false);
	return plan_end(&d->b, OUTCOME_COMMAND, ticket->id, why);
}

static struct plan *
settled(struct decision *d, const struct ticket *ticket)
{
	const char *why = "resolved, and nobody came back to it";

	plan_by(&d->b, WHO_TIMER, why);
	decision_move(d, ticket, CAUSE_SETTLED);
	return plan_end(&d->b, OUTCOME_COMMAND, ticket->id, why);
}

struct plan *
decide_timer(const struct policy *policy, const struct staff_directory *staff,
	     const struct ticket *ticket, int64_t now, struct arena *arena)
{
	struct decision d;

	decision_begin_bare(&d, policy, staff, now, arena);
	if (ticket->merged_into)
		return NULL;
	if (ticket->status == STATUS_WAITING && ticket->waiting_until != 0 &&
	    ticket->waiting_until <= now)
		return wait_is_over(&d, ticket);
	if (ticket->status == STATUS_RESOLVED && policy->close_after > 0 &&
	    ticket->resolved_at + policy->close_after <= now)
		return settled(&d, ticket);
	return NULL;
}
