/*
 * enriched.h - text/enriched (RFC 1896) and text/richtext (RFC 1341) to text.
 */
#ifndef TG_MESSAGE_ENRICHED_H
#define TG_MESSAGE_ENRICHED_H

#include "base/arena.h"

/* TEXT without its commands, paragraphs joined; in ARENA. */
const char *
enriched_to_text(const char *text, struct arena *arena);

#endif
