/*
 * transfer.c - base64, quoted-printable and uuencode back to bytes.
 *
 * What goes wrong in mail: base64 with text before and after it, cut off in
 * a quantum, or several encoded pieces in a row; quoted-printable that was
 * never encoded, with blanks that a relay added before line ends; uuencode
 * whose blanks became grave accents or were cut off at line ends.
 */
#include <stdint.h>

#include "message/transfer.h"

/* clang-format off */
static const uint8_t digits[256] = {
	['A'] = 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18,
	19, 20, 21, 22, 23, 24, 25, 26,
	['a'] = 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42,
	43, 44, 45, 46, 47, 48, 49, 50, 51, 52,
	['0'] = 53, 54, 55, 56, 57, 58, 59, 60, 61, 62,
	['+'] = 63, ['/'] = 64,
	/* the URL-safe alphabet of RFC 4648, seen in the wild */
	['-'] = 63, ['_'] = 64
}; /* value + 1; 0: no digit */
/* clang-format on */

#define BASE64_LINE 76 /* RFC 2045 section 6.8; divides by 4 */

/* Whole quanta without anything between them: nearly all of a body. Returns
 * how many bytes of IN were used. */
static size_t
base64_quanta(const unsigned char *in, size_t size, struct buf *out)
{
	unsigned char *to = (unsigned char *)buf_reserve(out, size / 4 * 3 + 3);
	size_t used = 0, made = 0;

	while (size - used >= 4) {
		unsigned a = digits[in[used]], b = digits[in[used + 1]];
		unsigned c = digits[in[used + 2]], d = digits[in[used + 3]];

		if (!a || !b || !c || !d)
			break;
		a = (a - 1) << 18 | (b - 1) << 12 | (c - 1) << 6 | (d - 1);
		to[made++] = (unsigned char)(a >> 16);
		to[made++] = (unsigned char)(a >> 8);
		to[made++] = (unsigned char)a;
		used += 4;
	}
	buf_commit(out, made);
	return used;
}

/* What is left of a quantum at padding or at the end. */
static void
base64_tail(unsigned bits, unsigned count, struct buf *out)
{
	if (count >= 2)
		buf_add_char(out, (char)(bits >> (count * 6 - 8)));
	if (count == 3)
		buf_add_char(out, (char)(bits >> 2));
}

/*
 * Whether base64 goes on behind padding at POS: bodies encoded in pieces do;
 * plain text behind a body (a list's footer) does not look like it.
 */
static bool
base64_goes_on(struct slice in, size_t pos)
{
	size_t start, i;

	while (pos < in.size && strchr("= \t\r\n", in.data[pos]))
		pos++;
	start = pos;
	for (i = pos; i < in.size && i - start < BASE64_LINE; i++)
		if (!digits[(unsigned char)in.data[i]] ||
		    strchr("-_", in.data[i])) /* a rule of dashes */
			break;
	while (i < in.size && i - start < BASE64_LINE && in.data[i] == '=')
		i++;
	return i > start && (i - start) % 4 == 0 &&
	       (i == in.size || in.data[i] != ' ');
}

/* The room for one line is reserved at a time: reserving for all that is
 * left at each line end would be quadratic. */
#define BASE64_STRIDE 1024

void
transfer_base64(struct slice in, struct buf *out)
{
	const unsigned char *data = (const unsigned char *)in.data;
	unsigned bits = 0, count = 0;
	size_t i = 0;

	while (i < in.size) {
		unsigned digit;

		if (!count) {
			size_t left = in.size - i;

			i += base64_quanta(data + i,
					   left < BASE64_STRIDE ? left
								: BASE64_STRIDE,
					   out);
			if (i == in.size)
				break;
		}
		digit = digits[data[i]];
		if (digit) {
			bits = bits << 6 | (digit - 1);
			if (++count == 4) {
				buf_add_char(out, (char)(bits >> 16));
				buf_add_char(out, (char)(bits >> 8));
				buf_add_char(out, (char)bits);
				bits = count = 0;
			}
		} else if (data[i] == '=') {
			base64_tail(bits, count, out);
			bits = count = 0;
			if (!base64_goes_on(in, i))
				return;
		}
		i++;
	}
	base64_tail(bits, count, out);
}

