/*
 * mime_body.c - a part's body as bytes and as text.
 *
 * What goes wrong in mail: base64 declared over plain text, HTML whose charset
 * stands in a meta element only, NUL, byte-order marks, and line ends of three
 * kinds in one text.
 */
#include "base/buf.h"
#include "message/charset.h"
#include "message/flowed.h"
#include "message/mime.h"
#include "message/transfer.h"

#define BASE64_LOOK 512	 /* bytes that tell whether a body is base64 */
#define META_LOOK   2048 /* bytes of HTML in which a charset is looked for */

/*
 * Whether a body that is declared as base64 is: plain text under a wrong
 * label has blanks between words and punctuation. Damage has few.
 */
static bool
looks_like_base64(struct slice body)
{
	struct slice look = slice_sub(body, 0, BASE64_LOOK);
	size_t odd = 0, i;

	for (i = 0; i < look.size && look.data[i] != '='; i++) {
		char c = look.data[i], lower = ascii_lower(c);
		bool digit = (lower >= 'a' && lower <= 'z') ||
			     (c >= '0' && c <= '9') || c == '+' || c == '/';
		bool between = c == ' ' && i && i + 1 < look.size &&
			       look.data[i - 1] > ' ' && look.data[i + 1] > ' ';

		odd += between || !(digit || strchr(" \t\r\n-_", c));
	}
	return odd * 16 <= i;
}

bool
mime_is_mislabelled(const struct part *part)
{
	return part->encoding == MIME_BASE64 && !looks_like_base64(part->body);
}

struct slice
mime_body(const struct part *part, struct arena *arena)
{
	struct buf out;

	buf_init(&out, arena);
	switch (part->encoding) {
	case MIME_BASE64:
		if (mime_is_mislabelled(part))
			return part->body;
		transfer_base64(part->body, &out);
		break;
	case MIME_QUOTED_PRINTABLE:
		transfer_quoted_printable(part->body, false, &out);
		break;
	case MIME_UUENCODE:
		transfer_uuencode(part->body, &out);
		break;
	case MIME_IDENTITY:
	case MIME_UNKNOWN_ENCODING:
		return part->body;
	}
	return out.size ? buf_slice(&out) : slice_of("", 0);
}

/* <meta charset="x"> and <meta http-equiv=... content="...; charset=x"> */
static const struct charset *
meta_charset(struct slice html)
{
	struct slice look = slice_sub(html, 0, META_LOOK);
	size_t at = slice_find_nocase(look, "charset=", 0), end;
	const struct charset *charset;

	if (at == (size_t)-1 ||
	    slice_find_nocase(look, "<meta", 0) == (size_t)-1)
		return NULL;
	look = slice_sub(look, at + strlen("charset="), look.size);
	if (look.size && strchr("\"'", look.data[0]))
		look = slice_sub(look, 1, look.size);
	for (end = 0; end < look.size; end++)
		if (strchr("\"'> \t\r\n;/", look.data[end]))
			break;
	charset = charset_find(slice_sub(look, 0, end));
	/* a meta element that can be read is not in UTF-16 */
	if (charset && !strncmp(charset_name(charset), "utf-16", 6))
		return NULL;
	return charset;
}

/* In place: CRLF, CR, and CR CR LF to LF; a byte-order mark at the start
 * off. */
static void
make_lines(struct buf *text)
{
	size_t to = 0, i = 0;

	if (text->size >= 3 && !memcmp(text->data, "\xEF\xBB\xBF", 3))
		i = 3;
	if (!i && !memchr(text->data, '\r', text->size))
		return;
	while (i < text->size) {
		char c = text->data[i++];

		if (c == '\r') {
			if (i + 1 < text->size && text->data[i] == '\r' &&
			    text->data[i + 1] == '\n')
				i++;
			if (i < text->size && text->data[i] == '\n')
				i++;
			c = '\n';
		}
		text->data[to++] = c;
	}
	buf_truncate(text, to);
}

static bool
param_is(const struct part *part, const char *name, const char *value)
{
	const char *got = mime_param(part, name);

	return got && !ascii_casecmp(got, value);
}

/* "us-ascii" tells nothing of bytes that are not: programs write it without
 * looking. */
static const struct charset *
declared_charset(const struct part *part)
{
	struct slice label = slice_from(part->charset);

	if (slice_equal_nocase(label, "us-ascii") ||
	    slice_equal_nocase(label, "ascii") ||
	    slice_equal_nocase(label, "ansi_x3.4-1968"))
		return NULL;
	return charset_find(label);
}

const char *
mime_text(const struct part *part, struct arena *arena)
{
	return mime_text_of(part, mime_body(part, arena), arena);
}

const char *
mime_text_of(const struct part *part, struct slice bytes, struct arena *arena)
{
	const struct charset *charset = declared_charset(part);
	struct buf text, joined;

	if (!charset && !strcmp(part->type, "text/html"))
		charset = meta_charset(bytes);
	buf_init(&text, arena);
	charset_to_utf8(charset, bytes, &text);
	if (!text.size)
		return "";
	make_lines(&text);
	if (!param_is(part, "format", "flowed") ||
	    strcmp(part->type, "text/plain") != 0)
		return text.data;
	buf_init(&joined, arena);
	flowed_join(buf_slice(&text), param_is(part, "delsp", "yes"), &joined);
	return joined.size ? joined.data : "";
}
