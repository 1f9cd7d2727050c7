/*
 * decide_reply.c - a mail of somebody who takes part in a ticket.
 */
#include "ticket/addresses.h"
#include "ticket/copied.h"
#include "ticket/decide_parts.h"
#include "ticket/field_use.h"
#include "ticket/lifecycle.h"
#include "ticket/notify.h"
#include "ticket/thanks.h"

static const char *
who_is(const struct participant *participant)
{
	switch (participant->role) {
	case ROLE_REQUESTER:
		return WHO_REQUESTER;
	case ROLE_VENDOR:
		return WHO_VENDOR;
	case ROLE_CC:
		break;
	}
	return WHO_PARTICIPANT;
}

static bool
is_done(const struct ticket *ticket)
{
	return ticket->status == STATUS_RESOLVED ||
	       ticket->status == STATUS_CLOSED;
}

/* The sender, who signs, and those whom people thank by name. */
static const char *
people_named(const struct decision *d)
{
	const char *names = arena_printf(d->arena, "%s %s %s", d->sender.name,
					 d->sender.email, d->policy->desk_name);

	for (size_t i = 0; i < d->staff->count; i++)
		names = arena_printf(d->arena, "%s %s", names,
				     d->staff->people[i].name);
	return names;
}

/* A file says something; the picture of a signature does not. */
static bool
is_thanks(const struct decision *d)
{
	for (size_t i = 0; i < d->facts->attachment_count; i++)
		if (!d->facts->attachments[i].is_inline)
			return false;
	return text_is_thanks(d->facts->reply_text, people_named(d), d->arena);
}

static enum cause
cause_of(const struct decision *d, const struct place *place)
{
	if (!d->facts->may_reopen.yes)
		return CAUSE_ROBOT;
	if (place->participant->role == ROLE_VENDOR)
		return CAUSE_VENDOR_REPLY;
	if (is_done(place->ticket) && is_thanks(d))
		return CAUSE_THANKS;
	return CAUSE_REPLY;
}

static bool
is_too_late(const struct decision *d, const struct ticket *ticket)
{
	return ticket->status == STATUS_CLOSED &&
	       d->now - ticket->closed_at > d->policy->reopen_days;
}

static bool
has_field(const struct ticket *ticket, const char *name)
{
	for (size_t i = 0; i < ticket->field_count; i++)
		if (strcmp(ticket->fields[i].name, name) == 0)
			return true;
	return false;
}

/* Values that rules captured from this mail and that the ticket lacks: the
 * asset that the requester was asked for. Where the ticket goes was decided
 * when it was opened. */
static void
keep_captured(struct decision *d, const struct ticket *ticket)
{
	const struct verdict *verdict = d->in->verdict;

	for (size_t i = 0; i < verdict->field_count; i++) {
		const struct verdict_field *field = &verdict->fields[i];

		if (field_use(field->name) != FIELD_KEPT ||
		    has_field(ticket, field->name))
			continue;
		decision_by_rule(d, &field->source);
		plan_field(&d->b, ticket->id, field->name, field->value);
	}
}

/* Somebody of a vendor's domain who wrote takes part from now on: the ticket
 * waits for the vendor no more. */
static void
keep_vendor(struct decision *d, const struct place *place)
{
	const char *email = place->participant->address.email;

	if (place->participant->role == ROLE_VENDOR &&
	    address_equal(email, d->sender.email) &&
	    !ticket_participant(place->ticket, email))
		plan_participant(&d->b, place->ticket->id, d->sender,
				 ROLE_VENDOR, true);
}

static const struct phrase *
what_happened(const struct decision *d, const struct ticket *ticket,
	      enum cause cause)
{
	const char *author = address_words(&d->sender);

	if (cause == CAUSE_THANKS)
		return phrase_of(
			d->arena, PHRASE_THANKED, phrase_text(author, d->arena),
			phrase_named(ticket_status_name(ticket->status),
				     d->arena));
	return phrase_with(d->arena,
			   is_done(ticket) ? PHRASE_REOPENED : PHRASE_ANSWERED,
			   author);
}

struct plan *
decide_reply(struct decision *d, const struct place *place)
{
	const struct ticket *ticket = place->ticket;
	enum cause cause = cause_of(d, place);
	const char *why = evidence_words(place->evidence, d->arena);

	if (is_too_late(d, ticket) && cause != CAUSE_ROBOT &&
	    cause != CAUSE_THANKS)
		return decide_open(d, place, true);
	plan_by(&d->b, who_is(place->participant), why);
	plan_message(&d->b, ticket->id, DIRECTION_IN, NULL);
	if (cause == CAUSE_ROBOT) {
		plan_by(&d->b, WHO_BUILT_IN, d->facts->may_reopen.why);
		plan_event(&d->b, ticket->id,
			   "an automatic mail: nobody is told");
		return plan_end(&d->b, OUTCOME_APPENDED, ticket->id, why);
	}
	decision_move(d, ticket, cause);
	keep_vendor(d, place);
	if (place->proven && place->participant->role != ROLE_VENDOR)
		copied_join(d, ticket->id, ticket);
	keep_captured(d, ticket);
	decision_tell_gave_up(d, ticket->id);
	plan_by(&d->b, who_is(place->participant), why);
	if (cause != CAUSE_THANKS || ticket->owner[0])
		notify_owner(d, ticket, "staff-update", PURPOSE_NOTIFICATION,
			     what_happened(d, ticket, cause),
			     d->facts->reply_text, true);
	return plan_end(&d->b, OUTCOME_APPENDED, ticket->id, why);
}
