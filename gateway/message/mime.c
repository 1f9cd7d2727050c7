/*
 * mime.c - the structure of a mail, in one pass over its lines.
 *
 * Every open container stands in a stack of capped depth; a line that starts
 * with "--" is compared with the boundaries in it, innermost first. So an
 * outer boundary ends whatever was left open inside it, and the work for a
 * line is bounded however deep a mail claims to be nested.
 *
 * What goes wrong in mail: boundaries that are missing, declared otherwise
 * than written, used on two levels, or go on after their closing; mails
 * without headers; bytes before the headers; line ends of a bare CR.
 */
#include "base/buf.h"
#include "message/header.h"
#include "message/mime.h"
#include "message/mime_fields.h"

/* Containers within containers. Mail of people stays under ten; each level
 * adds a comparison a boundary line. */
#define MIME_MAX_DEPTH 40
/* Parts of a mail. Digests have some hundred; each costs its headers. */
#define MIME_MAX_PARTS 2000
/* Bytes looked at for a boundary that the header does not tell. */
#define GUESS_LOOK 4096
/* Lines before the header that may be junk. */
#define JUNK_LINES 32

struct frame {
	size_t part;
	struct slice boundary; /* empty: no multipart */
	bool closed;	       /* its closing boundary was seen */
};

struct parser {
	struct slice raw;
	struct arena *arena;
	struct mime *mime;
	struct frame frames[MIME_MAX_DEPTH + 1];
	size_t depth; /* frames in use */
	size_t pos;   /* start of the line to look at next */
	bool full;    /* no further parts */
};

static void
note(struct parser *parser, const char *text)
{
	mime_note(&parser->mime->notes, parser->arena, text);
}

void
mime_note(struct string_list *notes, struct arena *arena, const char *text)
{
	for (size_t i = 0; i < notes->count; i++)
		if (!strcmp(notes->items[i], text))
			return;
	ARENA_PUSH(arena, notes->items, notes->count, text);
}

/* The start of the line after the one at POS. */
static size_t
next_line(struct slice s, size_t pos)
{
	const char *end =
		pos < s.size ? memchr(s.data + pos, '\n', s.size - pos) : NULL;

	return end ? (size_t)(end - s.data) + 1 : s.size;
}

/* The line end before a boundary belongs to the boundary (RFC 2046). */
static size_t
before_line_end(struct slice s, size_t pos, size_t start)
{
	if (pos > start && s.data[pos - 1] == '\n')
		pos--;
	if (pos > start && s.data[pos - 1] == '\r')
		pos--;
	return pos;
}

static void
part_end(struct part *part, const char *end)
{
	part->raw.size = (size_t)(end - part->raw.data);
	part->body.size =
		end > part->body.data ? (size_t)(end - part->body.data) : 0;
}

/* Ends all that is open above the lowest DEPTH frames at byte END. */
static void
close_frames(struct parser *parser, size_t depth, size_t end)
{
	while (parser->depth > depth) {
		const struct frame *frame = &parser->frames[--parser->depth];
		struct part *part = &parser->mime->parts[frame->part];
		size_t start = (size_t)(part->raw.data - parser->raw.data);

		part_end(part, parser->raw.data + (end > start ? end : start));
	}
}

/*
 * A boundary that nobody told: a line of "--" and more, with a header field
 * after it. Looked for near the start only.
 */
static struct slice
guess_boundary(struct slice body)
{
	struct slice rest = slice_sub(body, 0, GUESS_LOOK), line, next;

	while (slice_next_line(&rest, &line)) {
		struct slice after = rest;

		line = slice_trim(line);
		if (line.size < 3 || line.data[0] != '-' ||
		    line.data[1] != '-' || !slice_next_line(&after, &next))
			continue;
		if (slice_starts_nocase(next, "content-"))
			return slice_sub(line, 2, line.size);
	}
	return slice_of(NULL, 0);
}

static struct slice
boundary_of(struct parser *parser, const struct part *part)
{
	const char *declared = mime_param(part, "boundary");
	struct slice boundary = slice_trim(slice_from(declared));

	if (boundary.size)
		return boundary;
	note(parser, "a multipart tells no boundary");
	return guess_boundary(part->body);
}

static bool
is_message_type(const char *type)
{
	return !strcmp(type, "message/rfc822") ||
	       !strcmp(type, "message/global") || !strcmp(type, "message/news");
}

/* Decides whether the part just read has children, and opens its frame. */
static void
part_open(struct parser *parser, size_t index)
{
	struct part *part = &parser->mime->parts[index];
	struct frame frame = { .part = index };
	bool multipart = !strncmp(part->type, "multipart/", 10);
	bool message =
		is_message_type(part->type) && part->encoding == MIME_IDENTITY;

	if ((multipart || message) && parser->depth >= MIME_MAX_DEPTH) {
		note(parser, "nested deeper than " MIME_TEXT(
				     MIME_MAX_DEPTH) " levels: the rest was "
						     "left as it is");
	} else if (multipart) {
		frame.boundary = boundary_of(parser, part);
		part->is_multipart = frame.boundary.size > 0;
	} else {
		part->is_message = message;
	}
	parser->frames[parser->depth++] = frame;
}

