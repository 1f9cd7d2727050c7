/*
 * command_status.c - commands that say who has a ticket and where it stands.
 */
#include "ticket/staff_run.h"

#include "base/clock.h"
#include "ticket/assign.h"
#include "ticket/lifecycle.h"
#include "ticket/wait_time.h"

/* A command that says by itself where its ticket goes from here, and with
 * which template a text about it is sent. */
static void
settle(struct staff_run *run, const struct ticket *ticket, const char *template)
{
	if (!staff_run_is_own(run, ticket))
		return;
	run->moved = true;
	run->template = template;
}

static void
give_to(struct staff_run *run, struct ticket *ticket,
	const struct staff *person)
{
	const char *name = person ? person->name : "";

	if (strcmp(ticket->owner, name) != 0)
		plan_add(&run->d->b, OP_OWNER, ticket->id)->name = name;
	ticket->owner = name;
}

const struct phrase *
run_take(struct staff_run *run, struct ticket *ticket,
	 const struct command *command)
{
	(void)command;
	give_to(run, ticket, run->person);
	staff_run_move(run, ticket, CAUSE_TAKE, WAITING_REQUESTER, "", 0);
	staff_run_done(run, ticket, PHRASE_IS_YOURS, NULL);
	return NULL;
}

const struct phrase *
run_assign(struct staff_run *run, struct ticket *ticket,
	   const struct command *command)
{
	const struct phrase *problem = NULL;
	const struct staff *person =
		assign_find(run->d, command->argument, &problem);
	struct staff_handover handover;

	if (!person)
		return problem;
	give_to(run, ticket, person);
	if (ticket->status == STATUS_NEW)
		staff_run_move(run, ticket, CAUSE_TAKE, WAITING_NOBODY, "", 0);
	handover = (struct staff_handover){ person, ticket->id };
	ARENA_PUSH(run->d->arena, run->handovers, run->handover_count,
		   handover);
	staff_run_done(run, ticket, PHRASE_IS_THEIRS, person->name);
	return NULL;
}

const struct phrase *
run_return(struct staff_run *run, struct ticket *ticket,
	   const struct command *command)
{
	(void)command;
	if (ticket->owner[0] && strcmp(ticket->owner, run->person->name) != 0) {
		staff_run_done(run, ticket, PHRASE_NOT_YOURS, ticket->owner);
		return NULL;
	}
	give_to(run, ticket, NULL);
	staff_run_done(run, ticket, PHRASE_IS_NOBODYS, NULL);
	return NULL;
}

const struct phrase *
run_wait(struct staff_run *run, struct ticket *ticket,
	 const struct command *command)
{
	char iso[CLOCK_ISO_MAX];
	int64_t until = 0;

	if (command->argument[0] &&
	    !wait_time_parse(command->argument, run->d->now, run->d->arena,
			     &until))
		return phrase_fixed(PHRASE_NEEDS_TIME);
	staff_run_move(run, ticket, CAUSE_WAIT, WAITING_REQUESTER, "", until);
	settle(run, ticket, "waiting");
	if (until)
		staff_run_done(run, ticket, PHRASE_WAITS_UNTIL,
			       arena_strdup(run->d->arena,
					    clock_format_iso(until, iso)));
	else
		staff_run_done(run, ticket, PHRASE_WAITS, NULL);
	return NULL;
}

/* A vendor that we know takes part from now on: their mails join. What is
 * written to the requester does not go to them. */
static void
let_in(struct staff_run *run, const struct ticket *ticket,
       const struct vendor *vendor)
{
	struct address address = { vendor->name, vendor_address(vendor) };

	if (address.email[0] && !ticket_participant(ticket, address.email))
		plan_participant(&run->d->b, ticket->id, address, ROLE_VENDOR,
				 true);
}

/* A vendor of the directory by any beginning; without a directory, a name as
 * it is written. */
const struct phrase *
run_vendor(struct staff_run *run, struct ticket *ticket,
	   const struct command *command)
{
	const char *name = command->argument;
	bool ambiguous;
	const struct vendor *vendor =
		vendor_by_prefix(&run->d->policy->vendors, name, &ambiguous);

	if (ambiguous)
		return phrase_fixed(PHRASE_SEVERAL_VENDORS);
	if (!vendor && run->d->policy->vendors.count > 0)
		return phrase_fixed(PHRASE_NO_SUCH_VENDOR);
	if (vendor) {
		name = vendor->name;
		let_in(run, ticket, vendor);
	}
	staff_run_move(run, ticket, CAUSE_WAIT, WAITING_VENDOR, name, 0);
	settle(run, ticket, "update");
	staff_run_done(run, ticket, PHRASE_WAITS_VENDOR, name);
	return NULL;
}

const struct phrase *
run_resolve(struct staff_run *run, struct ticket *ticket,
	    const struct command *command)
{
	const char *how = command->argument;

	if (how[0] == '\0' && staff_run_is_own(run, ticket))
		how = run->text;
	if (how[0])
		plan_add(&run->d->b, OP_RESOLUTION, ticket->id)->text = how;
	staff_run_move(run, ticket, CAUSE_RESOLVE, WAITING_NOBODY, "", 0);
	if (ticket->owner[0] == '\0')
		give_to(run, ticket, run->person);
	settle(run, ticket, "resolved");
	staff_run_done(run, ticket, PHRASE_IS_RESOLVED, NULL);
	return NULL;
}

const struct phrase *
run_close(struct staff_run *run, struct ticket *ticket,
	  const struct command *command)
{
	(void)command;
	staff_run_move(run, ticket, CAUSE_CLOSE, WAITING_NOBODY, "", 0);
	settle(run, ticket, "closed");
	staff_run_done(run, ticket, PHRASE_IS_CLOSED, NULL);
	return NULL;
}

const struct phrase *
run_reopen(struct staff_run *run, struct ticket *ticket,
	   const struct command *command)
{
	(void)command;
	staff_run_move(run, ticket, CAUSE_REOPEN, WAITING_NOBODY, "", 0);
	settle(run, ticket, "update");
	staff_run_done(run, ticket, PHRASE_IS_OPEN, NULL);
	return NULL;
}

const struct phrase *
run_spam(struct staff_run *run, struct ticket *ticket,
	 const struct command *command)
{
	(void)command;
	plan_tag(&run->d->b, ticket->id, "spam", true);
	staff_run_move(run, ticket, CAUSE_CLOSE, WAITING_NOBODY, "", 0);
	settle(run, ticket, "closed");
	run->note = run->note || staff_run_is_own(run, ticket);
	staff_run_done(run, ticket, PHRASE_IS_SPAM, NULL);
	return NULL;
}
