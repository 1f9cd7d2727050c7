/*
 * rule_ranges.c - ranges of numbers, of the day and of the week.
 */
#include "config/rule_ranges.h"

#include <stdint.h>

#include "base/slice.h"
#include "config/values.h"

#define AMOUNT_MAX 32 /* bytes of a number with its unit */

/* "1M" or "3": a size when SIZES, else a plain number. */
static bool
parse_amount(struct slice text, bool sizes, int64_t *out)
{
	char copy[AMOUNT_MAX], *end;

	text = slice_trim(text);
	if (text.size == 0 || text.size >= sizeof(copy))
		return false;
	memcpy(copy, text.data, text.size);
	copy[text.size] = '\0';
	if (sizes)
		return value_parse_size(copy, out);
	*out = strtoll(copy, &end, 10);
	return *end == '\0' && *out >= 0;
}

bool
rule_range_parse(const char *text, bool sizes, struct rule_range *out)
{
	struct slice all = slice_trim(slice_from(text));
	size_t dots = slice_find(all, "..", 0);
	bool equal = all.size > 1 && all.data[1] == '=';
	int64_t amount;

	*out = (struct rule_range){ 0, INT64_MAX };
	if (dots != (size_t)-1)
		return parse_amount(slice_sub(all, 0, dots), sizes,
				    &out->min) &&
		       parse_amount(slice_sub(all, dots + 2, all.size), sizes,
				    &out->max) &&
		       out->min <= out->max;
	if (all.size == 0 || (all.data[0] != '<' && all.data[0] != '>'))
		return parse_amount(all, sizes, &out->min);
	if (!parse_amount(slice_sub(all, 1 + equal, all.size), sizes, &amount))
		return false;
	if (all.data[0] == '<')
		out->max = equal ? amount : amount - 1;
	else if (equal || amount < INT64_MAX)
		out->min = equal ? amount : amount + 1;
	return out->max >= 0;
}

/* "8:30", "17:00" or "24:00" in minutes; moves *TEXT behind it. */
static bool
parse_clock(const char **text, int64_t *minutes)
{
	char *end;
	long hour = strtol(*text, &end, 10), minute;

	if (end == *text || *end != ':' || hour < 0 || hour > 24)
		return false;
	*text = end + 1;
	minute = strtol(*text, &end, 10);
	if (end != *text + 2 || minute < 0 || minute > 59 ||
	    (hour == 24 && minute > 0))
		return false;
	*minutes = hour * 60 + minute;
	*text = end + strspn(end, " ");
	return true;
}

bool
rule_hours_parse(const char *text, struct rule_range *out)
{
	if (!parse_clock(&text, &out->min) || *text != '-')
		return false;
	text += 1 + strspn(text + 1, " ");
	return parse_clock(&text, &out->max) && *text == '\0';
}

/* The day's number from its name or its first three letters, or 7. */
static unsigned
parse_day(struct slice text)
{
	static const char *const names[][2] = {
		{ "mon", "monday" },	{ "tue", "tuesday" },
		{ "wed", "wednesday" }, { "thu", "thursday" },
		{ "fri", "friday" },	{ "sat", "saturday" },
		{ "sun", "sunday" },
	};
	unsigned i;

	text = slice_trim(text);
	for (i = 0; i < 7; i++)
		if (slice_equal_nocase(text, names[i][0]) ||
		    slice_equal_nocase(text, names[i][1]))
			return i;
	return 7;
}

bool
rule_days_parse(const char *text, unsigned *days)
{
	struct slice all = slice_from(text);
	size_t dash = slice_find(all, "-", 0);
	unsigned from = parse_day(slice_sub(all, 0, dash));
	unsigned to = dash == (size_t)-1
			      ? from
			      : parse_day(slice_sub(all, dash + 1, all.size));

	if (from == 7 || to == 7)
		return false;
	for (*days |= 1u << from; from != to; *days |= 1u << from)
		from = (from + 1) % 7;
	return true;
}
