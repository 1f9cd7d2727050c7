/*
 * quote.c - what the sender wrote this time.
 *
 * Each line is new, quoted, or the header over a quote; from the first header
 * without marked quotes below it, all the rest is the old mail. What goes
 * wrong: answers between the lines of the quote or below it, quotes whose
 * lines a gateway wrapped, forwards (their text is new to us), and mails with
 * nothing new above the header. Wherever that leaves a doubt, more is shown.
 */
#include "message/quote.h"

#include "base/buf.h"
#include "message/attribution.h"
#include "message/quoted_header.h"
#include "message/lines.h"
#include "message/quote_words.h"
#include "message/signature.h"

/* The narrowest usual width (RFC 3676 section 4.2): what would have fitted
 * below it was not wrapped by a gateway. */
#define WRAP_COLUMN 66

/* The warning that a gateway puts over mail from outside: words of it that
 * must be there, and its lines. */
#define BANNER_MARKS_MIN 3
#define BANNER_LINES_MAX 6

/* Full lines in which "see my answers below" is looked for. */
#define HINT_LINES_MAX 6

enum use {
	USE_NEW,
	USE_QUOTE,
	USE_HEADER, /* an attribution, a header block, a separator */
	USE_SIGNATURE,
	USE_CUT /* under a header: the old mail */
};

struct split {
	struct lines lines;
	enum use *uses; /* one a line */
	bool is_reply;
	bool text_above; /* the sender wrote something before this line */
	bool header;	 /* a header was found */
	size_t share_line, share_size; /* new text that shares a line with a
					  header; SHARE_SIZE 0: none */
};

static void
mark(struct split *s, size_t from, size_t to, enum use use)
{
	for (size_t i = from; i < to && i < s->lines.count; i++)
		s->uses[i] = use;
}

static bool
quoted_at(const struct split *s, size_t from)
{
	size_t next = lines_next_full(&s->lines, from);

	return next < s->lines.count && s->lines.items[next].quoted;
}

/* Whether the sender says, in the first lines, that answers stand within the
 * old mail: then cutting it would cut them. */
static bool
announces_inline(const struct split *s, size_t end)
{
	size_t full = 0;

	for (size_t i = 0; i < end && full < HINT_LINES_MAX; i++) {
		const struct line *line = &s->lines.items[i];

		if (s->uses[i] != USE_NEW || line->blank)
			continue;
		if (text_has_any(line->folded, inline_hints))
			return true;
		full++;
	}
	return false;
}

/*
 * A header stands on lines [FROM, TO). Returns where to go on: over marked
 * quotes answers may stand below; without marks the rest is the old mail,
 * unless nothing stood above: then it is better shown.
 */
static size_t
header_found(struct split *s, size_t from, size_t to)
{
	if (quoted_at(s, to)) {
		mark(s, from, to, USE_HEADER);
		s->header = true;
		return to;
	}
	if (s->text_above && !announces_inline(s, from)) {
		mark(s, from, s->lines.count, USE_CUT);
		s->header = true;
	}
	return s->lines.count;
}

/* Whatever ends or interrupts new text at line AT; AT itself when nothing
 * does. */
static size_t
interruption(struct split *s, size_t at)
{
	struct quoted_header block;
	struct attribution attribution;

	switch (separator_match(&s->lines, at)) {
	case SEPARATOR_FORWARD:
		return s->lines.count; /* what is passed on is new */
	case SEPARATOR_ORIGINAL:
		return header_found(s, at, at + 1);
	case SEPARATOR_REPLY_ABOVE:
		if (s->text_above)
			return header_found(s, at, at + 1);
		mark(s, at, at + 1, USE_HEADER);
		return at + 1;
	case SEPARATOR_NONE:
		break;
	}
	if (quoted_header_match(&s->lines, at, s->is_reply, &block))
		return header_found(s, at, block.end);
	if (attribution_match(&s->lines, at, s->is_reply, &attribution)) {
		if (attribution.share_size) {
			s->text_above = true;
			s->share_line = at;
			s->share_size = attribution.share_size;
		}
		return header_found(s, at, attribution.end);
	}
	return at;
}

static void
mark_quotes(struct split *s)
{
	for (size_t i = 0; i < s->lines.count;) {
		const struct line *line = &s->lines.items[i];
		size_t next;

		if (line->blank || line->quoted) {
			s->uses[i] = line->quoted ? USE_QUOTE : USE_NEW;
			i++;
			continue;
		}
		next = interruption(s, i);
		if (next == i) {
			s->text_above = true;
			next++;
		}
		i = next;
	}
}

