/*
 * date_field.c - the Date field, token by token, in whatever order they come.
 * Programs wrote it, badly at times; dates in what people read are
 * date_prose.c's.
 *
 * What goes wrong in mail: two-digit years, names of months in the writer's
 * language, zones by name or without sign, times with AM and PM, day and
 * month swapped. The tokens tell mostly by form what they are; what is left
 * is decided by order.
 */
#include <stddef.h>

#include "base/clock.h"
#include "message/date_field.h"

#define DATE_LOOK 1024 /* bytes looked at, comments included */
#define DATE_MAX  256  /* without comments; no date is longer */
#define NO_VALUE  (-1)

struct date {
	int year, month, day;
	int hour, minute, second;
	int zone; /* minutes east */
	bool has_time, has_zone;
};

/* clang-format off */
static const struct {
	const char *name; /* a prefix, lower case */
	int month;
} months[] = {
	/* longer names before the shorter that begin them */
	{ "juin", 6 }, { "juil", 7 }, { "juli", 7 }, { "juni", 6 },
	{ "jan", 1 }, { "feb", 2 }, { "mar", 3 }, { "apr", 4 }, { "may", 5 },
	{ "jun", 6 }, { "jul", 7 }, { "aug", 8 }, { "sep", 9 }, { "oct", 10 },
	{ "nov", 11 }, { "dec", 12 },
	{ "gen", 1 }, { "ene", 1 }, { "fév", 2 }, { "fev", 2 }, { "mär", 3 },
	{ "mrz", 3 }, { "maa", 3 }, { "avr", 4 }, { "abr", 4 }, { "mai", 5 },
	{ "mag", 5 }, { "maj", 5 }, { "mei", 5 }, { "giu", 6 }, { "lug", 7 },
	{ "aoû", 8 }, { "aou", 8 }, { "ago", 8 }, { "set", 9 }, { "out", 10 },
	{ "okt", 10 }, { "ott", 10 }, { "dez", 12 }, { "déc", 12 },
	{ "dic", 12 },
};

/* RFC 5322 section 4.3 and the names that mail programs write besides; of
 * ambiguous ones the most frequent in mail. Minutes east. */
static const struct {
	const char *name;
	int offset;
} zones[] = {
	{ "ut", 0 }, { "utc", 0 }, { "gmt", 0 }, { "z", 0 }, { "wet", 0 },
	{ "west", 60 }, { "bst", 60 }, { "cet", 60 }, { "met", 60 },
	{ "mez", 60 }, { "cest", 120 }, { "mest", 120 }, { "mesz", 120 },
	{ "eet", 120 }, { "sast", 120 }, { "eest", 180 }, { "msk", 180 },
	{ "msd", 240 }, { "ist", 330 }, { "wib", 420 }, { "sgt", 480 },
	{ "hkt", 480 }, { "awst", 480 }, { "jst", 540 }, { "kst", 540 },
	{ "acst", 570 }, { "aest", 600 }, { "acdt", 630 }, { "aedt", 660 },
	{ "nzst", 720 }, { "nzdt", 780 },
	{ "nst", -210 }, { "ndt", -150 }, { "brt", -180 }, { "art", -180 },
	{ "ast", -240 }, { "adt", -180 }, { "est", -300 }, { "edt", -240 },
	{ "cst", -360 }, { "cdt", -300 }, { "mst", -420 }, { "mdt", -360 },
	{ "pst", -480 }, { "pdt", -420 }, { "akst", -540 }, { "akdt", -480 },
	{ "hst", -600 },
};
/* clang-format on */

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	c = ascii_lower(c);
	return (c >= 'a' && c <= 'z') || (c & 0x80);
}

/* Digits from *POS on, at most 9 of them; NO_VALUE without any or more. */
static int
take_number(struct slice s, size_t *pos)
{
	size_t start = *pos;
	int value = 0;

	while (*pos < s.size && is_digit(s.data[*pos])) {
		if (*pos - start < 9)
			value = value * 10 + (s.data[*pos] - '0');
		++*pos;
	}
	return *pos == start || *pos - start > 9 ? NO_VALUE : value;
}

static int
month_of(struct slice word)
{
	for (size_t i = 0; i < sizeof(months) / sizeof(months[0]); i++)
		if (slice_starts_nocase(word, months[i].name))
			return months[i].month;
	return 0;
}

