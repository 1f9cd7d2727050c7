/*
 * html_writer.c - lines of plain text out of blocks, breaks and words.
 *
 * Line ends are owed, not written: "</div></p></td>" owes one, and what is
 * owed at the end of the text is never paid. So a link's address can still be
 * put behind its text, and no block leaves empty lines of its own.
 */
#include "message/html_writer.h"

#include "base/utf8.h"

/* Empty lines in a row that a text may keep, and one line end. */
#define NEWLINES_MAX 3

void
writer_init(struct html_writer *w, struct arena *arena)
{
	*w = (struct html_writer){ 0 };
	buf_init(&w->out, arena);
}

static void
trim_blanks(struct html_writer *w)
{
	while (w->out.size && w->out.data[w->out.size - 1] == ' ')
		buf_truncate(&w->out, w->out.size - 1);
}

static void
add_quote_marks(struct html_writer *w, int depth)
{
	for (int i = 0; i < depth && i < HTML_QUOTE_MAX; i++)
		buf_add_char(&w->out, '>');
}

/* Pays the line ends due and writes what stands in front of a line. */
static void
line_open(struct html_writer *w)
{
	int between = w->quote < w->last_quote ? w->quote : w->last_quote;

	if (w->out.size) {
		trim_blanks(w);
		for (int i = 0; i < w->newlines; i++) {
			if (i > 0)
				add_quote_marks(w, between);
			buf_add_char(&w->out, '\n');
			w->lines++;
		}
	}
	w->newlines = 0;
	add_quote_marks(w, w->quote);
	if (w->quote)
		buf_add_char(&w->out, ' ');
	for (int i = 0; i < w->indent && i < HTML_INDENT_MAX; i++)
		buf_add_str(&w->out, "  ");
	buf_add_str(&w->out, w->marker);
	w->marker[0] = '\0';
	w->joint = NULL;
	w->line_open = true;
	w->space = false;
	w->last_quote = w->quote;
}

/* Makes ready for a word. */
static bool
word_begin(struct html_writer *w)
{
	if (w->out.size >= HTML_TEXT_MAX) {
		w->full = true;
		return false;
	}
	if (!w->line_open)
		line_open(w);
	if (w->joint) {
		trim_blanks(w);
		/* "From:" in a cell of its own stays a header field */
		buf_add_str(&w->out,
			    w->out.size && w->out.data[w->out.size - 1] == ':'
				    ? " "
				    : w->joint);
		w->joint = NULL;
		w->space = false;
	}
	if (w->space)
		buf_add_char(&w->out, ' ');
	w->space = false;
	w->fresh_cell = false;
	return true;
}

/* Fillers that senders put into hidden previews and between letters. */
static bool
is_filler(unsigned c)
{
	return c == 0x200B || c == 0x2060 || c == 0xFEFF || c == 0x34F ||
	       c == 0xAD || c == 0x2007;
}

/* Numeric references to the C1 range mean windows-1252 (WHATWG HTML
 * section 13.2.5.80). */
static unsigned
from_c1(unsigned c)
{
	static const unsigned short table[32] = {
		0x20AC, 0x81,	0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
		0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,	0x017D, 0x8F,
		0x90,	0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
		0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,	0x017E, 0x0178
	};

	return c >= 0x80 && c <= 0x9F ? table[c - 0x80] : c;
}

static void
add_character(struct html_writer *w, unsigned c)
{
	if (c == '\n' && w->pre) {
		writer_break(w);
	} else if (c == ' ' || (c >= '\t' && c <= '\r')) {
		if (w->pre && word_begin(w))
			buf_add_char(&w->out, c == '\t' ? '\t' : ' ');
		else
			w->space = w->line_open;
	} else if (c == 0xA0) {
		if (word_begin(w))
			buf_add_char(&w->out, ' ');
	} else if (c >= ' ' && c != 0x7F && !is_filler(c) && word_begin(w)) {
		buf_add_utf8(&w->out, from_c1(c));
	}
}

void
writer_text(struct html_writer *w, struct slice text)
{
	size_t pos = 0;

	while (pos < text.size)
		add_character(w, utf8_next(text, &pos));
}

void
writer_literal(struct html_writer *w, const char *text)
{
	if (word_begin(w))
		buf_add_str(&w->out, text);
}

static void
line_end(struct html_writer *w, int newlines)
{
	if (newlines > NEWLINES_MAX)
		newlines = NEWLINES_MAX;
	if (newlines > w->newlines)
		w->newlines = newlines;
	w->line_open = false;
	w->space = false;
}

void
writer_break(struct html_writer *w)
{
	w->fresh_cell = false;
	line_end(w, w->line_open ? 1 : w->newlines + 1);
}

void
writer_block(struct html_writer *w)
{
	if (!w->fresh_cell && w->line_open)
		line_end(w, 1);
}

void
writer_paragraph(struct html_writer *w)
{
	if (!w->fresh_cell && !w->marker[0])
		line_end(w, 2);
}

void
writer_next_cell(struct html_writer *w, const char *separator, size_t lines)
{
	if (w->lines != lines || w->quote != w->last_quote) {
		writer_block(w);
		return;
	}
	w->newlines = 0;
	w->line_open = true;
	w->joint = separator;
	w->fresh_cell = true;
}

size_t
writer_next_line(const struct html_writer *w)
{
	bool due = !w->line_open && w->out.size;

	return w->lines + (due ? (size_t)w->newlines : 0);
}

void
writer_append(struct html_writer *w, const char *text)
{
	if (w->out.size >= HTML_TEXT_MAX) {
		w->full = true;
		return;
	}
	trim_blanks(w);
	if (w->out.size && w->out.data[w->out.size - 1] != '\n')
		buf_add_char(&w->out, ' ');
	buf_add_str(&w->out, text);
}

const char *
writer_finish(struct html_writer *w)
{
	struct slice text = buf_slice(&w->out);

	while (text.size && strchr(" \n\t", text.data[text.size - 1]))
		text.size--;
	while (text.size && text.data[0] == '\n')
		text = slice_sub(text, 1, text.size);
	return arena_memdup(w->out.arena, text.data ? text.data : "",
			    text.size);
}
