/* test_clock.c - dates, durations, ages. */
#include "../test.h"

#include "base/clock.h"

static void
test_offset(void **state)
{
	int64_t before = (int64_t)time(NULL);
	int64_t now;

	(void)state;
	setenv("TICKETGATE_CLOCK_OFFSET", "86400", 1);
	now = clock_now();
	assert_true(now >= before + 86400);
	assert_true(now <= (int64_t)time(NULL) + 86400);
	assert_true(clock_monotonic_ms() > 0);
}

static void
test_iso_both_ways(void **state)
{
	static const struct {
		int year, month, day, hour, minute, second;
		int64_t t;
		const char *iso;
	} rows[] = {
		{ 1970, 1, 1, 0, 0, 0, 0, "1970-01-01T00:00:00Z" },
		{ 1969, 12, 31, 23, 59, 59, -1, "1969-12-31T23:59:59Z" },
		{ 2000, 2, 29, 12, 0, 0, 951825600, "2000-02-29T12:00:00Z" },
		{ 2026, 11, 22, 7, 50, 3, 1795333803, "2026-11-22T07:50:03Z" },
		{ 2100, 3, 1, 0, 0, 0, 4107542400, "2100-03-01T00:00:00Z" },
		{ 2038, 1, 19, 3, 14, 8, 2147483648, "2038-01-19T03:14:08Z" },
	};
	char iso[CLOCK_ISO_MAX];
	size_t i;

	(void)state;
	for (i = 0; i < COUNT_OF(rows); i++) {
		assert_string_equal(clock_format_iso(rows[i].t, iso),
				    rows[i].iso);
		assert_true(clock_from_civil(rows[i].year, rows[i].month,
					     rows[i].day, rows[i].hour,
					     rows[i].minute,
					     rows[i].second) == rows[i].t);
	}
	assert_string_equal(clock_format_iso(INT64_MAX, iso),
			    "9999-12-31T23:59:59Z");
	assert_string_equal(clock_format_iso(INT64_MIN, iso),
			    "0000-01-01T00:00:00Z");
	assert_true(clock_from_civil(2026, 2, 30, 0, 0, 0) ==
		    clock_from_civil(2026, 3, 2, 0, 0, 0));
}

static void
test_every_day_of_nine_centuries(void **state)
{
	int64_t first = clock_from_civil(1600, 1, 1, 0, 0, 0);
	int64_t last = clock_from_civil(2500, 1, 1, 0, 0, 0);
	char iso[CLOCK_ISO_MAX];
	int64_t t;

	(void)state;
	for (t = first; t < last; t += 86400) {
		int year, month, day;

		clock_format_iso(t, iso);
		assert_int_equal(sscanf(iso, "%d-%d-%d", &year, &month, &day),
				 3);
		assert_true(clock_from_civil(year, month, day, 0, 0, 0) == t);
	}
}

static void
test_durations(void **state)
{
	static const struct {
		const char *text;
		int64_t seconds; /* -1: refused */
	} rows[] = {
		{ "90", 90 },
		{ "30s", 30 },
		{ "5m", 300 },
		{ "2h", 7200 },
		{ "5d", 432000 },
		{ "1w", 604800 },
		{ "0", 0 },
		{ "", -1 },
		{ "-5", -1 },
		{ "+5", -1 },
		{ " 5", -1 },
		{ "5 m", -1 },
		{ "5x", -1 },
		{ "5mm", -1 },
		{ "m", -1 },
		{ "1.5h", -1 },
		{ "99999w", -1 },
		{ "99999999999999999999", -1 },
		{ "36500d", 3153600000 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT_OF(rows); i++) {
		int64_t seconds = -1;
		bool ok = clock_parse_duration(rows[i].text, &seconds);

		assert_int_equal(ok, rows[i].seconds >= 0);
		assert_true(seconds == rows[i].seconds);
	}
	assert_false(clock_parse_duration(NULL, NULL));
}

static void
test_ages(void **state)
{
	static const struct {
		int64_t seconds;
		const char *text;
	} rows[] = {
		{ 0, "0 seconds" },	 { 1, "1 second" },
		{ 45, "45 seconds" },	 { 60, "1 minute" },
		{ 3599, "59 minutes" },	 { 7200, "2 hours" },
		{ 5 * 86400, "5 days" }, { -3, "0 seconds" },
	};
	char text[32];
	size_t i;

	(void)state;
	for (i = 0; i < COUNT_OF(rows); i++)
		assert_string_equal(
			clock_format_age(rows[i].seconds, text, sizeof(text)),
			rows[i].text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_offset),
		cmocka_unit_test(test_iso_both_ways),
		cmocka_unit_test(test_every_day_of_nine_centuries),
		cmocka_unit_test(test_durations),
		cmocka_unit_test(test_ages),
	};

	return cmocka_run_group_tests_name("clock", tests, NULL, NULL);
}
