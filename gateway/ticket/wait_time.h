/*
 * wait_time.h - "3d", "2 weeks", "2026-12-24": until when.
 */
#ifndef TG_TICKET_WAIT_TIME_H
#define TG_TICKET_WAIT_TIME_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

/* The time that TEXT means at NOW, always later than that: a duration in
 * hours, days or weeks, or a date (8:00 UTC on it). */
bool
wait_time_parse(const char *text, int64_t now, struct arena *arena,
		int64_t *until);

#endif
