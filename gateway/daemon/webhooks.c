/*
 * webhooks.c - calls rules' webhooks, one at a time between the mails.
 *
 * As with mails: leased in one transaction, called with none open, recorded
 * in another. Killed before the record it is called again, with the same
 * number: better twice than never. Whatever becomes of it is in the ticket's
 * history; no mail waits for it longer than webhooks.timeout.
 */
#include "daemon/webhooks.h"

#include "base/clock.h"
#include "base/fault.h"
#include "base/log.h"
#include "net/webhook.h"
#include "store/tickets.h"
#include "store/webhooks.h"

#define LEASE_S	    600 /* longer than any call can take */
#define RETRY_MIN_S 30
#define RETRY_MAX_S 3600
#define GIVE_UP_S   86400 /* what a hook tells is old news after a day */

static int64_t
retry_delay(int attempts)
{
	int64_t delay = RETRY_MIN_S;

	for (int i = 1; i < attempts && delay < RETRY_MAX_S; i++)
		delay *= 2;
	return delay < RETRY_MAX_S ? delay : RETRY_MAX_S;
}

/* Finished, one way or the other; the ticket's history says which. */
static bool
record_finished(struct desk *desk, const struct webhook *hook,
		enum webhook_state state, const char *answer,
		struct arena *arena, struct error *err)
{
	struct store *store = desk->store;
	int64_t now = clock_now();
	struct actor actor = { .who = "desk",
			       .why = arena_printf(arena, "webhook of rule %s",
						   hook->rule),
			       .now = now };
	const char *what = arena_printf(
		arena, "webhook %s %s: %s", hook->url,
		state == WEBHOOK_CALLED ? "called" : "failed", answer);

	if (store_begin(store, err) &&
	    webhook_finish(store, hook->id, state, answer, now, err) &&
	    ticket_add_event(store, &actor, hook->ticket, what, err) &&
	    store_commit(store, err)) {
		fault_point("sender.webhook-recorded");
		log_line(state == WEBHOOK_CALLED ? LOG_LEVEL_INFO
						 : LOG_LEVEL_WARN,
			 "ticket %lld: %s", (long long)hook->ticket, what);
		return true;
	}
	store_rollback(store);
	return false;
}

static bool
record_retry(struct desk *desk, const struct webhook *hook, const char *answer,
	     struct arena *arena, struct error *err)
{
	struct store *store = desk->store;
	int64_t now = clock_now(), delay = retry_delay(hook->attempts);

	if (now - hook->created >= GIVE_UP_S)
		return record_finished(desk, hook, WEBHOOK_FAILED, answer,
				       arena, err);
	log_warn("ticket %lld: webhook %s: %s; trying again in %lld s",
		 (long long)hook->ticket, hook->url, answer, (long long)delay);
	if (store_begin(store, err) &&
	    webhook_retry(store, hook->id, answer, now + delay, err) &&
	    store_commit(store, err))
		return true;
	store_rollback(store);
	return false;
}

bool
webhooks_call_next(struct desk *desk, const char *owner, struct arena *arena,
		   bool *called, int64_t *next_due, struct error *err)
{
	struct webhook_options options = {
		.ca_file = desk->config->webhooks.ca_file,
		.timeout_s = desk->config->webhooks.timeout,
	};
	struct webhook_result result;
	struct webhook hook;

	arena_reset(arena);
	if (!webhook_lease(desk->store, owner, clock_now(), LEASE_S, arena,
			   &hook, called, next_due, err))
		return false;
	if (!*called)
		return true;
	fault_point("sender.webhook-leased");
	webhook_call(&options, hook.url, hook.id, slice_from(hook.body),
		     &result);
	fault_point("sender.webhook-called");
	switch (result.outcome) {
	case WEBHOOK_ACCEPTED:
		return record_finished(desk, &hook, WEBHOOK_CALLED, result.text,
				       arena, err);
	case WEBHOOK_REFUSED:
		return record_finished(desk, &hook, WEBHOOK_FAILED, result.text,
				       arena, err);
	case WEBHOOK_RETRY:
		return record_retry(desk, &hook, result.text, arena, err);
	}
	return error_set(err, ERROR_BUG, "no such outcome");
}
