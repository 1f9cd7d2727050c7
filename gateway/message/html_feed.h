/*
 * html_feed.h - caps and repairs on HTML before libxml2 sees it. Used inside
 * message/ only.
 */
#ifndef TG_MESSAGE_HTML_FEED_H
#define TG_MESSAGE_HTML_FEED_H

#include <stdbool.h>

#include "base/slice.h"

/* Attributes of one tag. Mail has at most some twenty; libxml2 compares each
 * with all before it, and 100,000 took more than ten seconds. */
#define HTML_ATTRIBUTES_MAX 64

/* Bytes of one tag between quotes; an image within the mail (a data: URI) is
 * longer and is cut. */
#define HTML_TAG_MAX ((size_t)64 << 10)

/* Open elements. Long threads nest some hundred; libxml2 searches all of them
 * for every end tag. */
#define HTML_DEPTH_MAX 512

struct html_sink {
	void *context;
	/* takes a piece of HTML that ends at a tag or within text */
	void (*put)(void *context, struct slice html);
	/* the number of open elements now */
	int (*depth)(void *context);
};

struct html_caps {
	bool attributes, depth; /* reached */
};

/* Gives HTML to SINK piece by piece, without comments, scripts and styles,
 * with stray '<' escaped, and within the caps above. Linear. */
void
html_feed(struct slice html, const struct html_sink *sink,
	  struct html_caps *caps);

#endif
