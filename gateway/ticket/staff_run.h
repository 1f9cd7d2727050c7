/*
 * staff_run.h - one staff mail while its commands are carried out. Private to
 * decide_staff.c, command_run.c and their neighbours.
 */
#ifndef TG_TICKET_STAFF_RUN_H
#define TG_TICKET_STAFF_RUN_H

#include "ticket/authority.h"
#include "ticket/command.h"
#include "ticket/decision.h"

/* A mail that a command asks for, made after all changes. */
struct staff_query {
	const char *template, *query, *text;
	int64_t ticket;
	enum reply_purpose purpose;
};

/* Somebody whom a command made owner. */
struct staff_handover {
	const struct staff *person;
	int64_t ticket;
};

/* A line of the receipt that tells of a ticket. */
struct staff_change {
	int64_t ticket;
	const struct phrase *line;
};

/* A note on another ticket than the mail's own. */
struct staff_note {
	const struct ticket *ticket;
	const char *text;
};

struct staff_run {
	struct decision *d;
	const struct authority *a;
	const struct staff *person;
	enum command_context context;
	struct command_list commands;
	const char *text; /* without commands; "" if there is none */
	bool words;	  /* there is something to send or to note */

	/* Snapshots as they are after the ops planned so far. */
	struct ticket **working;
	size_t working_count;

	/* What commands decided about the text. */
	const char *template, *prepared; /* "" none */
	bool note, moved, split;

	struct phrase_list done;      /* lines of the receipt */
	struct staff_change *changes; /* those of them that tell of tickets */
	size_t change_count;
	struct phrase_list problems; /* lines of the question */

	/* Races (staff_race.c). */
	const struct phrase *race;  /* of the ticket answered: all waits; NULL
				      none */
	struct phrase_list waiting; /* what is held alone, a line each */
	int64_t *rest;		    /* its tickets */
	size_t rest_count;
	struct staff_query *queries;
	size_t query_count;
	struct staff_handover *handovers;
	size_t handover_count;
	struct staff_note *notes;
	size_t note_count;
	int64_t touched; /* the first ticket that was changed */
};

/* Begins RUN with what the mail says: person, context, commands and text
 * (staff_read.c). */
void
staff_read(struct staff_run *run, struct decision *d,
	   const struct authority *a);

/* Whether the mail is from a link with a code. */
bool
staff_run_is_code(const struct staff_run *run);

/* The working copy of ticket ID, merges followed; NULL if there is none. */
struct ticket *
staff_run_ticket(struct staff_run *run, int64_t id);

/* The ticket that the mail is about; NULL for a list. */
struct ticket *
staff_run_own(struct staff_run *run);

/* Whether the mail has this command. */
bool
staff_run_has(const struct staff_run *run, enum command_id id);

/* Carries out one command: plans its ops, notes what was done. What is wrong
 * goes to run->problems. */
void
command_run(struct staff_run *run, const struct command *command);

/* Adds a line to the receipt; TICKET is what was changed, or NULL. */
void
staff_run_tell(struct staff_run *run, const struct ticket *ticket,
	       const struct phrase *line);

/* The same for a phrase whose arguments are TICKET and WHAT (NULL: only the
 * ticket). */
void
staff_run_done(struct staff_run *run, const struct ticket *ticket,
	       enum phrase_id id, const char *what);

/* Whether the command sends something or sets owner or status, so that it
 * can meet a race. */
bool
command_races(const struct command *command);

/*
 * Races (see race.h). staff_race_text() asks it of the text; then
 * staff_race_command() of each command: true if it is not to be carried out,
 * which is noted in RUN. staff_race_undo() asks it of a ticket that an undo
 * would change. staff_race_told() adds the lines of a question about RUN to
 * PROBLEMS; staff_race_hold() holds what waits alone; the receipt
 * says so.
 */
void
staff_race_text(struct staff_run *run);
bool
staff_race_command(struct staff_run *run, const struct command *command,
		   const struct ticket *ticket);
bool
staff_race_undo(struct staff_run *run, const struct command *command,
		const struct undo_part *part);
void
staff_race_told(struct staff_run *run);
void
staff_race_hold(struct staff_run *run);

