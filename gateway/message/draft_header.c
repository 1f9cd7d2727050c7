/*
 * draft_header.c - header fields of outgoing mail.
 *
 * What strangers and templates supply ends up here, so this file is where
 * header injection would happen: every value passes clean_text() or a check
 * that refuses anything but visible characters. Encoded words are cut
 * between characters, since many readers decode each for itself.
 */
#include "message/draft_header.h"

#include "base/clock.h"
#include "base/utf8.h"
#include "message/base64.h"

#define LINE_MAX_FOLDED 76 /* RFC 2047 section 2 */
#define WORD_MAX	75 /* of an encoded word */
#define WORD_FRAME	12 /* =?utf-8?B?...?= without its text */
/* A word without blanks that is longer gets encoded, to be cut. */
#define PLAIN_WORD_MAX 700
#define EMAIL_MAX      320 /* RFC 3696 erratum 1690, in octets */
#define ID_MAX	       900 /* must fit a line, which cannot be folded */

void
field_begin(struct field *field, struct buf *out, const char *name)
{
	*field = (struct field){ .out = out, .line = out->size, .fresh = true };
	buf_add_str(out, name);
	buf_add_char(out, ':');
}

static size_t
field_column(const struct field *field)
{
	return field->out->size - field->line;
}

static void
field_fold(struct field *field)
{
	buf_add_str(field->out, "\r\n");
	field->line = field->out->size;
}

void
field_token(struct field *field, struct slice token)
{
	if (!field->fresh &&
	    field_column(field) + 1 + token.size > LINE_MAX_FOLDED)
		field_fold(field);
	buf_add_char(field->out, ' ');
	buf_add_slice(field->out, token);
	field->fresh = false;
}

void
field_end(struct field *field)
{
	buf_add_str(field->out, "\r\n");
}

/* Valid UTF-8, control characters as blanks, none at the ends. */
static struct slice
clean_text(const char *text, struct buf *into)
{
	struct slice s = slice_from(text);
	size_t pos = 0;

	while (pos < s.size) {
		unsigned c = utf8_next(s, &pos);

		/* U+2028 and U+2029 end lines, too, for some readers */
		if (c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 ||
		    c == 0x2029)
			c = ' ';
		buf_add_utf8(into, c);
	}
	return slice_trim(buf_slice(into));
}

static bool
is_ascii(struct slice s)
{
	for (size_t i = 0; i < s.size; i++)
		if ((unsigned char)s.data[i] >= 0x80)
			return false;
	return true;
}

/* Whether a blank-free word cannot stand as it is: other characters, what a
 * reader would take for an encoded word, or too long to fold around. */
static bool
word_needs_code(struct slice word)
{
	return !is_ascii(word) || word.size > PLAIN_WORD_MAX ||
	       slice_find(word, "=?", 0) != (size_t)-1;
}

static bool
q_is_literal(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '!' || c == '*' || c == '+' ||
	       c == '-' || c == '/';
}

static size_t
q_size(struct slice s)
{
	size_t size = 0;

	for (size_t i = 0; i < s.size; i++)
		size += q_is_literal((unsigned char)s.data[i]) ||
					s.data[i] == ' '
				? 1
				: 3;
	return size;
}

static void
q_add(struct buf *out, struct slice s)
{
	for (size_t i = 0; i < s.size; i++) {
		unsigned char c = (unsigned char)s.data[i];

		if (c == ' ')
			buf_add_char(out, '_');
		else if (q_is_literal(c))
			buf_add_char(out, (char)c);
		else
			buf_printf(out, "=%02X", c);
	}
}

/* The longest start of S, whole characters, whose coded form fits ROOM; at
 * least one character. */
static size_t
chunk_size(struct slice s, bool q, size_t room)
{
	size_t pos = 0, used = 0;

	while (pos < s.size) {
		size_t next = pos;

		utf8_next(s, &next);
		if (q)
			used += q_size(slice_sub(s, pos, next));
		else
			used = (next + 2) / 3 * 4;
		if (used > room && pos > 0)
			break;
		pos = next;
	}
	return pos;
}

