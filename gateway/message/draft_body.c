/*
 * draft_body.c - what stands in the parts of outgoing mail.
 *
 * Lines over 998 bytes and bare CR or LF are what breaks on the way (and
 * makes two mails of one, SMTP smuggling), so nothing leaves here with
 * either. Text is flowed at blanks only: text without blanks between words
 * (Chinese, Japanese) would get blanks where a reader does not know DelSp,
 * so its lines stay long and the transfer encoding carries them.
 */
#include "message/draft_body.h"

#include "base/utf8.h"
#include "message/base64.h"
#include "message/flowed.h"

#define LINE_MAX_HARD	998 /* RFC 5322 section 2.1.1 */
#define LINE_MAX_FLOWED 72  /* columns of a line that has to be broken */
#define LINE_MAX_WHOLE	78  /* columns; RFC 3676 section 4.2 */
#define LINE_MAX_QP	76  /* RFC 2045 section 6.7 */

const char *
body_encoding_name(enum body_encoding encoding)
{
	static const char *const names[] = { "7bit", "8bit", "quoted-printable",
					     "base64" };

	return names[encoding];
}

void
body_canonical_lines(struct slice body, struct buf *out)
{
	for (size_t i = 0; i < body.size; i++) {
		char c = body.data[i];

		if (c == '\r') {
			buf_add_str(out, "\r\n");
			if (i + 1 < body.size && body.data[i + 1] == '\n')
				i++;
		} else if (c == '\n') {
			buf_add_str(out, "\r\n");
		} else {
			buf_add_char(out, c);
		}
	}
}

void
body_canonical(struct slice text, struct buf *out)
{
	struct buf clean;
	size_t pos = 0;

	buf_init(&clean, NULL);
	while (pos < text.size)
		buf_add_utf8(&clean, utf8_next(text, &pos));
	body_canonical_lines(buf_slice(&clean), out);
	buf_clear(&clean);
}

/* How much of LINE goes before the next soft break: to the last blank within
 * ROOM columns, else to the first blank behind; all if there is none. The
 * blank stays at the end, as RFC 3676 wants. */
static size_t
break_at(struct slice line, size_t room)
{
	size_t pos = 0, columns = 0, best = 0;

	while (pos < line.size) {
		size_t next = pos;

		utf8_next(line, &next);
		columns += utf8_width(slice_sub(line, pos, next));
		if (line.data[pos] == ' ' && pos > 0 && next < line.size &&
		    line.data[next] != ' ') {
			if (columns <= room || !best)
				best = next;
		}
		if (columns > room && best)
			return best;
		pos = next;
	}
	return columns > room && best ? best : line.size;
}

/* RFC 3676 section 4.4, and "From " because of mbox files. */
static bool
needs_stuffing(struct slice line)
{
	return line.size && (line.data[0] == ' ' || line.data[0] == '>' ||
			     slice_starts_nocase(line, "from "));
}

/* One line of text as one or more flowed lines. */
static void
flow_line(struct slice line, struct buf *out)
{
	static const char marks[] = ">>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>";
	size_t depth = flowed_depth(line), room;

	if (depth > sizeof(marks) - 1)
		depth = sizeof(marks) - 1;
	line = slice_sub(line, depth, line.size);
	if (depth && line.size && line.data[0] == ' ')
		line = slice_sub(line, 1, line.size);
	room = LINE_MAX_FLOWED - depth - 1;
	/* What its writer broke at 72 or 76 stays as it is. */
	if (utf8_width(line) + depth + 1 <= LINE_MAX_WHOLE)
		room = LINE_MAX_WHOLE;
	do {
		size_t size = break_at(line, room);
		struct slice part = slice_sub(line, 0, size);

		buf_add(out, marks, depth);
		if (depth ? part.size > 0 : needs_stuffing(part))
			buf_add_char(out, ' ');
		buf_add_slice(out, part);
		buf_add_str(out, "\r\n");
		line = slice_sub(line, size, line.size);
	} while (line.size);
}

static struct slice
without_trailing_blanks(struct slice line)
{
	/* the signature mark is the one line that keeps its blank */
	if (slice_equal(line, slice_from("-- ")))
		return line;
	while (line.size && (line.data[line.size - 1] == ' ' ||
			     line.data[line.size - 1] == '\r'))
		line.size--;
	return line;
}

