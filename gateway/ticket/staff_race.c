/*
 * staff_race.c - what of a staff mail waits because somebody was faster.
 *
 * A race of the ticket that the mail answers holds the whole mail. A race of
 * a ticket that a line names, or of one of several that an undo would change,
 * holds that alone; the rest is done, and the receipt is the question.
 */
#include "ticket/decide_parts.h"
#include "ticket/race.h"
#include "ticket/staff_run.h"

static const struct phrase *
race_of(const struct staff_run *run, int64_t ticket)
{
	const struct evidence *proof = run->a->proof;

	/* Without one, a person has let the mail pass as it is. */
	if (!proof)
		return NULL;
	return race_found(run->d, ticket, race_known(run->d, proof),
			  run->person);
}

/* The ticket that was answered, as its number was then. */
static int64_t
answered(const struct staff_run *run)
{
	if (run->a->proof && run->a->proof->ticket)
		return run->a->proof->ticket;
	return run->a->ticket ? run->a->ticket->id : 0;
}

void
staff_race_text(struct staff_run *run)
{
	if (run->words && !run->note && !staff_run_has(run, COMMAND_NOTE) &&
	    run->a->ticket && run->context == CONTEXT_TICKET)
		run->race = race_of(run, answered(run));
}

static void
wait_alone(struct staff_run *run, const struct phrase *line, int64_t ticket)
{
	phrase_add(&run->waiting, line, run->d->arena);
	ARENA_PUSH(run->d->arena, run->rest, run->rest_count, ticket);
}

/* "Not mine" says nothing of a ticket that somebody else has. */
static bool
overrules(const struct staff_run *run, const struct command *command,
	  const struct ticket *ticket)
{
	if (command->spec->id == COMMAND_UNDO)
		return false; /* asked for each ticket, staff_race_undo() */
	if (command->spec->id == COMMAND_RETURN)
		return strcmp(ticket->owner, run->person->name) == 0;
	return command_races(command);
}

bool
staff_race_command(struct staff_run *run, const struct command *command,
		   const struct ticket *ticket)
{
	int64_t number = command->ticket ? command->ticket : answered(run);
	struct arena *arena = run->d->arena;
	const struct phrase *race;

	if (!ticket || !overrules(run, command, ticket))
		return false;
	race = race_of(run, number);
	if (!race)
		return false;
	if (number == answered(run) && run->context == CONTEXT_TICKET)
		run->race = race;
	else
		wait_alone(run,
			   phrase_of(arena, PHRASE_LINE_HELD,
				     phrase_text(command->line, arena), race),
			   number);
	return true;
}

bool
staff_race_undo(struct staff_run *run, const struct command *command,
		const struct undo_part *part)
{
	struct arena *arena = run->d->arena;
	const struct phrase *race = NULL;
	const char *ref = ticket_ref(run->d->policy->tag, part->ticket, arena);

	if (part->overrules)
		race = race_of_one(run->d, part->ticket,
				   race_known(run->d, run->a->proof),
				   run->person);
	if (!race)
		return false;
	wait_alone(run,
		   phrase_of(arena, PHRASE_UNDO_HELD,
			     phrase_text(command->line, arena),
			     phrase_text(ref, arena), race),
		   part->ticket);
	return true;
}

void
staff_race_told(struct staff_run *run)
{
	struct arena *arena = run->d->arena;
	struct phrase_list lines = { NULL, 0 };

	if (run->race)
		phrase_add(&lines,
			   phrase_of(arena,
				     run->words ? PHRASE_RACE_HELD
						: PHRASE_COMMAND_HELD,
				     run->race),
			   arena);
	for (size_t i = 0; i < run->waiting.count; i++)
		phrase_add(&lines, run->waiting.items[i], arena);
	for (size_t i = 0; i < run->problems.count; i++)
		phrase_add(&lines, run->problems.items[i], arena);
	run->problems = lines;
}

void
staff_race_hold(struct staff_run *run)
{
	struct arena *arena = run->d->arena;
	const char *rest = "";

	if (run->waiting.count == 0)
		return;
	for (size_t i = 0; i < run->rest_count; i++)
		rest = arena_printf(arena, "%s%s%lld", rest, rest[0] ? " " : "",
				    (long long)run->rest[i]);
	hold_mail(run->d, "held", run->a->ticket ? run->a->ticket->id : 0,
		  phrase_english(run->waiting.items[0], arena))
		->rest = rest;
}

bool
staff_race_is_left(const struct staff_run *run, int64_t ticket)
{
	const struct decide_input *in = run->d->in;

	for (size_t i = 0; i < in->rest_count; i++)
		if (in->rest[i] == ticket)
			return true;
	return in->rest_count == 0;
}

/* Whether a command of a released mail is still to be carried out. */
static bool
is_left(struct staff_run *run, const struct command *command)
{
	const struct decide_input *in = run->d->in;
	int64_t number = command->ticket ? command->ticket : answered(run);

	if (in->release_as_note && command_races(command)) {
		staff_run_tell(run, NULL,
			       phrase_with(run->d->arena, PHRASE_LEFT_OUT,
					   command->line));
		return false;
	}
	if (in->rest_count == 0)
		return true;
	return command_races(command) && (command->spec->id == COMMAND_UNDO ||
					  staff_race_is_left(run, number));
}

void
staff_race_released(struct staff_run *run)
{
	struct command_list *commands = &run->commands;
	size_t kept = 0;

	for (size_t i = 0; i < commands->count; i++)
		if (is_left(run, &commands->items[i]))
			commands->items[kept++] = commands->items[i];
	commands->count = kept;
	if (run->d->in->rest_count > 0)
		run->text = "";
}
