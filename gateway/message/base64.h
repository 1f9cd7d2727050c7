/*
 * base64.h - RFC 4648 for what we write; what strangers write is decoded in
 * transfer.c, which forgives.
 */
#ifndef TG_MESSAGE_BASE64_H
#define TG_MESSAGE_BASE64_H

#include <stdbool.h>

#include "base/buf.h"

/* Adds BYTES in base64, with CRLF between lines of 76 characters (RFC 2045)
 * or as one line. */
void
base64_add(struct buf *out, struct slice bytes);
void
base64_add_lines(struct buf *out, struct slice bytes);

/* Adds what TEXT stands for; white space is skipped, the URL-safe digits are
 * known, the padding may be missing. False when TEXT is no base64. */
bool
base64_decode(struct buf *out, struct slice text);

#endif
