/*
 * base64.c - base64 in and out, without surprises: input that is not base64
 * is refused rather than guessed at.
 */
#include "message/base64.h"

#define LINE_BYTES 57 /* make 76 characters */

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
			     "abcdefghijklmnopqrstuvwxyz0123456789+/";

void
base64_add(struct buf *out, struct slice bytes)
{
	const unsigned char *in = (const unsigned char *)bytes.data;

	for (size_t i = 0; i < bytes.size; i += 3) {
		size_t left = bytes.size - i;
		unsigned v = (unsigned)in[i] << 16;
		char four[4];

		v |= left > 1 ? (unsigned)in[i + 1] << 8 : 0;
		v |= left > 2 ? in[i + 2] : 0;
		four[0] = digits[v >> 18];
		four[1] = digits[v >> 12 & 63];
		four[2] = left > 1 ? digits[v >> 6 & 63] : '=';
		four[3] = left > 2 ? digits[v & 63] : '=';
		buf_add(out, four, sizeof(four));
	}
}

void
base64_add_lines(struct buf *out, struct slice bytes)
{
	for (size_t i = 0; i < bytes.size; i += LINE_BYTES) {
		if (i)
			buf_add_str(out, "\r\n");
		base64_add(out, slice_sub(bytes, i, i + LINE_BYTES));
	}
}

static int
digit_value(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	if (c == '+' || c == '-')
		return 62;
	return c == '/' || c == '_' ? 63 : -1;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool
base64_decode(struct buf *out, struct slice text)
{
	unsigned bits = 0, held = 0;
	size_t i;

	for (i = 0; i < text.size && text.data[i] != '='; i++) {
		int value = digit_value(text.data[i]);

		if (is_blank(text.data[i]))
			continue;
		if (value < 0)
			return false;
		bits = bits << 6 | (unsigned)value;
		held += 6;
		if (held >= 8) {
			held -= 8;
			buf_add_char(out, (char)(bits >> held & 0xFF));
			bits &= (1u << held) - 1;
		}
	}
	while (i < text.size && (text.data[i] == '=' || is_blank(text.data[i])))
		i++;
	/* six bits left over are a part of no byte */
	return i == text.size && held < 6;
}