/* How sure it is that line AT is the rest of the quoted line above it. */
enum wrap { WRAP_NO, WRAP_LIKELY, WRAP_SURE };

static bool
has_open_link(struct slice s)
{
	const char *open = memrchr(s.data, '(', s.size);
	const char *angle = memrchr(s.data, '<', s.size);

	if (!open || (angle && angle > open))
		open = angle;
	return open && !memchr(open, *open == '(' ? ')' : '>',
			       s.size - (size_t)(open - s.data));
}

static bool
is_lone_link(struct slice s)
{
	while (s.size && strchr("> ", s.data[s.size - 1]))
		s.size--;
	return s.size > 8 && !memchr(s.data, ' ', s.size) &&
	       strchr("(<h", s.data[0]) && memmem(s.data, s.size, "://", 3);
}

static enum wrap
wrap_of(const struct split *s, size_t at)
{
	const struct lines *l = &s->lines;
	struct slice above, rest, word;
	const char *blank;

	if (at == 0 || at + 1 >= l->count || s->uses[at] != USE_NEW ||
	    l->items[at].blank || s->uses[at - 1] != USE_QUOTE ||
	    s->uses[at + 1] != USE_QUOTE)
		return WRAP_NO;
	above = l->items[at - 1].folded;
	rest = l->items[at].folded;
	blank = memchr(rest.data, ' ', rest.size);
	word = slice_sub(rest, 0,
			 blank ? (size_t)(blank - rest.data) : rest.size);
	if (is_lone_link(rest) || (has_open_link(above) && !blank))
		return WRAP_SURE;
	if (above.size + 1 + word.size <= WRAP_COLUMN ||
	    slice_trim(l->items[at].raw).data[0] != rest.data[0])
		return WRAP_NO; /* a capital letter begins an answer */
	return strchr(".!?:;", above.data[above.size - 1]) ? WRAP_LIKELY
							   : WRAP_SURE;
}

/* Lines that fell out of a wrapped quote belong to it. A doubtful one counts
 * only beside a sure one: then lines were wrapped in this mail. */
static void
mark_wrapped(struct split *s)
{
	bool sure = false;

	for (size_t i = 0; i < s->lines.count && !sure; i++)
		sure = wrap_of(s, i) == WRAP_SURE;
	for (size_t i = 0; sure && i < s->lines.count; i++)
		if (wrap_of(s, i) != WRAP_NO)
			s->uses[i] = USE_QUOTE;
}

static void
mark_signatures(struct split *s)
{
	struct signature_range range = { .is_reply = s->is_reply };
	size_t count = s->lines.count, end;

	for (size_t i = 0; i < count; i = end) {
		bool full = false;

		for (end = i; end < count && s->uses[end] == USE_NEW; end++)
			full = full || !s->lines.items[end].blank;
		if (full) {
			range.first = i;
			range.end = end;
			range.quote_below = end < count;
			mark(s, signature_find(&s->lines, &range), end,
			     USE_SIGNATURE);
			range.text_above = true;
		}
		if (end == i)
			end++;
	}
}

static size_t
count_banner_marks(const struct lines *lines, size_t from, size_t to)
{
	size_t n = 0;

	for (size_t m = 0; banner_marks[m]; m++)
		for (size_t i = from; i < to; i++)
			if (text_has(lines->items[i].folded, banner_marks[m])) {
				n++;
				break;
			}
	return n;
}

/*
 * "CAUTION: this mail came from outside. Do not click links." Only as the
 * first paragraph with more below, and asking nothing: people quote it when
 * they ask about it.
 */
static void
mark_banner(struct split *s)
{
	const struct lines *l = &s->lines;
	size_t from = lines_next_full(l, 0), to = from;

	while (to < l->count && !l->items[to].blank &&
	       to - from <= BANNER_LINES_MAX) {
		if (s->uses[to] != USE_NEW || l->items[to].is_long ||
		    memchr(l->items[to].raw.data, '?', l->items[to].raw.size))
			return;
		to++;
	}
	if (to == from || to - from > BANNER_LINES_MAX ||
	    lines_next_full(l, to) == l->count)
		return;
	if (text_starts_any(l->items[from].folded, banner_starts) ||
	    count_banner_marks(l, from, to) >= BANNER_MARKS_MIN)
		mark(s, from, to, USE_SIGNATURE);
}

