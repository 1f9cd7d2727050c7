/*
 * outbox.h - mails to send: written in the transaction that decided them,
 * leased in a short one, sent with none open, recorded in another.
 */
#ifndef TG_STORE_OUTBOX_H
#define TG_STORE_OUTBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "message/draft.h"
#include "store/store.h"
#include "ticket/reply_id.h"

enum outbox_state { OUTBOX_QUEUED, OUTBOX_SENT, OUTBOX_FAILED };

struct outbox_mail {
	int64_t id;
	int64_t ticket; /* 0: none */
	const char *template;
	const char *message_id; /* with < >, ours */
	const char *recipient;	/* envelope; one a mail */
	const char *sender;	/* envelope; "" is the null sender */
	enum reply_purpose purpose;
	bool is_ack;
	int64_t held;  /* the held mail it is about; 0 none */
	int64_t event; /* newest event when its plan had changed all it does */
	int64_t undo;  /* first event that #undo takes back; 0 none */
	int64_t created;
	struct draft *draft; /* attachments by sha256 only */
	/* read only */
	enum outbox_state state;
	int attempts;
	int64_t next_try;    /* while leased: the end of the lease */
	int64_t lease_until; /* 0: not leased */
	const char *last_answer;
};

/* Within the caller's transaction. Fills *ID; 0, and nothing is added, when
 * the recipient is suppressed. Attachments without sha256 stay in the draft,
 * others must be stored (content_add()) or carry their bytes. */
bool
outbox_add(struct store *store, const struct outbox_mail *mail, int64_t *id,
	   struct error *err);

/* Takes the next due mail for LEASE seconds in the name of OWNER, in a
 * transaction of its own (none may be open); a lease that ran out (the sender
 * died) is due again. *FOUND false when nothing is due; *NEXT_DUE then says
 * when something will be (0: never). Attachments' bytes are loaded into the
 * draft. */
bool
outbox_lease(struct store *store, const char *owner, int64_t now, int64_t lease,
	     struct arena *arena, struct outbox_mail *out, bool *found,
	     int64_t *next_due, struct error *err);

/* Leases of OWNER end now, within the caller's transaction: for an owner that
 * starts anew and knows that its former self is dead. */
bool
outbox_reclaim(struct store *store, const char *owner, int64_t now,
	       struct error *err);

/* Each within the caller's transaction. outbox_retry() gives the lease back
 * and sets the next try. ANSWER is the server's or our own words. */
bool
outbox_sent(struct store *store, int64_t id, const char *answer, int64_t now,
	    struct error *err);
bool
outbox_retry(struct store *store, int64_t id, const char *answer,
	     int64_t next_try, struct error *err);
bool
outbox_failed(struct store *store, int64_t id, const char *answer, int64_t now,
	      struct error *err);

/* The mail with this Message-ID (byte for byte), without draft; *FOUND. */
bool
outbox_by_message_id(struct store *store, const char *message_id,
		     struct arena *arena, struct outbox_mail *out, bool *found,
		     struct error *err);

/* Acknowledgements made for RECIPIENT since SINCE. */
bool
outbox_acks_since(struct store *store, const char *recipient, int64_t since,
		  size_t *count, struct error *err);

/* Mails queued (due or waiting for their next try). */
bool
outbox_waiting(struct store *store, size_t *count, struct error *err);

/* Addresses that permanently fail: no mail is added for them until a person
 * clears it. */
bool
address_suppress(struct store *store, const char *email, const char *reason,
		 int64_t now, struct error *err);
bool
address_clear(struct store *store, const char *email, bool *was,
	      struct error *err);
bool
address_is_suppressed(struct store *store, const char *email, bool *is,
		      struct error *err);

/* Action codes that were used: *FIRST tells whether this was the first. */
bool
code_use(struct store *store, const char *code, int64_t now, bool *first,
	 struct error *err);
bool
code_used(struct store *store, const char *code, bool *used, struct error *err);

#endif
