/*
 * handle.c - reads, classifies and decides over mails that are stored.
 *
 * Reading happens with no transaction open, deciding in one for the whole
 * batch. Whatever a mail does to its reader or to the decision, it ends as a
 * ticket that a person sees: nothing is tried for ever.
 */
#include "daemon/handle.h"

#include "base/clock.h"
#include "base/fault.h"
#include "base/log.h"

#define HANDLE_LEFTOVERS_MAX 50 /* in one go, so that memory stays bounded */

/* One mail of a batch. */
struct item {
	struct receipt receipt;
	struct facts *facts;	     /* NULL: it could not be read */
	struct verdict *verdict;     /* NULL: a stub is to be made */
	const struct phrase *reason; /* of the stub */
	bool pending;		     /* else another process was faster */
	struct desk_result result;
};

static bool
item_load(struct handler *h, struct item *item, int64_t id, struct arena *arena,
	  struct error *err)
{
	bool found;

	memset(item, 0, sizeof(*item));
	if (!receipt_get(h->desk->store, id, arena, &item->receipt, &found,
			 err))
		return false;
	if (!found)
		return error_set(err, ERROR_BUG, "receipt %lld is not there",
				 (long long)id);
	return true;
}

/* The reader died on this mail: that is counted before anything else. */
static bool
item_failed(struct handler *h, struct item *item, struct error *err)
{
	struct store *store = h->desk->store;

	item->receipt.reader_failures++;
	if (store_begin(store, err) &&
	    receipt_reader_failure(store, item->receipt.id, err) &&
	    store_commit(store, err))
		return true;
	store_rollback(store);
	return false;
}

static enum reader_result
item_read_once(struct handler *h, struct item *item, struct arena *arena,
	       struct error *err)
{
	const struct receipt *receipt = &item->receipt;
	struct rule_context context;
	enum reader_result got =
		reader_read(h->reader, receipt->raw, arena, &item->facts, err);

	if (got != READER_OK)
		return got;
	if (!desk_rule_context(h->desk, item->facts, receipt->key.mailbox,
			       (size_t)receipt->size, clock_now(), arena,
			       &context, err))
		return READER_FAILED;
	return reader_classify(h->reader, &context, arena, &item->verdict, err);
}

static const struct phrase *
with_detail(enum phrase_id what, const char *detail, struct arena *arena)
{
	if (detail[0] == '\0')
		return phrase_fixed(what);
	return phrase_of(arena, PHRASE_DIAGNOSTIC, phrase_fixed(what),
			 phrase_text(arena_strdup(arena, detail), arena));
}

/* Reads one mail, or finds the reason why it becomes a stub. False only for
 * what is not the mail's fault. */
static bool
item_read(struct handler *h, struct item *item, struct arena *arena,
	  struct error *err)
{
	const struct receipt *receipt = &item->receipt;
	struct error why = { 0 };

	if (receipt->attempts > HANDLE_ATTEMPTS_MAX) {
		item->reason = phrase_fixed(PHRASE_NO_END);
		return true;
	}
	while (receipt->reader_failures < HANDLE_READER_FAILURES_MAX) {
		switch (item_read_once(h, item, arena, &why)) {
		case READER_OK:
			if (receipt->oversized)
				item->reason = phrase_fixed(PHRASE_TOO_LARGE);
			return true;
		case READER_DIED:
			log_warn("%s over the mail of receipt %lld (uid %lld)",
				 why.text, (long long)receipt->id,
				 (long long)receipt->key.uid);
			item->facts = NULL;
			item->verdict = NULL;
			if (!item_failed(h, item, err))
				return false;
			break;
		case READER_FAILED:
			return error_set(err, ERROR_RETRY, "%s", why.text);
		}
	}
	item->reason = with_detail(PHRASE_UNREADABLE, why.text, arena);
	return true;
}

/* A released mail, or one from the pipe, may be taken up by several processes
 * at once: who comes second has nothing to do. */
