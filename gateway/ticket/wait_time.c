/*
 * wait_time.c - the argument of #wait, as people write it.
 */
#include "ticket/wait_time.h"

#include "base/clock.h"
#include "base/slice.h"

#define MORNING_HOUR 8
#define WAIT_MAX     ((int64_t)3660 * 86400) /* ten years: a typing error */

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* "2026-12-24" */
static bool
parse_date(struct slice s, int64_t *until)
{
	int parts[3] = { 0, 0, 0 };
	size_t part = 0;

	if (s.size != 10)
		return false;
	for (size_t i = 0; i < s.size; i++) {
		if (i == 4 || i == 7) {
			if (s.data[i] != '-')
				return false;
			part++;
		} else if (is_digit(s.data[i])) {
			parts[part] = parts[part] * 10 + (s.data[i] - '0');
		} else {
			return false;
		}
	}
	if (parts[1] < 1 || parts[1] > 12 || parts[2] < 1 || parts[2] > 31)
		return false;
	*until = clock_from_civil(parts[0], parts[1], parts[2], MORNING_HOUR, 0,
				  0);
	return true;
}

/* "3d", "3 days", "2 weeks": the unit by its first letter; a month is not
 * guessed. A bare number is days, as one speaks of waiting. */
static bool
parse_span(struct slice s, struct arena *arena, int64_t *seconds)
{
	static const char *const units[] = { "h", "hour", "hours",
					     "d", "day",  "days",
					     "w", "week", "weeks" };
	struct slice unit;
	size_t digits = 0;

	while (digits < s.size && is_digit(s.data[digits]))
		digits++;
	unit = slice_trim(slice_sub(s, digits, s.size));
	if (digits == 0 || digits > 5)
		return false;
	if (unit.size == 0)
		unit = slice_from("d");
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (slice_equal_nocase(unit, units[i]))
			return clock_parse_duration(
				arena_printf(arena, "%.*s%c", (int)digits,
					     s.data, units[i][0]),
				seconds);
	return false;
}

bool
wait_time_parse(const char *text, int64_t now, struct arena *arena,
		int64_t *until)
{
	struct slice s = slice_trim(slice_from(text));
	int64_t span, at;

	if (parse_span(s, arena, &span))
		at = now + span;
	else if (!parse_date(s, &at))
		return false;
	if (at <= now || at > now + WAIT_MAX)
		return false;
	*until = at;
	return true;
}
