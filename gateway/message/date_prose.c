/*
 * date_prose.c - dates that a mail program printed into a text, for people to
 * read: "Am Dienstag, 25. November 2014 um 14:59". Dates written for programs
 * are date_field.c's.
 *
 * The order of day and month in 03/04/2024 cannot be known: with AM or PM
 * the American order is taken, else day first. Names of months are matched
 * by their beginnings in the languages that clients print.
 */
#include "message/date_prose.h"

#include "base/clock.h"
#include "message/lines.h"

struct month_stem {
	const char *stem;
	int month;
};

/* clang-format off */
/* Longer stems before shorter ones that begin them. */
static const struct month_stem month_stems[] = {
	{ "january", 1 }, { "jan", 1 }, { "jän", 1 }, { "ene", 1 },
	{ "gen", 1 }, { "sty", 1 }, { "янв", 1 }, { "tammi", 1 },
	{ "led", 1 }, { "oca", 1 }, { "січ", 1 },
	{ "feb", 2 }, { "fév", 2 }, { "fev", 2 }, { "lut", 2 }, { "фев", 2 },
	{ "helmi", 2 }, { "úno", 2 }, { "şub", 2 }, { "лют", 2 },
	{ "maalis", 3 }, { "maart", 3 }, { "mar", 3 }, { "mär", 3 },
	{ "mrt", 3 }, { "мар", 3 }, { "bře", 3 },
	{ "avr", 4 }, { "apr", 4 }, { "abr", 4 }, { "kwi", 4 }, { "апр", 4 },
	{ "huhti", 4 }, { "dub", 4 }, { "nis", 4 },
	{ "may", 5 }, { "mai", 5 }, { "mag", 5 }, { "mei", 5 }, { "maj", 5 },
	{ "мая", 5 }, { "май", 5 }, { "touko", 5 }, { "kvě", 5 },
	{ "červenec", 7 }, { "července", 7 }, { "čvc", 7 },
	{ "juin", 6 }, { "jun", 6 }, { "giu", 6 }, { "cze", 6 },
	{ "июн", 6 }, { "kesä", 6 }, { "čer", 6 }, { "čvn", 6 }, { "haz", 6 },
	{ "juil", 7 }, { "jul", 7 }, { "lug", 7 }, { "lip", 7 }, { "июл", 7 },
	{ "heinä", 7 }, { "tem", 7 },
	{ "aug", 8 }, { "aoû", 8 }, { "aou", 8 }, { "ago", 8 }, { "sie", 8 },
	{ "авг", 8 }, { "elo", 8 }, { "srp", 8 }, { "ağu", 8 },
	{ "sep", 9 }, { "set", 9 }, { "wrz", 9 }, { "сен", 9 }, { "syys", 9 },
	{ "zář", 9 }, { "eyl", 9 },
	{ "oct", 10 }, { "okt", 10 }, { "ott", 10 }, { "out", 10 },
	{ "paź", 10 }, { "окт", 10 }, { "loka", 10 }, { "říj", 10 },
	{ "eki", 10 },
	{ "nov", 11 }, { "lis", 11 }, { "ноя", 11 }, { "marras", 11 },
	{ "kas", 11 },
	{ "dec", 12 }, { "dez", 12 }, { "dic", 12 }, { "déc", 12 },
	{ "des", 12 }, { "gru", 12 }, { "дек", 12 }, { "joulu", 12 },
	{ "pro", 12 }, { "ara", 12 },
	{ NULL, 0 }
};
/* clang-format on */

