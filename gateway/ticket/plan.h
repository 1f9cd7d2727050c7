/*
 * plan.h - what is to be done about a mail, as values: the result of
 * decide(), carried out by desk/ in the transaction that it was made in.
 */
#ifndef TG_TICKET_PLAN_H
#define TG_TICKET_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "ticket/phrase.h"
#include "ticket/reply_id.h"
#include "ticket/ticket.h"

/* What became of the mail; the ledger counts these. */
enum outcome {
	OUTCOME_OPENED,
	OUTCOME_APPENDED,
	OUTCOME_COMMAND,     /* commands only: recorded, nothing appended */
	OUTCOME_HELD,	     /* failed a check; a person decides */
	OUTCOME_QUARANTINED, /* by a rule, or unreadable: a person decides */
	OUTCOME_IGNORED,     /* by a named rule, or a bounce of no ticket */
	OUTCOME_DUPLICATE
};

/* Stands for the ticket that this plan opens. */
#define PLAN_NEW_TICKET ((int64_t)0)

enum op_type {
	OP_OPEN,	/* address: requester; text: subject, or if that is NULL
			   phrase; name: language */
	OP_MESSAGE,	/* direction; the incoming mail is put on the ticket.
			   text: its words as they went out, cleaned; NULL:
			   as the mail says */
	OP_STATUS,	/* status, waiting_for, name (vendor), until */
	OP_OWNER,	/* name: staff, "" for nobody */
	OP_FIELD,	/* name, text: value ("" removes) */
	OP_TAG,		/* name; number 1 adds, 0 removes */
	OP_PARTICIPANT, /* address, role; number 1 adds, 0 removes */
	OP_REQUESTER,	/* address: the ticket's requester from now on; the
			   one before takes part no more unless an
			   OP_PARTICIPANT says so */
	OP_LINK,	/* relation, other */
	OP_MERGE,	/* other: this ticket's messages are read there now */
	OP_RESOLUTION,	/* text: how it was fixed */
	OP_EVENT,	/* name: what; only history */
	OP_MAIL,	/* mail */
	OP_HOLD,	/* text: reason, name: "held" or "quarantined"; rest:
			   for which tickets, "12 15"; NULL: all of it */
	OP_HELD_DONE,	/* other: held id; name: "released", "rejected";
			   number 1: its text stays internal when it is
			   decided again (decide_input.release_as_note);
			   until: decide_input.released_event */
	OP_SUPPRESS,	/* address; text: status and diagnostic */
	OP_CODE_USED,	/* text: the action code */
	OP_UNDO,	/* events from OTHER to NUMBER about this ticket */
	OP_TRUST,	/* address: a sender that is released from now on */
	OP_CLEAR,	/* address: may be written to again, though mail to it
			   has failed for good */
	OP_WEBHOOK,	/* name: the https address that is called */
	OP_SPLIT	/* other: the newest incoming message of that ticket
			   (not after event NUMBER, if that is set) is moved
			   to this one */
};

enum direction { DIRECTION_IN, DIRECTION_OUT, DIRECTION_NOTE };

/*
 * A mail to send. Its data are built by desk/ after all changes before it.
 *
 * What TEXT and LINES mean depends on the template:
 *   ack, update, waiting, resolved, closed, duplicate: TEXT is what the
 *	requester reads ("" for an ack: it never echoes anybody's words)
 *   notification, staff-update, stranger, send-failed: lines[0] says in one
 *	sentence what happened and why this person is told; TEXT is what was
 *	written, if anything was. A stranger mail is about the new ticket
 *	(so that "#merge 12" can answer it); op.other is the ticket that
 *	its recipient has to do with
 *   held, question: lines are the reasons; what may be answered is in the
 *	template. Both are about the mail that the OP_HOLD before them held
 *	(PURPOSE_HELD)
 *   receipt: lines say what was done, one each
 *   digest: QUERY "list" or "similar", TEXT its argument ("" for all)
 *   show: ticket is the one to show
 */
struct plan_mail {
	const char *template; /* in the catalog */
	struct address to;
	const char *language; /* "" : the desk's */
	enum reply_purpose purpose;
	bool automatic;	  /* robots' headers, null envelope sender */
	bool to_staff;	  /* notification data and links are added */
	const char *text; /* the words to pass on, cleaned; "" if none */
	struct phrase_list lines; /* of a receipt, list or question */
	bool attachments;	  /* pass on the incoming mail's attachments */
	bool is_ack;		  /* counts against policy.ack_limit */
	bool undo;		  /* offer #undo of this plan */
	struct string_list cc_shown; /* others who get the same, for show */
	const char *answer; /* name of a prepared answer whose text goes
			       before TEXT; "" none */
	const char *query;  /* digest: "list" or "similar"; else "" */
};

struct op {
	enum op_type type;
	int64_t ticket;	 /* PLAN_NEW_TICKET: the one opened here */
	const char *who; /* "requester", a staff name, "rule printer", ... */
	const char *why; /* evidence in words: "reply id sent to it1@..." */
	const char *name, *text, *rest;
	const struct phrase *phrase;
	struct address address;
	enum participant_role role;
	enum ticket_status status;
	enum waiting_for waiting_for;
	enum link_relation relation;
	enum direction direction;
	int64_t other, number, until;
	struct plan_mail *mail;
};

struct plan {
	enum outcome outcome;
	const char *why; /* of the outcome, one sentence */
	int64_t ticket;	 /* that the mail belongs to; 0 for new or none */
	struct op *ops;
	size_t op_count;
};

/* "opened", "appended", "command", "held", "quarantined", "ignored",
 * "duplicate". */
const char *
outcome_name(enum outcome outcome);

/* "in", "out", "note". */
const char *
direction_name(enum direction direction);

/*
 * The plan in words, one line for the outcome and one for each op, for
 * `explain` and tests:
 *	opened: nothing in it answers a mail of ours
 *	  open "Printer broken" for anna@example.org language en
 * With REASONS each op ends in "; WHO: WHY". In ARENA.
 */
char *
plan_format(const struct plan *plan, bool reasons, struct arena *arena);

/* The name of an op type: "open", "message", "status", ... */
const char *
op_type_name(enum op_type type);

#endif
