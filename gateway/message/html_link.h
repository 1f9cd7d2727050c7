/*
 * html_link.h - the addresses of links. Used by html.c only.
 */
#ifndef TG_MESSAGE_HTML_LINK_H
#define TG_MESSAGE_HTML_LINK_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/slice.h"

/* Whether HREF tells a reader more than the link's TEXT does:
 * "example.org" and "https://www.example.org/" are the same. */
bool
html_link_says_more(struct slice text, const char *href);

/* The address without blanks and control characters, as browsers read it, in
 * ARENA; NULL when it leads nowhere (anchors, scripts) or is too long. */
const char *
html_link_clean(const char *href, struct arena *arena);

#endif
