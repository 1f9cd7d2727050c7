/*
 * webhooks.h - https addresses that rules have called: written in the
 * transaction that decided them, called by the sender, with leases as in
 * outbox.h.
 */
#ifndef TG_STORE_WEBHOOKS_H
#define TG_STORE_WEBHOOKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/store.h"

enum webhook_state { WEBHOOK_QUEUED, WEBHOOK_CALLED, WEBHOOK_FAILED };

struct webhook {
	int64_t id;
	int64_t ticket;
	const char *rule; /* whose it is */
	const char *url;
	const char *body; /* JSON */
	int64_t created;
	int attempts; /* read only: begun so far */
};

/* Within the caller's transaction. */
bool
webhook_add(struct store *store, const struct webhook *webhook,
	    struct error *err);

/* Takes the next due one for LEASE seconds in the name of OWNER, in a
 * transaction of its own (none may be open). *FOUND false when none is due;
 * *NEXT_DUE then says when one will be (0: never). */
bool
webhook_lease(struct store *store, const char *owner, int64_t now,
	      int64_t lease, struct arena *arena, struct webhook *out,
	      bool *found, int64_t *next_due, struct error *err);

/* As outbox_reclaim(). */
bool
webhook_reclaim(struct store *store, const char *owner, int64_t now,
		struct error *err);

/* Within the caller's transaction. ANSWER is the server's or our own words. */
bool
webhook_finish(struct store *store, int64_t id, enum webhook_state state,
	       const char *answer, int64_t now, struct error *err);
bool
webhook_retry(struct store *store, int64_t id, const char *answer,
	      int64_t next_try, struct error *err);

/* Those that are queued (due or waiting for their next try). */
bool
webhook_waiting(struct store *store, size_t *count, struct error *err);

#endif
