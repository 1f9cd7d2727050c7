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

static struct slice
fold_unicode(struct arena *arena, const char *text)
{
	struct slice s = slice_from(utf8_fold(arena, text));
	struct buf out;
	size_t pos = 0;

	buf_init(&out, arena);
	while (pos < s.size) {
		size_t start = pos;
		unsigned c = utf8_next(s, &pos);

		if (is_invisible(c))
			continue;
		if (is_space(c)) {
			if (out.size > 0 && out.data[out.size - 1] != ' ')
				buf_add_char(&out, ' ');
			continue;
		}
		buf_add(&out, s.data + start, pos - start);
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

bool
text_starts(struct slice folded, const char *phrase)
{
	size_t size = strlen(phrase);

	return folded.size >= size && !memcmp(folded.data, phrase, size) &&
	       ends_word(folded, size, phrase);
}

bool
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