struct guess {
	long numbers[3]; /* those that may be day, month and year, in order */
	size_t count;
	int month; /* by name */
	long hour, minute, second;
	bool has_time, am, pm;
	long zone; /* seconds east */
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static size_t
number_at(struct slice s, size_t at, long *value)
{
	size_t n = 0;

	*value = 0;
	while (at + n < s.size && is_digit(s.data[at + n])) {
		if (n < 6)
			*value = *value * 10 + (s.data[at + n] - '0');
		n++;
	}
	return n;
}

/* "14:59", "14:59:07" at AT; returns its size or 0. */
static size_t
time_at(struct slice s, size_t at, struct guess *g)
{
	long hour, minute, second = 0;
	size_t n = number_at(s, at, &hour), m, k;

	if (n < 1 || n > 2 || at + n >= s.size || g->has_time ||
	    !strchr(":.h", s.data[at + n]))
		return 0;
	m = number_at(s, at + n + 1, &minute);
	if (m != 2 || hour > 23 || minute > 59)
		return 0;
	k = at + n + 1 + m;
	if (k < s.size && s.data[k] == s.data[at + n] && s.data[k] != 'h') {
		size_t p = number_at(s, k + 1, &second);

		if (p != 2 || second > 60)
			return 0; /* 12.11.2014 is no time */
		k += 1 + p;
	}
	g->hour = hour;
	g->minute = minute;
	g->second = second;
	g->has_time = true;
	return k - at;
}

/* "+0100", "+01:00" at AT, behind a time. */
static size_t
zone_at(struct slice s, size_t at, struct guess *g)
{
	long hours, minutes = 0;
	size_t n, colon;

	if (!g->has_time || (s.data[at] != '+' && s.data[at] != '-'))
		return 0;
	n = number_at(s, at + 1, &hours);
	if (n == 4) {
		minutes = hours % 100;
		hours /= 100;
	} else if (n == 2) {
		colon = at + 3;
		if (colon < s.size && s.data[colon] == ':')
			n += 1 + number_at(s, colon + 1, &minutes);
	} else {
		return 0;
	}
	if (hours > 14 || minutes > 59)
		return 0;
	g->zone = (hours * 60 + minutes) * 60;
	if (s.data[at] == '-')
		g->zone = -g->zone;
	return n + 1;
}

static int
month_of(struct slice word)
{
	for (size_t i = 0; month_stems[i].stem; i++) {
		size_t n = strlen(month_stems[i].stem);

		if (word.size >= n &&
		    !memcmp(word.data, month_stems[i].stem, n))
			return month_stems[i].month;
	}
	return 0;
}

static size_t
word_at(struct slice s, size_t at, struct guess *g)
{
	size_t end = at;
	struct slice word;

	while (end < s.size && !is_digit(s.data[end]) &&
	       !strchr(" ,./-:()", s.data[end]))
		end++;
	if (end == at)
		return 1;
	word = slice_sub(s, at, end);
	/* a month stands beside the day's number: "mar" alone is Tuesday in
	 * French and Italian, so the last name counts */
	if (month_of(word) && (g->month == 0 || g->count < 2))
		g->month = month_of(word);
	if (g->has_time && (slice_equal(word, slice_from("pm")) ||
			    slice_equal(word, slice_from("p"))))
		g->pm = true;
	if (g->has_time && (slice_equal(word, slice_from("am")) ||
			    slice_equal(word, slice_from("a"))))
		g->am = true;
	if (text_has(word, "下午") || text_has(word, "오후") ||
	    text_has(word, "午後"))
		g->pm = true;
	return end - at;
}

static void
scan(struct slice s, struct guess *g)
{
	for (size_t i = 0; i < s.size;) {
		long value;
		size_t n = time_at(s, i, g);

		if (n == 0 && i > 0 && !is_digit(s.data[i]))
			n = zone_at(s, i, g);
		if (n == 0 && is_digit(s.data[i])) {
			n = number_at(s, i, &value);
			if (g->count < 3)
				g->numbers[g->count++] = value;
		}
		i += n ? n : word_at(s, i, g);
	}
}

static bool
order_numbers(const struct guess *g, long *y, long *m, long *d)
{
	const long *n = g->numbers;

	if (g->month && g->count >= 2) {
		bool year_first = n[0] > 31;

		*d = year_first ? n[1] : n[0];
		*y = year_first ? n[0] : n[1];
		*m = g->month;
	} else if (!g->month && g->count >= 3) {
		bool year_first = n[0] > 31;
		bool month_first =
			!year_first &&
			(n[1] > 12 || ((g->am || g->pm) && n[0] <= 12));

		*y = year_first ? n[0] : n[2];
		*m = year_first ? n[1] : month_first ? n[0] : n[1];
		*d = year_first ? n[2] : month_first ? n[1] : n[0];
	} else {
		return false;
	}
	if (*y < 100)
		*y += 2000;
	return *y >= 1970 && *y < 2200 && *m >= 1 && *m <= 12 && *d >= 1 &&
	       *d <= 31;
}

bool
date_prose_read(struct slice folded, int64_t *date)
{
	struct guess g = { 0 };
	long y, m, d;

	scan(folded, &g);
	if (!order_numbers(&g, &y, &m, &d))
		return false;
	if (g.pm && g.hour < 12)
		g.hour += 12;
	if (g.am && g.hour == 12)
		g.hour = 0;
	*date = clock_from_civil(y, (int)m, (int)d, (int)g.hour, (int)g.minute,
				 (int)g.second) -
		g.zone;
	return true;
}