/*
 * Reads the header of the part at parser->pos. A message part begins another
 * one at once: its content. Returns whether that is so.
 */
static bool
part_begin(struct parser *parser, size_t parent)
{
	struct mime *mime = parser->mime;
	struct slice rest =
		slice_sub(parser->raw, parser->pos, parser->raw.size);
	struct part part = { .parent = parent };
	struct header_block block;
	size_t index = mime->count;

	header_block_parse(rest, parser->arena, &block);
	if (block.cut)
		note(parser, "a header is larger than is read: its rest was "
			     "left out");
	if (block.junk)
		note(parser, "lines amid a header are no header fields");
	part.headers = block.fields;
	part.header_count = block.count;
	part.raw = rest;
	part.body = slice_sub(rest, block.end, rest.size);
	part.depth =
		parent == MIME_NO_PARENT ? 0 : mime->parts[parent].depth + 1;
	mime_fields_read(&part,
			 parent == MIME_NO_PARENT ? NULL : &mime->parts[parent],
			 parser->arena);
	ARENA_PUSH(parser->arena, mime->parts, mime->count, part);
	parser->pos += block.end;
	part_open(parser, index);
	if (mime->count == MIME_MAX_PARTS) {
		note(parser, "more than " MIME_TEXT(
				     MIME_MAX_PARTS) " parts: the rest was "
						     "left as it is");
		parser->full = true;
		mime->parts[index].is_message = false;
	}
	return mime->parts[index].is_message;
}

static void
part_tree_begin(struct parser *parser, size_t parent)
{
	while (part_begin(parser, parent))
		parent = parser->mime->count - 1;
}

enum delimiter { DELIMITER_NONE, DELIMITER_NEXT, DELIMITER_CLOSE };

/* LINE is without "--" and trailing blanks. */
static enum delimiter
compare_boundary(struct slice line, struct slice boundary)
{
	if (!boundary.size || line.size < boundary.size ||
	    memcmp(line.data, boundary.data, boundary.size) != 0)
		return DELIMITER_NONE;
	if (line.size == boundary.size)
		return DELIMITER_NEXT;
	return line.size == boundary.size + 2 &&
			       !memcmp(line.data + boundary.size, "--", 2)
		       ? DELIMITER_CLOSE
		       : DELIMITER_NONE;
}

/* Which frame's boundary LINE is: first those still open, then those whose
 * closing was seen already. Returns the number of frames up to it, or 0. */
static size_t
find_boundary(const struct parser *parser, struct slice line,
	      enum delimiter *which)
{
	for (int closed = 0; closed < 2; closed++) {
		for (size_t i = parser->depth; i > 0; i--) {
			const struct frame *frame = &parser->frames[i - 1];

			if (frame->closed != closed)
				continue;
			*which = compare_boundary(line, frame->boundary);
			if (*which != DELIMITER_NONE)
				return i;
		}
	}
	return 0;
}

/* The line at parser->pos starts with "--". */
static void
take_dashes(struct parser *parser)
{
	size_t start = parser->pos, end = next_line(parser->raw, start), depth;
	enum delimiter which = DELIMITER_NONE;
	struct slice line = slice_sub(parser->raw, start + 2, end);
	struct frame *frame;

	while (line.size && strchr(" \t\r\n", line.data[line.size - 1]))
		line.size--;
	depth = find_boundary(parser, line, &which);
	parser->pos = end;
	if (!depth)
		return;
	frame = &parser->frames[depth - 1];
	close_frames(
		parser, depth,
		before_line_end(
			parser->raw, start,
			(size_t)(parser->mime->parts[frame->part].body.data -
				 parser->raw.data)));
	frame->closed = which == DELIMITER_CLOSE;
	if (which == DELIMITER_NEXT && !parser->full)
		part_tree_begin(parser, frame->part);
}

static void
scan(struct parser *parser)
{
	struct slice raw = parser->raw;

	while (parser->pos < raw.size && !parser->full) {
		size_t hit;

		if (raw.size - parser->pos >= 2 &&
		    raw.data[parser->pos] == '-' &&
		    raw.data[parser->pos + 1] == '-') {
			take_dashes(parser);
			continue;
		}
		hit = slice_find(raw, "\n--", parser->pos);
		if (hit == (size_t)-1)
			break;
		parser->pos = hit + 1;
	}
	close_frames(parser, 0, raw.size);
}

