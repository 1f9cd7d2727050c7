/*
 * answer.c - what staff write: out to those who take part, or inside.
 *
 * One mail for each recipient, because each carries an id that proves who
 * was written to. Vendors are not among them: they see what is written to
 * them.
 */
#include "ticket/answer.h"

#include "ticket/addresses.h"
#include "ticket/notify.h"
#include "ticket/reply_clean.h"

/* Those who read what goes out; the requester first. */
static size_t
readers(struct decision *d, const struct ticket *ticket,
	struct address **addresses)
{
	size_t count = 0;

	*addresses = NULL;
	if (address_is_mailable(ticket->requester.email))
		ARENA_PUSH(d->arena, *addresses, count, ticket->requester);
	for (size_t i = 0; i < ticket->participant_count; i++) {
		const struct participant *p = &ticket->participants[i];

		if (p->role != ROLE_CC ||
		    !address_is_mailable(p->address.email) ||
		    address_equal(p->address.email, ticket->requester.email))
			continue;
		ARENA_PUSH(d->arena, *addresses, count, p->address);
	}
	return count;
}

/* Whether mail to EMAIL is not sent since one failed for good, and no command
 * of this mail has changed that. */
static bool
is_suppressed(const struct decision *d, const char *email)
{
	const struct plan *plan = d->b.plan;

	if (!address_in_list(&d->in->suppressed, email))
		return false;
	for (size_t i = 0; i < plan->op_count; i++)
		if (plan->ops[i].type == OP_CLEAR &&
		    address_equal(plan->ops[i].address.email, email))
			return false;
	return true;
}

#define NAMED_MAX 4 /* people whom a receipt names; of more, one less */

const struct phrase *
answer_readers(struct decision *d, const struct ticket *ticket, bool *vendor)
{
	struct address *addresses;
	size_t all = readers(d, ticket, &addresses), count = 0, named;
	const struct phrase *names;
	const char *text = "";

	*vendor = false;
	for (size_t i = 0; i < all; i++) {
		const char *email = addresses[i].email;

		if (is_suppressed(d, email))
			continue;
		*vendor |=
			vendor_by_address(&d->policy->vendors, email) != NULL;
		addresses[count++] = addresses[i];
	}
	if (count == 0)
		return NULL;
	named = count > NAMED_MAX ? NAMED_MAX - 1 : count;
	for (size_t i = 0; i < named; i++)
		text = arena_printf(d->arena, "%s%s%s", text, i > 0 ? ", " : "",
				    addresses[i].email);
	names = phrase_text(text, d->arena);
	if (named == count)
		return names;
	return phrase_of(d->arena, PHRASE_AND_OTHERS, names,
			 phrase_number((int64_t)(count - named), d->arena));
}

static void
show_others(struct decision *d, struct plan_mail *mail,
	    const struct address *readers, size_t count, size_t self)
{
	for (size_t i = 0; i < count; i++)
		if (i != self)
			list_add(&mail->cc_shown, readers[i].email, d->arena);
}

void
answer_record(struct decision *d, const struct ticket *ticket, const char *text)
{
	plan_message(&d->b, ticket->id, DIRECTION_OUT,
		     reply_signed(text, d->facts, d->arena));
}

void
answer_send(struct decision *d, const struct ticket *ticket,
	    const char *template, const char *text, const char *prepared)
{
	struct address *addresses;
	size_t count = readers(d, ticket, &addresses);

	for (size_t i = 0; i < count; i++) {
		struct op *op = plan_mail(&d->b, ticket->id, template,
					  addresses[i], PURPOSE_REQUESTER);

		op->mail->language = ticket->language;
		op->mail->text = reply_signed(text, d->facts, d->arena);
		op->mail->answer = prepared;
		op->mail->attachments = true;
		show_others(d, op->mail, addresses, count, i);
	}
	if (count == 0)
		plan_event(&d->b, ticket->id,
			   "not sent: nobody takes part who can be written "
			   "to");
}

/* Returns whether the person is told. */
static bool
note_to(struct decision *d, const struct ticket *ticket, const char *name,
	const struct phrase *line, const char *text)
{
	const struct staff *person = staff_by_name(d->staff, name);
	struct op *op = NULL;

	if (person)
		op = notify_person(d, ticket->id, "staff-update", person,
				   PURPOSE_NOTE, line);
	if (!op)
		return false;
	op->mail->text = text;
	op->mail->attachments = true;
	return true;
}

void
answer_note(struct decision *d, const struct ticket *ticket, const char *text)
{
	const struct phrase *line =
		phrase_with(d->arena, PHRASE_WROTE_NOTE, d->author);
	bool told = staff_by_name(d->staff, ticket->owner) != NULL;

	plan_message(&d->b, ticket->id, DIRECTION_NOTE, text);
	note_to(d, ticket, ticket->owner, line, text);
	for (size_t i = 0; i < ticket->note_people.count; i++)
		told |= note_to(d, ticket, ticket->note_people.items[i], line,
				text);
	if (!told)
		notify_owner(d, ticket, "staff-update", PURPOSE_NOTE, line,
			     text, true);
}

void
answer_tell_owner(struct decision *d, const struct ticket *ticket,
		  const struct phrase *line, const char *text)
{
	const struct staff *owner = staff_by_name(d->staff, ticket->owner);
	struct op *op;

	if (!owner)
		return;
	op = notify_person(d, ticket->id, "staff-update", owner,
			   PURPOSE_NOTIFICATION, line);
	if (op)
		op->mail->text = text;
}
