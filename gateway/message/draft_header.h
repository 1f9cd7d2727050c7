/*
 * draft_header.h - writing header fields: folding, encoded words, addresses,
 * ids and parameters. Used by draft.c and draft_body.c only.
 *
 * A field is begun, gets tokens, and is ended; between two tokens the line
 * is folded where it would grow over 76 characters (RFC 5322 section 2.1.1,
 * RFC 2047 section 2). Nothing that is passed in can end a line: control
 * characters become blanks on the way.
 */
#ifndef TG_MESSAGE_DRAFT_HEADER_H
#define TG_MESSAGE_DRAFT_HEADER_H

#include "base/buf.h"
#include "base/error.h"
#include "message/facts.h"

struct field {
	struct buf *out;
	size_t line; /* where the present line begins in OUT */
	bool fresh;  /* nothing but the name was written yet */
};

/* NAME and a colon. Then tokens; field_end() ends the line. */
void
field_begin(struct field *field, struct buf *out, const char *name);
/* A blank and TOKEN, on a new line when this one would grow too long. */
void
field_token(struct field *field, struct slice token);
void
field_end(struct field *field);

/* Free text (RFC 5322 section 2.2.1): Subject and the like. */
void
field_text(struct field *field, const char *text);

/* A display name (RFC 5322 phrase): atoms, a quoted string, or encoded
 * words. False when TEXT is empty; nothing is written then. */
bool
field_phrase(struct field *field, const char *text);

/* S in quotes, with quotes and backslashes in it escaped. */
void
quoted_add(struct buf *out, struct slice s);

/* RFC 5322 section 3.2.3. */
bool
ascii_is_atext(char c);

/* Mailboxes with commas between. WHAT names the field in errors. False with
 * ERROR_REJECT when an address has no form in RFC 5322, or needs RFC 6532
 * and UTF8 is false. */
bool
field_addresses(struct field *field, const char *what,
		const struct address_list *list, bool utf8, struct error *err);

/* "; NAME=VALUE" after what stands there: quoted, or RFC 2231 when VALUE is
 * long or has other characters than ASCII. */
void
field_param(struct field *field, const char *name, const char *value);

/* Whether EMAIL has characters outside ASCII. */
bool
email_is_international(const char *email);

/* Whether ID can stand in a header: "<", visible ASCII, ">", not too long. */
bool
id_is_writable(const char *id);

/* RFC 5322 section 3.3, in UTC: "Sun, 22 Nov 2026 08:00:00 +0000". */
char *
date_format(int64_t t, char *out, size_t size);

#endif
