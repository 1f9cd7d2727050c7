/*
 * facts.h - what one mail says, as values: the result of reading.
 *
 * All strings are NUL terminated valid UTF-8 (facts_read() replaces NUL and
 * undecodable bytes by U+FFFD), never NULL unless said so, and live in the
 * arena that the reader was given. Nothing here was checked against anything
 * outside the mail: names and ids are chosen by strangers.
 */
#ifndef TG_MESSAGE_FACTS_H
#define TG_MESSAGE_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/slice.h"

/* One mailbox of RFC 5322 section 3.4. EMAIL is "" for a name alone. */
struct address {
	const char *name;
	const char *email; /* as written; compare with address_equal() */
};

struct address_list {
	struct address *items;
	size_t count;
};

struct string_list {
	const char **items;
	size_t count;
};

/* A header field, in the order of the mail, top first. */
struct header {
	const char *name;  /* as written */
	const char *value; /* unfolded, encoded words decoded, trimmed */
	const char *raw;   /* unfolded only: for ids and structured fields */
};

/* What kind of thing sent this. The names in facts_kind_name(). */
enum mail_kind {
	KIND_HUMAN,
	KIND_AUTO_REPLY,     /* out of office, receipts of other desks, MDN */
	KIND_BOUNCE,	     /* delivery status, failed or delayed */
	KIND_LIST,	     /* discussion list, newsletter */
	KIND_AUTO_GENERATED, /* monitoring, cron, calendar replies, shops */
	KIND_FEEDBACK	     /* abuse reports, RFC 5965 */
};

/* One answer and the evidence for it: "header Auto-Submitted: auto-replied". */
struct answer {
	bool yes;
	const char *why;
};

enum bounce_action {
	BOUNCE_FAILED,
	BOUNCE_DELAYED,
	BOUNCE_DELIVERED,
	BOUNCE_RELAYED,
	BOUNCE_EXPANDED
};

struct bounce_recipient {
	const char *address; /* final or original recipient; "" if unknown */
	const char *status;  /* RFC 3463 "5.1.1"; "" if unknown */
	enum bounce_action action;
	const char *diagnostic; /* the server's words; "" if none */
};

struct bounce {
	struct bounce_recipient *recipients;
	size_t count;
	const char *original_message_id; /* with < >; "" if not returned */
};

struct attachment {
	const char *name; /* a file name without folders; made up if none */
	const char *type; /* "image/png", lower case */
	const char *content_id; /* without < >; "" if none */
	bool is_inline; /* shown within the text: disposition or cid: use */
	const unsigned char *data; /* decoded; in the arena or in the mail */
	size_t size;
	char sha256[HASH_SHA256_HEX];
};

/* The mail inside a forward; present when FROM.email or SUBJECT is set. */
struct forwarded {
	bool present;
	struct address from;
	const char *subject;
	const char *message_id; /* only of an attached message/rfc822 */
	int64_t date;
	bool has_date;
	const char *text; /* what the inner sender wrote */
};

struct facts {
	/* headers */
	struct header *headers;
	size_t header_count;
	struct address_list from, to, cc, reply_to, sender;
	const char *subject;
	int64_t date;	 /* seconds since 1970, UTC; valid if has_date */
	int date_offset; /* minutes east of UTC as the sender wrote */
	bool has_date;
	const char *message_id; /* with < >; "" if there is none */
	struct string_list in_reply_to, references; /* ids with < >, in order */

	/* text */
	const char *text;	/* all of the body as text, line ends LF */
	const char *reply_text; /* the new part: no quote, no signature */
	const char *signature;	/* the sender's signature block; "" if none */
	const char *language;	/* "en", "zh", "de", ...; "" if unknown */
	struct attachment *attachments;
	size_t attachment_count;
	struct forwarded forwarded;
	const char *calendar_method; /* "REQUEST", "REPLY", ...; "" if none */
	const char *protection; /* "s/mime signed", "pgp encrypted", ...; "" */

	/* kind: three separate questions beside it */
	enum mail_kind kind;
	const char *kind_why;
	struct answer may_acknowledge, may_reopen, is_ticket;
	struct bounce bounce; /* count 0 unless kind is bounce */

	/* identity: SHA-256 over what the sender wrote, without the trace
	 * headers that differ from one delivery to the other; see
	 * content_key() in content_key.h */
	char content_key[HASH_SHA256_HEX];

	/* caps that were reached, and damage that was worked around, one
	 * sentence each; the mail is then kept raw beside these facts */
	struct string_list notes;
};

/*
 * Reads a mail. Pure: no file, no network, no clock. Never fails: whatever
 * bytes come in, facts come out. RAW must stay valid as long as FACTS.
 */
struct facts *
facts_read(struct slice raw, struct arena *arena);

/*
 * Opens whatever the libraries behind facts_read() would open later (charset
 * converters, language models), so that a sandbox may close files for good.
 * False when a part is missing; reading then works without it. Optional
 * where files stay open.
 */
bool
facts_preload(struct error *err);

/* "human", "auto-reply", "bounce", "list", "auto-generated", "feedback". */
const char *
facts_kind_name(enum mail_kind kind);
bool
facts_kind_from_name(const char *name, enum mail_kind *kind);

/* "failed", "delayed", "delivered", "relayed", "expanded". */
const char *
bounce_action_name(enum bounce_action action);

/* The value (decoded) of the first header NAME, or NULL. */
const char *
facts_header(const struct facts *facts, const char *name);

/* Whether two addresses are the same mailbox for our purposes: caseless in
 * both parts, dots and tags kept. "" equals nothing. */
bool
address_equal(const char *a, const char *b);

/* The first address of From, else Sender, else Reply-To; EMAIL is "" when
 * the mail names none. */
struct address
facts_sender(const struct facts *facts);

#endif
