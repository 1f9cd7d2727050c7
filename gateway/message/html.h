/*
 * html.h - HTML to text that a person can read (libxml2's SAX parser).
 */
#ifndef TG_MESSAGE_HTML_H
#define TG_MESSAGE_HTML_H

#include "base/arena.h"
#include "base/slice.h"
#include "message/facts.h"

/* A picture referred to by cid: is named as "[image: NAME]" by its
 * attachment's name; CIDS and NAMES are parallel lists. */
struct html_images {
	struct string_list cids, names;
};

/*
 * UTF-8 HTML to UTF-8 text, LF line ends, never NULL: links as
 * "text <url>", lists, tables, quotes as "> ", hidden preheaders, scripts,
 * styles and tracking pixels gone. Indents that a sender made (Gmail's block
 * quotes without a quote) are indents. Touches no file and no network. Linear
 * in the size of HTML; depth, number of attributes (html_feed.h) and size of
 * the output (html_writer.h) are capped, and a note is added to NOTES when a
 * cap was reached.
 */
const char *
html_to_text(struct slice html, const struct html_images *images,
	     struct arena *arena, struct string_list *notes);

#endif
