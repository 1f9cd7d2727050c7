/*
 * quoted_header.c - finding the header block over a quoted mail.
 *
 * What goes wrong: people write "From:" and "Date:" themselves, in forms and
 * appointments. So a single field proves nothing. A block needs a sender and
 * two more kinds of field, or fewer with an address in them; and clients
 * leave no empty line inside, wrap long values, set the names in bold
 * ("*From:*") and sometimes run two fields into one line.
 */
#include "message/quoted_header.h"

#include "base/buf.h"

/* "Reply-To" in the longest language; a colon later is no field's. */
#define FIELD_NAME_MAX 48

/* Bytes between the dashes of Notes. */
#define NOTES_DATE_MAX 40

/* Fields with their wrapped lines; a list of recipients may be long. */
#define BLOCK_LINES_MAX	  40
#define WRAPPED_LINES_MAX 12

/* "Please type your reply above this line" is no part of a paragraph. */
#define REPLY_ABOVE_MAX 80

static enum block_field
field_from_word(struct slice word)
{
	for (size_t i = 0; block_words[i].word; i++)
		if (slice_equal(word, slice_from(block_words[i].word)))
			return block_words[i].field;
	return BLOCK_NONE;
}

static struct slice
trim_marks(struct slice s)
{
	while (s.size && strchr(" *_|•\t", s.data[0])) {
		s.data++;
		s.size--;
	}
	while (s.size && strchr(" *_|\t", s.data[s.size - 1]))
		s.size--;
	return s;
}

/* The field that a folded text begins with; *NAME_END is behind its colon. */
static enum block_field
field_at_start(struct slice folded, size_t *name_end)
{
	size_t limit =
		folded.size < FIELD_NAME_MAX ? folded.size : FIELD_NAME_MAX;
	const char *colon = memchr(folded.data, ':', limit);

	if (!colon)
		return BLOCK_NONE;
	*name_end = (size_t)(colon - folded.data) + 1;
	return field_from_word(trim_marks(slice_sub(folded, 0, *name_end - 1)));
}

/* What stands behind the colon in the line as written. */
static struct slice
field_value(struct slice raw)
{
	static const char wide_colon[] = "\xEF\xBC\x9A";
	const char *colon = memchr(raw.data, ':', raw.size);
	const char *wide = memmem(raw.data, raw.size, wide_colon, 3);
	size_t at;

	if (wide && (!colon || wide < colon))
		at = (size_t)(wide - raw.data) + 3;
	else if (colon)
		at = (size_t)(colon - raw.data) + 1;
	else
		return slice_of(raw.data, 0);
	return trim_marks(slice_trim(slice_sub(raw, at, raw.size)));
}

/* What was seen of a block: bits. */
enum evidence {
	SEEN_FROM = 1 << 0,
	SEEN_SENT = 1 << 1,
	SEEN_DATE = 1 << 2,
	SEEN_TO = 1 << 3,
	SEEN_SUBJECT = 1 << 4,
	SEEN_ADDRESS = 1 << 5, /* an @ in a value */
	SEEN_DIGITS = 1 << 6   /* a year or a time in the date */
};

static bool
has_digits(struct slice s)
{
	size_t digits = 0;

	for (size_t i = 0; i < s.size; i++)
		digits += s.data[i] >= '0' && s.data[i] <= '9';
	return digits >= 4;
}

static unsigned
evidence_of(enum block_field field, struct slice value)
{
	static const unsigned char seen[BLOCK_FIELDS] = {
		[BLOCK_FROM] = SEEN_FROM, [BLOCK_SENT] = SEEN_SENT,
		[BLOCK_DATE] = SEEN_DATE, [BLOCK_TO] = SEEN_TO,
		[BLOCK_CC] = SEEN_TO,	  [BLOCK_SUBJECT] = SEEN_SUBJECT,
	};
	unsigned bits = seen[field];

	if (memchr(value.data, '@', value.size))
		bits |= SEEN_ADDRESS;
	if ((bits & (SEEN_SENT | SEEN_DATE)) && has_digits(value))
		bits |= SEEN_DIGITS;
	return bits;
}

