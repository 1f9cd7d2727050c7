/*
 * forwarded.c - the mail inside a mail that was forwarded as text.
 *
 * A forward is known by its own separator ("Forwarded message"), or, since
 * Outlook writes the same header block over replies and forwards, by the
 * prefix of the subject. What goes wrong: a forward deep inside the quote of
 * a reply is old news; so the search ends at the first header of a reply.
 */
#include "message/quote.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "message/attribution.h"
#include "message/date_prose.h"
#include "message/quoted_header.h"
#include "message/lines.h"

/* "Fwd: x", "[External] WG: x": whether the first prefix is a forward's. */
static bool
is_forward_subject(struct slice subject, struct arena *arena)
{
	struct slice s = text_folded(arena, utf8_cut(subject, LINE_FOLD_MAX));
	const char *colon;

	if (s.size && s.data[0] == '[') {
		const char *close = memchr(s.data, ']', s.size);

		if (close)
			s = slice_trim(slice_sub(
				s, (size_t)(close - s.data) + 1, s.size));
	}
	colon = memchr(s.data, ':', s.size);
	if (!colon)
		return false;
	s.size = (size_t)(colon - s.data);
	s = slice_trim(s);
	for (size_t i = 0; forward_subjects[i]; i++)
		if (slice_equal(s, slice_from(forward_subjects[i])))
			return true;
	return false;
}

static bool
is_address_byte(char c)
{
	return (unsigned char)c > ' ' && !strchr("<>()[]\",;:'", c);
}

/* NAME and address out of "Name <a@b>", "Name [mailto:a@b]", "a@b". */
static struct address
address_parse(struct slice value, struct arena *arena)
{
	struct address out = { "", "" };
	const char *at = memchr(value.data, '@', value.size);
	size_t from, to;
	struct slice name = value;

	if (at) {
		from = to = (size_t)(at - value.data);
		while (from > 0 && is_address_byte(value.data[from - 1]))
			from--;
		while (to < value.size && is_address_byte(value.data[to]))
			to++;
		out.email = arena_memdup(arena, value.data + from, to - from);
		name = slice_sub(value, 0, from);
	}
	name = slice_trim(name);
	while (name.size && strchr("<([:\"'* ", name.data[name.size - 1]))
		name.size--;
	if (name.size >= 6 &&
	    slice_equal_nocase(slice_sub(name, name.size - 6, name.size),
			       "mailto"))
		name.size -= 6;
	while (name.size && strchr("<([:\"'* ", name.data[name.size - 1]))
		name.size--;
	while (name.size && strchr("\"'* ", name.data[0]))
		name = slice_sub(name, 1, name.size);
	out.name = arena_memdup(arena, name.data, name.size);
	return out;
}

/* What stands on lines [FROM, end): the words of the inner sender. */
static const char *
inner_text(const struct lines *lines, size_t from, struct arena *arena)
{
	struct quote_split split;
	struct buf out;
	size_t first = lines_next_full(lines, from);
	bool quoted = first < lines->count && lines->items[first].quoted;

	buf_init(&out, arena);
	for (size_t i = first; i < lines->count; i++) {
		struct slice raw = lines->items[i].raw;

		buf_add_slice(&out, quoted ? line_unquoted(raw) : raw);
		buf_add_char(&out, '\n');
	}
	quote_split(arena_strdup(arena, out.data), true, arena, &split);
	return split.reply_text;
}

static bool
fill(const struct lines *lines, const struct quoted_header *block,
     struct arena *arena, struct forwarded *out)
{
	struct forwarded found = { .message_id = "" };
	struct slice date = block->values[BLOCK_SENT];
	struct slice subject = block->values[BLOCK_SUBJECT];

	if (date.size == 0)
		date = block->values[BLOCK_DATE];
	found.from = address_parse(block->values[BLOCK_FROM], arena);
	found.subject = arena_memdup(arena, subject.data, subject.size);
	found.present = *found.from.email || *found.subject;
	found.has_date =
		date.size &&
		date_prose_read(text_folded(arena, utf8_cut(date, 200)),
				&found.date);
	if (!found.present)
		return false;
	found.text = inner_text(lines, block->end, arena);
	*out = found;
	return true;
}

/* Searches the lines from the top; stops where a reply begins. */
static bool
find_in(struct lines *lines, bool is_forward, struct arena *arena,
	struct forwarded *out)
{
	bool announced = false;

	for (size_t i = 0; i < lines->count; i++) {
		struct quoted_header block;
		struct attribution attribution;
		enum separator separator;

		if (lines->items[i].blank || lines->items[i].quoted)
			continue;
		separator = separator_match(lines, i);
		if (separator == SEPARATOR_FORWARD)
			announced = true;
		if (separator != SEPARATOR_NONE) {
			if (!announced && !is_forward)
				return false;
			continue;
		}
		if (quoted_header_match(lines, i, true, &block))
			return (announced || is_forward) &&
			       fill(lines, &block, arena, out);
		if (!announced &&
		    attribution_match(lines, i, true, &attribution))
			return false;
	}
	return false;
}

bool
forwarded_find(const char *text, const char *subject, struct arena *arena,
	       struct forwarded *out)
{
	bool is_forward =
		subject && is_forward_subject(slice_from(subject), arena);
	struct lines lines, bare;
	struct buf unquoted;

	lines_split(&lines, slice_from(text), arena);
	if (find_in(&lines, is_forward, arena, out))
		return true;
	/* Apple quotes the forwarded mail with its header */
	if (!is_forward)
		return false;
	buf_init(&unquoted, arena);
	for (size_t i = 0; i < lines.count; i++) {
		buf_add_slice(&unquoted, line_unquoted(lines.items[i].raw));
		buf_add_char(&unquoted, '\n');
	}
	lines_split(&bare, buf_slice(&unquoted), arena);
	return find_in(&bare, true, arena, out);
}
