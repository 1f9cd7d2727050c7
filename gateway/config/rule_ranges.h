/*
 * rule_ranges.h - "> 5M", "08:00-17:30" and "mon-fri" in conditions.
 */
#ifndef TG_CONFIG_RULE_RANGES_H
#define TG_CONFIG_RULE_RANGES_H

#include <stdbool.h>

#include "rules/rule.h"

/* "> 3", ">=3", "< 25M", "1M..5M"; "3" alone is at least 3. SIZES: K, M and G
 * may follow the numbers. False for anything else and for empty ranges. */
bool
rule_range_parse(const char *text, bool sizes, struct rule_range *out);

/* "08:00-17:30" in minutes since midnight, the end not included; the first
 * may be the later one, over midnight. */
bool
rule_hours_parse(const char *text, struct rule_range *out);

/* "mon", "Tuesday" or "sat-mon": adds the days to *DAYS, bit 0 Monday. */
bool
rule_days_parse(const char *text, unsigned *days);

#endif
