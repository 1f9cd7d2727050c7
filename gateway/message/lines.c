/*
 * lines.c - a text as lines, in the form that the matchers compare.
 *
 * Clients write the same words in many dresses: capitals, full width colons,
 * no-break blanks, left-to-right marks inside dates. Each line is folded once
 * so that every table of words is written once. Only the head of a long line
 * is folded: a megabyte without a line end must not cost more than reading
 * it.
 */
#include "message/lines.h"

#include "base/buf.h"
#include "base/utf8.h"

static bool
is_invisible(unsigned c)
{
	return c == 0xAD || c == 0x34F || c == 0x61C || c == 0xFEFF ||
	       (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
	       (c >= 0x2060 && c <= 0x2069);
}

static bool
is_space(unsigned c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || c == 0x85 ||
	       c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
	       c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

/* Lower case and single blanks, in place. */
static struct slice
fold_ascii(char *data, size_t size)
{
	size_t out = 0;

	for (size_t i = 0; i < size; i++) {
		bool space = is_space((unsigned char)data[i]);

		if (space && (out == 0 || data[out - 1] == ' '))
			continue;
		data[out++] = space ? ' ' : ascii_lower(data[i]);
	}
	while (out > 0 && data[out - 1] == ' ')
		out--;
	data[out] = '\0';
	return slice_of(data, out);
}

/*
 * The caseless form of letters that have a plain one: most text needs no
 * more, and the tables of all Unicode are ten times slower. 0: unknown here.
 */
static unsigned
fold_simple(unsigned c)
{
	if (c < 0x80)
		return (unsigned char)ascii_lower((char)c);
	if ((c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x410 && c <= 0x42F))
		return c + 0x20;
	if (c >= 0x400 && c <= 0x40F)
		return c + 0x50;
	if ((c >= 0x100 && c <= 0x12F) || (c >= 0x14A && c <= 0x177))
		return c | 1;
	if ((c >= 0x139 && c <= 0x13E) || (c >= 0x141 && c <= 0x148) ||
	    (c >= 0x179 && c <= 0x17E))
		return c + (c & 1);
	if ((c >= 0xE0 && c <= 0xFF) || (c >= 0x430 && c <= 0x45F) ||
	    (c >= 0x2013 && c <= 0x2014) || (c >= 0x2018 && c <= 0x201E) ||
	    (c >= 0x3001 && c <= 0x3002) || (c >= 0x3041 && c <= 0x3096) ||
	    (c >= 0x30A1 && c <= 0x30FC) || (c >= 0x4E00 && c <= 0x9FA5) ||
	    (c >= 0xAC00 && c <= 0xD7A3))
		return c;
	return 0;
}

/* Adds a folded character; white space as one blank between words. */
static void
add_folded(struct buf *out, unsigned c)
{
	if (is_invisible(c))
		return;
	if (!is_space(c))
		buf_add_utf8(out, c);
	else if (out->size > 0 && out->data[out->size - 1] != ' ')
		buf_add_char(out, ' ');
}

/* False when a character needs the tables of Unicode. */
static bool
fold_plain(struct buf *out, struct slice s)
{
	size_t pos = 0;

	while (pos < s.size) {
		unsigned c = utf8_next(s, &pos);

		if (!is_space(c) && !is_invisible(c)) {
			c = fold_simple(c);
			if (c == 0)
				return false;
		}
		add_folded(out, c);
	}
	return true;
}

static struct slice
fold_unicode(struct arena *arena, const char *text)
{
	struct slice s = slice_from(text);
	struct buf out;
	size_t pos = 0;

	buf_init(&out, arena);
	if (!fold_plain(&out, s)) {
		buf_reset(&out);
		s = slice_from(utf8_fold(arena, text));
		while (pos < s.size)
			add_folded(&out, utf8_next(s, &pos));
	}
	while (out.size > 0 && out.data[out.size - 1] == ' ')
		buf_truncate(&out, out.size - 1);
	return buf_slice(&out);
}

struct slice
text_folded(struct arena *arena, struct slice text)
{
	char *copy = arena_memdup(arena, text.data, text.size);

	for (size_t i = 0; i < text.size; i++)
		if ((unsigned char)text.data[i] >= 0x80)
			return fold_unicode(arena, copy);
	return fold_ascii(copy, text.size);
}

/*
 * A quote, and not an ornament ("&gt;&gt;&gt; click here &lt;&lt;&lt;" of
 * newsletters): nobody's quote ends by pointing back.
 */
static bool
is_quote(struct slice folded)
{
	if (folded.size == 0 || folded.data[0] != '>')
		return false;
	return !(folded.size > 6 && memcmp(folded.data, ">>>", 3) == 0 &&
		 memcmp(folded.data + folded.size - 3, "<<<", 3) == 0);
}

static void
line_fill(struct line *line, struct slice raw, struct arena *arena)
{
	struct slice head = utf8_cut(raw, LINE_FOLD_MAX);

	line->raw = raw;
	line->is_long = head.size < raw.size;
	line->folded = text_folded(arena, head);
	line->blank = line->folded.size == 0 && !line->is_long;
	line->quoted = is_quote(line->folded);
}

void
lines_split(struct lines *lines, struct slice text, struct arena *arena)
{
	size_t count = 0;
	struct slice rest = text, raw;

	while (slice_next_line(&rest, &raw))
		count++;
	lines->arena = arena;
	lines->count = count;
	lines->items = arena_calloc(arena, count, sizeof(*lines->items));
	rest = text;
	for (size_t i = 0; slice_next_line(&rest, &raw); i++)
		line_fill(&lines->items[i], raw, arena);
}

size_t
lines_next_full(const struct lines *lines, size_t from)
{
	while (from < lines->count && lines->items[from].blank)
		from++;
	return from;
}

struct slice
line_unquoted(struct slice raw)
{
	size_t i = 0;

	while (i < raw.size && (raw.data[i] == ' ' || raw.data[i] == '\t'))
		i++;
	if (i == raw.size)
		return raw;
	if (raw.data[i] == '>')
		i++;
	else if (raw.size - i >= 3 && !memcmp(raw.data + i, "\xEF\xBC\x9E", 3))
		i += 3; /* full width > */
	else
		return raw;
	if (i < raw.size && raw.data[i] == ' ')
		i++;
	return slice_sub(raw, i, raw.size);
}

/* Whether a byte belongs to a word: letters and digits of ASCII, and all
 * that is not ASCII (punctuation of other scripts was folded or is rare). */
static bool
is_word_byte(char c)
{
	unsigned char u = (unsigned char)c;

	return u >= 0x80 || (u >= '0' && u <= '9') || (u >= 'a' && u <= 'z');
}

/* No word ends in Han, kana and hangul: lead bytes E3 and above. */
static bool
is_unspaced(char c)
{
	return (unsigned char)c >= 0xE3;
}

static bool
starts_word(struct slice folded, size_t at, const char *phrase)
{
	return at == 0 || is_unspaced(*phrase) || !is_word_byte(*phrase) ||
	       !is_word_byte(folded.data[at - 1]);
}

static bool
ends_word(struct slice folded, size_t end, const char *phrase)
{
	return end == folded.size || is_unspaced(*phrase) ||
	       !is_word_byte(folded.data[end - 1]) ||
	       !is_word_byte(folded.data[end]) || is_unspaced(folded.data[end]);
}

bool
text_has(struct slice folded, const char *phrase)
{
	size_t size = strlen(phrase);
	const char *at = folded.data;
	const char *end = folded.data + folded.size;

	while (at && (size_t)(end - at) >= size &&
	       (at = memmem(at, (size_t)(end - at), phrase, size))) {
		size_t from = (size_t)(at - folded.data);

		if (starts_word(folded, from, phrase) &&
		    ends_word(folded, from + size, phrase))
			return true;
		at++;
	}
	return false;
}

static bool
text_starts(struct slice folded, const char *phrase)
{
	size_t size = strlen(phrase);

	return folded.size >= size && !memcmp(folded.data, phrase, size) &&
	       ends_word(folded, size, phrase);
}

static bool
text_ends(struct slice folded, const char *phrase)
{
	size_t size = strlen(phrase);

	return folded.size >= size &&
	       !memcmp(folded.data + folded.size - size, phrase, size) &&
	       starts_word(folded, folded.size - size, phrase);
}

bool
text_has_any(struct slice folded, const char *const phrases[])
{
	for (size_t i = 0; phrases[i]; i++)
		if (text_has(folded, phrases[i]))
			return true;
	return false;
}

bool
text_starts_any(struct slice folded, const char *const phrases[])
{
	for (size_t i = 0; phrases[i]; i++)
		if (text_starts(folded, phrases[i]))
			return true;
	return false;
}

bool
text_ends_any(struct slice folded, const char *const phrases[])
{
	for (size_t i = 0; phrases[i]; i++)
		if (text_ends(folded, phrases[i]))
			return true;
	return false;
}

bool
line_is_rule(const struct line *line, size_t min)
{
	struct slice s = line->folded;

	for (size_t i = 0; i < s.size; i++)
		if (!strchr("-_=*~# ", s.data[i]))
			return false;
	return s.size >= min && !line->is_long;
}
