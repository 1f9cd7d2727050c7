/*
 * thread.c - which ticket a mail belongs to.
 *
 * The heart of the desk's security. An id, an old Message-ID or a tag says
 * which ticket a mail speaks of; none of them says that its sender may speak
 * there. Only who takes part joins. Everybody else gets a ticket of their
 * own, and learns nothing.
 *
 * The strongest kind of evidence decides: our own ids, then ids seen, then
 * tags. A tag that names another ticket than the ids do is what somebody
 * typed, and loses.
 */
#include "ticket/thread.h"

#include "ticket/addresses.h"

/* Whether VENDOR is the one that TICKET waits for, or another address of
 * theirs takes part. */
static bool
concerns_vendor(const struct decision *d, const struct ticket *ticket,
		const struct vendor *vendor)
{
	if (ticket->waiting_for == WAITING_VENDOR &&
	    strcmp(ticket->waiting_name, vendor->name) == 0)
		return true;
	for (size_t i = 0; i < ticket->participant_count; i++) {
		const struct participant *p = &ticket->participants[i];

		if (p->role == ROLE_VENDOR &&
		    vendor_by_address(&d->policy->vendors, p->address.email) ==
			    vendor)
			return true;
	}
	return false;
}

/* Whoever writes from a vendor's domain speaks for the vendor, where it has
 * a part. */
static const struct participant *
speaks_for_vendor(const struct decision *d, const struct ticket *ticket,
		  const char *email)
{
	const struct vendor *vendor =
		vendor_by_address(&d->policy->vendors, email);
	struct participant *participant;

	if (!vendor || !concerns_vendor(d, ticket, vendor))
		return NULL;
	participant = arena_alloc(d->arena, sizeof(*participant));
	*participant = (struct participant){ .address = { "", email },
					     .role = ROLE_VENDOR };
	return participant;
}

static const struct participant *
takes_part(const struct decision *d, const struct ticket *ticket,
	   const struct evidence *e, const char *email)
{
	const struct participant *found = ticket_participant(ticket, email);

	/* Those of a ticket that was merged go with it. */
	for (size_t i = 0; i < d->in->ticket_count && !found; i++)
		if (d->in->tickets[i]->id == e->ticket &&
		    decision_ticket(d, e->ticket) == ticket)
			found = ticket_participant(d->in->tickets[i], email);
	return found ? found : speaks_for_vendor(d, ticket, email);
}

static bool
was_sent_to(const struct evidence *e, const char *email)
{
	return e->how == EVIDENCE_REPLY_ID && address_equal(e->sent_to, email);
}

/* A Reply-To speaks for its owner only with an id that was sent there. */
static bool
joins(const struct decision *d, const struct evidence *e, struct place *out)
{
	const char *from = d->sender.email;
	const char *answer_to = d->answer_to.email;
	const struct ticket *ticket = decision_ticket(d, e->ticket);
	const struct participant *participant = takes_part(d, ticket, e, from);

	if (!participant && was_sent_to(e, answer_to)) {
		participant = takes_part(d, ticket, e, answer_to);
		from = answer_to;
	}
	if (!participant)
		return false;
	*out = (struct place){ .how = PLACE_JOINS,
			       .ticket = ticket,
			       .evidence = e,
			       .participant = participant,
			       .proven = was_sent_to(e, from) };
	return true;
}

static bool
names_ticket(const struct decision *d, const struct evidence *e,
	     enum evidence_how how)
{
	return e->how == how && e->ticket != 0 && !e->in_bounce &&
	       decision_ticket(d, e->ticket) != NULL;
}

/* By evidence of one kind: the first ticket in which the sender takes part,
 * else the first one. */
static bool
find_by(const struct decision *d, enum evidence_how how, struct place *out)
{
	const struct evidence *first = NULL;

	for (size_t i = 0; i < d->in->evidence_count; i++) {
		const struct evidence *e = &d->in->evidence[i];

		if (!names_ticket(d, e, how))
			continue;
		if (joins(d, e, out))
			return true;
		if (!first)
			first = e;
	}
	if (!first)
		return false;
	*out = (struct place){ .how = PLACE_STRANGER,
			       .ticket = decision_ticket(d, first->ticket),
			       .evidence = first };
	return true;
}

struct place
thread_find(const struct decision *d)
{
	static const enum evidence_how order[] = { EVIDENCE_REPLY_ID,
						   EVIDENCE_SEEN_ID,
						   EVIDENCE_TAG };
	struct place place = { .how = PLACE_NONE };

	for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++)
		if (find_by(d, order[i], &place))
			break;
	return place;
}

const struct phrase *
evidence_phrase(const struct evidence *evidence, struct arena *arena)
{
	switch (evidence->how) {
	case EVIDENCE_REPLY_ID:
		return phrase_with(arena, PHRASE_BY_REPLY_ID,
				   evidence->sent_to);
	case EVIDENCE_SEEN_ID:
		return phrase_with(arena, PHRASE_BY_SEEN_ID, evidence->text);
	case EVIDENCE_TAG:
		return phrase_with(arena, PHRASE_BY_TAG, evidence->text);
	case EVIDENCE_CODE:
		return phrase_with(arena, PHRASE_BY_CODE, evidence->person,
				   evidence->action);
	}
	return phrase_text("", arena);
}

const char *
evidence_words(const struct evidence *evidence, struct arena *arena)
{
	return phrase_english(evidence_phrase(evidence, arena), arena);
}
