/*
 * html_element.h - what each HTML element means for plain text: a table.
 * Used by html.c only.
 */
#ifndef TG_MESSAGE_HTML_ELEMENT_H
#define TG_MESSAGE_HTML_ELEMENT_H

enum html_flag {
	BLOCK = 1 << 0,	    /* begins and ends a line */
	PARAGRAPH = 1 << 1, /* with an empty line around it */
	SKIP = 1 << 2,	    /* nothing inside it is text */
	PRE = 1 << 3,
	INDENT = 1 << 4
};

enum html_id {
	ID_OTHER,
	ID_A,
	ID_BLOCKQUOTE,
	ID_BR,
	ID_CELL,
	ID_DIV,
	ID_HR,
	ID_IMG,
	ID_LI,
	ID_OL,
	ID_P,
	ID_ROW,
	ID_TABLE,
	ID_UL
};

struct html_element {
	const char *name;
	int flags;
	enum html_id id;
};

/* By its lower-case name; elements not in the table are inline text. */
const struct html_element *
html_element_find(const char *name);

#endif
