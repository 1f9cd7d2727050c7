/*
 * decide_bounce.c - delivery reports of our own mail.
 *
 * Anybody can write something that looks like one. So a report only counts
 * for the mail whose id it returns, and only the address that we sent that
 * mail to is marked.
 */
#include "ticket/addresses.h"
#include "ticket/decide_parts.h"
#include "ticket/notify.h"

static const struct evidence *
returned_mail(const struct decision *d)
{
	const struct evidence *found = NULL;

	for (size_t i = 0; i < d->in->evidence_count; i++) {
		const struct evidence *e = &d->in->evidence[i];

		if (e->how != EVIDENCE_REPLY_ID)
			continue;
		if (e->in_bounce)
			return e;
		if (!found)
			found = e;
	}
	return found;
}

/* What the report says of the address that we sent to. Reports of one
 * recipient speak of it even under another name (a forward). */
static const struct bounce_recipient *
recipient_of(const struct bounce *bounce, const char *sent_to)
{
	for (size_t i = 0; i < bounce->count; i++)
		if (address_equal(bounce->recipients[i].address, sent_to))
			return &bounce->recipients[i];
	return bounce->count == 1 ? &bounce->recipients[0] : NULL;
}

static bool
is_permanent(const struct bounce_recipient *recipient)
{
	return recipient && recipient->action == BOUNCE_FAILED &&
	       recipient->status[0] != '4';
}

/* WHAT with what a mail server said about it, "" for nothing. */
static const struct phrase *
with_diagnostic(const struct phrase *what, const char *diagnostic,
		struct arena *arena)
{
	return diagnostic[0] ? phrase_of(arena, PHRASE_DIAGNOSTIC, what,
					 phrase_text(diagnostic, arena))
			     : what;
}

static const struct phrase *
report_phrase(const struct decision *d, const struct bounce_recipient *r,
	      const char *sent_to)
{
	enum phrase_id what = PHRASE_UNCERTAIN;

	if (r && r->action == BOUNCE_FAILED)
		what = PHRASE_UNDELIVERED;
	else if (r && r->action == BOUNCE_DELAYED)
		what = PHRASE_DELAYED;
	else if (r)
		what = PHRASE_REACHED;
	if (r && r->status[0])
		sent_to = arena_printf(d->arena, "%s %s", sent_to, r->status);
	return with_diagnostic(phrase_with(d->arena, what, sent_to),
			       r ? r->diagnostic : "", d->arena);
}

static void
suppress(struct decision *d, int64_t ticket, const char *email,
	 const char *text)
{
	struct op *op = plan_add(&d->b, OP_SUPPRESS, ticket);

	op->address = (struct address){ "", email };
	op->text = text;
}

/* The owner is told, but not by mail to the address that fails; then it is
 * the others. */
static void
tell_of_failure(struct decision *d, const struct ticket *ticket,
		const char *failed, const struct phrase *line)
{
	const struct staff *person = staff_by_address(d->staff, failed);

	struct ticket unowned = *ticket;

	if (person && person->addresses.count > 0)
		list_add(&d->told, person->addresses.items[0], d->arena);
	if (person && strcmp(ticket->owner, person->name) == 0)
		unowned.owner = "";
	notify_owner(d, &unowned, "send-failed", PURPOSE_NOTE, line, "", false);
}

struct plan *
decide_bounce(struct decision *d)
{
	const struct evidence *e = returned_mail(d);
	const struct bounce_recipient *recipient;
	const struct ticket *ticket;
	const struct phrase *line;
	const char *words;

	if (!e)
		return plan_end(&d->b, OUTCOME_IGNORED, 0,
				"built-in rule: a delivery report for no mail "
				"of ours");
	recipient = recipient_of(&d->facts->bounce, e->sent_to);
	line = report_phrase(d, recipient, e->sent_to);
	words = phrase_english(line, d->arena);
	ticket = decision_ticket(d, e->ticket);
	plan_by(&d->b, WHO_BUILT_IN,
		arena_printf(d->arena, "a delivery report that returns %s",
			     e->text));
	if (ticket) {
		plan_message(&d->b, ticket->id, DIRECTION_IN, NULL);
		plan_event(&d->b, ticket->id, words);
	}
	if (is_permanent(recipient))
		suppress(d, ticket ? ticket->id : 0, e->sent_to, words);
	if (!ticket)
		return plan_end(&d->b, OUTCOME_IGNORED, 0,
				arena_printf(d->arena,
					     "built-in rule: a delivery "
					     "report; %s",
					     words));
	if (recipient && recipient->action == BOUNCE_FAILED)
		tell_of_failure(d, ticket, e->sent_to, line);
	return plan_end(&d->b, OUTCOME_APPENDED, ticket->id, words);
}

struct plan *
decide_send_failure(const struct policy *policy,
		    const struct staff_directory *staff,
		    const struct ticket *ticket, const char *recipient,
		    const char *diagnostic, bool suppressed,
		    struct arena *arena)
{
	struct decision d;
	const struct phrase *line = with_diagnostic(
		phrase_with(arena, PHRASE_UNDELIVERED, recipient), diagnostic,
		arena);
	const char *words = phrase_english(line, arena);

	decision_begin_bare(&d, policy, staff, 0, arena);
	plan_by(&d.b, "sender", diagnostic);
	plan_event(&d.b, ticket->id, words);
	if (suppressed)
		suppress(&d, ticket->id, recipient, words);
	tell_of_failure(&d, ticket, recipient, line);
	return plan_end(&d.b, OUTCOME_APPENDED, ticket->id, words);
}
