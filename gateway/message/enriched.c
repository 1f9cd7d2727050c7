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

const char *
enriched_to_text(const char *text, struct arena *arena)
{
	struct slice s = slice_from(text);
	struct buf out;
	size_t lines = 0, hidden = 0;
	bool no_end = false;

	buf_init(&out, arena);
	for (size_t i = 0; i < s.size; i++) {
		char c = s.data[i];
		bool command =
			c == '<' && i + 1 < s.size && s.data[i + 1] != '<';
		size_t end =
			command && !no_end ? slice_find(s, ">", i) : (size_t)-1;

		if (end != (size_t)-1) {
			struct slice tag = slice_sub(s, i + 1, end);

			if (slice_equal_nocase(tag, "param"))
				hidden++;
			else if (slice_equal_nocase(tag, "/param") && hidden)
				hidden--;
			else if (slice_equal_nocase(tag, "nl"))
				lines = 2;
			i = end;
			continue;
		}
		if (command) { /* no ">" any more: all the rest is text */
			no_end = true;
			hidden = 0;
		}
		if (hidden)
			continue;
		if (c == '\n') {
			lines++;
			continue;
		}
		add_lines(lines, &out);
		lines = 0;
		buf_add_char(&out, c);
		if (c == '<' && i + 1 < s.size && s.data[i + 1] == '<')
			i++;
	}
	add_lines(lines ? 2 : 0, &out);
	return out.size ? out.data : "";
}
