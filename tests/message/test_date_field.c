/* test_date_field.c - the Date field, as programs and people write it. */
#include "../test.h"

#include "base/clock.h"
#include "message/date_field.h"

/* clang-format off */
static const struct {
	const char *text;
	const char *want; /* UTC; NULL: no date */
	int offset;
} dates[] = {
	/* RFC 5322 and its obsolete forms */
	{ "Sun, 22 Nov 2026 08:00:05 +0100", "2026-11-22T07:00:05Z", 60 },
	{ "22 Nov 2026 08:00 -0330", "2026-11-22T11:30:00Z", -210 },
	{ "Sun, 22 Nov 26 08:00:00 GMT", "2026-11-22T08:00:00Z", 0 },
	{ "Sun, 22 Nov 126 08:00:00 Z", "2026-11-22T08:00:00Z", 0 },
	{ "Fri, 21 Nov 97 09:55:06 EST", "1997-11-21T14:55:06Z", -300 },
	{ "Sun, 22 Nov 2026 08(hours) :\t00 : 05 +0100", "2026-11-22T07:00:05Z", 60 },
	{ "Sun, 22 Nov 2026 08:00:00 +0100 (CET (winter))", "2026-11-22T07:00:00Z", 60 },
	{ "22 Nov 2026 08:00 (Sunday)", "2026-11-22T08:00:00Z", 0 },
	/* asctime(3), cookies, browsers */
	{ "Sun Nov 22 08:00:00 2026", "2026-11-22T08:00:00Z", 0 },
	{ "Sun Nov  1 08:00:00 CEST 2026", "2026-11-01T06:00:00Z", 120 },
	{ "Sunday, 22-Nov-26 08:00:00 GMT", "2026-11-22T08:00:00Z", 0 },
	{ "Sun Nov 22 2026 08:00:00 GMT+0100 (CET)", "2026-11-22T07:00:00Z", 60 },
	/* ISO 8601 */
	{ "2026-11-22T08:00:00.25Z", "2026-11-22T08:00:00Z", 0 },
	{ "2026-11-22 08:00:00 +01:00", "2026-11-22T07:00:00Z", 60 },
	{ "20261122T080005Z", "2026-11-22T08:00:05Z", 0 },
	{ "2026-11-22", "2026-11-22T00:00:00Z", 0 },
	/* numbers */
	{ "22.11.2026 20:15", "2026-11-22T20:15:00Z", 0 },
	{ "11/22/2026 8:15:00 PM", "2026-11-22T20:15:00Z", 0 },
	{ "22/11/2026 20:15", "2026-11-22T20:15:00Z", 0 },
	{ "22-11-2026 20:15:00", "2026-11-22T20:15:00Z", 0 },
	/* twelve hours */
	{ "22 Nov 2026 12:30 AM", "2026-11-22T00:30:00Z", 0 },
	{ "22 Nov 2026 12:30 PM +0100", "2026-11-22T11:30:00Z", 60 },
	{ "Nov 22, 2026, 8:05am", "2026-11-22T08:05:00Z", 0 },
	/* zones in disorder */
	{ "22 Nov 2026 08:00:00+0100", "2026-11-22T07:00:00Z", 60 },
	{ "22 Nov 2026 08:00:00 0200", "2026-11-22T06:00:00Z", 120 },
	{ "22 Nov 2026 08:00:00 --0400", "2026-11-22T12:00:00Z", -240 },
	{ "22 Nov 2026 08:00:00 GMT-5", "2026-11-22T13:00:00Z", -300 },
	{ "22 Nov 2026 08:00:00 XYZ", "2026-11-22T08:00:00Z", 0 },
	{ "22 Nov 2026 08:00:00 +9999", "2026-11-22T08:00:00Z", 0 },
	/* languages */
	{ "mar., 3 mars 2026 08:00:00 +0100", "2026-03-03T07:00:00Z", 60 },
	{ "Di, 3 M\xC3\xA4r 2026 08:00", "2026-03-03T08:00:00Z", 0 },
	{ "mar. 12 ao\xC3\xBBt 2025", "2025-08-12T00:00:00Z", 0 },
	{ "s\xC3\xA1" "b, 5 dez 2026 08:00", "2026-12-05T08:00:00Z", 0 },
	/* order and edges */
	{ "2026 Nov 22 08:00", "2026-11-22T08:00:00Z", 0 },
	{ "22 Nov 2026 08.05.10 +0100", "2026-11-22T07:05:10Z", 60 },
	{ "31 Dec 2026 23:59:60 +0000", "2026-12-31T23:59:59Z", 0 },
	{ "22 Nov 2026 25:00", "2026-11-22T00:00:00Z", 0 },
	{ "1 Jan 1970 00:00:00 +0100", "1969-12-31T23:00:00Z", 60 },
	/* none */
	{ "", NULL, 0 },
	{ "yesterday", NULL, 0 },
	{ "22 Nov", NULL, 0 },
	{ "Nov 2026", NULL, 0 },
	{ "32 Nov 2026", NULL, 0 },
	{ "99999999999999999999", NULL, 0 },
	{ "08:00:00 +0100", NULL, 0 },
	{ "((((((((22 Nov 2026", NULL, 0 },
};
/* clang-format on */

static void
test_dates(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(dates); i++) {
		int64_t seconds = 42;
		int offset = 42;
		char got[CLOCK_ISO_MAX];
		bool ok = date_field_read(slice_from(dates[i].text), &seconds,
					  &offset);

		if (ok != (dates[i].want != NULL))
			fail_msg("\"%s\": %s", dates[i].text,
				 ok ? "is no date" : "is a date");
		if (!ok) {
			assert_int_equal(seconds, 42);
			continue;
		}
		clock_format_iso(seconds, got);
		if (strcmp(got, dates[i].want) != 0 ||
		    offset != dates[i].offset)
			fail_msg("\"%s\": got %s %d", dates[i].text, got,
				 offset);
	}
}

/* However long a field is, only its start is looked at. */
static void
test_long(void **state)
{
	static char text[100000];
	int64_t seconds;
	int offset;

	(void)state;
	memset(text, '(', sizeof(text));
	assert_false(date_field_read(slice_of(text, sizeof(text)), &seconds,
				     &offset));
	memset(text, '1', sizeof(text));
	assert_false(date_field_read(slice_of(text, sizeof(text)), &seconds,
				     &offset));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_dates),
		cmocka_unit_test(test_long),
	};

	return cmocka_run_group_tests_name("date", tests, NULL, NULL);
}
