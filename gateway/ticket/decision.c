/*
 * decision.c - what is known of a mail before anything is decided.
 */
#include "ticket/decision.h"

#include "base/slice.h"
#include "ticket/addresses.h"
#include "ticket/lifecycle.h"
#include "ticket/trust.h"

#define MERGE_HOPS_MAX 8 /* longer chains are loops */

/* Two From fields are read differently by different programs: such a mail
 * proves nothing (RFC 5322 section 3.6 allows one). */
static bool
one_from(const struct facts *facts)
{
	size_t fields = 0;

	for (size_t i = 0; i < facts->header_count; i++)
		if (ascii_casecmp(facts->headers[i].name, "From") == 0)
			fields++;
	return fields <= 1 && facts->from.count == 1;
}

const struct staff *
staff_of_mail(const struct facts *facts, const struct staff_directory *staff)
{
	for (size_t i = 0; i < facts->from.count; i++) {
		const struct staff *person =
			staff_by_address(staff, facts->from.items[i].email);

		if (person)
			return person;
	}
	return staff_by_address(staff, facts_sender(facts).email);
}

/* Reply-To, if it names one mailbox that may stand for From. */
static const struct address *
believed_reply_to(const struct facts *facts, const struct policy *policy,
		  const char *from)
{
	const struct address *reply_to;

	if (facts->reply_to.count != 1)
		return NULL;
	reply_to = &facts->reply_to.items[0];
	if (!address_is_mailable(reply_to->email) ||
	    address_is_own(policy, reply_to->email))
		return NULL;
	if (address_same_domain(reply_to->email, from) ||
	    !address_is_mailable(from) || address_is_own(policy, from) ||
	    address_is_noreply(policy, from))
		return reply_to;
	return NULL;
}

static struct address
mail_answer_to(const struct facts *facts, const struct policy *policy)
{
	struct address from = facts_sender(facts);
	const struct address *reply_to =
		believed_reply_to(facts, policy, from.email);

	return reply_to ? *reply_to : from;
}

/* Whether a staff member forwards somebody else's mail. That opens a ticket
 * for, and acknowledges it to, a third party: where the mail server's verdict
 * is asked for, it must pass. */
static bool
forwards_for_other(const struct facts *facts, const struct policy *policy,
		   const struct staff_directory *staff, struct arena *arena)
{
	const char *inner = facts->forwarded.from.email;
	const struct phrase *missing;

	return facts->forwarded.present && address_is_mailable(inner) &&
	       !address_is_own(policy, inner) && staff_of_mail(facts, staff) &&
	       trust_passes(policy, facts, arena, &missing);
}

struct address
mail_requester(const struct facts *facts, const struct policy *policy,
	       const struct staff_directory *staff, struct arena *arena)
{
	if (forwards_for_other(facts, policy, staff, arena))
		return facts->forwarded.from;
	return mail_answer_to(facts, policy);
}

void
decision_begin_bare(struct decision *d, const struct policy *policy,
		    const struct staff_directory *staff, int64_t now,
		    struct arena *arena)
{
	*d = (struct decision){ .policy = policy,
				.staff = staff,
				.arena = arena,
				.now = now,
				.sender = { "", "" },
				.answer_to = { "", "" },
				.requester = { "", "" },
				.author = "" };
	plan_begin(&d->b, arena);
}

void
decision_begin(struct decision *d, const struct decide_input *in,
	       struct arena *arena)
{
	decision_begin_bare(d, in->policy, in->staff, in->now, arena);
	d->in = in;
	d->facts = in->facts;
	d->sender = facts_sender(in->facts);
	d->answer_to = mail_answer_to(in->facts, in->policy);
	d->for_other =
		forwards_for_other(in->facts, in->policy, in->staff, arena);
	d->requester = d->for_other ? in->facts->forwarded.from : d->answer_to;
	d->from_staff = staff_of_mail(in->facts, in->staff);
	d->from_clear = one_from(in->facts);
	d->author =
		d->from_staff ? d->from_staff->name : address_words(&d->sender);
	if (d->author[0] == '\0')
		d->author = "an unnamed sender";
}

const struct ticket *
decision_snapshot(const struct decision *d, int64_t id)
{
	for (size_t i = 0; i < d->in->ticket_count; i++)
		if (d->in->tickets[i]->id == id)
			return d->in->tickets[i];
	return NULL;
}

const struct ticket *
decision_ticket(const struct decision *d, int64_t id)
{
	const struct ticket *ticket = decision_snapshot(d, id);

	for (int hop = 0; ticket && ticket->merged_into; hop++) {
		if (hop == MERGE_HOPS_MAX)
			return NULL;
		ticket = decision_snapshot(d, ticket->merged_into);
	}
	return ticket;
}

bool
decision_move(struct decision *d, const struct ticket *ticket, enum cause cause)
{
	enum ticket_status next = lifecycle_next(ticket->status, cause);
	struct op *op;

	if (next == ticket->status)
		return false;
	op = plan_add(&d->b, OP_STATUS, ticket->id);
	op->status = next;
	if (next == STATUS_WAITING)
		op->waiting_for = WAITING_REQUESTER;
	return true;
}

void
decision_by_rule(struct decision *d, const struct verdict_source *source)
{
	const char *why =
		arena_printf(d->arena, "%s:%d", source->file, source->line);

	if (source->matched && source->matched[0])
		why = arena_printf(d->arena, "%s matched \"%s\"", why,
				   source->matched);
	plan_by(&d->b, arena_printf(d->arena, "rule %s", source->rule), why);
}

void
decision_tell_gave_up(struct decision *d, int64_t ticket)
{
	const struct verdict *verdict = d->in->verdict;

	for (size_t i = 0; i < verdict->gave_up_count; i++) {
		decision_by_rule(d, &verdict->gave_up[i]);
		plan_event(&d->b, ticket,
			   "gave up: its pattern took too long on this mail, "
			   "and it was not applied");
	}
}
