/*
 * bounce_original.c - the message that came back with a bounce: whole, its
 * header alone, or below the notice as text.
 *
 * Its Message-ID is what leads to our own mail, its To whom it was for when
 * the notice names nobody.
 */
#include "message/bounce.h"

#include "base/utf8.h"

static bool
type_is_headers(const char *type)
{
	return strncmp(type, "text/rfc822-header", 18) == 0 ||
	       strcmp(type, "message/rfc822-headers") == 0 ||
	       strcmp(type, "message/global-headers") == 0;
}

bool
bounce_part_is_outer(const struct mime *mime, size_t i)
{
	for (i = mime->parts[i].parent; i != MIME_NO_PARENT;
	     i = mime->parts[i].parent)
		if (!mime->parts[i].is_multipart)
			return false;
	return true;
}

bool
bounce_part_is_text(const struct mime *mime, size_t i)
{
	const struct part *part = &mime->parts[i];

	return strncmp(part->type, "text/", 5) == 0 &&
	       !type_is_headers(part->type) && bounce_part_is_outer(mime, i);
}

bool
bounce_part_is_returned(const struct mime *mime, size_t i)
{
	return i > 0 &&
	       (mime->parts[i].is_message ||
		type_is_headers(mime->parts[i].type)) &&
	       bounce_part_is_outer(mime, i);
}

struct slice
bounce_part_text(const struct part *part, size_t max, struct arena *arena)
{
	return utf8_cut(slice_from(mime_text(part, arena)), max);
}

const char *
bounce_id_find(struct slice value, struct arena *arena)
{
	size_t open = slice_find(value, "<", 0);
	size_t close = slice_find(value, ">", 0);
	size_t next = slice_find(value, "<", open + 1);

	if (open == (size_t)-1 || close == (size_t)-1 || close < open + 2 ||
	    next < close)
		return "";
	return arena_memdup(arena, value.data + open, close + 1 - open);
}

struct reader {
	struct bounce_original *out;
	struct arena *arena;
};

static void
original_address_add(struct reader *o, struct slice value)
{
	size_t pos = 0, start, end;

	while (o->out->to.count < BOUNCE_RECIPIENTS &&
	       bounce_next_address(value, &pos, &start, &end))
		ARENA_PUSH(o->arena, o->out->to.items, o->out->to.count,
			   arena_memdup(o->arena, value.data + start,
					end - start));
}

static void
original_field(struct reader *o, struct slice name, struct slice value)
{
	if (slice_equal_nocase(name, "Message-ID") && !o->out->id[0])
		o->out->id = bounce_id_find(value, o->arena);
	else if (slice_equal_nocase(name, "To") ||
		 slice_equal_nocase(name, "Cc"))
		original_address_add(o, value);
}

/* The header of a returned message that stands in text, folded lines after
 * their first; ends at a blank line once something was found. */
static void
original_from_text(struct reader *o, struct slice text)
{
	struct slice line, name = { 0 };
	bool header = false;

	while (slice_next_line(&text, &line)) {
		size_t colon;

		if (!line.size || line.data[0] == '\r') {
			if (header)
				break;
			continue;
		}
		if (!strchr(" \t", line.data[0])) {
			colon = slice_find(line, ":", 0);
			header = header || (colon < 40 &&
					    slice_find(line, " ", 0) > colon);
			if (colon == (size_t)-1)
				continue;
			name = slice_trim(slice_sub(line, 0, colon));
			line = slice_sub(line, colon + 1, line.size);
		}
		original_field(o, name, slice_trim(line));
	}
}

static void
original_from_part(struct reader *o, const struct part *part)
{
	for (size_t i = 0; i < part->header_count; i++)
		original_field(o, slice_from(part->headers[i].name),
			       slice_from(part->headers[i].raw));
}

static void
original_from_returned(struct reader *o, const struct mime *mime, size_t i)
{
	size_t child = mime_child(mime, i, i + 1);

	if (!mime->parts[i].is_message)
		original_from_text(o,
				   bounce_part_text(&mime->parts[i],
						    BOUNCE_TEXT_MAX, o->arena));
	else if (child < mime->count)
		original_from_part(o, &mime->parts[child]);
}

void
bounce_original_read(const struct mime *mime, struct slice text,
		     size_t notice_end, struct arena *arena,
		     struct bounce_original *out)
{
	struct reader o = { out, arena };

	*out = (struct bounce_original){ .id = "" };
	for (size_t i = 1; i < mime->count; i++)
		if (bounce_part_is_returned(mime, i))
			original_from_returned(&o, mime, i);
	if (!out->id[0])
		original_from_text(&o, slice_sub(text, notice_end, text.size));
	for (size_t i = 1; i < mime->count && !out->id[0]; i++)
		if (bounce_part_is_text(mime, i))
			original_from_text(&o, bounce_part_text(&mime->parts[i],
								BOUNCE_TEXT_MAX,
								arena));
}
