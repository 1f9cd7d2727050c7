/*
 * decide_staff.c - a mail that acts as staff: commands, an answer, a note.
 *
 * All or nothing: a mail with anything in it that is not understood, or whose
 * ticket somebody else changed before, changes nothing and sends nothing. It
 * is held, and its sender is asked. Only of several tickets, those that
 * others changed wait alone (staff_race.c).
 */
#include "ticket/answer.h"
#include "ticket/decide_parts.h"
#include "ticket/lifecycle.h"
#include "ticket/notify.h"
#include "ticket/staff_run.h"

/* A person's out-of-office reply to our notification must not reach the
 * requester; it stays on the ticket. */
static struct plan *
keep_automatic(struct decision *d, const struct authority *a)
{
	const char *words =
		arena_printf(d->arena, "an automatic mail of %s (%s)",
			     a->person->name, d->facts->kind_why);

	plan_by(&d->b, a->person->name, phrase_english(a->why, d->arena));
	if (!a->ticket)
		return plan_end(
			&d->b, OUTCOME_IGNORED, 0,
			arena_printf(d->arena, "built-in rule: %s", words));
	plan_message(&d->b, a->ticket->id, DIRECTION_NOTE, NULL);
	return plan_end(&d->b, OUTCOME_APPENDED, a->ticket->id, words);
}

struct plan *
staff_ask(struct staff_run *run, const struct phrase_list *questions)
{
	struct decision *d = run->d;
	const char *why = phrase_english(questions->items[0], d->arena);
	int64_t ticket = run->a->ticket ? run->a->ticket->id : 0;
	struct op *op;

	plan_begin(&d->b, d->arena);
	plan_by(&d->b, WHO_BUILT_IN, why);
	hold_mail(d, "held", ticket, why);
	op = plan_person_mail(&d->b, ticket, "question", run->person,
			      d->sender.email, PURPOSE_HELD);
	op->mail->lines = *questions;
	if (run->context == CONTEXT_TICKET)
		op->mail->text = run->text;
	return plan_end(&d->b, OUTCOME_HELD, ticket, why);
}

static struct plan *
ask_one(struct staff_run *run, const struct phrase *question)
{
	struct phrase_list questions = { NULL, 0 };

	phrase_add(&questions, question, run->d->arena);
	return staff_ask(run, &questions);
}

/* Why there is nothing to carry out; NULL if there is something. */
static const struct phrase *
nothing_to_do(const struct staff_run *run)
{
	const struct evidence *proof = run->a->proof;

	if (run->commands.count > 0 || run->done.count > 0 || run->race)
		return NULL;
	if (!run->a->ticket || run->context == CONTEXT_LIST)
		return phrase_fixed(PHRASE_NO_TICKET);
	if (!run->words)
		return phrase_fixed(PHRASE_NOTHING_TO_SEND);
	if (proof && proof->how == EVIDENCE_REPLY_ID &&
	    proof->purpose == PURPOSE_RECEIPT && !run->d->in->released)
		return phrase_fixed(PHRASE_ANSWERS_RECEIPT);
	return NULL;
}

/* What the ticket keeps of an answer. */
static const char *
words_sent(const struct staff_run *run)
{
	if (run->prepared[0] == '\0')
		return run->text;
	return arena_printf(run->d->arena, "(prepared answer %s)%s%s",
			    run->prepared, run->text[0] ? "\n\n" : "",
			    run->text);
}

/* The text goes out or stays inside, or nowhere if there is no ticket for
 * it. The mails themselves are made later. */
static void
place_text(struct staff_run *run, struct ticket *own)
{
	if (!run->words && !run->prepared[0])
		return;
	if (!own || run->context != CONTEXT_TICKET) {
		staff_run_tell(run, NULL, phrase_fixed(PHRASE_TEXT_NOWHERE));
		return;
	}
	if (run->note)
		return;
	answer_record(run->d, own, words_sent(run));
	if (!run->moved)
		staff_run_move(run, own, CAUSE_ANSWER, WAITING_REQUESTER, "",
			       0);
	if (own->owner[0] == '\0' && !staff_run_has(run, COMMAND_RETURN)) {
		plan_add(&run->d->b, OP_OWNER, own->id)->name =
			run->person->name;
		own->owner = run->person->name;
	}
}

static bool
goes_out(const struct staff_run *run)
{
	return run->context == CONTEXT_TICKET && run->a->ticket && !run->note &&
	       (run->words || run->prepared[0]);
}

static void
send_text(struct staff_run *run, const struct ticket *own)
{
	if (!own || run->context != CONTEXT_TICKET)
		return;
	if (goes_out(run))
		answer_send(run->d, own,
			    run->template[0] ? run->template : "update",
			    run->text, run->prepared);
	else if (run->note && run->words)
		answer_note(run->d, own, run->text);
}

/* Where the text went, by name: what somebody writes beside #vendor is easily
 * meant for the vendor. */
static void
tell_readers(struct staff_run *run, const struct ticket *own)
{
	struct arena *arena = run->d->arena;
	bool vendor;
	const struct phrase *ref, *all = answer_readers(run->d, own, &vendor);

	if (!all) {
		staff_run_tell(run, NULL, phrase_fixed(PHRASE_TEXT_NOWHERE));
		return;
	}
	ref = phrase_text(ticket_ref(run->d->policy->tag, own->id, arena),
			  arena);
	staff_run_tell(run, own, phrase_of(arena, PHRASE_TEXT_WENT, ref, all));
	if (staff_run_has(run, COMMAND_VENDOR) && !vendor)
		staff_run_tell(run, NULL, phrase_fixed(PHRASE_VENDOR_NOTHING));
}

