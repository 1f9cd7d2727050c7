/*
 * undo.c - takes back what one command mail did, by the old values that its
 * events keep. Mails that went out cannot be taken back; the receipt of the
 * undo says so. History is never removed: an undo is history of its own.
 */
#include "desk/case.h"

#include "store/tickets.h"

bool
desk_undo(struct desk_case *c, const struct op *op, struct error *err)
{
	struct store *store = c->desk->store;
	struct actor actor = { .who = op->who,
			       .why = op->why,
			       .receipt = c->receipt,
			       .now = c->now };
	struct event *events;
	size_t count;
	bool undone;

	/* The first event of the plan names the mail behind all of them. */
	if (!ticket_events(store, desk_op_ticket(c, op), op->other, c->arena,
			   &events, &count, err))
		return false;
	if (count == 0)
		return true;
	if (!receipt_events(store, events[0].receipt, c->arena, &events, &count,
			    err))
		return false;
	for (size_t i = count; i-- > 0;)
		if (events[i].id >= op->other &&
		    !event_undo(store, &actor, &events[i], &undone, err))
			return false;
	return true;
}
