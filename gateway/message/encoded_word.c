/*
 * encoded_word.c - RFC 2047 as found in the wild.
 *
 * What goes wrong: characters split between two words, blanks inside a word,
 * words glued to the text around them, words inside quoted strings, charsets
 * that lie, a word that never ends. Neighbouring words of one charset are
 * therefore joined as bytes before they are converted, and anything that is
 * no whole encoded word stays as it was written.
 */
#include "base/buf.h"
#include "base/utf8.h"
#include "message/header.h"
#include "message/transfer.h"

#define CHARSET_LABEL_MAX 64 /* with RFC 2231's language; none is longer */

struct word {
	struct slice charset; /* without the language */
	bool base64;
	struct slice payload;
	size_t end; /* after its "?=" */
};

/* RFC 2047 tokens are printable ASCII without a few specials. */
static bool
is_label_char(char c)
{
	return c > 0x20 && c < 0x7F && !strchr("()<>@,;:\"/[]?=", c);
}

static bool
word_open(struct slice s, size_t pos, struct word *word)
{
	size_t i = pos + 2, star;
	char encoding;

	while (i < s.size && i - pos < CHARSET_LABEL_MAX &&
	       is_label_char(s.data[i]))
		i++;
	word->charset = slice_sub(s, pos + 2, i);
	star = slice_find(word->charset, "*", 0);
	if (star != (size_t)-1)
		word->charset = slice_sub(word->charset, 0, star);
	if (!word->charset.size || i + 3 > s.size || s.data[i] != '?' ||
	    s.data[i + 2] != '?')
		return false;
	encoding = ascii_lower(s.data[i + 1]);
	if (encoding != 'b' && encoding != 'q')
		return false;
	word->base64 = encoding == 'b';
	word->payload = slice_sub(s, i + 3, s.size);
	return true;
}

/*
 * The "?=" that ends a payload. Another "=?" before it means that this word
 * never ended. NO_END remembers that no "?=" is left at all, so that
 * thousands of openings do not each search to the end.
 */
static size_t
payload_size(struct slice payload, bool *no_end)
{
	for (size_t i = 0; i + 1 < payload.size; i++) {
		const char *hit =
			memchr(payload.data + i, '?', payload.size - 1 - i);

		if (!hit)
			break;
		i = (size_t)(hit - payload.data);
		if (hit[1] == '=')
			return i;
		if (i && hit[-1] == '=')
			return (size_t)-1;
	}
	*no_end = true;
	return (size_t)-1;
}

static bool
word_parse(struct slice s, size_t pos, bool *no_end, struct word *word)
{
	size_t size;

	if (*no_end || s.size - pos < 8 || s.data[pos] != '=' ||
	    s.data[pos + 1] != '?' || !word_open(s, pos, word))
		return false;
	size = payload_size(word->payload, no_end);
	if (size == (size_t)-1)
		return false;
	word->payload = slice_sub(word->payload, 0, size);
	word->end = (size_t)(word->payload.data - s.data) + size + 2;
	return true;
}

size_t
header_word_end(struct slice value, size_t pos, bool *no_end)
{
	struct word word;

	return word_parse(value, pos, no_end, &word) ? word.end : 0;
}

/* Bytes of neighbouring words, not yet converted. */
struct pending {
	const struct charset *charset;
	struct buf bytes;
	bool any;
};

static void
pending_flush(struct pending *pending, struct buf *out)
{
	if (!pending->any)
		return;
	charset_to_utf8(pending->charset, buf_slice(&pending->bytes), out);
	buf_reset(&pending->bytes);
	pending->any = false;
}

static void
pending_add(struct pending *pending, const struct word *word, struct buf *out)
{
	const struct charset *charset = charset_find(word->charset);

	if (pending->any && pending->charset != charset)
		pending_flush(pending, out);
	pending->charset = charset;
	pending->any = true;
	if (word->base64)
		transfer_base64(word->payload, &pending->bytes);
	else
		transfer_quoted_printable(word->payload, true, &pending->bytes);
}

static size_t
skip_blanks(struct slice s, size_t pos)
{
	while (pos < s.size && (s.data[pos] == ' ' || s.data[pos] == '\t'))
		pos++;
	return pos;
}

static void
decode_words(struct slice s, struct buf *out)
{
	struct pending pending = { .charset = NULL };
	bool no_end = false;
	size_t pos = 0, copied = 0;
	struct word word;

	buf_init(&pending.bytes, NULL);
	while (pos < s.size) {
		size_t next = slice_find(s, "=?", pos);

		if (next == (size_t)-1)
			break;
		if (!word_parse(s, next, &no_end, &word)) {
			pos = next + 2;
			continue;
		}
		/* only blanks between two words: they do not count */
		if (!pending.any || skip_blanks(s, copied) != next) {
			pending_flush(&pending, out);
			buf_add(out, s.data + copied, next - copied);
		}
		pending_add(&pending, &word, out);
		pos = copied = word.end;
	}
	pending_flush(&pending, out);
	buf_add(out, s.data + copied, s.size - copied);
	buf_clear(&pending.bytes);
}

/* What comes out of a word may hold line ends and other controls; a header
 * value is one line. */
static void
make_one_line(char *text, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (text[i] == '\r' || text[i] == '\n')
			text[i] = ' ';
}

const char *
header_decode_words(const char *value, struct arena *arena)
{
	struct buf out;
	struct slice trimmed;

	if (!strstr(value, "=?"))
		return value;
	buf_init(&out, arena);
	decode_words(slice_from(value), &out);
	make_one_line(out.data, out.size);
	trimmed = slice_trim(buf_slice(&out));
	return arena_memdup(arena, trimmed.data, trimmed.size);
}
