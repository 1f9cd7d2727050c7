/*
 * quote.h - what the sender wrote this time: quotes, reply headers,
 * signatures, mobile footers and disclaimers set apart.
 *
 * Text in, text out; the line is the unit. If in doubt, show more.
 */
#ifndef TG_MESSAGE_QUOTE_H
#define TG_MESSAGE_QUOTE_H

#include "base/arena.h"
#include "message/facts.h"

struct quote_split {
	const char *reply_text; /* never NULL; not empty if the text is not,
				   unless all of it is quote */
	const char *signature;	/* "" if none */
};

/*
 * IS_REPLY: the mail has In-Reply-To, References or a reply subject; used
 * only to break ties. TEXT is UTF-8 with LF.
 *
 * Marked quotes go wherever they stand, answers between and below them stay.
 * Under a header without marks all is the old mail, unless nothing stands
 * above it or the sender says that answers stand within it. A mail forwarded
 * by its own mark ("Forwarded message") stays: it is new to us. A farewell
 * and a name stay; a block with telephone or address below them goes to
 * SIGNATURE, with phone lines, list footers and disclaimers.
 */
void
quote_split(const char *text, bool is_reply, struct arena *arena,
	    struct quote_split *out);

/*
 * Finds a mail forwarded inline: the header blocks that clients write in the
 * languages of the business world. SUBJECT is the outer subject ("Fwd:",
 * "WG:", "TR:", "转发:"). Fills OUT and returns true if the text is a forward:
 * the block's From, Subject, Date and the text below it.
 */
bool
forwarded_find(const char *text, const char *subject, struct arena *arena,
	       struct forwarded *out);

#endif
