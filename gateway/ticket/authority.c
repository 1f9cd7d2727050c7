/*
 * authority.c - is this mail from staff?
 *
 * Everybody can write a colleague's address into From. The proof is that the
 * mail answers something which only that colleague was sent.
 */
#include "ticket/authority.h"

#include "ticket/addresses.h"
#include "ticket/command.h"
#include "ticket/trust.h"

static bool
is_staff_purpose(enum reply_purpose purpose)
{
	switch (purpose) {
	case PURPOSE_NOTIFICATION:
	case PURPOSE_NOTE:
	case PURPOSE_RECEIPT:
	case PURPOSE_LIST:
	case PURPOSE_HELD:
		return true;
	case PURPOSE_REQUESTER:
	case PURPOSE_VENDOR:
		return false;
	}
	return false;
}

static bool
is_proof(const struct evidence *e, const struct staff *person)
{
	if (e->in_bounce)
		return false;
	if (e->how == EVIDENCE_CODE)
		return strcmp(e->person, person->name) == 0;
	return e->how == EVIDENCE_REPLY_ID && is_staff_purpose(e->purpose) &&
	       address_in_list(&person->addresses, e->sent_to);
}

/* The nearest id that was sent to this person; it may have been sent to them
 * as somebody who asks for help, and is no proof then. */
static const struct evidence *
nearest_own(const struct decision *d, const struct staff *person)
{
	for (size_t i = 0; i < d->in->evidence_count; i++) {
		const struct evidence *e = &d->in->evidence[i];

		if (is_proof(e, person) ||
		    (e->how == EVIDENCE_REPLY_ID && !e->in_bounce &&
		     address_in_list(&person->addresses, e->sent_to)))
			return e;
	}
	return NULL;
}

/* A mail of ours for staff; asked where none was sent to who answers. */
static const struct evidence *
anothers_mail(const struct decision *d)
{
	for (size_t i = 0; i < d->in->evidence_count; i++) {
		const struct evidence *e = &d->in->evidence[i];

		if (e->how == EVIDENCE_REPLY_ID && !e->in_bounce &&
		    is_staff_purpose(e->purpose))
			return e;
	}
	return NULL;
}

static bool
has_code(const struct decision *d)
{
	return action_code_find(d->facts->subject, d->arena)[0] != '\0';
}

/* What an unproven mail from a staff address does that only staff may do;
 * NULL when it does nothing of the kind. */
static const struct phrase *
claim_of(const struct decision *d, const struct place *place)
{
	const struct evidence *anothers = anothers_mail(d);

	if (has_code(d))
		return phrase_fixed(PHRASE_BAD_CODE);
	if (place->how == PLACE_STRANGER)
		return phrase_of(d->arena, PHRASE_NAMES_TICKET,
				 phrase_number(place->ticket->id, d->arena),
				 evidence_phrase(place->evidence, d->arena));
	if (place->how == PLACE_NONE && anothers)
		return phrase_with(d->arena, PHRASE_ANOTHERS_MAIL,
				   anothers->sent_to);
	if (place->how == PLACE_NONE &&
	    command_begins(d->facts, d->policy, d->arena))
		return phrase_fixed(PHRASE_BARE_COMMAND);
	return NULL;
}

static struct authority
claimed(struct authority a, const struct phrase *why)
{
	a.standing = STANDING_CLAIMED;
	a.proof = NULL;
	a.why = why;
	return a;
}

static struct authority
proven(const struct decision *d, struct authority a, const struct evidence *e)
{
	const struct phrase *missing;

	a.ticket = decision_ticket(d, e->ticket);
	if (!d->from_clear)
		return claimed(a, phrase_fixed(PHRASE_MANY_FROM));
	if (!trust_passes(d->policy, d->facts, d->arena, &missing))
		return claimed(a, missing);
	a.standing = STANDING_PROVEN;
	a.proof = e;
	a.why = evidence_phrase(e, d->arena);
	return a;
}

/* A person has looked at the mail and let it pass. */
static struct authority
released(const struct decision *d, struct authority a,
	 const struct evidence *proof)
{
	const char *by = d->in->released_by;

	a.standing = STANDING_PROVEN;
	a.proof = proof;
	a.why = phrase_of(d->arena, PHRASE_RELEASED_BY,
			  by && by[0] ? phrase_text(by, d->arena)
				      : phrase_fixed(PHRASE_ADMINISTRATOR));
	return a;
}

struct authority
authority_of(const struct decision *d, const struct place *place)
{
	struct authority a = { .standing = STANDING_OTHER,
			       .person = d->from_staff,
			       .ticket = place->ticket };
	const struct evidence *own;
	const struct phrase *claim;

	if (!a.person)
		return a;
	own = nearest_own(d, a.person);
	if (own && is_proof(own, a.person))
		a = proven(d, a, own);
	else if (!own && (claim = claim_of(d, place)) != NULL)
		a = claimed(a, claim);
	if (a.standing != STANDING_CLAIMED || !d->in->released)
		return a;
	/* Without a ticket and without a command there is nothing in it that
	 * only staff may do. */
	if (!a.ticket && !anothers_mail(d) &&
	    !command_begins(d->facts, d->policy, d->arena))
		return (struct authority){ .standing = STANDING_OTHER };
	return released(d, a, own);
}
