/*
 * staff.h - the people who answer: the directory of the configuration.
 */
#ifndef TG_TICKET_STAFF_H
#define TG_TICKET_STAFF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "message/facts.h"

/* Working hours: minutes since midnight, local time, for days whose bit is
 * set (bit 0 Monday). TO is at most 24 * 60; where it is not after FROM it
 * is on the next day. */
struct staff_hours {
	unsigned days;
	int from, to;
};

/* Days on which a person is away: midnight UTC of the first and the last
 * date. They are compared with the local date, so that a day is the same
 * day everywhere. */
struct staff_absence {
	int64_t from, to;
};

struct staff {
	const char *name;	      /* unique, also a team's: "First line" */
	struct string_list addresses; /* the first one gets the mail */
	struct string_list skills, sites, languages;
	struct staff_hours *hours;
	size_t hours_count; /* 0: always */
	struct staff_absence *absences;
	size_t absence_count;
	int line; /* in the configuration */
};

struct staff_directory {
	struct staff *people;
	size_t count;
};

/* A supplier who helps with some tickets: "#vendor acme". */
struct vendor {
	const char *name;	      /* unique */
	struct string_list addresses; /* "a@acme.example", or "@acme.example"
					 for all of a domain; the first full
					 one gets the mail */
	int line;
};

struct vendor_directory {
	struct vendor *items;
	size_t count;
};

/* The vendor one of whose addresses (or domains) ADDRESS is, or NULL. */
const struct vendor *
vendor_by_address(const struct vendor_directory *directory,
		  const char *address);

/* As staff_by_prefix(). */
const struct vendor *
vendor_by_prefix(const struct vendor_directory *directory, const char *prefix,
		 bool *ambiguous);

/* The address that mail to the vendor goes to, or "" when only domains are
 * known. */
const char *
vendor_address(const struct vendor *vendor);

/* The person with this address, or NULL. */
const struct staff *
staff_by_address(const struct staff_directory *directory, const char *address);

/* The person with exactly this name, or NULL. */
const struct staff *
staff_by_name(const struct staff_directory *directory, const char *name);

/*
 * The person whose name begins with PREFIX, without case: "sec" for "Second
 * line". NULL when none or several do (*AMBIGUOUS then says which); a whole
 * name wins over longer ones.
 */
const struct staff *
staff_by_prefix(const struct staff_directory *directory, const char *prefix,
		bool *ambiguous);

/* Whether the person is neither absent nor outside working hours at NOW. */
bool
staff_available(const struct staff *person, int64_t now);

#endif