int
transfer_hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = ascii_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The length of a soft line break at POS (which holds '='), 0 if none. */
static size_t
soft_break(struct slice in, size_t pos)
{
	size_t i = pos + 1;

	while (i < in.size && (in.data[i] == ' ' || in.data[i] == '\t'))
		i++;
	if (i == in.size)
		return i - pos;
	if (in.data[i] == '\r' && i + 1 < in.size && in.data[i + 1] == '\n')
		i++;
	return in.data[i] == '\n' || in.data[i] == '\r' ? i + 1 - pos : 0;
}

/* Bytes from POS up to the next one that quoted-printable gives a meaning. */
static size_t
plain_run(struct slice in, size_t pos, bool header)
{
	size_t i = pos;

	while (i < in.size && in.data[i] != '=' && in.data[i] != '\n' &&
	       !(header && in.data[i] == '_'))
		i++;
	return i - pos;
}

/* Blanks at the end of an encoded line were added on the way. */
static void
drop_trailing_blanks(struct buf *out, size_t from)
{
	size_t size = out->size, eol = 0;

	if (size > from && out->data[size - 1] == '\r')
		eol = 1;
	while (size - eol > from && (out->data[size - eol - 1] == ' ' ||
				     out->data[size - eol - 1] == '\t'))
		size--;
	buf_truncate(out, size - eol);
	if (eol)
		buf_add_char(out, '\r');
}

void
transfer_quoted_printable(struct slice in, bool header, struct buf *out)
{
	size_t from = out->size; /* blanks before it are not of this line */

	for (size_t i = 0; i < in.size;) {
		size_t run = plain_run(in, i, header), soft;
		int high, low;

		buf_add(out, in.data + i, run);
		i += run;
		if (i == in.size)
			break;
		if (in.data[i] == '_' && header) {
			buf_add_char(out, ' ');
			i++;
			continue;
		}
		if (in.data[i] == '\n') {
			drop_trailing_blanks(out, from);
			buf_add_char(out, '\n');
			from = out->size;
			i++;
			continue;
		}
		high = i + 1 < in.size ? transfer_hex_value(in.data[i + 1])
				       : -1;
		low = i + 2 < in.size ? transfer_hex_value(in.data[i + 2]) : -1;
		soft = header ? 0 : soft_break(in, i);
		if (high >= 0 && low >= 0) {
			buf_add_char(out, (char)(high << 4 | low));
			from = out->size;
			i += 3;
		} else if (soft) {
			from = out->size;
			i += soft;
		} else {
			buf_add_char(out, '=');
			i++;
		}
	}
}

bool
transfer_uu_begin(struct slice line, struct slice *name)
{
	size_t i = 6, mode;

	if (line.size < 9 || memcmp(line.data, "begin ", 6) != 0)
		return false;
	mode = i;
	while (i < line.size && line.data[i] >= '0' && line.data[i] <= '7')
		i++;
	if (i - mode < 3 || i - mode > 4 || i == line.size ||
	    line.data[i] != ' ')
		return false;
	if (name)
		*name = slice_trim(slice_sub(line, i, line.size));
	return true;
}

/* One line: its first character counts the bytes, four make three. */
static void
uu_line(struct slice line, struct buf *out)
{
	unsigned left = ((unsigned char)line.data[0] - 0x20U) & 0x3F;

	for (size_t i = 1; left && i < line.size; i += 4) {
		unsigned bits = 0;

		for (size_t k = 0; k < 4; k++) {
			/* blanks cut off at the line end count as zero */
			unsigned c = i + k < line.size
					     ? (unsigned char)line.data[i + k]
					     : 0x20U;

			bits = bits << 6 | ((c - 0x20U) & 0x3F);
		}
		for (int k = 0; k < 3 && left; k++, left--)
			buf_add_char(out, (char)(bits >> (16 - 8 * k)));
	}
}

void
transfer_uuencode(struct slice in, struct buf *out)
{
	struct slice line;
	bool begun = false;

	while (slice_next_line(&in, &line)) {
		while (line.size && line.data[line.size - 1] == '\r')
			line.size--;
		if (!begun && transfer_uu_begin(line, NULL)) {
			begun = true;
			continue;
		}
		if (line.size == 3 && !memcmp(line.data, "end", 3))
			break;
		if (line.size && line.data[0] >= 0x20 && line.data[0] <= 0x60)
			uu_line(line, out);
	}
}
