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
#include "ticket/reply_clean.h"
#include "ticket/staff_run.h"
#include "ticket/subject.h"

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
	return plan_end(&d->b, OUTCOME_HELD, ticket, why);
}

static struct plan *
ask_one(struct staff_run *run, const struct phrase *question)
{
	struct phrase_list questions = { NULL, 0 };

	phrase_add(&questions, question, run->d->arena);
	return staff_ask(run, &questions);
}

/* Whether the mail may be an answer to one about this ticket. */
static bool
is_named(const struct staff_run *run, const struct ticket *ticket)
{
	const struct decide_input *in = run->d->in;

	if (ticket == run->a->ticket)
		return true;
	for (size_t i = 0; i < in->evidence_count; i++)
		if (in->evidence[i].ticket == ticket->id)
			return true;
	return false;
}

/* A requester may write "#close" as their subject, and every answer to it
 * begins with those words: then subjects carry no commands. Else a command
 * may also stand behind the old subject. */
static const char *
subject_words(const struct staff_run *run)
{
	const struct decide_input *in = run->d->in;
	const char *words;

	for (size_t i = 0; i < in->ticket_count; i++)
		if (is_named(run, in->tickets[i]) &&
		    (command_hidden_in(in->tickets[i]->subject) ||
		     command_seen_in(in->tickets[i]->subject, run->d->arena)))
			return "";
	words = subject_command(run->d->facts->subject, run->d->policy->tag,
				run->d->arena);
	return run->context == CONTEXT_TICKET ? words + command_behind(words)
					      : words;
}

static bool
is_code(const struct staff_run *run)
{
	return run->a->proof && run->a->proof->how == EVIDENCE_CODE;
}

/* Attachments count as words unless they are pictures of a signature. */
static bool
has_attachments(const struct decision *d)
{
	for (size_t i = 0; i < d->facts->attachment_count; i++)
		if (!d->facts->attachments[i].is_inline)
			return true;
	return false;
}

static enum command_context
context_of(const struct authority *a)
{
	if (a->proof && a->proof->how == EVIDENCE_REPLY_ID) {
		if (a->proof->purpose == PURPOSE_LIST)
			return CONTEXT_LIST;
		if (a->proof->purpose == PURPOSE_HELD)
			return CONTEXT_HELD;
	}
	return a->ticket ? CONTEXT_TICKET : CONTEXT_LIST;
}

/* What a person lets pass is sent without what nobody understood. */
static void
drop_problems(struct command_list *commands)
{
	size_t kept = 0;

	for (size_t i = 0; i < commands->count; i++)
		if (!commands->items[i].problem)
			commands->items[kept++] = commands->items[i];
	commands->count = kept;
}

/* A code proves its own action only: other commands in the mail are left in
 * the text, and the text stays inside. */
static void
read_code(struct staff_run *run, const char *text)
{
	struct command command =
		command_parse_one(run->a->proof->action, run->d->arena);

	ARENA_PUSH(run->d->arena, run->commands.items, run->commands.count,
		   command);
	run->text = text;
	run->note = true;
}

/* A command that was written below the signature is not in the text; but the
 * person means it. */
static void
read_signature(struct staff_run *run)
{
	struct arena *arena = run->d->arena;
	const char *line = command_seen_in(run->d->facts->signature, arena);
	struct command command = {
		.line = line,
		.argument = "",
		.problem = phrase_fixed(PHRASE_IN_SIGNATURE),
	};

	if (line)
		ARENA_PUSH(arena, run->commands.items, run->commands.count,
			   command);
}

/* Commands in the subject and in what the person wrote; what they forward
 * is text. */
static void
read_commands(struct staff_run *run, const char *text)
{
	struct decision *d = run->d;
	size_t own = reply_own_size(text, d->facts);

	command_parse(subject_words(run), arena_memdup(d->arena, text, own),
		      run->context, d->arena, &run->commands);
	run->text = run->commands.text;
	if (text[own])
		run->text = arena_printf(d->arena, "%s\n\n%s", run->text,
					 text + own);
	if (run->commands.count > 0 &&
	    text_is_signature(run->text,
			      arena_printf(d->arena, "%s %s %s",
					   run->person->name, d->sender.name,
					   d->sender.email),
			      d->arena))
		run->text = "";
	read_signature(run);
}

/* A receipt that tells of held lines is a question, too. Whether the mail
 * answers that one. */
static bool
read_answer(struct staff_run *run, const char *text)
{
	static const enum command_id verbs[] = { COMMAND_SEND, COMMAND_REJECT,
						 COMMAND_RELEASE };
	enum command_context context = run->context;

	if (!run->a->proof || !run->a->proof->held)
		return false;
	run->context = CONTEXT_HELD;
	read_commands(run, text);
	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++)
		if (staff_run_has(run, verbs[i]))
			return true;
	if (context == CONTEXT_HELD)
		return true;
	run->context = context;
	run->commands = (struct command_list){ NULL, 0, "" };
	return false;
}

/* A file without a word is an answer, or with #note a note; with other
 * commands it is not clear where it should go, and it goes nowhere. */
static bool
has_words(const struct staff_run *run)
{
	if (run->text[0])
		return true;
	return has_attachments(run->d) &&
	       (run->commands.count == 0 || staff_run_has(run, COMMAND_NOTE));
}

static void
run_begin(struct staff_run *run, struct decision *d, const struct authority *a)
{
	const char *text = reply_new_text(d->facts->reply_text, d->arena);

	*run = (struct staff_run){ .d = d,
				   .a = a,
				   .person = a->person,
				   .context = context_of(a),
				   .template = "",
				   .prepared = "" };
	if (is_code(run))
		read_code(run, text);
	else if (!read_answer(run, text))
		read_commands(run, text);
	if (d->in->released) {
		drop_problems(&run->commands);
		staff_race_released(run);
	}
	run->words = has_words(run) && d->in->rest_count == 0;
	run->note = run->note || d->in->release_as_note ||
		    (a->proof && a->proof->how == EVIDENCE_REPLY_ID &&
		     a->proof->purpose == PURPOSE_NOTE);
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
	if (is_code(run))
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
	run_begin(&run, d, a);
	if (run.context == CONTEXT_HELD)
		return decide_held_answer(&run);
	staff_race_text(&run);
	question = nothing_to_do(&run);
	if (question)
		return ask_one(&run, question);
	return carry_out(&run);
}
