/*
 * decide_claim.c - a mail that would act as staff and lacks proof.
 *
 * Held, never dropped: it may well be the person, at another program. Their
 * one-word answer releases it, and is the proof.
 */
#include "ticket/decide_parts.h"
#include "ticket/notify.h"

struct plan *
decide_claim(struct decision *d, const struct authority *authority)
{
	const struct staff *person = authority->person;
	const char *why =
		arena_printf(d->arena, "it claims to be from %s, but %s",
			     person->name, authority->why);

	plan_by(&d->b, WHO_BUILT_IN, why);
	hold_mail(d, "held", authority->ticket ? authority->ticket->id : 0,
		  why);
	/* An automatic mail is not answered, not even by a question. */
	if (d->facts->kind == KIND_HUMAN)
		plan_staff_mail(&d->b, 0, "held", person, PURPOSE_HELD, why);
	return plan_end(&d->b, OUTCOME_HELD, 0, why);
}
