/*
 * html_writer.h - building plain text line by line while HTML is read.
 * Used inside message/ only.
 */
#ifndef TG_MESSAGE_HTML_WRITER_H
#define TG_MESSAGE_HTML_WRITER_H

#include "base/buf.h"

/* Quotes deeper than this are written as this deep: the marks in front of
 * every line would multiply the size of the text. */
#define HTML_QUOTE_MAX 20

/* Of lists; deeper ones are not indented further. */
#define HTML_INDENT_MAX 10

/* A mail's text longer than this is a data dump, of no use to a reader. */
#define HTML_TEXT_MAX ((size_t)4 << 20)

struct html_writer {
	struct buf out;
	int quote;	   /* depth of quotes around what comes next */
	int indent;	   /* steps of two blanks */
	bool pre;	   /* white space counts */
	bool line_open;	   /* something stands in the line */
	bool space;	   /* a blank is due before the next word */
	bool fresh_cell;   /* a table cell has nothing yet */
	bool full;	   /* HTML_TEXT_MAX was reached: the rest is dropped */
	int newlines;	   /* line ends due before the next word */
	int last_quote;	   /* depth of the line written last */
	size_t lines;	   /* line ends written */
	char marker[16];   /* of a list item, due at its first word */
	const char *joint; /* between table cells, due at the next word */
};

/* What is written grows in ARENA. */
void
writer_init(struct html_writer *w, struct arena *arena);
/* UTF-8 text; white space is collapsed unless PRE. */
void
writer_text(struct html_writer *w, struct slice text);
/* Text as it stands, words of our own. */
void
writer_literal(struct html_writer *w, const char *text);
/* <br>: ends the line, or leaves an empty one. */
void
writer_break(struct html_writer *w);
/* The next word begins a line; after an empty one for a paragraph. */
void
writer_block(struct html_writer *w);
void
writer_paragraph(struct html_writer *w);
/* A further cell of a row: SEPARATOR goes between them, unless the cell
 * before it took several lines since LINES. */
void
writer_next_cell(struct html_writer *w, const char *separator, size_t lines);
/* The number of line ends before the next word. */
size_t
writer_next_line(const struct html_writer *w);
/* Adds to the end of what was written last, before any line end due. */
void
writer_append(struct html_writer *w, const char *text);
/* The text, trimmed at its ends. */
const char *
writer_finish(struct html_writer *w);

#endif
