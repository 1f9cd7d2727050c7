/*
 * calendar.h - working hours and days of absence as a person writes them.
 */
#ifndef TG_CONFIG_CALENDAR_H
#define TG_CONFIG_CALENDAR_H

#include <stdbool.h>

#include "ticket/staff.h"

/* "Mon-Fri 08:00-17:00", "Sat,Sun 10:00-14:00", "08:00-17:00" (every day),
 * "Mon-Fri" (the whole day), "Fri-Mon 22:00-06:00" (over midnight). */
bool
calendar_parse_hours(const char *text, struct staff_hours *hours);

/* "2026-12-24" or "2026-12-24..2027-01-02"; real dates, the last not before
 * the first. */
bool
calendar_parse_days(const char *text, struct staff_absence *days);

#endif