/* Two-digit years as RFC 5322 section 4.3 says. */
static int
full_year(int year, size_t digits)
{
	if (digits == 2)
		return year < 50 ? year + 2000 : year + 1900;
	return digits == 3 ? year + 1900 : year;
}

/* "hhmm" or "hh" or "hmm" as minutes; nonsense is 0. */
static int
zone_minutes(int number, size_t digits)
{
	int hours = digits <= 2 ? number : number / 100;
	int minutes = digits <= 2 ? 0 : number % 100;

	return digits > 4 || hours > 14 || minutes > 59 ? 0
							: hours * 60 + minutes;
}

/* A signed zone "+0100", "-5", "+01:00" whose sign is at *POS. */
static void
take_zone(struct slice s, size_t *pos, struct date *date)
{
	bool west = s.data[*pos] == '-';
	size_t start = ++*pos;
	int number = take_number(s, pos);
	size_t digits = *pos - start;
	int minutes = zone_minutes(number, digits);

	if (number == NO_VALUE)
		return;
	if (digits <= 2 && *pos + 2 < s.size && s.data[*pos] == ':' &&
	    is_digit(s.data[*pos + 1])) {
		int more;

		++*pos;
		more = take_number(s, pos);
		minutes += more > 0 && more < 60 ? more : 0;
	}
	date->zone = west ? -minutes : minutes;
	date->has_zone = true;
}

/* "h:m[:s[.f]]", the hour already read; SEPARATOR is ':' or '.'. */
static void
take_time(struct slice s, size_t *pos, int hour, struct date *date)
{
	char separator = s.data[*pos];
	int minute, second = 0;

	++*pos;
	minute = take_number(s, pos);
	if (*pos + 1 < s.size && s.data[*pos] == separator &&
	    is_digit(s.data[*pos + 1])) {
		++*pos;
		second = take_number(s, pos);
	}
	if (*pos + 1 < s.size && strchr(".,", s.data[*pos]) &&
	    is_digit(s.data[*pos + 1])) {
		++*pos;
		take_number(s, pos); /* a fraction */
	}
	if (date->has_time || hour > 23 || minute < 0 || minute > 59 ||
	    second < 0 || second > 61)
		return;
	date->hour = hour;
	date->minute = minute;
	date->second = second > 59 ? 59 : second; /* leap second */
	date->has_time = true;
}

static void
set_civil(struct date *date, int year, int month, int day)
{
	if (month > 12 && day <= 12) {
		int other = month;

		month = day;
		day = other;
	}
	if (date->year == NO_VALUE)
		date->year = year;
	if (!date->month)
		date->month = month;
	if (!date->day)
		date->day = day;
}

/* Three numbers with one separator: year first if it is long; else day,
 * month, year, but month first with slashes (the American way). */
static void
take_numeric(struct slice s, size_t *pos, int first, size_t digits,
	     struct date *date)
{
	char separator = s.data[*pos];
	size_t at = *pos + 1, start;
	int second = take_number(s, &at), third;

	if (second == NO_VALUE || at + 1 >= s.size || s.data[at] != separator ||
	    !is_digit(s.data[at + 1])) {
		++*pos;
		if (digits <= 2 && !date->day) /* "8-Dec-1991" */
			date->day = first;
		return;
	}
	start = ++at;
	third = take_number(s, &at);
	*pos = at;
	if (third == NO_VALUE)
		return;
	if (digits == 4)
		set_civil(date, first, second, third);
	else if (separator == '/')
		set_civil(date, full_year(third, at - start), first, second);
	else
		set_civil(date, full_year(third, at - start), second, first);
}

/* A number that stands alone; ISO 8601's basic form has them without
 * separators ("20261122T080000Z"). */
static void
place_number(int number, size_t digits, struct date *date)
{
	if (digits == 8 && date->year == NO_VALUE) {
		set_civil(date, number / 10000, number / 100 % 100,
			  number % 100);
		return;
	}
	if (digits == 6 && date->day && !date->has_time && number < 240000 &&
	    number / 100 % 100 < 60 && number % 100 < 60) {
		date->hour = number / 10000;
		date->minute = number / 100 % 100;
		date->second = number % 100;
		date->has_time = true;
		return;
	}
	if (!date->day && digits <= 2 && number >= 1 && number <= 31)
		date->day = number;
	else if (date->year == NO_VALUE && digits <= 4 && digits >= 2)
		date->year = full_year(number, digits);
	else if (date->has_time && !date->has_zone && digits >= 3 &&
		 digits <= 4) {
		date->zone = zone_minutes(number, digits);
		date->has_zone = true;
	}
}