void
staff_send(struct staff_run *run)
{
	struct ticket *own = staff_run_own(run);

	place_text(run, own);
	if (run->commands.count > 0 && goes_out(run))
		tell_readers(run, own);
	send_text(run, own);
}

/* New owners get the ticket, with the note that came with it. */
static void
hand_over(struct staff_run *run)
{
	for (size_t i = 0; i < run->handover_count; i++) {
		const struct staff_handover *h = &run->handovers[i];
		struct op *op = notify_person(run->d, h->ticket, "notification",
					      h->person, PURPOSE_NOTIFICATION,
					      phrase_with(run->d->arena,
							  PHRASE_GAVE_TO_YOU,
							  run->person->name));

		if (op && run->context == CONTEXT_TICKET)
			op->mail->text = run->text;
	}
}

/* What the person did with TICKET. */
static const struct phrase *
done_line(const struct staff_run *run, const struct ticket *ticket)
{
	const struct phrase *line = phrase_with(
		run->d->arena, goes_out(run) ? PHRASE_WROTE_OUT : PHRASE_WROTE,
		run->person->name);

	for (size_t i = 0; i < run->change_count; i++)
		if (run->changes[i].ticket == ticket->id)
			line = phrase_of(run->d->arena, PHRASE_ALSO, line,
					 run->changes[i].line);
	return line;
}

/* Owners learn what others did with their tickets; those who share a ticket
 * that was given back learn that it is free. */
static void
tell_owners(struct staff_run *run)
{
	for (size_t i = 0; i < run->working_count; i++) {
		const struct ticket *now = run->working[i];
		const struct ticket *before = decision_ticket(run->d, now->id);
		const struct phrase *line = done_line(run, now);
		bool changed = now->status != before->status ||
			       strcmp(now->owner, before->owner) != 0 ||
			       goes_out(run);

		if (!changed)
			continue;
		answer_tell_owner(run->d, before, line,
				  goes_out(run) ? run->text : "");
		if (before->owner[0] && now->owner[0] == '\0')
			notify_owner(run->d, now, "staff-update",
				     PURPOSE_NOTIFICATION, line, "", false);
	}
}

static void
send_queries(struct staff_run *run)
{
	struct decision *d = run->d;

	for (size_t i = 0; i < run->query_count; i++) {
		const struct staff_query *q = &run->queries[i];
		struct op *op = plan_person_mail(&d->b, q->ticket, q->template,
						 run->person, d->sender.email,
						 q->purpose);

		op->mail->query = q->query;
		op->mail->text = q->text;
	}
}

static void
send_receipt(struct staff_run *run)
{
	struct decision *d = run->d;
	int64_t ticket = run->touched;
	struct op *op;

	if (run->done.count == 0)
		return;
	if (!ticket && run->a->ticket)
		ticket = run->a->ticket->id;
	op = plan_person_mail(&d->b, ticket, "receipt", run->person,
			      d->sender.email, PURPOSE_RECEIPT);
	op->mail->lines = run->done;
	for (size_t i = 0; i < run->waiting.count; i++)
		phrase_add(&op->mail->lines, run->waiting.items[i], d->arena);
	op->mail->undo = run->touched && !staff_run_has(run, COMMAND_UNDO);
}

void
staff_finish(struct staff_run *run)
{
	for (size_t i = 0; i < run->note_count; i++)
		answer_note(run->d, run->notes[i].ticket, run->notes[i].text);
	hand_over(run);
	tell_owners(run);
	send_queries(run);
	send_receipt(run);
}

/* What fits together only once all commands are known. */
static void
check_together(struct staff_run *run)
{
	if (run->note && run->prepared[0])
		phrase_add(&run->problems, phrase_fixed(PHRASE_NOTE_AND_ANSWER),
			   run->d->arena);
}

static struct plan *
carry_out(struct staff_run *run)
{
	struct decision *d = run->d;
	struct ticket *own = staff_run_own(run);
	int64_t id = own ? own->id : 0;
	const char *why = phrase_english(run->a->why, d->arena);
	bool text;

	plan_by(&d->b, run->person->name, why);
	if (staff_run_is_code(run))
		plan_add(&d->b, OP_CODE_USED, id)->text = run->a->proof->text;
	for (size_t i = 0; i < run->commands.count; i++)
		command_run(run, &run->commands.items[i]);
	check_together(run);
	if (run->race || run->problems.count > 0 || run->done.count == 0)
		staff_race_told(run);
	if (run->problems.count > 0)
		return staff_ask(run, &run->problems);
	staff_race_hold(run);
	staff_send(run);
	staff_finish(run);
	text = goes_out(run) || (own && run->note && run->words &&
				 run->context == CONTEXT_TICKET);
	return plan_end(&d->b, text ? OUTCOME_APPENDED : OUTCOME_COMMAND, id,
			why);
}

struct plan *
decide_staff(struct decision *d, const struct authority *a)
{
	struct staff_run run;
	const struct phrase *question;

	if (d->facts->kind != KIND_HUMAN)
		return keep_automatic(d, a);
	staff_read(&run, d, a);
	if (run.context == CONTEXT_HELD)
		return decide_held_answer(&run);
	staff_race_text(&run);
	question = nothing_to_do(&run);
	if (question)
		return ask_one(&run, question);
	return carry_out(&run);
}