void
body_flowed(struct slice text, struct buf *out)
{
	struct buf clean;
	struct slice rest, line;
	size_t pos = 0;

	buf_init(&clean, NULL);
	while (pos < text.size) {
		unsigned c = utf8_next(text, &pos);

		if (c == '\r' && !(pos < text.size && text.data[pos] == '\n'))
			c = '\n';
		buf_add_utf8(&clean, c);
	}
	rest = buf_slice(&clean);
	while (slice_next_line(&rest, &line)) {
		line = without_trailing_blanks(line);
		if (slice_equal(line, slice_from("-- ")))
			buf_add_str(out, "-- \r\n");
		else
			flow_line(line, out);
	}
	buf_clear(&clean);
}

struct survey {
	size_t longest, high, odd; /* bytes of a line; over 0x7F; controls */
	bool bare;		   /* NUL, or CR alone */
};

static void
survey(struct slice body, struct survey *out)
{
	size_t line = 0;

	*out = (struct survey){ 0 };
	for (size_t i = 0; i < body.size; i++) {
		unsigned char c = (unsigned char)body.data[i];

		if (c == '\n') {
			line = 0;
			continue;
		}
		if (c == '\r' &&
		    !(i + 1 < body.size && body.data[i + 1] == '\n'))
			out->bare = true;
		if (c == '\0')
			out->bare = true;
		if (c != '\r' && ++line > out->longest)
			out->longest = line;
		out->high += c >= 0x80;
		out->odd += c < 0x20 && c != '\t' && c != '\r';
	}
}

enum body_encoding
body_choose(struct slice text, bool eight_bit)
{
	struct survey s;
	size_t escaped, qp;

	survey(text, &s);
	if (s.longest <= LINE_MAX_HARD && !s.bare && !s.odd) {
		if (!s.high)
			return BODY_7BIT;
		if (eight_bit)
			return BODY_8BIT;
	}
	escaped = s.high + s.odd;
	for (size_t i = 0; i < text.size; i++)
		escaped += text.data[i] == '=';
	qp = text.size + 2 * escaped;
	return qp + qp / 25 <= text.size / 3 * 4 ? BODY_QP : BODY_BASE64;
}

/* Whether the header of MESSAGE, up to its first empty line, is ASCII. */
static bool
has_plain_header(struct slice message)
{
	struct slice line;

	while (slice_next_line(&message, &line) && line.size)
		for (size_t i = 0; i < line.size; i++)
			if ((unsigned char)line.data[i] >= 0x80)
				return false;
	return true;
}

bool
body_is_plain(struct slice body, bool eight_bit, enum body_encoding *encoding)
{
	struct survey s;

	survey(body, &s);
	*encoding = s.high ? BODY_8BIT : BODY_7BIT;
	if (s.longest > LINE_MAX_HARD || s.bare)
		return false;
	return !s.high || (eight_bit && has_plain_header(body));
}

/* Whether the byte at I of BODY stands for itself; blanks do not at the end
 * of a line, nor does what an MTA or mbox would change at its start. */
static bool
qp_is_literal(struct slice body, size_t i, size_t column)
{
	unsigned char c = (unsigned char)body.data[i];
	bool last = i + 1 == body.size || body.data[i + 1] == '\r';

	if (c == ' ' || c == '\t')
		return !last;
	if (column == 0 &&
	    (c == '.' ||
	     slice_starts_nocase(slice_sub(body, i, i + 5), "from ")))
		return false;
	return c > ' ' && c < 0x7F && c != '=';
}

static void
qp_add(struct buf *out, struct slice body)
{
	size_t column = 0;

	for (size_t i = 0; i < body.size; i++) {
		size_t width;
		bool literal;

		if (body.data[i] == '\r' && i + 1 < body.size &&
		    body.data[i + 1] == '\n') {
			buf_add_str(out, "\r\n");
			column = 0;
			i++;
			continue;
		}
		literal = qp_is_literal(body, i, column);
		width = literal ? 1 : 3;
		if (column + width > LINE_MAX_QP - 1) {
			buf_add_str(out, "=\r\n");
			column = 0;
			literal = qp_is_literal(body, i, column);
			width = literal ? 1 : 3;
		}
		if (literal)
			buf_add_char(out, body.data[i]);
		else
			buf_printf(out, "=%02X", (unsigned char)body.data[i]);
		column += width;
	}
}

void
body_add(struct buf *out, struct slice body, enum body_encoding encoding)
{
	switch (encoding) {
	case BODY_7BIT:
	case BODY_8BIT:
		buf_add_slice(out, body);
		break;
	case BODY_QP:
		qp_add(out, body);
		break;
	case BODY_BASE64:
		base64_add_lines(out, body);
		break;
	}
}
