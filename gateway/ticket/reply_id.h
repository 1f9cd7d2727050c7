/*
 * reply_id.h - Message-IDs that prove who was written to.
 *
 * Every mail that goes out carries one:
 *     <tg.TICKET.PURPOSE.NONCE.MAC@DOMAIN>
 * MAC is a keyed hash of 128 bits over ticket, purpose, nonce and the
 * recipient's address (folded), so that an id is worth something only
 * together with the address it was sent to. Compared byte for byte and in
 * constant time; there is one form and no older one.
 */
#ifndef TG_TICKET_REPLY_ID_H
#define TG_TICKET_REPLY_ID_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/hash.h"

/* What the mail was for; one letter in the id. */
enum reply_purpose {
	PURPOSE_REQUESTER = 'r',    /* acknowledgement, update, ... */
	PURPOSE_NOTIFICATION = 'n', /* to staff: an answer goes out */
	PURPOSE_NOTE = 'i',	    /* to staff: an answer stays internal */
	PURPOSE_RECEIPT = 'c',	    /* what a command mail did; #undo */
	PURPOSE_LIST = 'l',	    /* digest or #list: batch commands */
	PURPOSE_HELD = 'h',	    /* a held mail: release, reject, trust */
	PURPOSE_VENDOR = 'v'	    /* side conversation with a vendor */
};

struct reply_id {
	int64_t ticket; /* 0: none (a list, a held mail) */
	enum reply_purpose purpose;
};

/* Makes an id with a fresh nonce, with < >. */
char *
reply_id_make(const uint8_t key[static HASH_KEY_SIZE], int64_t ticket,
	      enum reply_purpose purpose, const char *recipient,
	      const char *domain, struct arena *arena);

/* Whether ID has our form at all; proves nothing. */
bool
reply_id_looks_ours(const char *id);

/* Whether ID was made with KEY for RECIPIENT; fills OUT only then. */
bool
reply_id_verify(const uint8_t key[static HASH_KEY_SIZE], const char *id,
		const char *recipient, struct reply_id *out);

/*
 * Codes for mailto: links, whose mails keep no In-Reply-To: a short text for
 * the subject, "tg-1042.wait_3d.EXPIRES.EVENT.MAC", signed over ticket,
 * person, action, expiry, and the newest event that the mail with the link
 * could tell of (see race.h).
 * Verified against each person it may belong to; whether it was used before
 * is the store's to say.
 */
char *
action_code_make(const uint8_t key[static HASH_KEY_SIZE], int64_t ticket,
		 const char *person, const char *action, int64_t expires,
		 int64_t event, struct arena *arena);

/* Codes are good for this long. */
#define ACTION_CODE_LIFETIME (7 * 24 * 60 * 60)

/* The code in a subject ("" when there is none), in ARENA. */
const char *
action_code_find(const char *subject, struct arena *arena);

enum action_code_result { CODE_VALID, CODE_EXPIRED, CODE_FORGED };
enum action_code_result
action_code_verify(const uint8_t key[static HASH_KEY_SIZE], const char *code,
		   const char *person, int64_t now, int64_t *ticket,
		   const char **action, int64_t *event, struct arena *arena);

#endif