static bool
evidence_suffices(unsigned seen, bool certain)
{
	bool from = seen & SEEN_FROM, address = seen & SEEN_ADDRESS;
	bool dated = (seen & (SEEN_SENT | SEEN_DATE)) && (seen & SEEN_DIGITS);
	int kinds = from + ((seen & (SEEN_SENT | SEEN_DATE)) != 0) +
		    ((seen & SEEN_TO) != 0) + ((seen & SEEN_SUBJECT) != 0);

	if (from && kinds >= 3)
		return certain || address || ((seen & SEEN_SENT) && dated);
	if (from && kinds == 2)
		return (address && (dated || certain)) ||
		       (certain && (seen & SEEN_SENT) && dated);
	/* no sender: some clients begin with the date and stop early */
	return (seen & SEEN_TO) && address && dated;
}

/* Further fields in the same line ("To: x Subject: y"). */
static unsigned
evidence_inside(struct slice folded, size_t from)
{
	unsigned seen = 0;

	for (size_t i = from; i + 1 < folded.size; i++) {
		size_t end;
		struct slice rest = slice_sub(folded, i, folded.size);
		enum block_field field;

		if (folded.data[i - 1] != ' ')
			continue;
		field = field_at_start(rest, &end);
		if (field != BLOCK_NONE)
			seen |= evidence_of(field,
					    slice_sub(rest, end, rest.size));
	}
	return seen;
}

/* The field that LINE begins with, and all its evidence. */
static enum block_field
line_look(struct line *line)
{
	size_t end = 0;
	enum block_field field;

	if (line->block_known)
		return line->block_field;
	field = field_at_start(line->folded, &end);
	line->block_known = true;
	line->block_field = (unsigned char)field;
	line->block_evidence = (unsigned char)evidence_of(
		field, slice_sub(line->folded, end, line->folded.size));
	if (field != BLOCK_NONE)
		line->block_evidence |=
			(unsigned char)evidence_inside(line->folded, end);
	return field;
}

static void
block_set(struct quoted_header *block, enum block_field field,
	  struct slice value)
{
	if (block->values[field].size == 0)
		block->values[field] = value;
}

/* Appends a wrapped line to the value of FIELD. */
static void
block_extend(struct quoted_header *block, enum block_field field,
	     struct slice raw, struct arena *arena)
{
	struct slice old = block->values[field], more = slice_trim(raw);

	if (field == BLOCK_NONE)
		return;
	block->values[field] = slice_from(
		arena_printf(arena, "%.*s%s%.*s", (int)old.size, old.data,
			     old.size ? " " : "", (int)more.size, more.data));
}

/* Whether the empty line AT stands between two fields: some clients make a
 * paragraph of each. */
static bool
is_between_fields(struct lines *lines, size_t at)
{
	return at + 1 < lines->count && !lines->items[at + 1].blank &&
	       line_look(&lines->items[at + 1]) != BLOCK_NONE;
}

/* The line behind the block, and its evidence and values. */
static size_t
block_read(struct lines *lines, size_t at, unsigned *seen,
	   struct quoted_header *block)
{
	enum block_field last = BLOCK_NONE;
	size_t i, wrapped = 0;

	for (i = at; i < lines->count && i < at + BLOCK_LINES_MAX; i++) {
		struct line *line = &lines->items[i];
		enum block_field field;

		if (line->blank && is_between_fields(lines, i))
			continue;
		if (line->blank)
			break;
		field = line_look(line);
		*seen |= line->block_evidence;
		if (field != BLOCK_NONE) {
			last = field;
			wrapped = 0;
			if (block)
				block_set(block, field, field_value(line->raw));
		} else if (++wrapped > WRAPPED_LINES_MAX) {
			break;
		} else if (block) {
			block_extend(block, last, line->raw, lines->arena);
		}
	}
	return i;
}

bool
quoted_header_match(struct lines *lines, size_t at, bool certain,
		    struct quoted_header *out)
{
	struct quoted_header block = { .first = at };
	enum block_field first;
	unsigned seen = 0;

