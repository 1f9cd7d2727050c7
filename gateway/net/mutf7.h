/*
 * mutf7.h - folder names on the wire: modified UTF-7 (RFC 3501 section
 * 5.1.3).
 */
#ifndef TG_NET_MUTF7_H
#define TG_NET_MUTF7_H

#include "base/arena.h"

/* NAME (UTF-8) as the server spells it, in ARENA; NULL when it is empty, no
 * valid UTF-8 or holds a control character. */
char *
mutf7_encode(struct arena *arena, const char *name);

#endif
