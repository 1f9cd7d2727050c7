/*
 * messages.h - the mails on a ticket, their ids, and attachments, kept once
 * per content.
 */
#ifndef TG_STORE_MESSAGES_H
#define TG_STORE_MESSAGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/slice.h"
#include "message/facts.h"
#include "store/tickets.h"
#include "ticket/plan.h"

struct message_attachment {
	const char *name, *type, *content_id;
	bool is_inline;
	int64_t size;
	const char *sha256;
};

struct message {
	int64_t id, ticket, receipt;
	enum direction direction;
	int64_t date; /* the mail's own, else when it was received */
	const char *message_id;
	struct address from;
	struct address_list to, cc;
	const char *subject, *text, *reply_text, *language;
	struct message_attachment *attachments;
	size_t attachment_count;
};

/* Puts a mail on a ticket: row, attachments, every id it mentions (so that
 * later mails find the ticket), the search index, an event. TEXT_SHOWN
 * replaces reply_text when not NULL (a staff answer as it went out). */
bool
message_add(struct store *store, const struct actor *actor, int64_t ticket,
	    enum direction direction, const struct facts *facts,
	    const char *text_shown, int64_t *id, struct error *err);

/* The messages of a ticket, oldest first, those of tickets merged into it
 * among them. */
bool
message_list(struct store *store, int64_t ticket, struct arena *arena,
	     struct message **messages, size_t *count, struct error *err);

/* The addresses of those who wrote notes on a ticket or on one merged into it,
 * each once. */
bool
message_note_authors(struct store *store, int64_t ticket, struct arena *arena,
		     struct string_list *emails, struct error *err);

/* Moves the newest incoming message of FROM, not newer than event BEFORE (0,
 * or all are newer: any), to ticket INTO, with its ids; an event on both.
 * Nothing to move: ERROR_REJECT. */
bool
message_move_newest(struct store *store, const struct actor *actor,
		    int64_t from, int64_t before, int64_t into,
		    struct error *err);

/* Raw bytes of the Nth (from 1) message of a ticket as it came; *FOUND. */
bool
message_raw(struct store *store, int64_t ticket, size_t n, struct arena *arena,
	    struct slice *raw, bool *found, struct error *err);

/* Remembers an id for a ticket without a message (outgoing mail). */
bool
message_id_add(struct store *store, int64_t ticket, const char *message_id,
	       struct error *err);

/* The ticket on which an id was first seen; 0 for none. Byte for byte. */
bool
message_id_ticket(struct store *store, const char *message_id, int64_t *ticket,
		  struct error *err);

/* Contents, by SHA-256 in lower-case hex: added once. */
bool
content_add(struct store *store, const char *sha256, struct slice data,
	    struct error *err);
bool
content_get(struct store *store, const char *sha256, struct arena *arena,
	    struct slice *data, bool *found, struct error *err);

#endif
