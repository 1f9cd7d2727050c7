/*
 * literal_chars.c - the part of the grammar below groups: characters, escapes
 * and classes.
 */
#include "rules/literal_reader.h"

#include "base/utf8.h"

#define CLASS_MAX 4 /* characters of a class that is spelled out */

/* The character as it is in a folded text; any character where folding does
 * not go character by character (blanks, marks). */
struct piece
piece_char(struct reader *reader, unsigned c)
{
	struct piece piece = piece_any();
	struct fold fold;

	if (!reader->folder || c < 0x20 || (c >= 0x7F && c < 0xA0))
		return piece;
	fold = folder_fold(reader->folder, c);
	if (fold.marks || fold.class == FOLD_MARK ||
	    (fold.class == FOLD_SPACE && c != ' '))
		return piece;
	piece.exact = true;
	piece.set = set_of(reader->arena,
			   arena_memdup(reader->arena, fold.bytes, fold.size));
	return piece;
}

unsigned
read_char(struct reader *reader)
{
	size_t left = strnlen(reader->at, 4), pos = 0;
	unsigned c;

	if (left == 0)
		return 0;
	c = utf8_next(slice_of(reader->at, left), &pos);
	reader->at += pos;
	return c;
}

struct piece
reader_give_up(struct reader *reader)
{
	reader->lost = true;
	reader->at += strlen(reader->at);
	return piece_any();
}

/* Skips to behind the next CLOSE. */
struct piece
read_until(struct reader *reader, char close)
{
	const char *end = strchr(reader->at, close);

	if (!end)
		return reader_give_up(reader);
	reader->at = end + 1;
	return piece_any();
}

static unsigned
read_hex(struct reader *reader, size_t most)
{
	unsigned value = 0;

	while (most-- > 0 && strchr("0123456789abcdefABCDEF", *reader->at) &&
	       *reader->at) {
		char c = *reader->at++;

		value = value * 16 +
			(unsigned)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
	}
	return value;
}

/* Behind "\x". */
static struct piece
read_hex_escape(struct reader *reader)
{
	unsigned c;

	if (*reader->at != '{')
		return piece_char(reader, read_hex(reader, 2));
	reader->at++;
	c = read_hex(reader, 6);
	if (*reader->at != '}')
		return reader_give_up(reader);
	reader->at++;
	return piece_char(reader, c);
}

/* Behind "\Q": all up to "\E" stands for itself. */
static struct piece
read_quoted(struct reader *reader)
{
	const char *end = strstr(reader->at, "\\E");
	size_t size = end ? (size_t)(end - reader->at) : strlen(reader->at);

	/* rare; no literal from it, and its length is no matter */
	reader->at += size + (end ? 2 : 0);
	return piece_any();
}

/* Behind "\p", "\P", "\k" or "\g": a name in braces or the like, or one
 * character. */
static struct piece
read_named_escape(struct reader *reader)
{
	switch (*reader->at) {
	case '{':
		return read_until(reader, '}');
	case '<':
		return read_until(reader, '>');
	case '\'':
		reader->at++;
		return read_until(reader, '\'');
	default:
		(void)read_char(reader);
		return piece_any();
	}
}

/* Behind a backslash, outside a class. */
struct piece
read_escape(struct reader *reader)
{
	char c = *reader->at;

	if (c == '\0')
		return reader_give_up(reader);
	if ((unsigned char)c >= 0x80)
		return piece_char(reader, read_char(reader));
	reader->at++;
	if (strchr("bBAZzGK", c))
		return piece_empty(reader->arena);
	if (strchr("dDwWsShHvVRXaefnrt", c))
		return piece_any();
	if (strchr("pPk", c))
		return read_named_escape(reader);
	if (c == 'N' && *reader->at != '{')
		return piece_any();
	if (c == 'x')
		return read_hex_escape(reader);
	if (c == 'Q')
		return read_quoted(reader);
	if (c == 'E')
		return piece_empty(reader->arena);
	if (c >= '1' && c <= '9') { /* a back reference */
		reader->at += strspn(reader->at, "0123456789");
		return piece_any();
	}
	if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '0')
		return reader_give_up(reader);
	return piece_char(reader, (unsigned char)c);
}

/* --- classes ------------------------------------------------------------ */

/* One member of a class. False when it is more than one plain character. */
static bool
read_class_member(struct reader *reader, unsigned *c)
{
	if (*reader->at == '[' && reader->at[1] &&
	    strchr(":.=", reader->at[1])) {
		char close[3] = { reader->at[1], ']', '\0' };
		const char *end = strstr(reader->at + 2, close);

		if (end) {
			reader->at = end + 2;
			return false;
		}
	}
	if (*reader->at != '\\') {
		*c = read_char(reader);
		return true;
	}
	reader->at++;
	*c = read_char(reader);
	if (*c == 'Q' || *c == 'o' || *c == 'N' || *c == 'c')
		(void)reader_give_up(reader);
	else if (*c == 'x')
		(void)read_hex_escape(reader);
	else if (*c == 'p' || *c == 'P')
		(void)read_named_escape(reader);
	return *c < 0x80 && *c > 0x20 &&
	       !strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
		       "0123456789",
		       (int)*c);
}

/* Behind "[". */
struct piece
read_class(struct reader *reader)
{
	struct piece piece = { .exact = true, .factor = 1 };
	bool plain = *reader->at != '^';
	bool first = true;

	if (!plain)
		reader->at++;
	for (; *reader->at && (*reader->at != ']' || first); first = false) {
		struct piece one;
		unsigned c = 0;

		if (*reader->at == '-' && !first && reader->at[1] != ']')
			plain = false; /* a range */
		if (!read_class_member(reader, &c)) {
			plain = false;
			continue;
		}
		if (!plain)
			continue;
		one = piece_char(reader, c);
		plain = one.exact && piece.set.count < CLASS_MAX;
		if (plain)
			piece.set =
				set_union(reader->arena, piece.set, one.set);
	}
	if (*reader->at != ']')
		return reader_give_up(reader);
	reader->at++;
	return plain && piece.set.count ? piece : piece_any();
}
