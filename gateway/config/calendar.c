/*
 * calendar.c - small scanners for hours and dates.
 *
 * What goes wrong: 31 November, 25:00, days that end before they begin. They
 * are refused, not rolled over.
 */
#include "config/calendar.h"

#include "base/clock.h"
#include "base/slice.h"

#define DAYS_ALL 0x7Fu

static const char *const day_names[] = { "mon", "tue", "wed", "thu",
					 "fri", "sat", "sun" };

/* Exactly COUNT digits at *TEXT, which moves behind them. */
static bool
take_digits(const char **text, int count, int *number)
{
	*number = 0;
	for (int i = 0; i < count; i++, (*text)++) {
		if (**text < '0' || **text > '9')
			return false;
		*number = *number * 10 + (**text - '0');
	}
	return true;
}

static bool
take_char(const char **text, char c)
{
	if (**text != c)
		return false;
	(*text)++;
	return true;
}

static void
skip_blanks(const char **text)
{
	while (**text == ' ')
		(*text)++;
}

/* Hours */

static bool
take_day(const char **text, unsigned *day)
{
	for (*day = 0; *day < 7; (*day)++) {
		if (!slice_starts_nocase(slice_from(*text), day_names[*day]))
			continue;
		*text += 3;
		return true;
	}
	return false;
}

/* "Mon-Fri,Sun": bits. A span may run over Sunday. */
static bool
take_days(const char **text, unsigned *days)
{
	*days = 0;
	do {
		unsigned first, last;

		skip_blanks(text);
		if (!take_day(text, &first))
			return false;
		last = first;
		if (take_char(text, '-') && !take_day(text, &last))
			return false;
		for (unsigned day = first;; day = (day + 1) % 7) {
			*days |= 1u << day;
			if (day == last)
				break;
		}
	} while (take_char(text, ','));
	return true;
}

/* "08:00" or "8:00": minutes since midnight. */
static bool
take_time(const char **text, int *minutes)
{
	int hour, minute;

	if (!take_digits(text, (*text)[0] && (*text)[1] == ':' ? 1 : 2, &hour))
		return false;
	if (!take_char(text, ':') || !take_digits(text, 2, &minute))
		return false;
	*minutes = hour * 60 + minute;
	return minute < 60 && *minutes <= 24 * 60;
}

bool
calendar_parse_hours(const char *text, struct staff_hours *hours)
{
	struct staff_hours got = { .days = DAYS_ALL, .to = 24 * 60 };

	skip_blanks(&text);
	if (*text < '0' || *text > '9') {
		if (!take_days(&text, &got.days))
			return false;
		skip_blanks(&text);
	}
	if (*text) {
		if (!take_time(&text, &got.from))
			return false;
		skip_blanks(&text);
		if (!take_char(&text, '-'))
			return false;
		skip_blanks(&text);
		if (!take_time(&text, &got.to) || got.from == 24 * 60)
			return false;
	}
	skip_blanks(&text);
	if (*text || got.from == got.to)
		return false;
	*hours = got;
	return true;
}

/* Days */

static int
month_days(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30,
				    31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

static bool
take_date(const char **text, int64_t *date)
{
	int year, month, day;

	if (!take_digits(text, 4, &year) || !take_char(text, '-') ||
	    !take_digits(text, 2, &month) || !take_char(text, '-') ||
	    !take_digits(text, 2, &day))
		return false;
	if (month < 1 || month > 12 || day < 1 || day > month_days(year, month))
		return false;
	*date = clock_from_civil(year, month, day, 0, 0, 0);
	return true;
}

bool
calendar_parse_days(const char *text, struct staff_absence *days)
{
	struct staff_absence got;

	if (!take_date(&text, &got.from))
		return false;
	got.to = got.from;
	skip_blanks(&text);
	if (text[0] == '.' && text[1] == '.') {
		text += 2;
		skip_blanks(&text);
		if (!take_date(&text, &got.to))
			return false;
	}
	if (*text || got.to < got.from)
		return false;
	*days = got;
	return true;
}
