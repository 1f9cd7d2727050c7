/*
 * content_key.h - whether two deliveries are the same mail.
 */
#ifndef TG_MESSAGE_CONTENT_KEY_H
#define TG_MESSAGE_CONTENT_KEY_H

#include "base/arena.h"
#include "base/hash.h"
#include "message/mime.h"

/*
 * SHA-256, in hex, over the mail whose first part is ROOT, without what
 * transport adds: the headers in the table of content_key.c (Received,
 * Return-Path, Delivered-To, Authentication-Results, DKIM and ARC, spam
 * marks, list trailers of the header and the like) are left out, line ends
 * count as LF, white space at line ends and at the end of the body does not
 * count. The order of the remaining headers does not count either. ARENA is
 * for what is needed on the way.
 */
void
content_key(const struct part *root, struct arena *arena,
	    char out[static HASH_SHA256_HEX]);

#endif
