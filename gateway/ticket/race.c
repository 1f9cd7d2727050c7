/*
 * race.c - two people answer one notification.
 *
 * Events are numbered, so their order is certain; the clock, which counts
 * seconds, is only asked where a number is missing.
 */
#include "ticket/race.h"

#include "base/clock.h"

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

static const char *
race_words(const struct decision *d, const struct ticket_change *change)
{
	const char *taken = arena_printf(d->arena, "taken by %s", change->who);
	bool took = strcmp(change->what, taken) == 0;
	char age[64];

	clock_format_age(d->now - change->at, age, sizeof(age));
	return arena_printf(d->arena, "%s %s ago by %s",
			    took ? "taken" : change->what, age, change->who);
}

const char *
race_found(const struct decision *d, const struct ticket *ticket,
	   const struct evidence *evidence, const struct staff *person)
{
	if (is_race(d, &ticket->owner_change, evidence, person))
		return race_words(d, &ticket->owner_change);
	if (is_race(d, &ticket->status_change, evidence, person))
		return race_words(d, &ticket->status_change);
	return NULL;
}
