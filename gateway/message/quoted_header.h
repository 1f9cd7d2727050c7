/*
 * quoted_header.h - the block "From: / Sent: / To: / Subject:" that Outlook,
 * web mail and phones write over a quoted or forwarded mail, and the lines
 * "--- Original Message ---" and "--- Forwarded message ---" above it.
 * Used inside message/ only.
 */
#ifndef TG_MESSAGE_QUOTED_HEADER_H
#define TG_MESSAGE_QUOTED_HEADER_H

#include "message/lines.h"
#include "message/quote_words.h"

struct quoted_header {
	size_t first, end; /* lines [first, end) */
	/* the fields' values as written, unfolded; empty if not there */
	struct slice values[BLOCK_FIELDS];
};

/*
 * Whether a block begins at line AT. CERTAIN: something else already says
 * that a mail is quoted here (a separator above, a mail that is a reply), so
 * less evidence is asked for. BLOCK may be NULL.
 */
bool
quoted_header_match(struct lines *lines, size_t at, bool certain,
		    struct quoted_header *block);

enum separator {
	SEPARATOR_NONE,
	SEPARATOR_ORIGINAL,    /* what follows is quoted */
	SEPARATOR_FORWARD,     /* what follows is passed on: new to us */
	SEPARATOR_REPLY_ABOVE, /* all below is the mail that was answered */
};

/* What line AT announces, alone. */
enum separator
separator_match(struct lines *lines, size_t at);

#endif
