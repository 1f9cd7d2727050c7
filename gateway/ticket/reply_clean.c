/*
 * reply_clean.c - what a staff member wrote, as a clean mail.
 *
 * What goes wrong elsewhere: the quoted notification goes out with the
 * answer, and in it internal notes, links and other people's addresses. The
 * reader has set quotes apart already; where a mail program quotes without
 * any mark, the marker line in our own mail ends the answer.
 */
#include "ticket/reply_clean.h"

#include "base/utf8.h"
#include "message/farewell.h"
#include "message/lines.h"
#include "message/signature.h"
#include "ticket/command.h"

/* Enough to find a line again, little enough to look for everywhere. */
#define FORWARD_LINE_MAX 80

static bool
is_empty(struct slice line)
{
	return slice_trim(line).size == 0;
}

const char *
text_trimmed(struct slice text, struct arena *arena)
{
	struct slice rest = text, line;

	while (slice_next_line(&rest, &line) && is_empty(line))
		text = rest;
	line = slice_trim(text);
	if (line.size == 0)
		return "";
	/* The first line keeps its indentation. */
	return arena_memdup(arena, text.data,
			    (size_t)(line.data - text.data) + line.size);
}

/* Cuts the next word off *REST; words are parted by what may stand between
 * the parts of names and addresses. */
static bool
next_word(struct slice *rest, struct slice *word)
{
	static const char between[] = " \t.,@-_<>";
	size_t start = 0, end;

	while (start < rest->size && strchr(between, rest->data[start]))
		start++;
	end = start;
	while (end < rest->size && !strchr(between, rest->data[end]))
		end++;
	*word = slice_sub(*rest, start, end);
	*rest = slice_sub(*rest, end, rest->size);
	return word->size > 0;
}

static bool
has_word(const char *names, struct slice wanted)
{
	struct slice rest = slice_from(names), word;

	while (next_word(&rest, &word))
		if (slice_equal(word, wanted))
			return true;
	return false;
}

/* Whether LINE has words of NAMES, which are folded, and no others. */
static bool
is_named(struct slice line, const char *names, struct arena *arena)
{
	struct slice word;
	bool any = false;

	line = slice_from(
		utf8_fold(arena, arena_memdup(arena, line.data, line.size)));
	while (next_word(&line, &word)) {
		if (!has_word(names, word))
			return false;
		any = true;
	}
	return any;
}

static bool
next_full_line(struct slice *rest, struct slice *line)
{
	while (slice_next_line(rest, line))
		if (!is_empty(*line))
			return true;
	return false;
}

bool
text_is_signature(const char *text, const char *names, struct arena *arena)
{
	struct slice rest = slice_from(text), line;

	if (!next_full_line(&rest, &line))
		return false;
	if (is_farewell(text_folded(arena, line)) &&
	    !next_full_line(&rest, &line))
		return true;
	return is_named(line, utf8_fold(arena, names), arena);
}

/* "On Monday Anna wrote:", the header block of a quote, or a rule: what mail
 * programs put above what they quote. */
static bool
introduces_quote(struct slice line)
{
	struct slice s = slice_trim(line);

	bool dated = false;

	if (s.size == 0)
		return true;
	for (size_t i = 0; i < s.size; i++)
		if (s.data[i] == '@' || (s.data[i] >= '0' && s.data[i] <= '9'))
			dated = true;
	if (s.data[0] == '>' || slice_starts_nocase(s, "-----") ||
	    slice_starts_nocase(s, "_____"))
		return true;
	return dated && s.data[s.size - 1] == ':';
}

/* Cuts such lines off the end, at most a few. */
static struct slice
without_introduction(struct slice text)
{
	for (int lines = 0; lines < 8 && text.size > 0; lines++) {
		size_t start = text.size - 1;

		while (start > 0 && text.data[start - 1] != '\n')
			start--;
		if (!introduces_quote(slice_sub(text, start, text.size)))
			break;
		text = slice_sub(text, 0, start);
	}
	return text;
}

const char *
reply_new_text(const char *text, struct arena *arena)
{
	struct slice s = slice_from(text);
	size_t marker = slice_find(s, REPLY_MARKER, 0);

	if (marker == (size_t)-1)
		return text_trimmed(s, arena);
	while (marker > 0 && s.data[marker - 1] != '\n')
		marker--;
	return text_trimmed(without_introduction(slice_sub(s, 0, marker)),
			    arena);
}

/* Where a forward begins is known by its first line; if that cannot be found
 * again, the first paragraph is taken for the sender's own. */
size_t
reply_own_size(const char *text, const struct facts *facts)
{
	struct slice s = slice_from(text);
	struct slice inner = slice_from(facts->forwarded.text), line;
	size_t at;

	if (!facts->forwarded.present)
		return s.size;
	inner = slice_trim(inner);
	if (slice_next_line(&inner, &line) && slice_trim(line).size > 0) {
		line = slice_sub(line, 0, FORWARD_LINE_MAX);
		for (at = 0; at < s.size; at++)
			if (slice_equal(slice_sub(s, at, at + line.size), line))
				return at;
	}
	at = slice_find(s, "\n\n", 0);
	return at == (size_t)-1 ? s.size : at;
}

const char *
reply_signed(const char *text, const struct facts *facts, struct arena *arena)
{
	const char *signature;

	if (text[0] == '\0' || command_seen_in(facts->signature, arena) ||
	    slice_find(slice_from(text), facts->signature, 0) != (size_t)-1)
		return text;
	signature = signature_words(facts->signature, arena);
	if (signature[0] == '\0')
		return text;
	return arena_printf(arena, "%s\n\n%s", text, signature);
}
