/*
 * clock.c - what time it is, dates in UTC, durations.
 *
 * Dates are counted by arithmetic instead of the C library, whose answers
 * depend on TZ and on hidden state.
 */
#include "base/clock.h"

#include <errno.h>

#define DAY		  86400
#define DURATION_LONGEST  (100LL * 366 * DAY) /* 100 years, with room */
#define DAYS_BEFORE_EPOCH 719468 /* from 0000-03-01 to 1970-01-01 */
#define DAYS_IN_ERA	  146097 /* 400 years */

static int64_t
offset_from_environment(void)
{
	const char *text = getenv("TICKETGATE_CLOCK_OFFSET");

	return text ? strtoll(text, NULL, 10) : 0;
}

int64_t
clock_now(void)
{
	static bool known;
	static int64_t offset;
	struct timespec now;

	if (!known) {
		offset = offset_from_environment();
		known = true;
	}
	clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec + offset;
}

static int64_t
clock_ms(clockid_t which)
{
	struct timespec now;

	clock_gettime(which, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t
clock_monotonic_ms(void)
{
	return clock_ms(CLOCK_MONOTONIC);
}

int64_t
clock_cpu_ms(void)
{
	return clock_ms(CLOCK_PROCESS_CPUTIME_ID);
}

static int64_t
divide_down(int64_t value, int64_t by)
{
	return value / by - (value % by < 0);
}

/* Years are counted from March, so that a leap day is the last of its year
 * and months before it have fixed lengths: 153 days in five months. */
int64_t
clock_from_civil(int64_t year, int month, int day, int hour, int minute,
		 int second)
{
	int64_t y = month <= 2 ? year - 1 : year;
	int64_t era = divide_down(y, 400);
	int64_t year_of_era = y - era * 400;
	int64_t month_from_march = month > 2 ? month - 3 : month + 9;
	int64_t day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
	int64_t day_of_era = year_of_era * 365 + year_of_era / 4 -
			     year_of_era / 100 + day_of_year;
	int64_t days = era * DAYS_IN_ERA + day_of_era - DAYS_BEFORE_EPOCH;

	return days * DAY + hour * 3600 + minute * 60 + second;
}

static void
civil_from_days(int64_t days, int *year, int *month, int *day)
{
	int64_t shifted = days + DAYS_BEFORE_EPOCH;
	int64_t era = divide_down(shifted, DAYS_IN_ERA);
	int64_t day_of_era = shifted - era * DAYS_IN_ERA;
	int64_t year_of_era = (day_of_era - day_of_era / 1460 +
			       day_of_era / 36524 - day_of_era / 146096) /
			      365;
	int64_t day_of_year =
		day_of_era -
		(365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int64_t from_march = (5 * day_of_year + 2) / 153;

	*day = (int)(day_of_year - (153 * from_march + 2) / 5 + 1);
	*month = (int)(from_march < 10 ? from_march + 3 : from_march - 9);
	*year = (int)(year_of_era + era * 400 + (*month <= 2));
}

char *
clock_format_iso(int64_t t, char out[static CLOCK_ISO_MAX])
{
	const int64_t first = clock_from_civil(0, 1, 1, 0, 0, 0);
	const int64_t last = clock_from_civil(9999, 12, 31, 23, 59, 59);
	int year, month, day;
	unsigned second;
	int64_t days;

	t = t < first ? first : t > last ? last : t;
	days = divide_down(t, DAY);
	second = (unsigned)(t - days * DAY);
	civil_from_days(days, &year, &month, &day);
	/* the remainders change nothing, they prove to gcc that it fits */
	snprintf(out, CLOCK_ISO_MAX, "%04u-%02u-%02uT%02u:%02u:%02uZ",
		 (unsigned)year % 10000, (unsigned)month % 100,
		 (unsigned)day % 100, second / 3600 % 24, second / 60 % 60,
		 second % 60);
	return out;
}

static const struct unit {
	char letter;
	int64_t seconds;
	const char *one, *many;
} units[] = {
	{ 'w', 7 * DAY, NULL, NULL }, /* written, never shown */
	{ 'd', DAY, "day", "days" },	  { 'h', 3600, "hour", "hours" },
	{ 'm', 60, "minute", "minutes" }, { 's', 1, "second", "seconds" },
};

#define UNITS (sizeof(units) / sizeof(units[0]))

bool
clock_parse_duration(const char *text, int64_t *seconds)
{
	int64_t factor = 0;
	long long value;
	char *end;
	size_t i;

	if (!text || *text < '0' || *text > '9')
		return false;
	errno = 0;
	value = strtoll(text, &end, 10);
	if (errno)
		return false;
	if (!*end)
		factor = 1;
	for (i = 0; i < UNITS && *end && !end[1]; i++)
		if (*end == units[i].letter)
			factor = units[i].seconds;
	if (!factor || value > DURATION_LONGEST / factor)
		return false;
	*seconds = value * factor;
	return true;
}

char *
clock_format_age(int64_t seconds, char *out, size_t size)
{
	const struct unit *unit = &units[UNITS - 1];
	int64_t count;
	size_t i;

	if (seconds < 0)
		seconds = 0;
	for (i = 0; i < UNITS; i++)
		if (units[i].one && seconds >= units[i].seconds) {
			unit = &units[i];
			break;
		}
	count = seconds / unit->seconds;
	snprintf(out, size, "%lld %s", (long long)count,
		 count == 1 ? unit->one : unit->many);
	return out;
}
