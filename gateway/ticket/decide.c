/*
 * decide.c - the desk's policy, as it reads.
 */
#include "ticket/decide.h"

#include "ticket/addresses.h"
#include "ticket/decide_parts.h"
#include "ticket/notify.h"
#include "ticket/reply_id.h"

/* Our own mail, come back by a loop of aliases or forwards. Some rewrite the
 * id, but not what it answers. */
static bool
is_our_own(const struct decision *d)
{
	return address_is_own(d->policy, d->sender.email) &&
	       (reply_id_looks_ours(d->facts->message_id) ||
		(d->facts->kind != KIND_HUMAN && d->in->evidence_count > 0));
}

struct plan *
decide(const struct decide_input *in, struct arena *arena)
{
	struct authority authority;
	struct decision d;
	struct place place;
	struct plan *aside;

	decision_begin(&d, in, arena);
	if (in->facts->kind == KIND_BOUNCE)
		return decide_bounce(&d);
	if (is_our_own(&d))
		return plan_end(&d.b, OUTCOME_IGNORED, 0,
				"built-in rule: our own mail came back");

	place = thread_find(&d);
	authority = authority_of(&d, &place);
	switch (authority.standing) {
	case STANDING_PROVEN:
		return decide_staff(&d, &authority);
	case STANDING_CLAIMED:
		return decide_claim(&d, &authority);
	case STANDING_OTHER:
		break;
	}
	if (place.how == PLACE_JOINS)
		return decide_reply(&d, &place);
	aside = decide_aside(&d);
	if (aside)
		return aside;
	return decide_open(&d, &place, false);
}

struct plan *
decide_stub(const struct policy *policy, const struct staff_directory *staff,
	    struct address from, const char *subject,
	    const struct phrase *reason, struct arena *arena)
{
	const char *why = phrase_english(reason, arena);
	const struct staff **people;
	struct decision d;
	struct op *op;
	size_t count;

	decision_begin_bare(&d, policy, staff, 0, arena);
	plan_by(&d.b, WHO_BUILT_IN, why);
	op = plan_add(&d.b, OP_OPEN, PLAN_NEW_TICKET);
	op->address = from;
	op->text = subject[0] ? subject : NULL;
	op->phrase = phrase_fixed(PHRASE_UNREAD_SUBJECT);
	op->name = policy->language;
	plan_message(&d.b, PLAN_NEW_TICKET, DIRECTION_IN, NULL);
	plan_event(&d.b, PLAN_NEW_TICKET, why);
	count = notify_people(staff, "", "", 0, arena, &people);
	for (size_t i = 0; i < count; i++)
		notify_person(&d, PLAN_NEW_TICKET, "notification", people[i],
			      PURPOSE_NOTE, reason);
	return plan_end(&d.b, OUTCOME_QUARANTINED, PLAN_NEW_TICKET, why);
}
