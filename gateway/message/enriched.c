/*
 * enriched.c - drops the commands of an old rich text.
 *
 * "<<" is a "<"; what stands in <param> is for machines; a single line end
 * is a blank, and of several all but one are kept.
 */
#include "base/buf.h"
#include "base/slice.h"
#include "message/enriched.h"

static void
add_lines(size_t count, struct buf *out)
{
	if (count == 1)
		buf_add_char(out, ' ');
	for (size_t i = 1; i < count; i++)
		buf_add_char(out, '\n');
}

struct enriched {
	struct slice s;
	size_t pos;
	struct buf out;
	size_t lines;  /* line ends that were not yet told */
	size_t hidden; /* <param> open */
	bool no_end;   /* no ">" is left */
};

/* "<command>" at pos; false if it is no command. */
static bool
take_command(struct enriched *reader)
{
	struct slice s = reader->s, tag;
	size_t end;

	if (s.data[reader->pos] != '<' || reader->no_end ||
	    reader->pos + 1 == s.size || s.data[reader->pos + 1] == '<')
		return false;
	end = slice_find(s, ">", reader->pos);
	if (end == (size_t)-1) { /* all the rest is text */
		reader->no_end = true;
		reader->hidden = 0;
		return false;
	}
	tag = slice_sub(s, reader->pos + 1, end);
	if (slice_equal_nocase(tag, "param"))
		reader->hidden++;
	else if (slice_equal_nocase(tag, "/param") && reader->hidden)
		reader->hidden--;
	else if (slice_equal_nocase(tag, "nl"))
		reader->lines = 2;
	reader->pos = end + 1;
	return true;
}

static void
take_char(struct enriched *reader)
{
	char c = reader->s.data[reader->pos++];

	if (c == '<' && reader->pos < reader->s.size &&
	    reader->s.data[reader->pos] == '<')
		reader->pos++;
	if (reader->hidden)
		return;
	if (c == '\n') {
		reader->lines++;
		return;
	}
	add_lines(reader->lines, &reader->out);
	reader->lines = 0;
	buf_add_char(&reader->out, c);
}

const char *
enriched_to_text(const char *text, struct arena *arena)
{
	struct enriched reader = { .s = slice_from(text) };

	buf_init(&reader.out, arena);
	while (reader.pos < reader.s.size)
		if (!take_command(&reader))
			take_char(&reader);
	if (reader.lines)
		buf_add_char(&reader.out, '\n');
	return reader.out.size ? reader.out.data : "";
}
