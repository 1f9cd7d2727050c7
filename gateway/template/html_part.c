/*
 * html_part.c - the HTML part made from the text part.
 *
 * Some mail programs show plain text in a typewriter face; this says the same
 * in the reader's own. Text that a stranger wrote passes through here:
 * everything is escaped, and a link is only made of what already looks like
 * one to the eye.
 */
#include "template/template.h"

#include "base/buf.h"
#include "template/mustache.h"

static const char *const schemes[] = { "https://", "http://", "mailto:" };

/* The size of a link at the beginning of S, or 0. */
static size_t
link_size(struct slice s)
{
	size_t size = 0;

	for (size_t i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++)
		if (slice_starts_nocase(s, schemes[i]))
			size = strlen(schemes[i]);
	if (size == 0)
		return 0;
	while (size < s.size && (unsigned char)s.data[size] > ' ' &&
	       (unsigned char)s.data[size] < 0x7F &&
	       !strchr("<>\"'`\\", s.data[size]))
		size++;
	while (size > 0 && strchr(".,;:!?)", s.data[size - 1]))
		size--;
	return size;
}

static void
add_line(struct buf *out, struct slice line)
{
	size_t plain = 0;

	for (size_t i = 0; i < line.size;) {
		struct slice rest = slice_sub(line, i, line.size);
		bool at_word = i == 0 || strchr(" \t(<", line.data[i - 1]);
		size_t size = at_word ? link_size(rest) : 0;

		if (size == 0) {
			i++;
			continue;
		}
		rest = slice_sub(line, i, i + size);
		mustache_add_html(out, slice_sub(line, plain, i));
		buf_add_str(out, "<a href=\"");
		mustache_add_html(out, rest);
		buf_add_str(out, "\">");
		mustache_add_html(out, rest);
		buf_add_str(out, "</a>");
		i += size;
		plain = i;
	}
	mustache_add_html(out, slice_sub(line, plain, line.size));
}

/* Cuts one "> " off the line. */
static bool
cut_quote(struct slice *line)
{
	if (line->size == 0 || line->data[0] != '>')
		return false;
	*line = slice_sub(*line, 1, line->size);
	if (line->size > 0 && line->data[0] == ' ')
		*line = slice_sub(*line, 1, line->size);
	return true;
}

const char *
template_html_from_text(const char *text, struct arena *arena)
{
	struct slice rest = slice_from(text), line;
	bool in_paragraph = false, in_quote = false;
	struct buf out;

	buf_init(&out, arena);
	buf_add_str(&out,
		    "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\">"
		    "</head><body>\n");
	while (slice_next_line(&rest, &line)) {
		bool quote = cut_quote(&line);
		bool blank = slice_trim(line).size == 0;

		if (in_paragraph && (blank || quote != in_quote)) {
			buf_add_str(&out, "</p>\n");
			in_paragraph = false;
		}
		if (quote != in_quote)
			buf_add_str(&out, quote ? "<blockquote>\n"
						: "</blockquote>\n");
		in_quote = quote;
		if (blank)
			continue;
		buf_add_str(&out, in_paragraph ? "<br>\n" : "<p>");
		in_paragraph = true;
		add_line(&out, line);
	}
	buf_add_str(&out, in_paragraph ? "</p>\n" : "");
	buf_add_str(&out, in_quote ? "</blockquote>\n" : "");
	buf_add_str(&out, "</body></html>\n");
	return out.data;
}
