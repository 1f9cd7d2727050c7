/*
 * receipts.h - mails received: the raw bytes, durable before anything else
 * touches them, and what became of each.
 */
#ifndef TG_STORE_RECEIPTS_H
#define TG_STORE_RECEIPTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/slice.h"
#include "store/store.h"
#include "ticket/plan.h"

/*
 * The transport key. From IMAP (mailbox, uidvalidity, uid); from the pipe
 * mailbox is "" and uid 0: then there is no key and every call is new.
 */
struct receipt_key {
	const char *mailbox;
	int64_t uidvalidity, uid;
};

enum receipt_state {
	RECEIPT_PENDING, /* not decided yet */
	RECEIPT_DONE	 /* outcome, ticket and message are set */
};

struct receipt {
	int64_t id;
	struct receipt_key key; /* strings in the arena given */
	int64_t received;	/* seconds since 1970 */
	enum receipt_state state;
	int attempts;		 /* readings begun */
	int reader_failures;	 /* readings on which the reader died */
	bool oversized;		 /* RAW is the header only */
	int64_t size;		 /* on the server */
	struct slice raw;	 /* only from receipt_get() */
	const char *released_by; /* "" unless a person released it */
	bool release_as_note;
	int64_t released_event; /* who released it knew of events up to it */
	const char *rest;    /* tickets for which it waits: "12 15"; "" all */
	bool action_pending; /* mark, move or delete is still to be done */
	enum outcome outcome;
	const char *why;
	int64_t ticket, message; /* 0: none */
};

/* Stores a mail as pending with attempts 0, within the caller's transaction.
 * *ID is 0 when the key is known already: it never counts twice. */
bool
receipt_add(struct store *store, const struct receipt_key *key,
	    struct slice raw, int64_t size, bool oversized, int64_t now,
	    int64_t *id, struct error *err);

/* The highest UID stored of a mailbox under this uidvalidity; 0 for none. */
bool
receipt_highest_uid(struct store *store, const char *mailbox,
		    int64_t uidvalidity, int64_t *uid, struct error *err);

/* Sets those of the COUNT UIDS to 0 whose mails are stored already. */
bool
receipt_drop_known(struct store *store, const char *mailbox,
		   int64_t uidvalidity, uint32_t *uids, size_t count,
		   struct error *err);

/*
 * Ids of pending receipts that nobody is working on, oldest first, at most MAX:
 * those of MAILBOX (the caller is its intake, so nobody else is; "" none),
 * those of the pipe that are older than RECEIPT_ORPHAN_S, and held mails of
 * any mailbox that were released.
 */
#define RECEIPT_ORPHAN_S 120
bool
receipt_leftovers(struct store *store, const char *mailbox, int64_t now,
		  size_t max, struct arena *arena, int64_t **ids, size_t *count,
		  struct error *err);

/* Whether it is still to be decided; false for one that is not there. */
bool
receipt_is_pending(struct store *store, int64_t id, bool *pending,
		   struct error *err);

/* A mail is held: REST names the tickets for which it waits, "12 15"; ""
 * when all of it does. */
bool
receipt_hold(struct store *store, int64_t id, const char *rest,
	     struct error *err);

/* A held mail is to be decided again: its receipt is pending again, with WHO
 * released it, whether its text stays internal, and the newest event that WHO
 * knew of (0: that is not known). */
bool
receipt_release(struct store *store, int64_t id, const char *who, bool as_note,
		int64_t event, struct error *err);

/* *FOUND false when there is none. */
bool
receipt_get(struct store *store, int64_t id, struct arena *arena,
	    struct receipt *out, bool *found, struct error *err);

/* Counts a reading that begins, or one on which the reader died. */
bool
receipt_attempt(struct store *store, int64_t id, struct error *err);
bool
receipt_reader_failure(struct store *store, int64_t id, struct error *err);

/* Closes a receipt with what became of it; sets action_pending for those
 * with an IMAP key (but not again for a released one). MESSAGE 0: none.
 * ERROR_REJECT when it is not pending: another process was faster. */
bool
receipt_finish(struct store *store, int64_t id, enum outcome outcome,
	       const char *why, int64_t ticket, int64_t message,
	       struct error *err);

/* UIDs whose mailbox action is pending, of mails of which only the header is
 * here (OVERSIZED) or of the others; and clearing that once it is done. */
bool
receipt_actions(struct store *store, const char *mailbox, int64_t uidvalidity,
		bool oversized, struct arena *arena, uint32_t **uids,
		size_t *count, struct error *err);
bool
receipt_action_done(struct store *store, const char *mailbox,
		    int64_t uidvalidity, const uint32_t *uids, size_t count,
		    struct error *err);

/* UIDVALIDITY changed: actions under older ones can never be done; forgets
 * them. */
bool
receipt_actions_forget(struct store *store, const char *mailbox,
		       int64_t uidvalidity, struct error *err);

/* The receipt that already stands for this content (not ID itself), if its
 * outcome is not duplicate: *ORIGINAL 0 when there is none. Records
 * CONTENT_KEY on ID. */
bool
receipt_content(struct store *store, int64_t id, const char *content_key,
		int64_t *original, struct error *err);

/* Receipts not decided yet, and mailbox actions not done yet. */
bool
receipt_backlog(struct store *store, size_t *pending, size_t *actions,
		struct error *err);

/* Counts by outcome between two times, for the ledger; index by enum
 * outcome. PENDING those not decided. */
bool
receipt_counts(struct store *store, int64_t from, int64_t to,
	       int64_t counts[static OUTCOME_DUPLICATE + 1], int64_t *pending,
	       struct error *err);

#endif
