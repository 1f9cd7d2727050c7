/*
 * ical.h - an invitation (RFC 5545, RFC 5546) told in words.
 */
#ifndef TG_MESSAGE_ICAL_H
#define TG_MESSAGE_ICAL_H

#include <stdbool.h>

#include "base/arena.h"

/* Components told; a calendar of a year has some hundred. */
#define ICAL_MAX_EVENTS 10

struct ical {
	const char *method;  /* "REQUEST", "REPLY", ...; "" if none */
	const char *summary; /* lines of text, LF; its first names the event */
};

/* Reads TEXT (UTF-8, LF). False when it is no calendar. Linear. */
bool
ical_read(const char *text, struct arena *arena, struct ical *out);

/* TEXT in ASCII upper case, its letters and hyphens only. */
const char *
ical_upper(const char *text, struct arena *arena);

#endif