/* S as encoded words (RFC 2047), in the shorter of both encodings. */
static void
field_encoded(struct field *field, struct slice s)
{
	bool q = q_size(s) <= (s.size + 2) / 3 * 4;
	struct buf word;

	buf_init(&word, NULL);
	while (s.size) {
		size_t column = field_column(field) + 1, room, size;

		/* the rest of this line, if it holds some characters */
		room = column + WORD_FRAME + 16 < LINE_MAX_FOLDED
			       ? LINE_MAX_FOLDED - column - WORD_FRAME
			       : WORD_MAX - WORD_FRAME;
		if (room > WORD_MAX - WORD_FRAME)
			room = WORD_MAX - WORD_FRAME;
		size = chunk_size(s, q, room);
		buf_reset(&word);
		buf_add_str(&word, q ? "=?utf-8?Q?" : "=?utf-8?B?");
		if (q)
			q_add(&word, slice_sub(s, 0, size));
		else
			base64_add(&word, slice_sub(s, 0, size));
		buf_add_str(&word, "?=");
		field_token(field, buf_slice(&word));
		s = slice_sub(s, size, s.size);
	}
	buf_clear(&word);
}

/* The next word of S at or after POS: START is behind the blank before it,
 * which field_token() writes again; further blanks belong to the word. */
static bool
word_next(struct slice s, size_t *pos, struct slice *word)
{
	size_t start = *pos, end;

	if (start >= s.size)
		return false;
	end = start;
	while (end < s.size && s.data[end] == ' ')
		end++;
	while (end < s.size && s.data[end] != ' ')
		end++;
	*word = slice_sub(s, start, end);
	*pos = end + 1;
	return true;
}

/* Where the words that need a code begin and end; false if there are none.
 * All between is coded, too, so that its blanks survive. */
static bool
coded_range(struct slice s, size_t *from, size_t *to)
{
	struct slice word;
	size_t pos = 0;
	bool found = false;

	while (word_next(s, &pos, &word)) {
		if (!word_needs_code(word))
			continue;
		if (!found)
			*from = (size_t)(word.data - s.data);
		*to = (size_t)(word.data - s.data) + word.size;
		found = true;
	}
	return found;
}

static void
field_words(struct field *field, struct slice s)
{
	struct slice word;
	size_t pos = 0;

	while (word_next(s, &pos, &word))
		field_token(field, word);
}

void
field_text(struct field *field, const char *text)
{
	struct buf clean;
	struct slice s;
	size_t from, to;

	buf_init(&clean, NULL);
	s = clean_text(text, &clean);
	if (coded_range(s, &from, &to)) {
		field_words(field, slice_sub(s, 0, from));
		field_encoded(field, slice_sub(s, from, to));
		/* the blank behind is what field_token() writes */
		field_words(field, slice_sub(s, to + 1, s.size));
	} else {
		field_words(field, s);
	}
	buf_clear(&clean);
}

bool
ascii_is_atext(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') ||
	       (c && strchr("!#$%&'*+-/=?^_`{|}~", c));
}

void
quoted_add(struct buf *out, struct slice s)
{
	buf_add_char(out, '"');
	for (size_t i = 0; i < s.size; i++) {
		if (s.data[i] == '"' || s.data[i] == '\\')
			buf_add_char(out, '\\');
		buf_add_char(out, s.data[i]);
	}
	buf_add_char(out, '"');
}

bool
field_phrase(struct field *field, const char *text)
{
	bool atoms = true;
	struct buf clean, quoted;
	struct slice name;

	buf_init(&clean, NULL);
	buf_init(&quoted, NULL);
	name = clean_text(text, &clean);
	for (size_t i = 0; i < name.size; i++)
		atoms = atoms &&
			(ascii_is_atext(name.data[i]) ||
			 (name.data[i] == ' ' && i && name.data[i - 1] != ' '));
	if (!is_ascii(name) || name.size > 60 ||
	    slice_find(name, "=?", 0) != (size_t)-1) {
		field_encoded(field, name);
	} else if (atoms) {
		field_words(field, name);
	} else {
		quoted_add(&quoted, name);
		field_token(field, buf_slice(&quoted));
	}
	buf_clear(&clean);
	buf_clear(&quoted);
	return name.size > 0;
}

