/*
 * test_staff.c - who is meant by an address or the beginning of a name, and
 * who is at work.
 */
#include "../test.h"

#include "base/clock.h"
#include "ticket/staff.h"

static const char *ana_addresses[] = { "ana@example.org", "ana@example.com" };
static const char *first_addresses[] = { "it1@example.org" };
static const char *second_addresses[] = { "it2@example.org" };
static const char *secondary_addresses[] = { "it3@example.org" };
/* Monday to Friday 08:00 to 17:00, Saturday 22:00 to Sunday 06:00 */
static struct staff_hours ana_hours[] = { { 0x1F, 480, 1020 },
					  { 0x20, 1320, 360 } };
static struct staff_absence ana_absences[1];
static struct staff people[] = {
	{ .name = "Ana",
	  .addresses = { ana_addresses, 2 },
	  .hours = ana_hours,
	  .hours_count = 2,
	  .absences = ana_absences,
	  .absence_count = 1 },
	{ .name = "First line", .addresses = { first_addresses, 1 } },
	{ .name = "Second", .addresses = { second_addresses, 1 } },
	{ .name = "Second line", .addresses = { secondary_addresses, 1 } },
};
static const struct staff_directory directory = { people, COUNT_OF(people) };

static void
test_lookup(void **state)
{
	(void)state;
	assert_ptr_equal(staff_by_address(&directory, "ANA@example.com"),
			 &people[0]);
	assert_null(staff_by_address(&directory, "ana@example.net"));
	assert_null(staff_by_address(&directory, ""));
	assert_ptr_equal(staff_by_name(&directory, "First line"), &people[1]);
	assert_null(staff_by_name(&directory, "first line"));
}

static void
test_prefix(void **state)
{
	static const struct {
		const char *prefix;
		int index; /* -1: nobody */
		bool ambiguous;
	} rows[] = {
		{ "a", 0, false },	 { "FIRST", 1, false },
		{ "sec", -1, true },	 { "Second", 2, false },
		{ "second", 2, false },	 { "second l", 3, false },
		{ "x", -1, false },	 { "", -1, false },
		{ "Anabel", -1, false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		bool ambiguous = !rows[i].ambiguous;
		const struct staff *found =
			staff_by_prefix(&directory, rows[i].prefix, &ambiguous);

		assert_ptr_equal(found, rows[i].index < 0
						? NULL
						: &people[rows[i].index]);
		assert_int_equal(ambiguous, rows[i].ambiguous);
	}
}

static void
test_vendors(void **state)
{
	static const char *acme[] = { "@acme.example", "case@acme.example" };
	static const char *bolt[] = { "@bolt.example" };
	static struct vendor items[] = {
		{ .name = "Acme", .addresses = { acme, 2 } },
		{ .name = "Bolt", .addresses = { bolt, 1 } },
	};
	static const struct vendor_directory vendors = { items, 2 };
	bool ambiguous;

	(void)state;
	assert_ptr_equal(vendor_by_address(&vendors, "Bo@Acme.Example"),
			 &items[0]);
	assert_ptr_equal(vendor_by_address(&vendors, "x@bolt.example"),
			 &items[1]);
	assert_null(vendor_by_address(&vendors, "x@notbolt.example"));
	assert_null(vendor_by_address(&vendors, "x@bolt.example.net"));
	assert_null(vendor_by_address(&vendors, "@bolt.example"));
	assert_null(vendor_by_address(&vendors, ""));
	assert_ptr_equal(vendor_by_prefix(&vendors, "ac", &ambiguous),
			 &items[0]);
	assert_string_equal(vendor_address(&items[0]), "case@acme.example");
	assert_string_equal(vendor_address(&items[1]), "");
}

/* The tests run with TZ=UTC. 2026-11-23 is a Monday. */
static void
test_available(void **state)
{
	static const struct {
		int day, hour, minute;
		bool yes;
	} rows[] = {
		{ 23, 7, 59, false },  { 23, 8, 0, true },
		{ 23, 16, 59, true },  { 23, 17, 0, false },
		{ 27, 12, 0, true },  /* Friday */
		{ 28, 12, 0, false }, /* Saturday */
		{ 28, 22, 0, true },   { 28, 23, 59, true },
		{ 29, 0, 0, true }, /* Sunday, from the night before */
		{ 29, 5, 59, true },   { 29, 6, 0, false },
		{ 29, 22, 30, false }, { 25, 12, 0, false }, /* absent */
		{ 24, 16, 59, true },  { 26, 8, 0, true },
	};

	(void)state;
	ana_absences[0].from = clock_from_civil(2026, 11, 25, 0, 0, 0);
	ana_absences[0].to = ana_absences[0].from;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		int64_t now = clock_from_civil(2026, 11, rows[i].day,
					       rows[i].hour, rows[i].minute, 0);

		if (staff_available(&people[0], now) != rows[i].yes)
			fail_msg("row %zu", i);
		assert_true(staff_available(&people[1], now));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lookup),
		cmocka_unit_test(test_prefix),
		cmocka_unit_test(test_vendors),
		cmocka_unit_test(test_available),
	};

	setenv("TZ", "UTC", 1); /* working hours are the machine's */
	return cmocka_run_group_tests(tests, NULL, NULL);
}
