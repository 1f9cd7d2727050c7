/*
 * vocabulary.h - named pieces of patterns: %{NAME} and %{NAME:field}.
 *
 * The convention of grok patterns. An entry may use other entries. Built in:
 * IP, HOST, EMAIL, PHONE, NUMBER, MAC, URL, DATE, ERRORCODE; a rule set's own
 * entry of the same name takes its place.
 */
#ifndef TG_RULES_VOCABULARY_H
#define TG_RULES_VOCABULARY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "rules/rule.h"

/* One pattern may not grow over this by its entries: an entry that is used
 * twice by an entry that is used twice ... doubles each time. */
#define VOCABULARY_EXPANDED_MAX 65536

/* Embedded; keeps pointers to the entries. */
struct vocabulary {
	const struct vocabulary_entry *own;
	size_t own_count;
	/* as in struct ruleset_options; may be NULL */
	const char *(*suggest)(const char *word, const char *const *candidates);
};

/*
 * PATTERN with each %{NAME} replaced by a group around its entry and each
 * %{NAME:field} by a capturing group named after the field. A "%" that no "{"
 * follows stands for itself. NULL and ERR (ERROR_CONFIG) for a name that is
 * not known, a field name that cannot be one, entries that use each other in
 * a circle, and patterns that grow too long.
 */
const char *
vocabulary_expand(const struct vocabulary *vocabulary, const char *pattern,
		  struct arena *arena, struct error *err);

#endif
