/*
 * protection.h - what a mail's signature or encryption is called.
 */
#ifndef TG_MESSAGE_PROTECTION_H
#define TG_MESSAGE_PROTECTION_H

#include "message/mime.h"

/* "s/mime signed", "s/mime encrypted", "pgp signed", "pgp encrypted", or "".
 * TEXT is the mail's text, for PGP that stands in it without MIME. Names
 * only: nothing is verified. RFC 8551, RFC 3156, RFC 9580. */
const char *
protection_name(const struct mime *mime, const char *text);

#endif