static bool
dotted_time(struct slice s, size_t pos, const struct date *date)
{
	return s.data[pos] == '.' && date->day && date->month &&
	       date->year != NO_VALUE && !date->has_time;
}

static void
take_digits(struct slice s, size_t *pos, struct date *date)
{
	size_t start = *pos, digits;
	int number = take_number(s, pos);
	char next = *pos < s.size ? s.data[*pos] : '\0';
	bool more = *pos + 1 < s.size && is_digit(s.data[*pos + 1]);

	digits = *pos - start;
	if (number == NO_VALUE)
		return;
	if (more && (next == ':' || (next == '.' && digits <= 2 &&
				     dotted_time(s, *pos, date))))
		take_time(s, pos, number, date);
	else if (more && (next == '-' || next == '/' || next == '.') &&
		 (date->year == NO_VALUE || !date->month))
		take_numeric(s, pos, number, digits, date);
	else
		place_number(number, digits, date);
}

static void
apply_noon(struct date *date, bool afternoon)
{
	if (!date->has_time || date->hour > 12)
		return;
	if (afternoon && date->hour < 12)
		date->hour += 12;
	else if (!afternoon && date->hour == 12)
		date->hour = 0;
}

static void
place_word(struct slice word, struct date *date)
{
	int month = month_of(word);

	if (slice_equal_nocase(word, "am") || slice_equal_nocase(word, "pm")) {
		apply_noon(date, ascii_lower(word.data[0]) == 'p');
		return;
	}
	if (date->has_time && !date->has_zone) {
		for (size_t i = 0; i < sizeof(zones) / sizeof(zones[0]); i++) {
			if (!slice_equal_nocase(word, zones[i].name))
				continue;
			date->zone = zones[i].offset;
			date->has_zone = true;
			return;
		}
	}
	/* "mar. 12 août": a day of the week may look like a month */
	if (month && (!date->month || date->year == NO_VALUE))
		date->month = month;
}

/*
 * TEXT without comments (often the name of the zone, which is known already)
 * and without blanks around colons, both of which may stand anywhere in it.
 */
static struct slice
tidy(struct slice text, char out[static DATE_MAX])
{
	size_t depth = 0, n = 0;

	for (size_t i = 0; i < text.size && n < DATE_MAX; i++) {
		char c = text.data[i];

		if (c == '\t' || c == '\r' || c == '\n')
			c = ' ';
		if (c == '(')
			depth++;
		if (!depth && c == ':')
			while (n && out[n - 1] == ' ')
				n--;
		if (!depth && !(c == ' ' && n && out[n - 1] == ':'))
			out[n++] = c;
		if (c == ')' && depth)
			depth--;
	}
	return slice_of(out, n);
}

static void
take_token(struct slice s, size_t *pos, struct date *date)
{
	size_t start = *pos;
	char c = s.data[start];

	if (is_digit(c)) {
		take_digits(s, pos, date);
	} else if ((c == '+' || c == '-') && date->has_time &&
		   (!date->has_zone || !date->zone) && start + 1 < s.size &&
		   is_digit(s.data[start + 1])) {
		take_zone(s, pos, date); /* also "GMT+0100" */
	} else if (is_letter(c)) {
		while (*pos < s.size && is_letter(s.data[*pos]))
			++*pos;
		place_word(slice_sub(s, start, *pos), date);
	} else {
		++*pos;
	}
}

bool
date_field_read(struct slice text, int64_t *seconds, int *offset)
{
	struct date date = { .year = NO_VALUE };
	char tidied[DATE_MAX];
	struct slice s = tidy(slice_sub(text, 0, DATE_LOOK), tidied);
	size_t pos = 0;

	while (pos < s.size)
		take_token(s, &pos, &date);
	if (date.year == NO_VALUE || date.year > 9999 || date.month < 1 ||
	    date.month > 12 || date.day < 1 || date.day > 31)
		return false;
	*seconds = clock_from_civil(date.year, date.month, date.day, date.hour,
				    date.minute, date.second) -
		   (int64_t)date.zone * 60;
	*offset = date.zone;
	return true;
}
