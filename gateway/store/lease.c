/*
 * lease.c - taking the next due row of a queue.
 *
 * DUE is all a queue needs: a lease moves it to its own end, so that a row
 * whose taker died is due again by itself. What goes wrong: two senders want
 * the same row (the write lock decides, the slower one finds nothing); an idle
 * sender must not hold that lock every second (so it looks before).
 */
#include "store/lease.h"

static bool
next_due_read(struct store *store, const struct lease_queue *queue,
	      int64_t *next_due, struct error *err)
{
	return statement_int(store, queue->next_due, BIND_NONE, next_due, err);
}

bool
lease_next(struct store *store, const struct lease_queue *queue,
	   const struct lease *lease, void *row, bool *found, int64_t *next_due,
	   struct error *err)
{
	int64_t earliest;

	if (!next_due_read(store, queue, &earliest, err))
		return false;
	*found = false;
	*next_due = earliest;
	if (!earliest || earliest > lease->now)
		return true;
	if (!store_begin(store, err))
		return false;
	if (!queue->take(store, lease, row, found, err) ||
	    !next_due_read(store, queue, next_due, err)) {
		store_rollback(store);
		return false;
	}
	if (*found)
		return store_commit(store, err);
	store_rollback(store); /* another sender was faster */
	return true;
}
