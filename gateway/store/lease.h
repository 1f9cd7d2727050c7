/*
 * lease.h - taking the next due row of a queue (outbox, webhooks). Private to
 * store/.
 */
#ifndef TG_STORE_LEASE_H
#define TG_STORE_LEASE_H

#include "store/private.h"

/* Who takes a row, and what it lives in. Times are seconds since 1970. */
struct lease {
	const char *owner;
	int64_t now, until;
	struct arena *arena;
};

struct lease_queue {
	const char *next_due; /* SQL: when the first row is due; 0 or no row:
				 none waits */
	/* Reads the first row that is due into ROW and writes the lease into
	 * it; *FOUND false when there is none. */
	bool (*take)(struct store *store, const struct lease *lease, void *row,
		     bool *found, struct error *err);
};

/* Takes a row in a transaction of its own (none may be open). *FOUND false
 * when none is due; *NEXT_DUE is when the next one will be (0: never). */
bool
lease_next(struct store *store, const struct lease_queue *queue,
	   const struct lease *lease, void *row, bool *found, int64_t *next_due,
	   struct error *err);

#endif
