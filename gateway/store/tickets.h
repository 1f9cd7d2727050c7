/*
 * tickets.h - tickets, who takes part, links, and the append-only history.
 *
 * Changing calls run inside the caller's transaction. Every one of them
 * writes its event: who did what, why, and by which receipt (0: none); the
 * event keeps the old value, so that it can be undone. A call that changes
 * nothing writes nothing. ERROR_REJECT: there is no such ticket.
 */
#ifndef TG_STORE_TICKETS_H
#define TG_STORE_TICKETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/store.h"
#include "ticket/ticket.h"

/* Who changes something, and by which evidence. */
struct actor {
	const char *who;
	const char *why;
	int64_t receipt; /* the mail behind it; 0: none */
	int64_t now;
};

/*
 * One entry of the history. OLD_VALUE and NEW_VALUE ("" none), by OP:
 * status "open" or "waiting WHO UNTIL NAME"; owner, field (NAME which) the
 * value; tag (NAME) "1"; participant (NAME the address) the role; requester
 * (NAME the display name of the one before) the address; link (NAME the
 * relation) and merge the other ticket's number; open the subject; message
 * (NAME the direction) the message's id.
 */
struct event {
	int64_t id, ticket, at;
	const char *who, *what, *why;
	const char *op; /* op_type_name(), "" for plain history */
	const char *name, *old_value, *new_value;
	int64_t receipt;
};

/* Opens a ticket with status new and its requester as participant; *ID is
 * its number: the next one after the highest ever given. */
bool
ticket_open(struct store *store, const struct actor *actor, const char *subject,
	    const struct address *requester, const char *language,
	    const char *mailbox, int64_t *id, struct error *err);

/* The snapshot, in ARENA; *OUT is NULL when there is no such ticket. */
bool
ticket_get(struct store *store, int64_t id, struct arena *arena,
	   struct ticket **out, struct error *err);

/* The ids for the References of the next mail to RECIPIENT, oldest first:
 * those of mails that came in and of ours to that address, at most ten. */
bool
ticket_thread(struct store *store, int64_t id, const char *recipient,
	      struct arena *arena, struct string_list *ids, struct error *err);

bool
ticket_set_status(struct store *store, const struct actor *actor, int64_t id,
		  enum ticket_status status, enum waiting_for waiting_for,
		  const char *waiting_name, int64_t until, struct error *err);

/* NAME "" : nobody. */
bool
ticket_set_owner(struct store *store, const struct actor *actor, int64_t id,
		 const char *name, struct error *err);

/* queue, kind, priority, subject, language, resolution, or any captured
 * field; VALUE "" removes. */
bool
ticket_set_field(struct store *store, const struct actor *actor, int64_t id,
		 const char *name, const char *value, struct error *err);
bool
ticket_set_tag(struct store *store, const struct actor *actor, int64_t id,
	       const char *tag, bool present, struct error *err);
bool
ticket_set_participant(struct store *store, const struct actor *actor,
		       int64_t id, const struct address *address,
		       enum participant_role role, bool present,
		       struct error *err);

/* The old requester takes part no more. */
bool
ticket_set_requester(struct store *store, const struct actor *actor, int64_t id,
		     const struct address *address, struct error *err);
bool
ticket_add_link(struct store *store, const struct actor *actor, int64_t id,
		enum link_relation relation, int64_t other, struct error *err);
bool
ticket_set_link(struct store *store, const struct actor *actor, int64_t id,
		enum link_relation relation, int64_t other, bool present,
		struct error *err);

/* ID ends closed and points to INTO; evidence for ID leads to INTO from now
 * on, and its participants take part there. ERROR_REJECT when INTO was
 * merged itself, or ID into another one. ticket_unmerge() takes the pointer
 * back and nothing else. */
bool
ticket_merge(struct store *store, const struct actor *actor, int64_t id,
	     int64_t into, struct error *err);
bool
ticket_unmerge(struct store *store, const struct actor *actor, int64_t id,
	       struct error *err);

/* History only. */
bool
ticket_add_event(struct store *store, const struct actor *actor, int64_t id,
		 const char *what, struct error *err);

/* The id of the newest event of all; 0 for none. */
bool
event_newest(struct store *store, int64_t *id, struct error *err);

/* The events of a ticket, oldest first, from FROM_EVENT on (0: from the
 * beginning); or those of all tickets from FIRST to LAST. */
bool
ticket_events(struct store *store, int64_t ticket, int64_t from_event,
	      struct arena *arena, struct event **events, size_t *count,
	      struct error *err);
bool
events_between(struct store *store, int64_t first, int64_t last,
	       struct arena *arena, struct event **events, size_t *count,
	       struct error *err);

/* The changes of owner and status, and merges, of a ticket that came after
 * event AFTER, oldest first. */
bool
ticket_changes(struct store *store, int64_t ticket, int64_t after,
	       struct arena *arena, struct ticket_change **changes,
	       size_t *count, struct error *err);

/* Takes the change of EVENT back by a new one; *UNDONE false when it is no
 * change that can be taken back (opening, a message, plain history), as
 * event_can_undo() tells beforehand. To undo several, begin with the
 * newest. */
bool
event_can_undo(const struct event *event);
bool
event_undo(struct store *store, const struct actor *actor,
	   const struct event *event, bool *undone, struct error *err);

/* Tickets for which time may have something to do at NOW: waiting whose date
 * is over, resolved before RESOLVED_BEFORE. */
bool
ticket_due(struct store *store, int64_t now, int64_t resolved_before,
	   size_t max, struct arena *arena, int64_t **ids, size_t *count,
	   struct error *err);

/* Not resolved or closed: of a requester; of an owner. */
bool
ticket_count_open(struct store *store, const char *requester, size_t *count,
		  struct error *err);
bool
ticket_count_owned(struct store *store, const char *owner, size_t *count,
		   struct error *err);

/* The queues that tickets are in, in the order of their names. */
bool
ticket_queues(struct store *store, struct arena *arena,
	      struct string_list *names, struct error *err);

#endif
