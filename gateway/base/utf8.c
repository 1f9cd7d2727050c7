/*
 * utf8.c - UTF-8 (RFC 3629), display width, text that is safe to show.
 *
 * Foreign bytes come through here on their way to people, so every function
 * takes any bytes and is linear in them.
 */
#include "base/utf8.h"

#include <stdint.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <uniwidth.h>

#define ELLIPSIS 0x2026u

/* By lead byte: sequence length, and the range of the second byte that
 * excludes overlong forms, surrogates and what is over U+10FFFF. */
static const struct lead {
	unsigned char first, last, size, low, high, bits;
} leads[] = {
	{ 0xC2, 0xDF, 2, 0x80, 0xBF, 0x1F },
	{ 0xE0, 0xE0, 3, 0xA0, 0xBF, 0x0F },
	{ 0xE1, 0xEC, 3, 0x80, 0xBF, 0x0F },
	{ 0xED, 0xED, 3, 0x80, 0x9F, 0x0F },
	{ 0xEE, 0xEF, 3, 0x80, 0xBF, 0x0F },
	{ 0xF0, 0xF0, 4, 0x90, 0xBF, 0x07 },
	{ 0xF1, 0xF3, 4, 0x80, 0xBF, 0x07 },
	{ 0xF4, 0xF4, 4, 0x80, 0x8F, 0x07 },
};

/* Decodes a sequence by its row; false when bytes are missing or wrong. */
static bool
decode(const struct lead *lead, const unsigned char *bytes, size_t size,
       unsigned *codepoint)
{
	unsigned c = bytes[0] & lead->bits;
	size_t i;

	if (size < lead->size || bytes[1] < lead->low || bytes[1] > lead->high)
		return false;
	for (i = 1; i < lead->size; i++) {
		if ((bytes[i] & 0xC0) != 0x80)
			return false;
		c = c << 6 | (bytes[i] & 0x3F);
	}
	*codepoint = c;
	return true;
}

/* Like utf8_next(), and tells a broken byte from a U+FFFD in the text. */
static bool
next(struct slice s, size_t *pos, unsigned *codepoint)
{
	const unsigned char *bytes = (const unsigned char *)s.data + *pos;
	size_t i;

	if (bytes[0] < 0x80) {
		*codepoint = bytes[0];
		*pos += 1;
		return true;
	}
	for (i = 0; i < sizeof(leads) / sizeof(leads[0]); i++) {
		if (bytes[0] < leads[i].first || bytes[0] > leads[i].last)
			continue;
		if (!decode(&leads[i], bytes, s.size - *pos, codepoint))
			break;
		*pos += leads[i].size;
		return true;
	}
	*codepoint = UTF8_REPLACEMENT;
	*pos += 1;
	return false;
}

unsigned
utf8_next(struct slice s, size_t *pos)
{
	unsigned codepoint;

	next(s, pos, &codepoint);
	return codepoint;
}

bool
utf8_valid(struct slice s)
{
	size_t pos = 0;
	unsigned codepoint;

	while (pos < s.size)
		if (!next(s, &pos, &codepoint))
			return false;
	return true;
}

char *
utf8_clean(struct arena *arena, struct slice s)
{
	struct buf out;
	size_t pos = 0;

	buf_init(&out, arena);
	buf_reserve(&out, s.size);
	while (pos < s.size) {
		size_t start = pos;
		unsigned codepoint;

		if (next(s, &pos, &codepoint) && codepoint)
			buf_add(&out, s.data + start, pos - start);
		else
			buf_add_utf8(&out, UTF8_REPLACEMENT);
	}
	return out.data;
}

/* Steps back over at most three continuation bytes: more belong to no
 * character, so that cutting between them harms nothing. */
struct slice
utf8_cut(struct slice s, size_t max)
{
	size_t end = max, back;

	if (s.size <= max)
		return s;
	for (back = 0; back < 3 && end && (s.data[end] & 0xC0) == 0x80; back++)
		end--;
	if ((s.data[end] & 0xC0) == 0x80)
		end = max;
	return slice_sub(s, 0, end);
}

bool
utf8_is_control(unsigned c)
{
	return c < 0x20 || (c >= 0x7F && c < 0xA0) ||
	       (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
	       c == 0x2028 || c == 0x2029;
}

bool
utf8_is_letter(unsigned c)
{
	return uc_is_general_category(c, UC_LETTER);
}

static size_t
width_of(unsigned codepoint)
{
	int width = uc_width(codepoint, "UTF-8");

	return width > 0 ? (size_t)width : 0;
}

size_t
utf8_width(struct slice s)
{
	size_t pos = 0, width = 0;

	while (pos < s.size)
		width += width_of(utf8_next(s, &pos));
	return width;
}

static unsigned
shown_in_line(unsigned c)
{
	if (c == '\t' || c == '\n' || c == '\r')
		return ' ';
	return utf8_is_control(c) ? UTF8_REPLACEMENT : c;
}

void
utf8_add_display(struct buf *out, struct slice s, size_t columns)
{
	size_t pos = 0, width = 0;
	size_t fits = out->size; /* where the ellipsis would go */

	while (pos < s.size) {
		unsigned c = shown_in_line(utf8_next(s, &pos));
		size_t step = width_of(c);

		if (columns && width + step > columns) {
			buf_truncate(out, fits);
			buf_add_utf8(out, ELLIPSIS);
			return;
		}
		buf_add_utf8(out, c);
		width += step;
		if (width < columns)
			fits = out->size;
	}
}

void
utf8_add_display_text(struct buf *out, struct slice s)
{
	size_t pos = 0;

	while (pos < s.size) {
		unsigned c = utf8_next(s, &pos);

		if (c == '\r' && pos < s.size && s.data[pos] == '\n')
			continue;
		if (c != '\n' && c != '\t' && utf8_is_control(c))
			c = UTF8_REPLACEMENT;
		buf_add_utf8(out, c);
	}
}

char *
utf8_fold(struct arena *arena, const char *text)
{
	const char *clean = utf8_clean(arena, slice_from(text));
	size_t size = 0;
	uint8_t *folded;
	char *copy;

	if (!*clean)
		return arena_strdup(arena, "");
	folded = u8_casefold((const uint8_t *)clean, strlen(clean), NULL,
			     UNINORM_NFKC, NULL, &size);
	if (!folded)
		abort();
	copy = arena_memdup(arena, folded, size);
	free(folded);
	return copy;
}

bool
utf8_is_utf16(struct slice bytes)
{
	const char *b = bytes.data;

	if (bytes.size < 4)
		return false;
	return memcmp(b, "\xFF\xFE", 2) == 0 || memcmp(b, "\xFE\xFF", 2) == 0 ||
	       (b[0] && !b[1] && b[2] && !b[3]) ||
	       (!b[0] && b[1] && !b[2] && b[3]);
}
