/*
 * draft_body.h - bodies of outgoing parts: line ends, format=flowed,
 * transfer encodings. Used by draft.c only.
 */
#ifndef TG_MESSAGE_DRAFT_BODY_H
#define TG_MESSAGE_DRAFT_BODY_H

#include <stdbool.h>

#include "base/buf.h"

enum body_encoding { BODY_7BIT, BODY_8BIT, BODY_QP, BODY_BASE64 };

/* "7bit", "8bit", "quoted-printable", "base64". */
const char *
body_encoding_name(enum body_encoding encoding);

/* TEXT with CRLF line ends, its bytes valid UTF-8. */
void
body_canonical(struct slice text, struct buf *out);

/* TEXT (LF) as format=flowed (RFC 3676) with CRLF: long lines broken at
 * blanks, space-stuffed. Lines without blanks stay long. */
void
body_flowed(struct slice text, struct buf *out);

/*
 * The encoding for TEXT (CRLF): as it is if its lines fit in 998 bytes
 * (RFC 5322 section 2.1.1) and its bytes in what the transport carries,
 * else quoted-printable or base64, whichever is shorter.
 */
enum body_encoding
body_choose(struct slice text, bool eight_bit);

/* BODY in ENCODING at the end of OUT; the last line is not ended. */
void
body_add(struct buf *out, struct slice body, enum body_encoding encoding);

/*
 * Whether a message/rfc822 body can stand as it is, since it may not be
 * encoded (RFC 2046 section 5.2.1), with BODY_7BIT or BODY_8BIT in ENCODING.
 * 8bit is for its text: a header outside ASCII makes it another type, which
 * not every reader knows (RFC 6532 section 3.7). A lone LF is no matter:
 * body_canonical_lines() makes it CRLF.
 */
bool
body_is_plain(struct slice body, bool eight_bit, enum body_encoding *encoding);

/* The bytes of BODY with every line end made CRLF. */
void
body_canonical_lines(struct slice body, struct buf *out);

#endif
