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
	const struct phrase *claim =
		phrase_of(d->arena, PHRASE_CLAIMS,
			  phrase_text(person->name, d->arena), authority->why);
	const char *why = phrase_english(claim, d->arena);

	plan_by(&d->b, WHO_BUILT_IN, why);
	hold_mail(d, "held", authority->ticket ? authority->ticket->id : 0,
		  why);
	/* An automatic mail is not answered, not even by a question. */
	if (d->facts->kind == KIND_HUMAN)
		plan_staff_mail(&d->b, 0, "held", person, PURPOSE_HELD, claim);
	return plan_end(&d->b, OUTCOME_HELD, 0, why);
}
