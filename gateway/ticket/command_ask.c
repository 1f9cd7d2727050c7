/*
 * command_ask.c - commands that are answered by a mail, and #undo.
 */
#include "ticket/staff_run.h"

#include "base/slice.h"

/* The prepared answer that a beginning names. */
static const char *
find_answer(const struct string_list *answers, const char *prefix,
	    enum phrase_id *problem)
{
	const char *found = NULL;

	*problem = PHRASE_NO_ANSWER;
	for (size_t i = 0; i < answers->count; i++) {
		const char *name = answers->items[i];

		if (ascii_casecmp(name, prefix) == 0)
			return name;
		if (!slice_starts_nocase(slice_from(name), prefix))
			continue;
		if (found) {
			*problem = PHRASE_SEVERAL_ANSWERS;
			return NULL;
		}
		found = name;
	}
	return found;
}

const struct phrase *
run_answer(struct staff_run *run, struct ticket *ticket,
	   const struct command *command)
{
	enum phrase_id problem;
	const char *name =
		find_answer(&run->d->in->answers, command->argument, &problem);

	if (!name)
		return phrase_fixed(problem);
	if (!staff_run_is_own(run, ticket))
		return phrase_fixed(PHRASE_ANSWERS_ONLY);
	run->prepared = name;
	staff_run_done(run, ticket, PHRASE_GETS_ANSWER, name);
	return NULL;
}

static void
add_query(struct staff_run *run, const char *template, const char *query,
	  const char *text, int64_t ticket, enum reply_purpose purpose)
{
	struct staff_query q = { template, query, text, ticket, purpose };

	ARENA_PUSH(run->d->arena, run->queries, run->query_count, q);
}

const struct phrase *
run_list(struct staff_run *run, struct ticket *ticket,
	 const struct command *command)
{
	(void)ticket;
	add_query(run, "digest", "list", command->argument, 0, PURPOSE_LIST);
	return NULL;
}

const struct phrase *
run_show(struct staff_run *run, struct ticket *ticket,
	 const struct command *command)
{
	int64_t id = ticket ? ticket->id : 0;

	if (command->argument[0]) {
		if (!command_ticket_argument(command, run->d->policy->tag, &id))
			return phrase_fixed(PHRASE_NEEDS_NUMBER);
		ticket = staff_run_ticket(run, id);
	}
	if (!ticket)
		return phrase_fixed(PHRASE_NAMES_NONE);
	add_query(run, "show", "", "", ticket->id, PURPOSE_NOTIFICATION);
	return NULL;
}

const struct phrase *
run_similar(struct staff_run *run, struct ticket *ticket,
	    const struct command *command)
{
	if (!ticket && command->argument[0] == '\0')
		return phrase_fixed(PHRASE_NEEDS_WORDS);
	add_query(run, "digest", "similar", command->argument,
		  ticket ? ticket->id : 0, PURPOSE_LIST);
	return NULL;
}

const struct phrase *
run_help(struct staff_run *run, struct ticket *ticket,
	 const struct command *command)
{
	(void)ticket;
	(void)command;
	for (size_t i = 0; i < command_count; i++)
		staff_run_tell(run, NULL, phrase_fixed(command_table[i].help));
	return NULL;
}

/* Ticket by ticket: what others changed since waits. */
const struct phrase *
run_undo(struct staff_run *run, struct ticket *ticket,
	 const struct command *command)
{
	const struct evidence *proof = run->a->proof;
	const char *undone = "";
	size_t count = 0;

	(void)ticket;
	if (!proof || proof->purpose != PURPOSE_RECEIPT)
		return phrase_fixed(PHRASE_RECEIPTS_ONLY);
	if (proof->part_count == 0)
		return phrase_fixed(PHRASE_NOTHING_TO_UNDO);
	for (size_t i = 0; i < proof->part_count; i++) {
		const struct undo_part *part = &proof->parts[i];
		struct op *op;

		if (!staff_race_is_left(run, part->ticket) ||
		    staff_race_undo(run, command, part))
			continue;
		op = plan_add(&run->d->b, OP_UNDO, part->ticket);
		op->other = proof->undo;
		op->number = proof->event;
		undone = arena_printf(run->d->arena, "%s%s%s", undone,
				      count > 0 ? ", " : "",
				      ticket_ref(run->d->policy->tag,
						 part->ticket, run->d->arena));
		count++;
	}
	if (count == proof->part_count)
		staff_run_tell(run, NULL, phrase_fixed(PHRASE_TAKEN_BACK));
	else if (count > 0)
		staff_run_tell(run, NULL,
			       phrase_with(run->d->arena, PHRASE_TAKEN_BACK_OF,
					   undone));
	return NULL;
}
