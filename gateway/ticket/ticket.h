/*
 * ticket.h - a ticket as a value: the snapshot that decisions are made over.
 *
 * Strings are never NULL ("" where there is nothing). The store fills
 * snapshots, decide() reads them; nobody changes one.
 */
#ifndef TG_TICKET_TICKET_H
#define TG_TICKET_TICKET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/slice.h"
#include "message/facts.h"

enum ticket_status {
	STATUS_NEW,	 /* nobody has answered or taken it */
	STATUS_OPEN,	 /* it is the staff's turn */
	STATUS_WAITING,	 /* for the requester, a vendor, or a date */
	STATUS_RESOLVED, /* fixed; a reply reopens it */
	STATUS_CLOSED	 /* done; a late reply opens a linked ticket */
};

enum waiting_for { WAITING_NOBODY, WAITING_REQUESTER, WAITING_VENDOR };

/* How somebody takes part. Staff take part by the directory, not by this. */
enum participant_role { ROLE_REQUESTER, ROLE_CC, ROLE_VENDOR };

struct participant {
	struct address address;
	enum participant_role role;
	bool suppressed; /* mail to it failed for good; see store */
};

enum link_relation {
	LINK_MENTIONS,	/* a stranger's mail named this ticket */
	LINK_FOLLOWS,	/* opened by a late reply to a closed ticket */
	LINK_RELATED,	/* #link */
	LINK_DUPLICATE, /* #duplicate: same trouble, told twice */
	LINK_MERGED,	/* this one went into the other */
	LINK_SPLIT,	/* this one came out of the other */
	LINK_PARENT	/* the other one is the parent */
};

struct ticket_link {
	enum link_relation relation;
	int64_t other;
};

struct ticket_field {
	const char *name;
	const char *value;
};

/* A change of owner or status, or a merge, with who made it: race.h says when
 * it is a race. */
enum ticket_change_kind { CHANGE_OWNER, CHANGE_STATUS, CHANGE_MERGE };

struct ticket_change {
	enum ticket_change_kind kind;
	int64_t event; /* its number: they never fall */
	int64_t at;
	int64_t receipt;   /* the mail behind it; 0: none */
	const char *who;   /* staff name, "requester", "timer", ... */
	const char *email; /* who wrote that mail; "" if nobody did */
	const char *owner; /* OWNER: from now on; "" nobody */
	enum ticket_status before, after; /* STATUS */
	int64_t into; /* MERGE: 0 if it was taken apart again */
};

struct ticket {
	int64_t id; /* the number in the tag, from 1 */
	const char *subject;
	enum ticket_status status;
	enum waiting_for waiting_for;
	const char *waiting_name;	     /* the vendor's name */
	int64_t waiting_until;		     /* 0: no date */
	const char *queue, *kind, *priority; /* "" until somebody says */
	struct address requester;
	const char *owner; /* staff name, "" for nobody */
	const char *language;
	const char *mailbox; /* whose address answers */
	struct string_list tags;
	struct ticket_field *fields; /* captured ones and #set */
	size_t field_count;
	struct participant *participants; /* the requester among them */
	size_t participant_count;
	struct ticket_link *links;
	size_t link_count;
	int64_t merged_into;				  /* 0: not merged */
	int64_t created, updated, resolved_at, closed_at; /* 0: never */
	const char *resolution;				  /* how it was fixed */
	size_t message_count;
	size_t incoming_count; /* those of them that came in */
	/* names of staff who wrote internal notes here, who are told of the
	 * next one; filled where a mail of staff is decided */
	struct string_list note_people;
	/* what was changed since the mail that is answered was made, oldest
	 * first; only where a decision over an answer wants it */
	struct ticket_change *changes;
	size_t change_count;
};

/* "new", "open", "waiting", "resolved", "closed" and back. */
const char *
ticket_status_name(enum ticket_status status);
bool
ticket_status_from_name(const char *name, enum ticket_status *status);

/* "requester", "cc", "vendor"; "mentions", "follows", ... and back. */
const char *
participant_role_name(enum participant_role role);
bool
participant_role_from_name(const char *name, enum participant_role *role);
const char *
link_relation_name(enum link_relation relation);
bool
link_relation_from_name(const char *name, enum link_relation *relation);
const char *
waiting_for_name(enum waiting_for who);
bool
waiting_for_from_name(const char *name, enum waiting_for *who);

/* "[IT #1042]" in ARENA. */
char *
ticket_ref(const char *tag, int64_t id, struct arena *arena);

/* The ticket numbers that tags in a subject name, in order, without
 * repeats. */
size_t
ticket_refs_find(const char *tag, const char *subject, struct arena *arena,
		 int64_t **ids);

/* A subject with more references than this names the first ones only. */
#define TICKET_REFS_MAX 8

/* The next reference in SUBJECT at or after *POS: its first byte in *START,
 * the byte behind it in *POS. */
bool
ticket_ref_next(const char *tag, struct slice subject, size_t *pos,
		size_t *start, int64_t *id);

/* Does this address take part (any role)? */
const struct participant *
ticket_participant(const struct ticket *ticket, const char *email);

#endif
