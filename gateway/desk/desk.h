/*
 * desk.h - where everything meets: one mail, one transaction.
 *
 * The rooms below know nothing of each other: message/ reads, rules/
 * classifies, ticket/ decides, store/ keeps, template/ words. This room looks
 * up what decide() wants to know, carries out its plan and writes the mails
 * of the plan to the outbox, all within one transaction of the store. The
 * daemon's roles and the command line use the same calls.
 */
#ifndef TG_DESK_DESK_H
#define TG_DESK_DESK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/hash.h"
#include "config/config.h"
#include "config/sources.h"
#include "message/facts.h"
#include "rules/ruleset.h"
#include "store/receipts.h"
#include "store/store.h"
#include "template/template.h"
#include "ticket/decide.h"
#include "ticket/plan.h"

struct desk {
	const struct config *config;
	struct store *store;
	struct template_set *templates;
	struct sources *sources;
	struct arena *queues_arena; /* NULL: not looked for yet */
	struct string_list queues;  /* that the rules set */
	uint8_t key[HASH_KEY_SIZE]; /* of reply ids; only with STORE_WRITE */
	const char *domain;	    /* right side of our Message-IDs */
};

/* Opens the store and loads the templates. DESK is filled or untouched; the
 * caller calls desk_close(). CONFIG and SOURCES must live longer. */
bool
desk_open(struct desk *desk, const struct config *config,
	  struct sources *sources, enum store_mode mode, struct error *err);

/* A zeroed desk is allowed. */
void
desk_close(struct desk *desk);

/* What became of a mail, for the log line. */
struct desk_result {
	enum outcome outcome;
	int64_t ticket; /* 0: none */
	const char *why;
	size_t mails; /* written to the outbox, and webhooks to call */
	const struct verdict *verdict; /* NULL: it could not be read */
};

/*
 * Decides over one mail that was read and carries out the plan, within the
 * caller's transaction (store_begin). RECEIPT is closed with the outcome.
 * On failure the caller rolls back; nothing was half done.
 */
bool
desk_receive(struct desk *desk, const struct receipt *receipt,
	     const struct facts *facts, const struct verdict *verdict,
	     int64_t now, struct arena *arena, struct desk_result *result,
	     struct error *err);

/*
 * The same for a mail that could not be read, or only its header (HEAD, NULL
 * for nothing at all): a stub ticket that says REASON, with the bytes as they
 * came attached, so that a person sees it.
 */
bool
desk_receive_unreadable(struct desk *desk, const struct receipt *receipt,
			const struct facts *head, const struct phrase *reason,
			int64_t now, struct arena *arena,
			struct desk_result *result, struct error *err);

/* What rules may know beside the mail, looked up without a transaction; in
 * ARENA and in FACTS. */
bool
desk_rule_context(struct desk *desk, const struct facts *facts,
		  const char *mailbox, size_t size, int64_t now,
		  struct arena *arena, struct rule_context *context,
		  struct error *err);

/* What time brings (waiting that is over, resolved that closes), in
 * transactions of its own; *CHANGED counts tickets, *MAILS outbox rows. */
bool
desk_tick(struct desk *desk, int64_t now, size_t *changed, size_t *mails,
	  struct error *err);

/* A mail of ours failed for good: closes the outbox row, records it on the
 * ticket and tells its owner, in a transaction of its own. SUPPRESS: the
 * address itself is at fault. */
bool
desk_send_failed(struct desk *desk, int64_t outbox_id, int64_t ticket,
		 const char *recipient, const char *answer, bool suppress,
		 int64_t now, struct error *err);

/* A person at the command line releases or rejects a held mail (by mail it is
 * part of a plan), in a transaction of its own. STATE is "released" (its
 * receipt is pending again, for handle_leftovers()) or "rejected"; TRUST lets
 * the sender pass from now on. *CHANGED false: it was not waiting any more. */
bool
desk_held_finish(struct desk *desk, int64_t held, const char *state, bool trust,
		 const char *who, int64_t now, struct arena *arena,
		 bool *changed, struct error *err);

#endif
