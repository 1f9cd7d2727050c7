/*
 * html_style.h - the little of CSS that decides whether a reader sees a text.
 * Used inside message/ only.
 */
#ifndef TG_MESSAGE_HTML_STYLE_H
#define TG_MESSAGE_HTML_STYLE_H

#include <stdbool.h>

struct html_style {
	bool hidden;	/* with all inside it */
	bool font_set;	/* FONT_TINY says how */
	bool font_tiny; /* unreadably small */
	bool pre;	/* white space counts */
	bool no_size;	/* width or height of nothing: a tracking pixel */
	bool border_none;
};

/* STYLE is the attribute's value; NULL gives a plain style. */
struct html_style
html_style_parse(const char *style);

/* Whether an attribute such as width="1" or "0px" is at most two pixels. */
bool
html_is_tiny(const char *value);

#endif
