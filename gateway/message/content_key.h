/*
 * content_key.h - whether two deliveries are the same mail.
 */
#ifndef TG_MESSAGE_CONTENT_KEY_H
#define TG_MESSAGE_CONTENT_KEY_H

#include "base/hash.h"
#include "base/slice.h"
#include "message/mime.h"

/*
 * SHA-256 over the mail without what transport adds: the headers in the
 * table of content_key.c (Received, Return-Path, Delivered-To,
 * Authentication-Results, DKIM and ARC, spam marks, list trailers of the
 * header and the like) are left out, line ends count as LF, white space at
 * line ends and at the end of the body does not count. The order of the
 * remaining headers does not count either.
 */
void
content_key(struct slice raw, char out[static HASH_SHA256_HEX]);

/* The same for a mail that is parsed already, by its first part. */
void
content_key_of(const struct part *root, struct arena *arena,
	       char out[static HASH_SHA256_HEX]);

#endif