static bool
item_decide(struct handler *h, struct item *item, struct arena *arena,
	    struct error *err)
{
	if (!receipt_is_pending(h->desk->store, item->receipt.id,
				&item->pending, err))
		return false;
	if (!item->pending)
		return true;
	if (item->reason != NULL)
		return desk_receive_unreadable(
			h->desk, &item->receipt, item->facts, item->reason,
			clock_now(), arena, &item->result, err);
	return desk_receive(h->desk, &item->receipt, item->facts, item->verdict,
			    clock_now(), arena, &item->result, err);
}

/* One transaction for COUNT items; all of them or none. */
static bool
items_commit(struct handler *h, struct item *items, size_t count,
	     struct arena *arena, struct error *err)
{
	if (!store_begin(h->desk->store, err))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!item_decide(h, &items[i], arena, err))
			goto fail;
	fault_point("handle.decided");
	if (!store_commit(h->desk->store, err))
		goto fail;
	fault_point("handle.committed");
	for (size_t i = 0; h->done && i < count; i++)
		if (items[i].pending)
			h->done(&items[i].receipt, items[i].facts,
				&items[i].result);
	return true;
fail:
	store_rollback(h->desk->store);
	return false;
}

/* Somebody else may have been faster: an intake and `held release` both look
 * for released mails. */
static bool
item_is_done(struct handler *h, const struct item *item, struct arena *arena)
{
	struct receipt now;
	bool found;

	return receipt_get(h->desk->store, item->receipt.id, arena, &now,
			   &found, NULL) &&
	       found && now.state == RECEIPT_DONE;
}

/* One mail spoilt its batch: each for itself, and the bad one as a stub. */
static bool
items_commit_singly(struct handler *h, struct item *items, size_t count,
		    struct arena *arena, struct error *err)
{
	for (size_t i = 0; i < count; i++) {
		if (items_commit(h, &items[i], 1, arena, err))
			continue;
		if (err->class == ERROR_RETRY)
			return false;
		if (item_is_done(h, &items[i], arena))
			continue;
		if (items[i].reason != NULL)
			return false;
		items[i].reason =
			with_detail(PHRASE_UNHANDLED, err->text, arena);
		if (!items_commit(h, &items[i], 1, arena, err))
			return false;
	}
	return true;
}

bool
handle_receipts(struct handler *h, const int64_t *ids, size_t count,
		struct error *err)
{
	struct arena *arena = arena_new();
	struct item *items = arena_calloc(arena, count, sizeof(*items));
	bool ok = true;

	for (size_t i = 0; ok && i < count; i++)
		ok = item_load(h, &items[i], ids[i], arena, err) &&
		     item_read(h, &items[i], arena, err);
	fault_point("handle.read");
	if (ok && !items_commit(h, items, count, arena, err))
		ok = err->class != ERROR_RETRY &&
		     items_commit_singly(h, items, count, arena, err);
	arena_free(arena);
	return ok;
}

/* Counts the beginning of a reading, durably, before it happens. */
static bool
count_attempts(struct store *store, const int64_t *ids, size_t count,
	       struct error *err)
{
	bool ok = store_begin(store, err);

	for (size_t i = 0; ok && i < count; i++)
		ok = receipt_attempt(store, ids[i], err);
	ok = ok && store_commit(store, err);
	store_rollback(store);
	return ok;
}

bool
handle_leftovers(struct handler *h, const char *mailbox, struct error *err)
{
	struct store *store = h->desk->store;
	struct arena *arena = arena_new();
	int64_t *ids = NULL;
	size_t count = 0;
	bool ok;

	do {
		arena_reset(arena);
		ok = receipt_leftovers(store, mailbox, clock_now(),
				       HANDLE_LEFTOVERS_MAX, arena, &ids,
				       &count, err) &&
		     (count == 0 || count_attempts(store, ids, count, err));
		for (size_t i = 0; ok && i < count; i++)
			ok = handle_receipts(h, &ids[i], 1, err);
	} while (ok && count == HANDLE_LEFTOVERS_MAX);
	arena_free(arena);
	return ok;
}
