/*
 * decide.h - the desk's policy: facts, verdict, evidence and tickets in, a
 * plan out. Pure: no store, no clock, no network.
 *
 * Call order, by desk/ inside one transaction: evidence_wanted() says which
 * ids, tags, codes and ticket numbers the mail mentions; desk/ looks them up
 * and fills struct decide_input; decide() makes the plan; desk/ carries it
 * out. `ticketgate explain` does the same and rolls back.
 */
#ifndef TG_TICKET_DECIDE_H
#define TG_TICKET_DECIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "message/facts.h"
#include "rules/ruleset.h"
#include "ticket/plan.h"
#include "ticket/policy.h"
#include "ticket/staff.h"
#include "ticket/ticket.h"

/* What the mail mentions and desk/ should look up. */
struct wanted {
	struct string_list ids; /* In-Reply-To, References, and the returned
				   id of a bounce; nearest first */
	int64_t *tickets;	/* in subject tags and commands */
	size_t ticket_count;
	const char *code; /* an action code in the subject; "" if none */
};
/* TICKETS holds what tags and commands name. Merged tickets' targets are
 * desk/'s to follow: decide() wants them in decide_input.tickets too. */
struct wanted *
evidence_wanted(const struct facts *facts, const struct policy *policy,
		const struct staff_directory *staff, struct arena *arena);

enum evidence_how {
	EVIDENCE_REPLY_ID, /* an id of ours, known, MAC right for SENT_TO */
	EVIDENCE_SEEN_ID,  /* a Message-ID or reference seen on the ticket */
	EVIDENCE_TAG,	   /* "[IT #1042]" in the subject */
	EVIDENCE_CODE	   /* an action code, signed for PERSON, unused */
};

/* A ticket that the plan changed of which a receipt tells. */
struct undo_part {
	int64_t ticket;
	bool overrules; /* undoing sets its owner or status */
};

struct evidence {
	enum evidence_how how;
	int64_t ticket;		    /* 0 for a list or a held mail */
	const char *text;	    /* the id, tag or code itself */
	const char *sent_to;	    /* REPLY_ID: the address it was sent to */
	enum reply_purpose purpose; /* REPLY_ID */
	int64_t held;  /* REPLY_ID: the held mail that it asks about */
	int64_t event; /* REPLY_ID, CODE: the newest event that this mail
			    could tell of, its own plan's included; changes
			    after it are races */
	int64_t undo;  /* REPLY_ID of a receipt: the first event of the
			    plan that it tells of; EVENT is the last. 0: it
			    tells of no change */
	struct undo_part *parts; /* what #undo would take back, by ticket */
	size_t part_count;
	bool in_bounce;	    /* the id came out of a returned mail */
	const char *person; /* CODE: staff name */
	const char *action; /* CODE: "take", "wait 3d", ... */
};

/* How many tickets somebody has to work on (new, open). */
struct staff_load {
	const char *name;
	size_t open;
};

/* A held mail that a reply is about. */
struct held_mail {
	int64_t id;
	const char *from, *subject, *reason;
	int64_t ticket; /* it would have joined; 0 for none */
};

struct decide_input {
	const struct policy *policy;
	const struct staff_directory *staff;
	const struct facts *facts;
	const struct verdict *verdict;
	const char *mailbox; /* configured name, "" for the pipe */
	int64_t now;
	struct evidence *evidence; /* strongest first, see evidence_how */
	size_t evidence_count;
	struct ticket **tickets; /* all that evidence and commands name */
	size_t ticket_count;
	struct held_mail *held;
	size_t held_count;
	size_t acks_last_hour;	       /* to this sender */
	bool sender_trusted;	       /* released with "trust" before */
	struct string_list answers;    /* names of prepared answers */
	struct string_list queues;     /* that rules set or tickets are in;
					  only for mails of staff */
	struct string_list suppressed; /* those of the addresses concerned */
	bool released; /* a person released this held mail: skip the checks
			  that would hold it again */
	const char *released_by; /* who; NULL or "" at the command line */
	bool release_as_note;	 /* and its text stays internal */
	int64_t released_event;	 /* who released it insists, and knew of the
				   events up to this one; 0: does not */
	int64_t *rest; /* for these tickets only is it still to be decided:
			  the others were when it was held; none: all */
	size_t rest_count;
	struct staff_load *loads; /* for "least busy of SKILL"; people not
				     named here have nothing to do */
	size_t load_count;
};

/*
 * Whom a mail speaks for: the requester of the ticket that it would open,
 * the one who is acknowledged (acks_last_hour counts for this address).
 *
 * From; but Reply-To if it names one mailbox of the same domain, or if From
 * is one of our own addresses, a noreply one or missing; and the inner
 * sender of a mail that somebody of the staff forwards. Reply-To of another
 * domain is not believed: answers about a victim's ticket would go there.
 * Borrowed from FACTS; ARENA is for what is needed on the way.
 */
struct address
mail_requester(const struct facts *facts, const struct policy *policy,
	       const struct staff_directory *staff, struct arena *arena);

/* What is to be done about a mail, and why; in ARENA, never NULL. */
struct plan *
decide(const struct decide_input *in, struct arena *arena);

/*
 * A mail that could not be read (the reader died on it twice), or is larger
 * than allowed: the plan for a stub ticket that a person sees. REASON is one
 * sentence; FROM and SUBJECT are what could be told of it, "" if nothing.
 */
struct plan *
decide_stub(const struct policy *policy, const struct staff_directory *staff,
	    struct address from, const char *subject,
	    const struct phrase *reason, struct arena *arena);

/* Time passed: waiting that is over, resolved that closes. NULL when there
 * is nothing to do for TICKET. */
struct plan *
decide_timer(const struct policy *policy, const struct staff_directory *staff,
	     const struct ticket *ticket, int64_t now, struct arena *arena);

/* A mail of ours was refused for good (5xx, or given up after GIVE_UP). */
struct plan *
decide_send_failure(const struct policy *policy,
		    const struct staff_directory *staff,
		    const struct ticket *ticket, const char *recipient,
		    const char *diagnostic, bool suppress, struct arena *arena);

/* Who is told about TICKET: the owner, else people with the skill its queue
 * names, else everyone; only available ones if any are. */
size_t
staff_to_notify(const struct staff_directory *staff,
		const struct ticket *ticket, const char *skill, int64_t now,
		struct arena *arena, const struct staff ***people);

#endif