static bool
param_is_literal(unsigned char c)
{
	/* RFC 2231 attribute-char */
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') ||
	       (c && c < 0x80 && strchr("!#$&+-.^_`{|}~", c));
}

/* The percent form of the next characters of S that fit ROOM; returns how
 * much of S that was. */
static size_t
percent_add(struct buf *out, struct slice s, size_t room)
{
	size_t pos = 0, end = out->size + room;

	while (pos < s.size) {
		size_t next = pos, before = out->size;

		utf8_next(s, &next);
		for (size_t i = pos; i < next; i++) {
			unsigned char c = (unsigned char)s.data[i];

			if (param_is_literal(c))
				buf_add_char(out, (char)c);
			else
				buf_printf(out, "%%%02X", c);
		}
		if (out->size > end && pos > 0) {
			buf_truncate(out, before);
			break;
		}
		pos = next;
	}
	return pos;
}

/* NAME*=utf-8''..., or NAME*0*=utf-8''...; NAME*1*=... */
static void
param_extended(struct field *field, const char *name, struct slice value)
{
	struct buf token;
	size_t used;

	buf_init(&token, NULL);
	buf_printf(&token, "%s*=utf-8''", name);
	used = percent_add(&token, value, LINE_MAX_FOLDED - 3 - token.size);
	if (used == value.size) {
		field_token(field, buf_slice(&token));
		buf_clear(&token);
		return;
	}
	for (int i = 0; value.size; i++) {
		buf_reset(&token);
		buf_printf(&token, "%s*%d*=%s", name, i, i ? "" : "utf-8''");
		used = percent_add(&token, value,
				   LINE_MAX_FOLDED - 3 - token.size);
		value = slice_sub(value, used, value.size);
		if (value.size)
			buf_add_char(&token, ';');
		field_token(field, buf_slice(&token));
	}
	buf_clear(&token);
}

void
field_param(struct field *field, const char *name, const char *value)
{
	struct buf clean, token;
	struct slice s;

	buf_init(&clean, NULL);
	s = clean_text(value, &clean);
	buf_add_char(field->out, ';');
	if (!is_ascii(s) || s.size > 60 ||
	    slice_find(s, "=?", 0) != (size_t)-1) {
		param_extended(field, name, s);
	} else {
		buf_init(&token, NULL);
		buf_printf(&token, "%s=", name);
		quoted_add(&token, s);
		field_token(field, buf_slice(&token));
		buf_clear(&token);
	}
	buf_clear(&clean);
}

bool
id_is_writable(const char *id)
{
	size_t size = id ? strlen(id) : 0;

	if (size < 3 || size > ID_MAX || id[0] != '<' || id[size - 1] != '>')
		return false;
	for (size_t i = 1; i + 1 < size; i++)
		if (id[i] <= ' ' || id[i] > '~' || id[i] == '<' || id[i] == '>')
			return false;
	return true;
}

char *
date_format(int64_t t, char *out, size_t size)
{
	static const char *const days[] = { "Thu", "Fri", "Sat", "Sun",
					    "Mon", "Tue", "Wed" };
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr",
					      "May", "Jun", "Jul", "Aug",
					      "Sep", "Oct", "Nov", "Dec" };
	char iso[CLOCK_ISO_MAX];
	int64_t day = t / 86400 - (t % 86400 < 0);
	int month;

	/* "2026-11-22T07:50:03Z" has the civil date already */
	clock_format_iso(t, iso);
	month = (iso[5] - '0') * 10 + iso[6] - '0';
	snprintf(out, size, "%s, %.2s %s %.4s %.8s +0000",
		 days[((day % 7) + 7) % 7], iso + 8, months[month - 1], iso,
		 iso + 11);
	return out;
}
