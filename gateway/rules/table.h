/*
 * table.h - looking a value up in an admin's table.
 */
#ifndef TG_RULES_TABLE_H
#define TG_RULES_TABLE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/slice.h"
#include "rules/rule.h"

/*
 * Reads a CSV file (RFC 4180; comma, semicolon or tab as the first line has
 * it; a byte-order mark is skipped) into *TABLE, of which PLACE and BY are
 * kept. The first line is the head: names of fields. ERROR_CONFIG names PATH,
 * the line and the remedy: no head, a name that is none, a row with too many
 * or too few cells, the same key twice, a quote that does not end. Fields
 * with fixed values are checked.
 */
bool
rule_table_parse(struct slice csv, const char *path, struct arena *arena,
		 struct rule_table *table, struct error *err);

/*
 * The row for VALUE, or NULL. Keys are compared without case: the same text;
 * else the longest "10.1.0.0/16" that holds the address; else the longest
 * "example.org" or "*.example.org" that the domain VALUE lies under; else the
 * longest "PR-1*" that VALUE begins with; else the row whose key is "*".
 */
const char **
rule_table_find(const struct rule_table *table, const char *value,
		struct arena *arena);

#endif
