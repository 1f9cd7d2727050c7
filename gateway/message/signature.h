/*
 * signature.h - what stands below the words of the sender: signature block,
 * "Sent from my phone", footers of lists, legal disclaimers.
 */
#ifndef TG_MESSAGE_SIGNATURE_H
#define TG_MESSAGE_SIGNATURE_H

#include "message/lines.h"

/* A run of lines [FIRST, END) that the sender wrote, quotes taken out. */
struct signature_range {
	size_t first, end;
	bool text_above;  /* the sender wrote something before FIRST */
	bool quote_below; /* a quote or its header follows at END */
	bool is_reply;
};

/* The line at which what the sender wrote ends and the signature and such
 * begin; END when there is none. */
size_t
signature_find(const struct lines *lines, const struct signature_range *range);

/* What a person wrote of a signature: without its mark, rules, and lines such
 * as "Sent from my phone". Trimmed, in ARENA; "" if nothing is left. */
const char *
signature_words(const char *signature, struct arena *arena);

#endif
