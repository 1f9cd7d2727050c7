/*
 * smtp_body.h - a message on its way into DATA: every line ends in CRLF.
 * Internal to net/. Leading dots are libcurl's business.
 */
#ifndef TG_NET_SMTP_BODY_H
#define TG_NET_SMTP_BODY_H

#include "base/slice.h"

struct smtp_body {
	struct slice message;
	size_t pos;
	bool owes_lf; /* a CR went out, its LF did not fit */
	bool ended;   /* all was handed over: the final dot may follow */
};

void
smtp_body_init(struct smtp_body *body, struct slice message);

/* The next bytes, at most SIZE; 0 at the end. */
size_t
smtp_body_read(struct smtp_body *body, char *out, size_t size);

/* What smtp_body_read() will give in all. */
size_t
smtp_body_size(struct slice message);

#endif