/* Whether the quote at AT is what a line of new text announces ("I typed:"):
 * a prompt, or words of another, without which the new text says nothing. */
static bool
is_announced(const struct split *s, size_t at)
{
	struct slice above;
	size_t i = at;

	while (i > 0 && s->lines.items[i - 1].blank)
		i--;
	if (i == 0 || s->uses[i - 1] != USE_NEW)
		return false;
	above = s->lines.items[i - 1].folded;
	return above.data[above.size - 1] == ':';
}

/*
 * Where no header stands over a quote, '>' may be a prompt or a citation: it
 * surely is in a mail that answers nothing, and in others when announced.
 */
static void
keep_citations(struct split *s)
{
	bool keep = !s->is_reply, quote = false;

	for (size_t i = 0; i < s->lines.count; i++) {
		if (s->uses[i] != USE_QUOTE) {
			quote = quote && s->lines.items[i].blank;
			continue;
		}
		if (s->is_reply && !quote)
			keep = is_announced(s, i);
		quote = true;
		if (keep)
			s->uses[i] = USE_NEW;
	}
}

/* Without empty lines in front and white space behind. */
static const char *
text_trimmed(struct slice text, struct arena *arena)
{
	while (text.size && strchr("\n\r\t ", text.data[text.size - 1]))
		text.size--;
	while (text.size && strchr("\n\r", text.data[0]))
		text = slice_sub(text, 1, text.size);
	return arena_memdup(arena, text.data ? text.data : "", text.size);
}

/* The lines of one use, blank ones squeezed where something was left out,
 * trimmed. */
static const char *
lines_of_use(const struct split *s, enum use use, struct arena *arena)
{
	struct buf out;
	bool gap = false;

	buf_init(&out, arena);
	for (size_t i = 0; i < s->lines.count; i++) {
		const struct line *line = &s->lines.items[i];
		struct slice raw = line->raw;

		if (use == USE_NEW && s->share_size && i == s->share_line)
			raw.size = s->share_size;
		else if (s->uses[i] != use) {
			gap = true;
			continue;
		}
		if (line->blank && gap)
			continue;
		if (gap && out.size > 1 && out.data[out.size - 2] != '\n')
			buf_add_char(&out, '\n');
		gap = false;
		buf_add_slice(&out, raw);
		buf_add_char(&out, '\n');
	}
	return text_trimmed(buf_slice(&out), arena);
}

/* A mail that is nothing but '>' lines: quoted as a whole by an odd client,
 * unless it begins as a reply's quote does. */
static const char *
all_quoted(const struct split *s, struct arena *arena)
{
	struct buf out;
	struct split inner = { .is_reply = true };
	struct attribution attribution;
	size_t first;

	buf_init(&out, arena);
	for (size_t i = 0; i < s->lines.count; i++) {
		buf_add_slice(&out, line_unquoted(s->lines.items[i].raw));
		buf_add_char(&out, '\n');
	}
	lines_split(&inner.lines, slice_trim(buf_slice(&out)), arena);
	first = lines_next_full(&inner.lines, 0);
	if (first < inner.lines.count &&
	    (attribution_match(&inner.lines, first, true, &attribution) ||
	     quoted_header_match(&inner.lines, first, true, NULL)))
		return "";
	return text_trimmed(buf_slice(&out), arena);
}

static bool
has_use(const struct split *s, enum use use)
{
	for (size_t i = 0; i < s->lines.count; i++)
		if (s->uses[i] == use && !s->lines.items[i].blank)
			return true;
	return false;
}

void
quote_split(const char *text, bool is_reply, struct arena *arena,
	    struct quote_split *out)
{
	struct split s = { .is_reply = is_reply };
	bool quoted;

	lines_split(&s.lines, slice_from(text), arena);
	s.uses = arena_calloc(arena, s.lines.count, sizeof(*s.uses));
	mark_quotes(&s);
	if (!s.header)
		keep_citations(&s);
	mark_wrapped(&s);
	mark_signatures(&s);
	mark_banner(&s);
	quoted = has_use(&s, USE_QUOTE) || has_use(&s, USE_CUT);
	out->reply_text = lines_of_use(&s, USE_NEW, arena);
	out->signature = lines_of_use(&s, USE_SIGNATURE, arena);
	if (*out->reply_text)
		return;
	if (!quoted) {
		out->reply_text = arena_strdup(arena, out->signature);
		out->signature = "";
	} else if (!s.header && !*out->signature) {
		out->reply_text = all_quoted(&s, arena);
	}
}