/* Fields that only a mail's header has: what comes before is junk. */
static bool
is_mail_field(struct slice line)
{
	static const char *const names[] = { "Received:",     "Return-Path:",
					     "Delivered-To:", "MIME-Version:",
					     "Message-ID:",   "From:",
					     "To:",	      "Date:",
					     "Subject:",      "X-Original-To:",
					     "Content-Type:" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (slice_starts_nocase(line, names[i]))
			return true;
	return false;
}

/* How many bytes of lines that are no header stand before the header; 0 if
 * no header follows them at once. */
static size_t
junk_size(struct slice raw)
{
	struct slice rest = raw, line, next;

	for (int i = 0; i < JUNK_LINES; i++) {
		struct slice before = rest, after;

		if (!slice_next_line(&rest, &line) || !slice_trim(line).size)
			return 0;
		after = rest;
		if (is_mail_field(line) && slice_next_line(&after, &next) &&
		    (header_name_size(next) || !slice_trim(next).size ||
		     next.data[0] == ' ' || next.data[0] == '\t'))
			return raw.size - before.size;
	}
	return 0;
}

/* Where the header begins: after a byte-order mark, blank lines and mbox
 * "From " lines, and after junk. */
static size_t
header_start(struct parser *parser)
{
	struct slice rest = parser->raw, line, before;

	if (rest.size >= 3 && !memcmp(rest.data, "\xEF\xBB\xBF", 3))
		rest = slice_sub(rest, 3, rest.size);
	while (before = rest, slice_next_line(&rest, &line)) {
		size_t junk;

		if (!slice_trim(line).size ||
		    slice_starts_nocase(line, "From ") ||
		    slice_starts_nocase(line, ">From "))
			continue;
		junk = header_name_size(line) ? 0 : junk_size(before);
		if (junk)
			note(parser, "lines before the header were skipped");
		return parser->raw.size - before.size + junk;
	}
	return parser->raw.size;
}

/*
 * Old Macintosh line ends: a copy with LF when the first line ends in a bare
 * CR. Lines that were added later may have others.
 */
static struct slice
with_line_ends(struct slice raw, struct arena *arena)
{
	const char *cr = raw.size ? memchr(raw.data, '\r', raw.size) : NULL;
	size_t first = cr ? (size_t)(cr - raw.data) : raw.size;
	char *copy;

	if (!cr || memchr(raw.data, '\n', first) ||
	    (first + 1 < raw.size && strchr("\r\n", raw.data[first + 1])))
		return raw;
	copy = arena_memdup(arena, raw.data, raw.size);
	for (size_t i = 0; i < raw.size; i++)
		if (copy[i] == '\r' && copy[i + 1] != '\n')
			copy[i] = '\n';
	return slice_of(copy, raw.size);
}

/* A multipart in which no boundary ever came is shown as the text it is. */
static void
settle_childless(struct parser *parser)
{
	struct mime *mime = parser->mime;
	bool *has_child = arena_calloc(parser->arena, mime->count, 1);

	for (size_t i = 0; i < mime->count; i++)
		if (mime->parts[i].parent != MIME_NO_PARENT)
			has_child[mime->parts[i].parent] = true;
	for (size_t i = 0; i < mime->count; i++) {
		struct part *part = &mime->parts[i];

		if (has_child[i] || strncmp(part->type, "multipart/", 10) != 0)
			continue;
		part->is_multipart = false;
		if (!part->body.size)
			continue;
		note(parser, "a multipart has no parts: its body is taken for "
			     "text");
		part->type = "text/plain";
	}
}

/* The whole mail once more, with the boundary that its lines show. */
static void
retry_with_guess(struct parser *parser)
{
	struct part *root = &parser->mime->parts[0];
	struct slice guess;

	if (parser->mime->count > 1 || !root->is_multipart)
		return;
	guess = guess_boundary(root->body);
	if (!guess.size)
		return;
	note(parser, "the boundary was declared otherwise than it is written");
	parser->pos = (size_t)(root->body.data - parser->raw.data);
	parser->frames[0] = (struct frame){ .part = 0, .boundary = guess };
	parser->depth = 1;
	scan(parser);
}

struct mime *
mime_parse(struct slice raw, struct arena *arena)
{
	struct parser parser = { .arena = arena };

	if (!raw.data)
		raw = slice_of("", 0);
	parser.raw = with_line_ends(raw, arena);
	parser.mime = arena_alloc(arena, sizeof(*parser.mime));
	parser.pos = header_start(&parser);
	part_tree_begin(&parser, MIME_NO_PARENT);
	scan(&parser);
	retry_with_guess(&parser);
	settle_childless(&parser);
	return parser.mime;
}

const struct header *
mime_header(const struct part *part, const char *name)
{
	return header_find(part->headers, part->header_count, name);
}

const char *
mime_param(const struct part *part, const char *name)
{
	for (size_t i = 0; i < part->param_count; i++)
		if (!strcmp(part->params[i].name, name))
			return part->params[i].value;
	return NULL;
}

size_t
mime_child(const struct mime *mime, size_t parent, size_t from)
{
	while (from < mime->count && mime->parts[from].parent != parent)
		from++;
	return from;
}
