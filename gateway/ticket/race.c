/*
 * race.c - two people answer one notification.
 *
 * Events are numbered, so their order is certain; the clock, which counts
 * seconds, is only asked where a number is missing.
 */
#include "ticket/race.h"

static int64_t
made_at(const struct evidence *e)
{
	if (e->sent_at == 0 && e->how == EVIDENCE_CODE)
		return action_code_made(e->text);
	return e->sent_at;
}

static bool
is_later(const struct ticket_change *change, const struct evidence *e)
{
	if (change->event != 0 && e->event != 0 &&
	    e->purpose != PURPOSE_RECEIPT)
		return change->event > e->event;
	return made_at(e) != 0 && change->at > made_at(e);
}

static bool
is_race(const struct decision *d, const struct ticket_change *change,
	const struct evidence *e, const struct staff *person)
{
	return is_later(change, e) && strcmp(change->who, person->name) != 0 &&
	       staff_by_name(d->staff, change->who) != NULL;
}

static const struct phrase *
owner_words(const struct decision *d, const struct ticket *ticket)
{
	const struct ticket_change *change = &ticket->owner_change;
	const struct phrase *ago = phrase_ago(d->now - change->at, d->arena);
	const struct phrase *who = phrase_text(change->who, d->arena);

	if (ticket->owner[0] == '\0')
		return phrase_of(d->arena, PHRASE_RACE_GIVEN_BACK, ago, who);
	if (strcmp(ticket->owner, change->who) == 0)
		return phrase_of(d->arena, PHRASE_RACE_TAKEN, ago, who);
	return phrase_of(d->arena, PHRASE_RACE_ASSIGNED, ago, who,
			 phrase_text(ticket->owner, d->arena));
}

static const struct phrase *
status_words(const struct decision *d, const struct ticket *ticket)
{
	const struct ticket_change *change = &ticket->status_change;

	return phrase_of(
		d->arena, PHRASE_RACE_STATUS,
		phrase_ago(d->now - change->at, d->arena),
		phrase_text(change->who, d->arena),
		phrase_named(ticket_status_name(ticket->status), d->arena));
}

const struct phrase *
race_found(const struct decision *d, const struct ticket *ticket,
	   const struct evidence *evidence, const struct staff *person)
{
	if (is_race(d, &ticket->owner_change, evidence, person))
		return owner_words(d, ticket);
	if (is_race(d, &ticket->status_change, evidence, person))
		return status_words(d, ticket);
	return NULL;
}
