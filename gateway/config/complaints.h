/*
 * complaints.h - everything that is wrong with the admins' files, at once.
 *
 * A person who edits files wants all errors of a run, not the first. Loaders
 * add what they find and go on as far as makes sense; the caller prints the
 * list. One complaint: "FILE:LINE: KEY: what is wrong; what to do".
 */
#ifndef TG_CONFIG_COMPLAINTS_H
#define TG_CONFIG_COMPLAINTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"

struct complaint {
	bool is_warning; /* lint: does not stop the set from being used */
	const char *file;
	int line;	  /* 0: the whole file */
	const char *key;  /* "desk.tag", "rules[3].when.match"; "" if none */
	const char *text; /* what is wrong and the remedy, one sentence */
};

struct complaints {
	struct arena *arena;
	struct complaint *items;
	size_t count;
	size_t errors; /* those that are no warnings */
};

/* None yet; all that is added lives in ARENA. */
void
complaints_init(struct complaints *complaints, struct arena *arena);

/* KEY and what the format prints are shown to people: control characters are
 * made harmless here. FILE and KEY may be NULL. */
void
complaints_add(struct complaints *complaints, bool is_warning, const char *file,
	       int line, const char *key, const char *format, ...)
	__attribute__((format(printf, 6, 7)));

/* Puts those from position FROM on, which are of one file, in the order of
 * its lines. */
void
complaints_sort(struct complaints *complaints, size_t from);

/* "FILE:LINE: KEY: TEXT" in ARENA. */
char *
complaint_format(const struct complaint *complaint, struct arena *arena);

/* The first that is no warning as ERROR_CONFIG, for callers with room for one;
 * false if there is none. */
bool
complaints_first_error(const struct complaints *complaints, struct error *err);

/* The candidate that is at most a few typing errors away from WORD, or NULL:
 * "unknown key 'adress'; did you mean 'address'?" CANDIDATES end with NULL. */
const char *
complaints_suggest(const char *word, const char *const *candidates);

#endif
