/*
 * undo.c - takes back what one command mail did to a ticket, by the old values
 * that its events keep. Mails that went out cannot be taken back; the receipt of the
 * undo says so. History is never removed: an undo is history of its own.
 */
#include "desk/case.h"

#include "store/tickets.h"

int64_t
desk_undo_from(const struct desk_case *c, const struct plan_mail *mail)
{
	if (!mail->undo || c->last_event == c->first_event)
		return 0;
	return c->first_event + 1;
}

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

	if (!ticket_events(store, op->ticket, op->other, c->arena, &events,
			   &count, err))
		return false;
	while (count-- > 0)
		if (events[count].id <= op->number &&
		    !event_undo(store, &actor, &events[count], &undone, err))
			return false;
	return true;
}
