/*
 * similar.h - tickets like this one, for `#similar`.
 */
#ifndef TG_DESK_SIMILAR_H
#define TG_DESK_SIMILAR_H

#include "desk/desk.h"

/* At most MAX tickets, best first, that share words with WORDS, or with the
 * subject of TICKET when WORDS is ""; TICKET (NULL is allowed) itself is not
 * among them. In ARENA. */
bool
desk_similar(struct desk *desk, const struct ticket *ticket, const char *words,
	     size_t max, struct arena *arena, struct ticket ***tickets,
	     size_t *count, struct error *err);

#endif
