/*
 * undo.c - takes back what one command mail did, by the old values that its
 * events keep. Mails that went out cannot be taken back; the receipt of the
 * undo says so. History is never removed: an undo is history of its own.
 */
#include "desk/case.h"

#include "store/tickets.h"

typedef bool (*undo_apply)(struct store *store, const struct actor *actor,
			   const struct event *event, struct error *err);

/* "waiting vendor 1790000000 ACME": status, for whom, until when, name. */
static bool
undo_status(struct store *store, const struct actor *actor,
	    const struct event *event, struct error *err)
{
	enum ticket_status status = STATUS_OPEN;
	enum waiting_for waiting_for = WAITING_NOBODY;
	char words[2][16] = { "", "" };
	long long until = 0;
	int name = 0;

	sscanf(event->old_value, "%15s %15s %lld %n", words[0], words[1],
	       &until, &name);
	ticket_status_from_name(words[0], &status);
	waiting_for_from_name(words[1], &waiting_for);
	return ticket_set_status(store, actor, event->ticket, status,
				 waiting_for, event->old_value + name, until,
				 err);
}

static bool
undo_owner(struct store *store, const struct actor *actor,
	   const struct event *event, struct error *err)
{
	return ticket_set_owner(store, actor, event->ticket, event->old_value,
				err);
}

static bool
undo_field(struct store *store, const struct actor *actor,
	   const struct event *event, struct error *err)
{
	return ticket_set_field(store, actor, event->ticket, event->name,
				event->old_value, err);
}

static bool
undo_tag(struct store *store, const struct actor *actor,
	 const struct event *event, struct error *err)
{
	bool was_there = event->old_value[0] != '\0';

	return ticket_set_tag(store, actor, event->ticket, event->name,
			      was_there, err);
}

static bool
undo_participant(struct store *store, const struct actor *actor,
		 const struct event *event, struct error *err)
{
	struct address address = { "", event->name };
	enum participant_role role = ROLE_CC;
	bool was_there = participant_role_from_name(event->old_value, &role);

	return ticket_set_participant(store, actor, event->ticket, &address,
				      role, was_there, err);
}

static bool
undo_requester(struct store *store, const struct actor *actor,
	       const struct event *event, struct error *err)
{
	struct address address = { "", event->old_value };

	return ticket_set_requester(store, actor, event->ticket, &address, err);
}

static const struct {
	const char *op;
	undo_apply apply;
} undo_table[] = {
	{ "status", undo_status },
	{ "owner", undo_owner },
	{ "field", undo_field },
	{ "tag", undo_tag },
	{ "participant", undo_participant },
	{ "requester", undo_requester },
};

static bool
undo_event(struct store *store, const struct actor *actor,
	   const struct event *event, struct error *err)
{
	for (size_t i = 0; i < sizeof(undo_table) / sizeof(undo_table[0]); i++)
		if (strcmp(undo_table[i].op, event->op) == 0)
			return undo_table[i].apply(store, actor, event, err);
	return true; /* history only, or a mail that went out */
}

bool
desk_undo(struct desk_case *c, const struct op *op, struct error *err)
{
	struct actor actor = { .who = op->who,
			       .why = op->why,
			       .receipt = c->receipt,
			       .now = c->now };
	struct event *events;
	size_t count;

	if (!ticket_events(c->desk->store, desk_op_ticket(c, op), op->other,
			   c->arena, &events, &count, err))
		return false;
	if (count == 0)
		return true;
	if (!receipt_events(c->desk->store, events[0].receipt, c->arena,
			    &events, &count, err))
		return false;
	for (size_t i = count; i-- > 0;)
		if (events[i].id >= op->other &&
		    !undo_event(c->desk->store, &actor, &events[i], err))
			return false;
	return true;
}
