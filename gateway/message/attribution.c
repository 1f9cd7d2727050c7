/*
 * attribution.c - finding "On DATE, NAME wrote:".
 *
 * Every client and language has its own order of date, name, address and
 * verb, so that patterns for whole lines never end. Here evidence is counted
 * instead: a date, a time, the name of a month or day, an address, a word
 * for "wrote", a colon at the end, a first word such as "On", and a quoted
 * line below. What goes wrong: "On 3 May the server wrote:" is a sentence;
 * so the verb alone, or the date alone, is never enough.
 */
#include "message/attribution.h"

#include "base/buf.h"
#include "message/quote_words.h"

/* Wrapped attributions stand on up to this many lines. */
#define ATTRIBUTION_LINES_MAX 6
#define ATTRIBUTION_SIZE_MAX  800

/* "the log file wrote:" over a quote is a sentence when longer than a name. */
#define NAME_WORDS_MAX 5

/* What a text has of an attribution. */
struct traits {
	bool starts;   /* with a first word of attributions or with a date */
	bool date;     /* a year, or a date in figures */
	bool time;     /* 12:30, 12.30, 12h30 */
	bool calendar; /* the name of a month or day */
	bool address;  /* an @ */
	bool verb, verb_last, colon;
	bool in_dashes; /* ---- NAME wrote ---- */
	bool angle;	/* NAME <a@b> VERB */
	bool ends_in_address;
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static size_t
digits_at(struct slice s, size_t at)
{
	size_t n = 0;

	while (at + n < s.size && is_digit(s.data[at + n]))
		n++;
	return n;
}

/* 18.30, 18:30, 18h30 at AT, where N digits stand. */
static bool
is_time_at(struct slice s, size_t at, size_t n)
{
	size_t m;

	if (n > 2 || at + n >= s.size || !strchr(":.h", s.data[at + n]))
		return false;
	m = digits_at(s, at + n + 1);
	if (m != 2)
		return false;
	return at + n + 3 >= s.size || !strchr("./-", s.data[at + n + 3]) ||
	       !is_digit(at + n + 4 < s.size ? s.data[at + n + 4] : ' ');
}

/* 1990 to 2099 standing alone, or before the year signs of Asia. */
static bool
is_year_at(struct slice s, size_t at, size_t n)
{
	return n == 4 &&
	       (!memcmp(s.data + at, "19", 2) || !memcmp(s.data + at, "20", 2));
}

/* 24.12.2016, 12/24/16, 2016-12-24: three numbers, one kind of sign. */
static bool
is_full_date_at(struct slice s, size_t at, size_t n)
{
	char sign;
	size_t m, k;

	if (n > 4 || at + n >= s.size || !strchr("./-", s.data[at + n]))
		return false;
	sign = s.data[at + n];
	at += n + 1;
	if (at < s.size && s.data[at] == ' ')
		at++;
	m = digits_at(s, at);
	if (m < 1 || m > 2 || at + m >= s.size || s.data[at + m] != sign)
		return false;
	at += m + 1;
	if (at < s.size && s.data[at] == ' ')
		at++;
	k = digits_at(s, at);
	return k == 2 || k == 4 || (n == 4 && k == 1);
}

/* The name of a month or day, whole or short: "wed,", "feb.". */
static bool
is_stem(struct slice token)
{
	while (token.size && strchr(".,)", token.data[token.size - 1]))
		token.size--;
	for (size_t i = 0; i < token.size; i++)
		if ((unsigned char)token.data[i] < 0x80 &&
		    (token.data[i] < 'a' || token.data[i] > 'z'))
			return false;
	for (size_t i = 0; date_stems[i]; i++) {
		size_t n = strlen(date_stems[i]);

		if (token.size < n || memcmp(token.data, date_stems[i], n))
			continue;
		/* the two-letter days stand alone: "mo.", "fr," */
		if (token.size == n || (n >= 3 && token.size <= n + 18))
			return true;
	}
	return false;
}

static struct slice
token_at(struct slice s, size_t at)
{
	const char *end = memchr(s.data + at, ' ', s.size - at);

	return slice_sub(s, at, end ? (size_t)(end - s.data) : s.size);
}

/* A first word that is a date: "2014-10-17", "26.06.2014,", "wed,". */
static bool
starts_with_date(struct slice s)
{
	struct slice token = token_at(s, 0);
	size_t n = digits_at(s, 0);

	if (n == 0)
		return is_stem(token);
	if (n > 4)
		return false;
	if (n == s.size)
		return true;
	if (strchr("./-:,", s.data[n]) || (unsigned char)s.data[n] >= 0xE3)
		return true;
	return s.data[n] == ' ' && s.size > n + 1 &&
	       is_stem(token_at(s, n + 1));
}

/* "<a@b>" or "(a@b)": a bare address and a colon may be a log's. */
static bool
ends_in_address(struct slice s)
{
	const char *at = memrchr(s.data, '@', s.size);

	if (!at || !strchr(">)", s.data[s.size - 1]))
		return false;
	while (s.size && strchr(">):\"' ", s.data[s.size - 1]))
		s.size--;
	return !memchr(at, ' ', s.size - (size_t)(at - s.data));
}

static void
traits_of_numbers(struct slice s, struct traits *t)
{
	for (size_t i = 0; i < s.size; i++) {
		size_t n;

		if (!is_digit(s.data[i]))
			continue;
		n = digits_at(s, i);
		if (is_full_date_at(s, i, n) || is_year_at(s, i, n))
			t->date = true;
		if (is_time_at(s, i, n))
			t->time = true;
		i += n;
	}
}

static void
traits_of_words(struct slice s, struct traits *t)
{
	static const char *const asian_dates[] = { "月", "월", "曜", NULL };

	for (size_t i = 0; i < s.size && !t->calendar;) {
		struct slice token = token_at(s, i);

		while (token.size && strchr("(,", token.data[0]))
			token = slice_sub(token, 1, token.size);
		if (is_stem(token))
			t->calendar = true;
		/* 11-apr-2011 */
		if (token.size > 4 && is_digit(token.data[0])) {
			size_t n = digits_at(token, 0) + 1;

			if (n < token.size && token.data[n - 1] == '-' &&
			    is_stem(slice_sub(token, n, n + 3)))
				t->calendar = true;
		}
		i += token_at(s, i).size + 1;
	}
	if (text_has_any(s, asian_dates))
		t->calendar = true;
}

/* "NAME <a@b> wrote": nothing but the verb stands behind the address. */
static bool
verb_after_address(struct slice words)
{
	const char *close = memrchr(words.data, '>', words.size);
	const char *at = memrchr(words.data, '@', words.size);
	size_t rest;

	if (!close || !at || at > close)
		return false;
	rest = words.size - (size_t)(close + 1 - words.data);
	return rest > 1 && close[1] == ' ' && !memchr(close + 2, ' ', rest - 2);
}

static size_t
count_words(struct slice s)
{
	size_t n = s.size > 0;

	for (size_t i = 0; i < s.size; i++)
		n += s.data[i] == ' ';
	return n;
}

static struct traits
traits_of(struct slice s)
{
	struct traits t = { 0 };
	struct slice words = s;
	size_t dashes = 0;

	while (words.size && strchr("-_*~ ", words.data[0])) {
		dashes += words.data[0] == '-';
		words = slice_sub(words, 1, words.size);
	}
	while (words.size && strchr("-_*~ ", words.data[words.size - 1]))
		words.size--;
	t.in_dashes = dashes >= 3 && s.size && s.data[s.size - 1] == '-';
	t.colon = words.size && words.data[words.size - 1] == ':';
	while (words.size && strchr(": ", words.data[words.size - 1]))
		words.size--;
	t.address = memchr(words.data, '@', words.size) != NULL;
	t.verb = text_has_any(words, attribution_verbs);
	t.verb_last = t.verb && text_ends_any(words, attribution_verbs);
	t.starts = text_starts_any(words, attribution_starts) ||
		   starts_with_date(words);
	t.ends_in_address = ends_in_address(words);
	t.angle = t.verb_last && verb_after_address(words);
	traits_of_numbers(words, &t);
	traits_of_words(words, &t);
	return t;
}

/* The verdict over the joined text. QUOTED: a quoted line follows. */
static bool
is_attribution(struct slice s, bool quoted, bool is_reply)
{
	struct traits t = traits_of(s);
	bool when = t.date || (t.calendar && t.time);
	int score = t.starts + t.date + t.time + t.calendar + t.address +
		    2 * quoted;

	if (t.in_dashes && t.verb)
		return true;
	if (t.angle && t.colon && is_reply &&
	    count_words(s) <= 2 * NAME_WORDS_MAX)
		return true;
	if (t.verb && t.colon) {
		if (t.date && t.time)
			return is_reply || quoted || t.address;
		if (t.address || t.date || (when && is_reply))
			return score >= 3;
		return quoted && t.verb_last &&
		       (score >= 4 || count_words(s) <= NAME_WORDS_MAX);
	}
	if (t.verb && t.verb_last)
		return t.address && t.starts && when;
	/* no verb: "DATE TIME NAME <address>:", "NAME <address> [DATE]:" */
	if (t.colon)
		return (t.ends_in_address && t.starts && when) ||
		       (quoted && t.address && t.date && t.time);
	return quoted && t.ends_in_address && t.starts && t.date;
}

/* The folded lines [FROM, TO) as one. */
static struct slice
lines_joined(const struct lines *lines, size_t from, size_t to)
{
	struct buf out;

	if (to == from + 1)
		return lines->items[from].folded;
	buf_init(&out, lines->arena);
	for (size_t i = from; i < to; i++) {
		struct slice s = lines->items[i].folded;

		if (s.size == 0)
			continue;
		/* "John <" + "john@..." and "...com" + ">:" have no blank */
		if (out.size && !strchr("<(", out.data[out.size - 1]) &&
		    s.data[0] != '>')
			buf_add_char(&out, ' ');
		buf_add_slice(&out, s);
	}
	return buf_slice(&out);
}

/* Whether a line may be the last one of an attribution. */
static bool
may_end(const struct line *line)
{
	struct slice s = line->folded;

	while (s.size && strchr("-_* ", s.data[s.size - 1]))
		s.size--;
	if (s.size == 0 || line->is_long)
		return false;
	return s.data[s.size - 1] == ':' || s.data[s.size - 1] == '>' ||
	       text_ends_any(s, attribution_verbs);
}

/* A line that goes on with an address may stand behind an empty one, and
 * the '>' that closes the address looks like a quote. */
static bool
may_continue(const struct lines *lines, size_t i)
{
	const struct line *line = &lines->items[i];

	if (line->is_long)
		return false;
	if (line->blank) {
		size_t next = lines_next_full(lines, i);

		return next < lines->count && next == i + 1 &&
		       lines->items[next].folded.data[0] == '<';
	}
	return !line->quoted || may_end(line);
}

/* "> wrote:", the end of an address that was wrapped. */
static bool
closes_address(const struct line *line)
{
	struct slice s = line->folded;

	if (!line->quoted || line->is_long || s.data[s.size - 1] != ':')
		return false;
	s.size--;
	return count_words(s) <= 3 && !memchr(s.data + 1, '>', s.size - 1) &&
	       text_ends_any(slice_trim(s), attribution_verbs);
}

static bool
quoted_follows(const struct lines *lines, size_t at)
{
	size_t next = lines_next_full(lines, at);

	return next < lines->count && lines->items[next].quoted &&
	       !closes_address(&lines->items[next]) && next <= at + 3;
}

static bool
starts_attribution(struct slice folded)
{
	while (folded.size && strchr("-_* ", folded.data[0]))
		folded = slice_sub(folded, 1, folded.size);
	return text_starts_any(folded, attribution_starts) ||
	       starts_with_date(folded);
}

static bool
is_name_and_address(struct slice folded)
{
	return count_words(folded) <= NAME_WORDS_MAX && folded.size &&
	       memchr(folded.data, '<', folded.size) &&
	       strchr(">,", folded.data[folded.size - 1]);
}

/* Whether a later line of [AT + 1, END) begins the same attribution: then
 * line AT is text before it. */
static bool
begins_later(const struct lines *lines, size_t at, size_t end, bool is_reply)
{
	if (count_words(lines->items[at].folded) <= 2 &&
	    text_starts_any(lines->items[at].folded, attribution_starts))
		return false; /* the bare first word, wrapped off */
	for (size_t i = at + 1; i < end; i++) {
		struct slice rest;

		if (!starts_attribution(lines->items[i].folded))
			continue;
		rest = lines_joined(lines, i, end);
		/* Chinese and Turkish clients begin with the name */
		if (is_name_and_address(lines->items[at].folded) &&
		    !memchr(rest.data, '@', rest.size))
			continue;
		if (is_attribution(rest, quoted_follows(lines, end), is_reply))
			return true;
	}
	return false;
}

static bool
match_from(const struct lines *lines, size_t at, bool is_reply, size_t *end)
{
	size_t size = 0;

	for (size_t i = at; i < lines->count && i < at + ATTRIBUTION_LINES_MAX;
	     i++) {
		if (i > at && !may_continue(lines, i))
			return false;
		size += lines->items[i].folded.size;
		if (size > ATTRIBUTION_SIZE_MAX)
			return false;
		if (!may_end(&lines->items[i]))
			continue;
		if (is_attribution(lines_joined(lines, at, i + 1),
				   quoted_follows(lines, i + 1), is_reply) &&
		    !begins_later(lines, at, i + 1, is_reply)) {
			*end = i + 1;
			return true;
		}
		if (lines->items[i].folded.data[lines->items[i].folded.size -
						1] == ':')
			return false;
	}
	return false;
}

/*
 * "reply On Wed, Apr 4, 2012 at 3:59 PM, bob@example.com wrote:": some
 * gateways lose the line end. Only with a whole date and time, and a quote
 * below.
 */
static bool
match_shared(const struct lines *lines, size_t at, struct attribution *out)
{
	static const char mark[] = "On ";
	struct slice raw = lines->items[at].raw;
	size_t from = 1;

	if (lines->items[at].is_long || !may_end(&lines->items[at]) ||
	    !quoted_follows(lines, at + 1))
		return false;
	while ((from = slice_find(raw, mark, from)) != (size_t)-1) {
		struct slice rest = slice_sub(raw, from, raw.size);
		struct slice folded = text_folded(lines->arena, rest);
		struct traits t = traits_of(folded);

		if (strchr(" -.>", raw.data[from - 1]) && t.verb && t.colon &&
		    t.date && t.time && t.starts) {
			size_t size = from;

			while (size && strchr(" -_", raw.data[size - 1]))
				size--;
			out->share_size = size;
			out->end = at + 1;
			return true;
		}
		from++;
	}
	return false;
}

bool
attribution_match(const struct lines *lines, size_t at, bool is_reply,
		  struct attribution *out)
{
	const struct line *line = &lines->items[at];
	struct attribution found = { 0 };
	bool address, single;

	if (line->blank || line->quoted || line->is_long)
		return false;
	address = memchr(line->folded.data, '@', line->folded.size) != NULL;
	single = may_end(line);
	if (!starts_attribution(line->folded) && !address && !single)
		return false;
	if ((single && match_shared(lines, at, &found)) ||
	    match_from(lines, at, is_reply, &found.end)) {
		*out = found;
		return true;
	}
	return false;
}