/* Of a mail that was released, takes out what is not to be done: the lines
 * that were carried out when others were held; of a note, what races.
 * staff_race_is_left(): whether it is still to be done for TICKET. */
void
staff_race_released(struct staff_run *run);
bool
staff_race_is_left(const struct staff_run *run, int64_t ticket);

/* What a command does to TICKET (NULL for those that need none). Returns
 * NULL, or what is wrong, as the end of a sentence. */
typedef const struct phrase *(*command_fn)(struct staff_run *run,
					   struct ticket *ticket,
					   const struct command *command);

/* command_status.c */
const struct phrase *
run_take(struct staff_run *run, struct ticket *ticket,
	 const struct command *command);
const struct phrase *
run_assign(struct staff_run *run, struct ticket *ticket,
	   const struct command *command);
const struct phrase *
run_return(struct staff_run *run, struct ticket *ticket,
	   const struct command *command);
const struct phrase *
run_wait(struct staff_run *run, struct ticket *ticket,
	 const struct command *command);
const struct phrase *
run_vendor(struct staff_run *run, struct ticket *ticket,
	   const struct command *command);
const struct phrase *
run_resolve(struct staff_run *run, struct ticket *ticket,
	    const struct command *command);
const struct phrase *
run_close(struct staff_run *run, struct ticket *ticket,
	  const struct command *command);
const struct phrase *
run_reopen(struct staff_run *run, struct ticket *ticket,
	   const struct command *command);
const struct phrase *
run_spam(struct staff_run *run, struct ticket *ticket,
	 const struct command *command);

/* command_join.c */
const struct phrase *
run_for(struct staff_run *run, struct ticket *ticket,
	const struct command *command);
const struct phrase *
run_cc(struct staff_run *run, struct ticket *ticket,
       const struct command *command);
const struct phrase *
run_merge(struct staff_run *run, struct ticket *ticket,
	  const struct command *command);
const struct phrase *
run_split(struct staff_run *run, struct ticket *ticket,
	  const struct command *command);
const struct phrase *
run_link(struct staff_run *run, struct ticket *ticket,
	 const struct command *command);
const struct phrase *
run_duplicate(struct staff_run *run, struct ticket *ticket,
	      const struct command *command);
const struct phrase *
run_parent(struct staff_run *run, struct ticket *ticket,
	   const struct command *command);

/* command_ask.c */
const struct phrase *
run_answer(struct staff_run *run, struct ticket *ticket,
	   const struct command *command);
const struct phrase *
run_list(struct staff_run *run, struct ticket *ticket,
	 const struct command *command);
const struct phrase *
run_show(struct staff_run *run, struct ticket *ticket,
	 const struct command *command);
const struct phrase *
run_similar(struct staff_run *run, struct ticket *ticket,
	    const struct command *command);
const struct phrase *
run_help(struct staff_run *run, struct ticket *ticket,
	 const struct command *command);
const struct phrase *
run_undo(struct staff_run *run, struct ticket *ticket,
	 const struct command *command);

/* Whether TICKET is the one that the mail is about. */
bool
staff_run_is_own(const struct staff_run *run, const struct ticket *ticket);

/* Moves a working copy to where CAUSE leads, with an op if that changes it.
 * WAITING_FOR, NAME and UNTIL count for STATUS_WAITING. */
void
staff_run_move(struct staff_run *run, struct ticket *ticket, enum cause cause,
	       enum waiting_for waiting_for, const char *name, int64_t until);

/* Throws the plan away, holds the mail, and asks its sender. QUESTIONS is not
 * empty. */
struct plan *
staff_ask(struct staff_run *run, const struct phrase_list *questions);

/* Sends the text or the prepared answer of a mail about one ticket, or keeps
 * it as a note. */
void
staff_send(struct staff_run *run);

/* The mails that follow from commands: to new owners, to owners whose
 * tickets others changed, what was asked for, and the receipt. */
void
staff_finish(struct staff_run *run);

/* An answer to a mail about a held one: release, reject, trust. */
struct plan *
decide_held_answer(struct staff_run *run);

#endif
