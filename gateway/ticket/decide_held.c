/*
 * decide_held.c - answers to mails about a held one.
 *
 * The held mail is only marked here; it is decided anew, with its proof
 * given by whoever released it.
 */
#include "ticket/addresses.h"
#include "ticket/decide_parts.h"
#include "ticket/staff_run.h"

static const struct held_mail *
held_of(const struct staff_run *run)
{
	const struct decide_input *in = run->d->in;
	const struct evidence *proof = run->a->proof;

	for (size_t i = 0; i < in->held_count; i++)
		if (proof && in->held[i].id == proof->held)
			return &in->held[i];
	return NULL;
}

struct verb {
	enum command_id id;
	const char *state;
	bool as_note, trusts;
	bool insists; /* in spite of the races that the question told */
	enum phrase_id done;
};

static const struct verb verbs[] = {
	{ COMMAND_SEND, "released", false, false, true, PHRASE_HELD_RELEASED },
	{ COMMAND_RELEASE, "released", false, false, false,
	  PHRASE_HELD_RELEASED },
	{ COMMAND_NOTE, "released", true, false, true, PHRASE_HELD_NOTED },
	{ COMMAND_REJECT, "rejected", false, false, false,
	  PHRASE_HELD_REJECTED },
	{ COMMAND_TRUST, "released", false, true, false, PHRASE_HELD_RELEASED },
};

static void
finish(struct staff_run *run, const struct held_mail *held,
       const struct verb *verb)
{
	struct op *op = plan_add(&run->d->b, OP_HELD_DONE, 0);

	op->other = held->id;
	op->name = verb->state;
	op->number = verb->as_note;
	op->until = verb->insists ? run->a->proof->event : 0;
	staff_run_tell(run, NULL,
		       phrase_with(run->d->arena, verb->done, held->from,
				   held->subject));
}

static void
trust(struct staff_run *run, const struct held_mail *held)
{
	struct op *op;

	if (!address_is_mailable(held->from))
		return;
	if (staff_by_address(run->d->staff, held->from)) {
		staff_run_tell(run, NULL,
			       phrase_with(run->d->arena, PHRASE_STAFF_CHECKED,
					   held->from));
		return;
	}
	op = plan_add(&run->d->b, OP_TRUST, 0);
	op->address = (struct address){ "", held->from };
	staff_run_tell(run, NULL,
		       phrase_with(run->d->arena, PHRASE_TRUSTED, held->from));
}

/* Whether the command speaks of the held mail; then it is done. */
static bool
run_verb(struct staff_run *run, const struct held_mail *held,
	 const struct command *command)
{
	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++) {
		if (!command->spec || command->spec->id != verbs[i].id)
			continue;
		if (verbs[i].trusts)
			trust(run, held);
		finish(run, held, &verbs[i]);
		return true;
	}
	return false;
}

static struct plan *
too_late(struct staff_run *run)
{
	struct decision *d = run->d;

	plan_by(&d->b, run->person->name,
		phrase_english(run->a->why, d->arena));
	staff_run_tell(run, NULL, phrase_fixed(PHRASE_HELD_DONE));
	staff_finish(run);
	return plan_end(&d->b, OUTCOME_COMMAND, 0,
			"the held mail has been dealt with already");
}

/* Commands about the ticket were run instead. What this mail says beside them
 * goes nowhere; a prepared answer goes out. */
static void
leave_held(struct staff_run *run, const struct held_mail *held)
{
	if (run->prepared[0] && run->a->ticket) {
		run->context = CONTEXT_TICKET;
		run->text = "";
		run->words = false;
		staff_send(run);
	}
	staff_run_tell(run, NULL,
		       phrase_with(run->d->arena, PHRASE_STILL_HELD, held->from,
				   held->subject));
}

struct plan *
decide_held_answer(struct staff_run *run)
{
	const struct held_mail *held = held_of(run);
	struct decision *d = run->d;
	struct authority *about = arena_alloc(d->arena, sizeof(*about));
	const char *why;
	bool done = false;

	if (!held)
		return too_late(run);
	*about = *run->a;
	about->ticket = decision_ticket(d, held->ticket);
	run->a = about;
	why = phrase_english(about->why, d->arena);
	plan_by(&d->b, run->person->name, why);
	for (size_t i = 0; i < run->commands.count; i++) {
		const struct command *command = &run->commands.items[i];

		if (!done && run_verb(run, held, command))
			done = true;
		else
			command_run(run, command);
	}
	if (run->commands.count == 0)
		phrase_add(&run->problems, phrase_fixed(PHRASE_SAY_HELD),
			   d->arena);
	staff_race_told(run);
	if (run->problems.count > 0)
		return staff_ask(run, &run->problems);
	if (run->words)
		staff_run_tell(run, NULL, phrase_fixed(PHRASE_TEXT_NOWHERE));
	if (!done)
		leave_held(run, held);
	staff_finish(run);
	return plan_end(&d->b, OUTCOME_COMMAND, held->ticket, why);
}
