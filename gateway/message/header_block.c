/*
 * header_block.c - finding the header block over a quoted mail.
 *
 * What goes wrong: people write "From:" and "Date:" themselves, in forms and
 * appointments. So a single field proves nothing. A block needs a sender and
 * two more kinds of field, or fewer with an address in them; and clients
 * leave no empty line inside, wrap long values, set the names in bold
 * ("*From:*") and sometimes run two fields into one line.
 */
#include "message/header_block.h"

#include "base/buf.h"

/* "Reply-To" in the longest language; a colon later is no field's. */
#define FIELD_NAME_MAX 48

/* Fields with their wrapped lines; a list of recipients may be long. */
#define BLOCK_LINES_MAX	  40
#define WRAPPED_LINES_MAX 12

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

/* What was seen so far of a block. */
struct evidence {
	bool from, sent, date, to, subject;
	bool address;	  /* an @ in a value */
	bool date_digits; /* a year or a time in the date */
};

static bool
has_digits(struct slice s)
{
	size_t digits = 0;

	for (size_t i = 0; i < s.size; i++)
		digits += s.data[i] >= '0' && s.data[i] <= '9';
	return digits >= 4;
}

static void
evidence_add(struct evidence *seen, enum block_field field, struct slice value)
{
	if (memchr(value.data, '@', value.size))
		seen->address = true;
	switch (field) {
	case BLOCK_FROM:
		seen->from = true;
		break;
	case BLOCK_SENT:
	case BLOCK_DATE:
		*(field == BLOCK_SENT ? &seen->sent : &seen->date) = true;
		if (has_digits(value))
			seen->date_digits = true;
		break;
	case BLOCK_TO:
	case BLOCK_CC:
		seen->to = true;
		break;
	case BLOCK_SUBJECT:
		seen->subject = true;
		break;
	case BLOCK_NONE:
	case BLOCK_OTHER:
	case BLOCK_FIELDS:
		break;
	}
}

static bool
evidence_suffices(const struct evidence *seen, bool certain)
{
	bool dated = (seen->sent || seen->date) && seen->date_digits;
	int kinds = seen->from + (seen->sent || seen->date) + seen->to +
		    seen->subject;

	if (seen->from && kinds >= 3)
		return certain || seen->address || (seen->sent && dated);
	if (seen->from && kinds == 2)
		return (seen->address && (dated || certain)) ||
		       (certain && seen->sent && dated);
	/* no sender: some clients begin with the date and stop early */
	return seen->to && seen->address && dated;
}

/* Further fields in the same line ("To: x Subject: y"). Adds what it finds
 * to SEEN. */
static void
fields_inside(struct slice folded, size_t from, struct evidence *seen)
{
	for (size_t i = from; i + 1 < folded.size; i++) {
		size_t end;
		struct slice rest = slice_sub(folded, i, folded.size);
		enum block_field field;

		if (i > 0 && folded.data[i - 1] != ' ')
			continue;
		field = field_at_start(rest, &end);
		if (field != BLOCK_NONE)
			evidence_add(seen, field,
				     slice_sub(rest, end, rest.size));
	}
}

static void
block_set(struct header_block *block, enum block_field field,
	  struct slice value)
{
	if (block->values[field].size == 0)
		block->values[field] = value;
}

/* Appends a wrapped line to the value of FIELD. */
static void
block_extend(struct header_block *block, enum block_field field,
	     struct slice raw, struct arena *arena)
{
	struct slice old = block->values[field], more = slice_trim(raw);

	if (field == BLOCK_NONE)
		return;
	block->values[field] = slice_from(
		arena_printf(arena, "%.*s%s%.*s", (int)old.size, old.data,
			     old.size ? " " : "", (int)more.size, more.data));
}

bool
header_block_match(const struct lines *lines, size_t at, bool certain,
		   struct header_block *out)
{
	struct header_block block = { .first = at };
	struct evidence seen = { 0 };
	enum block_field last = BLOCK_NONE;
	size_t i, wrapped = 0;

	for (i = at; i < lines->count && i < at + BLOCK_LINES_MAX; i++) {
		const struct line *line = &lines->items[i];
		size_t end = 0;
		enum block_field field = BLOCK_NONE;

		if (!line->blank)
			field = field_at_start(line->folded, &end);
		if (i == at && (field == BLOCK_NONE || field == BLOCK_OTHER))
			return false;
		if (line->blank) {
			/* one paragraph a field: a field must follow */
			if (i + 1 < lines->count && last != BLOCK_NONE &&
			    field_at_start(lines->items[i + 1].folded, &end) !=
				    BLOCK_NONE &&
			    !lines->items[i + 1].blank)
				continue;
			break;
		}
		if (field == BLOCK_NONE) {
			if (++wrapped > WRAPPED_LINES_MAX)
				break;
			evidence_add(&seen, BLOCK_OTHER, line->folded);
			block_extend(&block, last, line->raw, lines->arena);
			continue;
		}
		last = field;
		wrapped = 0;
		evidence_add(&seen, field,
			     slice_sub(line->folded, end, line->folded.size));
		fields_inside(line->folded, end, &seen);
		block_set(&block, field, field_value(line->raw));
	}
	block.end = i;
	if (!evidence_suffices(&seen, certain))
		return false;
	if (out)
		*out = block;
	return true;
}

/* The line without the dashes and such around its words. *DASHES: how many
 * there were in front. */
static struct slice
without_dashes(struct slice s, size_t *dashes)
{
	*dashes = 0;
	while (s.size && strchr("-_=*~#> ", s.data[0])) {
		*dashes += s.data[0] != ' ';
		s.data++;
		s.size--;
	}
	while (s.size && strchr("-_=*~#:<. ", s.data[s.size - 1]))
		s.size--;
	return s;
}

static bool
equals_any(struct slice s, const char *const words[])
{
	for (size_t i = 0; words[i]; i++)
		if (slice_equal(s, slice_from(words[i])))
			return true;
	return false;
}

enum separator
separator_match(const struct lines *lines, size_t at)
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
	if (dashes >= 2 && equals_any(words, original_marks))
		return SEPARATOR_ORIGINAL;
	if (text_has_any(words, reply_above_marks))
		return SEPARATOR_REPLY_ABOVE;
	/* without dashes the words must stand on a header block */
	if (dashes == 0 && equals_any(words, original_marks) &&
	    header_block_match(lines, lines_next_full(lines, at + 1), true,
			       NULL))
		return SEPARATOR_ORIGINAL;
	if (dashes == 0 && equals_any(words, forward_marks) &&
	    header_block_match(lines, lines_next_full(lines, at + 1), true,
			       NULL))
		return SEPARATOR_FORWARD;
	return SEPARATOR_NONE;
}
