/*
 * smtp_body.h - a message on its way into DATA (RFC 5321 section 4.5.2): every
 * line ends in CRLF, a dot in front of a line is doubled, a lone dot follows.
 * Internal to net/.
 */
#ifndef TG_NET_SMTP_BODY_H
#define TG_NET_SMTP_BODY_H

#include "base/slice.h"

/* What must be known of a message before it is sent. */
struct smtp_body_facts {
	size_t size; /* as RFC 1870 counts: with CRLF, without the dots */
	bool has_nul;
	bool high_header; /* bytes over 127 in its header */
	bool high_body;	  /* and in its body */
};

void
smtp_body_look(struct slice message, struct smtp_body_facts *facts);

struct smtp_body {
	struct slice message;
	size_t pos;
	const char *owed; /* to be given before what is at POS */
	bool in_line;
	bool ended; /* the lone dot may have been given */
};

void
smtp_body_init(struct smtp_body *body, struct slice message);

/* The next bytes, at most SIZE; 0 at the end. */
size_t
smtp_body_read(struct smtp_body *body, char *out, size_t size);

#endif
