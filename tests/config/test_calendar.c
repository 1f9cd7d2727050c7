/*
 * test_calendar.c - hours and days as people write them.
 */
#include "../test.h"

#include "base/clock.h"
#include "config/calendar.h"

static void
test_hours(void **state)
{
	static const struct {
		const char *text;
		unsigned days; /* 0: refused */
		int from, to;
	} table[] = {
		{ "Mon-Fri 08:00-17:00", 0x1F, 480, 1020 },
		{ "mon-fri 8:00 - 17:30", 0x1F, 480, 1050 },
		{ "Sat,Sun 10:00-14:00", 0x60, 600, 840 },
		{ "Mon, Wed 10:00-14:00", 0x05, 600, 840 },
		{ "Fri-Mon 22:00-06:00", 0x71, 1320, 360 },
		{ "08:00-24:00", 0x7F, 480, 1440 },
		{ "Mon-Fri", 0x1F, 0, 1440 },
		{ "Sun", 0x40, 0, 1440 },
		{ "", 0, 0, 0 },
		{ "Mon-Fri 08:00", 0, 0, 0 },
		{ "Mon-Fri 08:00-17:00 x", 0, 0, 0 },
		{ "Mon-Fri 25:00-26:00", 0, 0, 0 },
		{ "Mon-Fri 08:60-17:00", 0, 0, 0 },
		{ "Mon-Fri 24:00-08:00", 0, 0, 0 },
		{ "Mon-Fri 08:00-08:00", 0, 0, 0 },
		{ "Montag 08:00-17:00", 0, 0, 0 },
		{ "Mon- 08:00-17:00", 0, 0, 0 },
		{ "Mon-Fri 8-17", 0, 0, 0 },
		{ "9 to 5", 0, 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(table); i++) {
		struct staff_hours got = { 0 };
		bool ok = calendar_parse_hours(table[i].text, &got);

		if (ok != (table[i].days != 0))
			fail_msg("%s", table[i].text);
		assert_int_equal(got.days, table[i].days);
		assert_int_equal(got.from, table[i].from);
		assert_int_equal(got.to, table[i].to);
	}
}

static void
test_days(void **state)
{
	static const struct {
		const char *text;
		const char *from, *to; /* NULL: refused */
	} table[] = {
		{ "2026-12-24", "2026-12-24T00:00:00Z",
		  "2026-12-24T00:00:00Z" },
		{ "2026-12-24..2027-01-02", "2026-12-24T00:00:00Z",
		  "2027-01-02T00:00:00Z" },
		{ "2026-12-24 .. 2027-01-02", "2026-12-24T00:00:00Z",
		  "2027-01-02T00:00:00Z" },
		{ "2028-02-29", "2028-02-29T00:00:00Z",
		  "2028-02-29T00:00:00Z" },
		{ "2027-02-29", NULL, NULL },
		{ "2026-13-01", NULL, NULL },
		{ "2026-00-01", NULL, NULL },
		{ "2026-01-00", NULL, NULL },
		{ "2027-01-02..2026-12-24", NULL, NULL },
		{ "2026-12-24..", NULL, NULL },
		{ "24.12.2026", NULL, NULL },
		{ "", NULL, NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(table); i++) {
		struct staff_absence got;
		char iso[CLOCK_ISO_MAX];

		if (calendar_parse_days(table[i].text, &got) !=
		    (table[i].from != NULL))
			fail_msg("%s", table[i].text);
		if (!table[i].from)
			continue;
		assert_string_equal(clock_format_iso(got.from, iso),
				    table[i].from);
		assert_string_equal(clock_format_iso(got.to, iso), table[i].to);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hours),
		cmocka_unit_test(test_days),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
