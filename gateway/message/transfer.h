/*
 * transfer.h - transfer encodings of RFC 2045 section 6, and uuencode.
 *
 * All take any bytes, never fail and are linear: what is no part of the
 * encoding is skipped (base64, uuencode) or kept as it stands
 * (quoted-printable).
 */
#ifndef TG_MESSAGE_TRANSFER_H
#define TG_MESSAGE_TRANSFER_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/slice.h"

/* Appends the decoded bytes. Padding in the middle ends a piece of base64
 * and the next begins, as in bodies that were encoded in pieces. */
void
transfer_base64(struct slice in, struct buf *out);

/* HEADER: the Q encoding of RFC 2047, where "_" is a blank and there are no
 * soft line breaks. */
void
transfer_quoted_printable(struct slice in, bool header, struct buf *out);

/* The lines between "begin MODE NAME" and "end", both of which may be
 * missing. */
void
transfer_uuencode(struct slice in, struct buf *out);

/* Whether LINE opens uuencoded data: "begin 644 name"; NAME may be NULL. */
bool
transfer_uu_begin(struct slice line, struct slice *name);

/* The value of a hexadecimal digit of either case, or -1. */
int
transfer_hex_value(char c);

#endif