	if (at >= lines->count)
		return false;
	first = line_look(&lines->items[at]);
	if (first == BLOCK_NONE || first == BLOCK_OTHER)
		return false;
	for (int i = 0; i < BLOCK_FIELDS; i++)
		block.values[i] = slice_from("");
	block.end = block_read(lines, at, &seen, NULL);
	if (!evidence_suffices(seen, certain))
		return false;
	if (out) {
		block_read(lines, at, &seen, &block);
		*out = block;
	}
	return true;
}

/* QQ writes its blanks as "&nbsp;" into plain text. */
static struct slice
without_entity(struct slice s, bool at_end)
{
	static const char entity[] = "&nbsp;";
	size_t size = sizeof(entity) - 1;

	if (s.size < size)
		return s;
	if (at_end) {
		if (!memcmp(s.data + s.size - size, entity, size))
			s.size -= size;
	} else if (!memcmp(s.data, entity, size)) {
		s = slice_sub(s, size, s.size);
	}
	return s;
}

static struct slice
trim_dashes_end(struct slice s)
{
	while (s.size && strchr("-_=*~#:<. ", s.data[s.size - 1]))
		s.size--;
	return s;
}

/* The line without the dashes and such around its words. *DASHES: how many
 * there were in front. */
static struct slice
without_dashes(struct slice s, size_t *dashes)
{
	*dashes = 0;
	while (s.size && strchr("-_=*~#>[ ", s.data[0])) {
		*dashes += s.data[0] != ' ' && s.data[0] != '[';
		s.data++;
		s.size--;
	}
	s = without_entity(trim_dashes_end(s), true);
	return trim_dashes_end(without_entity(s, false));
}

static bool
equals_any(struct slice s, const char *const words[])
{
	for (size_t i = 0; words[i]; i++)
		if (slice_equal(s, slice_from(words[i])))
			return true;
	return false;
}

/* "NAME ---05/05/2020 10:00:12 AM---First words": Notes. */
static bool
is_notes_line(struct slice s)
{
	size_t first = slice_find(s, "---", 1), second;

	if (first == (size_t)-1 || first + 4 > s.size ||
	    s.data[first + 3] < '0' || s.data[first + 3] > '9')
		return false;
	second = slice_find(s, "---", first + 4);
	return second != (size_t)-1 && second - first <= NOTES_DATE_MAX;
}

enum separator
separator_match(struct lines *lines, size_t at)
{
	const struct line *line = &lines->items[at];
	bool colon = line->folded.size &&
		     line->folded.data[line->folded.size - 1] == ':';
	size_t dashes;
	struct slice words = without_dashes(line->folded, &dashes);

	if (words.size == 0 || words.size > 120 || line->is_long)
		return SEPARATOR_NONE;
	if ((dashes >= 2 || colon) && equals_any(words, forward_marks))
		return SEPARATOR_FORWARD;
	if (dashes >= 2 && text_starts_any(words, forward_starts))
		return SEPARATOR_FORWARD;
	if ((dashes >= 2 || (at && line_is_rule(&lines->items[at - 1], 3))) &&
	    equals_any(words, original_marks))
		return SEPARATOR_ORIGINAL;
	if (words.size <= REPLY_ABOVE_MAX &&
	    text_has_any(words, reply_above_marks))
		return SEPARATOR_REPLY_ABOVE;
	if (text_starts_any(words, original_starts) &&
	    (slice_starts_nocase(words, "orig") ||
	     quoted_header_match(lines, lines_next_full(lines, at + 1), true,
				 NULL)))
		return SEPARATOR_ORIGINAL;
	if (is_notes_line(line->folded) &&
	    quoted_header_match(lines, lines_next_full(lines, at + 1), true,
				NULL))
		return SEPARATOR_ORIGINAL;
	/* without dashes the words must stand on a header block */
	if (dashes == 0 && equals_any(words, original_marks) &&
	    quoted_header_match(lines, lines_next_full(lines, at + 1), true,
				NULL))
		return SEPARATOR_ORIGINAL;
	if (dashes == 0 && equals_any(words, forward_marks) &&
	    quoted_header_match(lines, lines_next_full(lines, at + 1), true,
				NULL))
		return SEPARATOR_FORWARD;
	return SEPARATOR_NONE;
}
