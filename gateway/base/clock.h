/*
 * clock.h - the only place that asks what time it is.
 *
 * Pure rooms take NOW as a value. For tests, the environment variable
 * TICKETGATE_CLOCK_OFFSET moves wall time by that many seconds (read once at
 * the first call); monotonic time is never moved.
 */
#ifndef TG_BASE_CLOCK_H
#define TG_BASE_CLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Seconds since 1970-01-01T00:00:00Z. */
int64_t
clock_now(void);

/* Milliseconds of the monotonic clock: for deadlines. */
int64_t
clock_monotonic_ms(void);

/* Milliseconds that this process has computed: for bounds on work, which must
 * not depend on what else the machine does. */
int64_t
clock_cpu_ms(void);

#define CLOCK_ISO_MAX 32

/* "2026-11-22T07:50:03Z" into OUT; returns OUT. Years outside 0..9999 are
 * clamped. */
char *
clock_format_iso(int64_t t, char out[static CLOCK_ISO_MAX]);

/* Seconds since 1970 of a civil date in UTC; month 1..12, day 1..31. Days
 * beyond a month's end roll over. Proleptic Gregorian, no library state. */
int64_t
clock_from_civil(int64_t year, int month, int day, int hour, int minute,
		 int second);

/* "90", "30s", "5m", "2h", "5d", "1w" -> seconds. False for anything else,
 * negative values, and more than 100 years. */
bool
clock_parse_duration(const char *text, int64_t *seconds);

/* The largest fitting unit: "45 seconds", "3 minutes", "2 hours", "5 days". */
char *
clock_format_age(int64_t seconds, char *out, size_t size);

#endif
