/*
 * staff.c - looking people up, and whether they are at work.
 *
 * Names come from mail ("#assign sec") and addresses from strangers: both
 * are compared without case and never used beyond the comparison.
 */
#include "ticket/staff.h"

#include <time.h>

#include "base/clock.h"
#include "base/slice.h"

static bool
list_has_address(const struct string_list *list, const char *address)
{
	for (size_t i = 0; i < list->count; i++)
		if (address_equal(list->items[i], address))
			return true;
	return false;
}

const struct staff *
staff_by_address(const struct staff_directory *directory, const char *address)
{
	for (size_t i = 0; i < directory->count; i++)
		if (list_has_address(&directory->people[i].addresses, address))
			return &directory->people[i];
	return NULL;
}

const struct staff *
staff_by_name(const struct staff_directory *directory, const char *name)
{
	for (size_t i = 0; i < directory->count; i++)
		if (strcmp(directory->people[i].name, name) == 0)
			return &directory->people[i];
	return NULL;
}

/* One search among names: what the first match and the number of matches
 * so far are. */
struct name_search {
	const char *prefix;
	size_t found; /* index of the match */
	size_t matches;
	bool whole;
};

static void
search_name(struct name_search *search, size_t index, const char *name)
{
	if (search->whole || !search->prefix[0] ||
	    !slice_starts_nocase(slice_from(name), search->prefix))
		return;
	search->whole = ascii_casecmp(name, search->prefix) == 0;
	search->found = index;
	search->matches = search->whole ? 1 : search->matches + 1;
}

const struct staff *
staff_by_prefix(const struct staff_directory *directory, const char *prefix,
		bool *ambiguous)
{
	struct name_search search = { .prefix = prefix };

	for (size_t i = 0; i < directory->count; i++)
		search_name(&search, i, directory->people[i].name);
	*ambiguous = search.matches > 1;
	return search.matches == 1 ? &directory->people[search.found] : NULL;
}

/* Vendors */

/* "@acme.example" stands for every address of that domain. */
static bool
matches_domain(const char *pattern, const char *address)
{
	const char *at = strrchr(address, '@');

	return pattern[0] == '@' && at && at != address &&
	       ascii_casecmp(pattern, at) == 0;
}

const struct vendor *
vendor_by_address(const struct vendor_directory *directory, const char *address)
{
	if (address[0] == '@')
		return NULL; /* no address, though it may be a pattern */
	for (size_t i = 0; i < directory->count; i++) {
		const struct vendor *vendor = &directory->items[i];

		if (list_has_address(&vendor->addresses, address))
			return vendor;
		for (size_t j = 0; j < vendor->addresses.count; j++)
			if (matches_domain(vendor->addresses.items[j], address))
				return vendor;
	}
	return NULL;
}

const struct vendor *
vendor_by_prefix(const struct vendor_directory *directory, const char *prefix,
		 bool *ambiguous)
{
	struct name_search search = { .prefix = prefix };

	for (size_t i = 0; i < directory->count; i++)
		search_name(&search, i, directory->items[i].name);
	*ambiguous = search.matches > 1;
	return search.matches == 1 ? &directory->items[search.found] : NULL;
}

const char *
vendor_address(const struct vendor *vendor)
{
	for (size_t i = 0; i < vendor->addresses.count; i++)
		if (vendor->addresses.items[i][0] != '@')
			return vendor->addresses.items[i];
	return "";
}

/* At work */

/* The local date (midnight UTC of it), weekday (0 Monday) and minute. */
struct local_time {
	int64_t date;
	unsigned weekday;
	int minute;
};

static struct local_time
local_time_of(int64_t now)
{
	time_t seconds = (time_t)now;
	struct local_time local = { 0 };
	struct tm tm;

	if (!localtime_r(&seconds, &tm))
		return local;
	local.date = clock_from_civil(tm.tm_year + INT64_C(1900), tm.tm_mon + 1,
				      tm.tm_mday, 0, 0, 0);
	local.weekday = (unsigned)(tm.tm_wday + 6) % 7;
	local.minute = tm.tm_hour * 60 + tm.tm_min;
	return local;
}

static bool
is_absent(const struct staff *person, const struct local_time *local)
{
	for (size_t i = 0; i < person->absence_count; i++)
		if (local->date >= person->absences[i].from &&
		    local->date <= person->absences[i].to)
			return true;
	return false;
}

/* HOURS that run over midnight belong to the day on which they begin. */
static bool
within_hours(const struct staff_hours *hours, const struct local_time *local)
{
	bool today = hours->days >> local->weekday & 1;
	bool yesterday = hours->days >> (local->weekday + 6) % 7 & 1;
	bool overnight = hours->to <= hours->from;

	if (today && local->minute >= hours->from &&
	    (overnight || local->minute < hours->to))
		return true;
	return overnight && yesterday && local->minute < hours->to;
}

bool
staff_available(const struct staff *person, int64_t now)
{
	struct local_time local = local_time_of(now);

	if (is_absent(person, &local))
		return false;
	for (size_t i = 0; i < person->hours_count; i++)
		if (within_hours(&person->hours[i], &local))
			return true;
	return person->hours_count == 0;
}
