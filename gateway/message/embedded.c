/*
 * embedded.c - finds uuencoded and yEnc data amid plain text.
 *
 * What goes wrong in mail: prose that begins a line with "begin 100 ..." and
 * data that has no end. So the line after "begin" must be uuencoded as its
 * first character claims, and data without an "end" goes as far as its lines
 * do.
 */
#include "base/buf.h"
#include "base/utf8.h"
#include "message/embedded.h"
#include "message/transfer.h"

struct cutter {
	struct slice text;
	size_t pos;  /* start of the line to look at next */
	size_t kept; /* up to here text was dealt with */
	struct buf rest;
};

static struct slice
line_at(struct slice text, size_t pos, size_t *next)
{
	struct slice rest = slice_sub(text, pos, text.size), line = rest;

	slice_next_line(&rest, &line);
	*next = text.size - rest.size;
	return line;
}

/* A line of N bytes has 4 characters for each 3 of them after the first;
 * some writers cut blanks at the end, some add a checksum. */
static bool
is_uu_line(struct slice line)
{
	size_t bytes, wanted;

	if (!line.size || line.data[0] < 0x20 || line.data[0] > 0x60)
		return false;
	for (size_t i = 0; i < line.size; i++)
		if (line.data[i] < 0x20 || line.data[i] > 0x60)
			return false;
	bytes = ((unsigned char)line.data[0] - 0x20U) & 0x3F;
	wanted = 1 + (bytes + 2) / 3 * 4;
	return line.size <= wanted + 2 && line.size + 4 >= wanted;
}

static bool
is_end_line(struct slice line)
{
	return slice_equal(slice_trim(line), slice_from("end"));
}

/* The end of uuencoded data whose first line is at POS; POS if none. */
static size_t
uu_end(struct slice text, size_t pos)
{
	size_t at = pos, next;

	while (at < text.size) {
		struct slice line = line_at(text, at, &next);

		if (is_end_line(line))
			return at > pos ? next : pos;
		if (!is_uu_line(line))
			break;
		at = next;
	}
	return at;
}

/* The end of yEnc data: the line after "=yend". */
static size_t
yenc_end(struct slice text, size_t pos)
{
	size_t at = slice_find(text, "\n=yend ", pos), next;

	if (at == (size_t)-1)
		return text.size;
	line_at(text, at + 1, &next);
	return next;
}

static struct slice
yenc_name(struct slice line)
{
	size_t at = slice_find(line, " name=", 0);

	return at == (size_t)-1
		       ? slice_of("", 0)
		       : slice_trim(slice_sub(line, at + 6, line.size));
}

static void
add_file(struct embedded *out, struct slice name, const char *type,
	 struct slice data, struct arena *arena)
{
	struct embedded_file file = { .type = type, .data = data };

	file.name = utf8_clean(arena, name);
	ARENA_PUSH(arena, out->files, out->count, file);
}

/* Looks at the line at cutter->pos, which may open a file. */
static void
take_line(struct cutter *cutter, struct arena *arena, struct embedded *out)
{
	struct slice text = cutter->text, name, data;
	size_t start = cutter->pos, next, end;
	struct slice line = line_at(text, start, &next);

	cutter->pos = next;
	if (transfer_uu_begin(line, &name)) {
		struct buf decoded;

		end = uu_end(text, next);
		if (end == next)
			return;
		buf_init(&decoded, arena);
		transfer_uuencode(slice_sub(text, start, end), &decoded);
		add_file(out, name, "", buf_slice(&decoded), arena);
	} else if (line.size > 8 && !memcmp(line.data, "=ybegin ", 8)) {
		end = yenc_end(text, next);
		data = slice_sub(text, start, end);
		add_file(out, yenc_name(line), "application/x-yencoded", data,
			 arena);
	} else {
		return;
	}
	buf_add_slice(&cutter->rest, slice_sub(text, cutter->kept, start));
	cutter->pos = cutter->kept = end;
}

/* The next line that may open a file, or the end. */
static size_t
next_candidate(struct slice text, size_t pos)
{
	while (pos < text.size) {
		struct slice rest = slice_sub(text, pos, text.size);
		const char *end;

		if (rest.size > 8 && (!memcmp(rest.data, "begin ", 6) ||
				      !memcmp(rest.data, "=ybegin ", 8)))
			return pos;
		end = memchr(rest.data, '\n', rest.size);
		if (!end)
			break;
		pos = (size_t)(end - text.data) + 1;
	}
	return text.size;
}

void
embedded_cut(struct slice text, struct arena *arena, struct embedded *out)
{
	struct cutter cutter = { .text = text };

	*out = (struct embedded){ .rest = text };
	if (slice_find(text, "begin ", 0) == (size_t)-1)
		return;
	buf_init(&cutter.rest, arena);
	while (out->count < EMBEDDED_MAX) {
		cutter.pos = next_candidate(text, cutter.pos);
		if (cutter.pos == text.size)
			break;
		take_line(&cutter, arena, out);
	}
	if (!out->count)
		return;
	buf_add_slice(&cutter.rest, slice_sub(text, cutter.kept, text.size));
	out->rest = buf_slice(&cutter.rest);
}
