/*
 * draft.h - a mail to be sent, as values, and its bytes.
 *
 * The outbox keeps drafts; the sender composes the bytes when it hands them
 * to SMTP, so that what the server offers (8BITMIME, SMTPUTF8) can be used
 * and attachments are stored once. The same draft gives the same bytes.
 */
#ifndef TG_MESSAGE_DRAFT_H
#define TG_MESSAGE_DRAFT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "message/facts.h"

struct draft_attachment {
	const char *name;
	const char *type;	/* "image/png" */
	const char *content_id; /* for inline pictures; "" if none */
	bool is_inline;
	const char *sha256; /* the stored content it stands for; "" if none */
	const unsigned char *data;
	size_t size;
};

struct draft {
	struct address from;
	struct address_list to, cc, reply_to;
	const char *subject;
	const char *message_id; /* with < >; "" : made from the content */
	int64_t date; /* seconds since 1970; 0: no Date is known, now is used */
	const char *in_reply_to; /* one id with < >, or "" */
	struct string_list references;
	const char *text; /* UTF-8, LF */
	const char *html; /* "" : text only */
	bool automatic;	  /* adds the headers that stop robots (RFC 3834) */
	struct header *headers; /* further headers; name and value are used */
	size_t header_count;
	struct draft_attachment *attachments;
	size_t attachment_count;
};

/* What the next hop can carry. */
struct draft_transport {
	bool eight_bit; /* 8BITMIME (RFC 6152) */
	bool utf8;	/* SMTPUTF8 (RFC 6531) */
};

/*
 * Composes the message with CRLF line ends (RFC 5322, 2045-2047, 2231, 3676;
 * lines at most 998 bytes, folded at 78). CR, LF and NUL in any header value
 * become blanks. Without SMTPUTF8 a domain outside ASCII goes out in A-labels.
 * ERROR_REJECT when an address cannot be written at all, or has a local part
 * outside ASCII and the transport no SMTPUTF8.
 */
bool
draft_compose(const struct draft *draft, struct draft_transport transport,
	      struct buf *out, struct error *err);

/*
 * JSON: from, to, cc, reply_to, subject, message_id, date (ISO 8601),
 * in_reply_to, references, text, html, auto, headers [{"name","value"}],
 * attachments [{"name","type","content_id","inline","sha256"|"base64"}].
 * draft_from_json() names the offending key in ERR (ERROR_REJECT) and
 * refuses unknown keys. draft_to_json() writes base64 only for attachments
 * without sha256.
 */
bool
draft_from_json(const json_t *json, struct arena *arena, struct draft **draft,
		struct error *err);
json_t *
draft_to_json(const struct draft *draft);

#endif
