/*
 * webhooks.h - the sender's second queue: rules' webhooks.
 */
#ifndef TG_DAEMON_WEBHOOKS_H
#define TG_DAEMON_WEBHOOKS_H

#include <stdbool.h>
#include <stdint.h>

#include "desk/desk.h"

/* Calls the next webhook that is due, if there is one: *CALLED. Otherwise
 * *NEXT_DUE says when one will be (0: none queued). OWNER is who leases. No
 * transaction may be open; false: ERROR_RETRY or ERROR_BUG of the store. */
bool
webhooks_call_next(struct desk *desk, const char *owner, struct arena *arena,
		   bool *called, int64_t *next_due, struct error *err);

#endif
