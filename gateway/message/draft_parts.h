/*
 * draft_parts.h - the body of an outgoing mail, with the Content-* fields
 * that go before it. Used by draft.c only.
 */
#ifndef TG_MESSAGE_DRAFT_PARTS_H
#define TG_MESSAGE_DRAFT_PARTS_H

#include "message/draft.h"

/*
 * Adds Content-Type, Content-Transfer-Encoding, the empty line and the body,
 * whose last line is ended. EIGHT_BIT: the next hop has 8BITMIME. HASH is
 * hexadecimal and names the boundaries; they occur nowhere in the parts.
 */
void
draft_parts_add(const struct draft *draft, bool eight_bit, const char *hash,
		struct buf *out);

#endif
