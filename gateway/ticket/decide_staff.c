/*
 * decide_staff.c - a mail that acts as staff: an answer or a note.
 */
#include "ticket/answer.h"
#include "ticket/command.h"
#include "ticket/decide_parts.h"
#include "ticket/lifecycle.h"
#include "ticket/reply_clean.h"

/* A person's out-of-office reply to our notification must not reach the
 * requester; it stays on the ticket. */
static struct plan *
keep_automatic(struct decision *d, const struct authority *a)
{
	plan_by(&d->b, a->person->name, a->why);
	if (!a->ticket)
		return plan_end(&d->b, OUTCOME_IGNORED, 0,
				arena_printf(d->arena,
					     "built-in rule: an automatic mail "
					     "of %s about no ticket (%s)",
					     a->person->name,
					     d->facts->kind_why));
	plan_message(&d->b, a->ticket->id, DIRECTION_NOTE, NULL);
	return plan_end(&d->b, OUTCOME_APPENDED, a->ticket->id,
			arena_printf(d->arena,
				     "an automatic mail of %s stays internal "
				     "(%s)",
				     a->person->name, d->facts->kind_why));
}

static struct plan *
ask(struct decision *d, const struct authority *a, const char *question)
{
	int64_t ticket = a->ticket ? a->ticket->id : 0;

	plan_by(&d->b, WHO_BUILT_IN, question);
	hold_mail(d, "held", ticket, question);
	plan_staff_mail(&d->b, ticket, "question", a->person, PURPOSE_HELD,
			question);
	return plan_end(&d->b, OUTCOME_HELD, ticket, question);
}

static void
own_if_nobody(struct decision *d, const struct authority *a)
{
	if (a->ticket->owner[0] == '\0')
		plan_add(&d->b, OP_OWNER, a->ticket->id)->name =
			a->person->name;
}

struct plan *
decide_staff(struct decision *d, const struct authority *a)
{
	const char *text = reply_new_text(d->facts->reply_text, d->arena);

	if (d->facts->kind != KIND_HUMAN)
		return keep_automatic(d, a);
	if (!a->ticket)
		return ask(d, a, "it is about no ticket");
	if (text[0] == '\0' && d->facts->attachment_count == 0)
		return ask(d, a, "there is nothing in it to send");
	plan_by(&d->b, a->person->name, a->why);
	if (a->proof && a->proof->purpose == PURPOSE_NOTE) {
		answer_note(d, a->ticket, text);
		return plan_end(&d->b, OUTCOME_APPENDED, a->ticket->id, a->why);
	}
	answer_record(d, a->ticket, text);
	decision_move(d, a->ticket, CAUSE_ANSWER);
	own_if_nobody(d, a);
	answer_send(d, a->ticket, "update", text, "");
	answer_tell_owner(d, a->ticket,
			  arena_printf(d->arena, "%s answered the requester",
				       a->person->name),
			  text);
	return plan_end(&d->b, OUTCOME_APPENDED, a->ticket->id, a->why);
}
