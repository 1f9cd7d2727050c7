/*
 * command_ask.c - commands that are answered by a mail, and #undo.
 */
#include "ticket/staff_run.h"

#include "base/slice.h"

/* The prepared answer that a beginning names. */
static const char *
find_answer(const struct string_list *answers, const char *prefix,
	    const char **problem)
{
	const char *found = NULL;

	*problem = "names no prepared answer";
	for (size_t i = 0; i < answers->count; i++) {
		const char *name = answers->items[i];

		if (ascii_casecmp(name, prefix) == 0)
			return name;
		if (!slice_starts_nocase(slice_from(name), prefix))
			continue;
		if (found) {
			*problem = "may be several prepared answers";
			return NULL;
		}
		found = name;
	}
	return found;
}

const char *
run_answer(struct staff_run *run, struct ticket *ticket,
	   const struct command *command)
{
	const char *problem;
	const char *name =
		find_answer(&run->d->in->answers, command->argument, &problem);

	if (!name)
		return problem;
	if (!staff_run_is_own(run, ticket))
		return "works in an answer to a mail about its ticket only";
	run->prepared = name;
	staff_run_done(run, ticket, "gets the prepared answer %s", name);
	return NULL;
}

static void
add_query(struct staff_run *run, const char *template, const char *query,
	  const char *text, int64_t ticket, enum reply_purpose purpose)
{
	struct staff_query q = { template, query, text, ticket, purpose };

	ARENA_PUSH(run->d->arena, run->queries, run->query_count, q);
}

const char *
run_list(struct staff_run *run, struct ticket *ticket,
	 const struct command *command)
{
	(void)ticket;
	add_query(run, "digest", "list", command->argument, 0, PURPOSE_LIST);
	return NULL;
}

const char *
run_show(struct staff_run *run, struct ticket *ticket,
	 const struct command *command)
{
	int64_t id = ticket ? ticket->id : 0;

	if (command->argument[0]) {
		if (!command_ticket_argument(command, run->d->policy->tag, &id))
			return "needs a ticket's number";
		ticket = staff_run_ticket(run, id);
	}
	if (!ticket)
		return "names no ticket that exists";
	add_query(run, "show", "", "", ticket->id, PURPOSE_NOTIFICATION);
	return NULL;
}

const char *
run_similar(struct staff_run *run, struct ticket *ticket,
	    const struct command *command)
{
	if (!ticket && command->argument[0] == '\0')
		return "needs words to look for";
	add_query(run, "digest", "similar", command->argument,
		  ticket ? ticket->id : 0, PURPOSE_LIST);
	return NULL;
}

const char *
run_help(struct staff_run *run, struct ticket *ticket,
	 const struct command *command)
{
	struct decision *d = run->d;

	(void)ticket;
	(void)command;
	for (size_t i = 0; i < command_count; i++) {
		const struct command_spec *spec = &command_table[i];

		list_add(&run->done,
			 arena_printf(d->arena, "%s: %s", spec->usage,
				      spec->help),
			 d->arena);
	}
	return NULL;
}

const char *
run_undo(struct staff_run *run, struct ticket *ticket,
	 const struct command *command)
{
	const struct evidence *proof = run->a->proof;
	struct op *op;

	(void)command;
	if (!proof || proof->purpose != PURPOSE_RECEIPT || !proof->event)
		return "works in an answer to a receipt only";
	op = plan_add(&run->d->b, OP_UNDO, ticket ? ticket->id : 0);
	op->other = proof->event;
	staff_run_done(run, NULL,
		       "taken back, what that receipt told; mails that went "
		       "out cannot be");
	return NULL;
}
