/*
 * held.h - mails that failed a check and wait for a person: held (a claim
 * that was not proven, a command not understood) and quarantined (a rule, or
 * unreadable). Their bytes are the receipt's.
 */
#ifndef TG_STORE_HELD_H
#define TG_STORE_HELD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/store.h"

struct held {
	int64_t id, receipt;
	bool quarantined; /* else held */
	const char *mailbox, *from, *subject, *reason;
	int64_t received;
	int64_t ticket;	   /* that it would have joined; 0 none */
	const char *state; /* "waiting", "released", "rejected" */
};

/* Adds one in state "waiting", within the caller's transaction; *ID is its
 * number. held_get(): strings in ARENA, *FOUND false when there is none. */
bool
held_add(struct store *store, const struct held *held, int64_t *id,
	 struct error *err);
bool
held_get(struct store *store, int64_t id, struct arena *arena, struct held *out,
	 bool *found, struct error *err);

/* Those in state "waiting", oldest first. */
bool
held_list(struct store *store, struct arena *arena, struct held **out,
	  size_t *count, struct error *err);

/* STATE is "released" or "rejected"; *CHANGED false if it was not waiting. */
bool
held_finish(struct store *store, int64_t id, const char *state, const char *who,
	    int64_t now, bool *changed, struct error *err);

/* Senders whose mail is no longer held for where it comes from. */
bool
sender_trust(struct store *store, const char *email, const char *who,
	     int64_t now, struct error *err);
bool
sender_is_trusted(struct store *store, const char *email, bool *is,
		  struct error *err);

#endif
