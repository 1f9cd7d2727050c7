/*
 * table.h - tables for people: as wide as the terminal, coloured only there.
 */
#ifndef TG_CLI_TABLE_H
#define TG_CLI_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* Whether to colour: a terminal, NO_COLOR not set, TERM not dumb. */
bool
terminal_colours(void);

struct table_column {
	const char *title;
	size_t min;    /* columns it keeps when space is short */
	bool flexible; /* gives way when space is short */
	bool right;    /* aligned to the right: numbers */
	unsigned rank; /* left out when even the minima do not fit, the highest
			  rank first; 0 stays */
};

struct table;

/* COLUMNS must outlive the table; all rows live in ARENA. */
struct table *
table_new(const struct table_column *columns, size_t count,
	  struct arena *arena);

/* One cell for each column, copied; what strangers wrote is made safe. COLOUR
 * is an SGR number ("33") for the row, NULL for none. */
void
table_row(struct table *table, const char *const *cells, const char *colour);

/* Prints the table to standard output, cut to the terminal's width; without
 * a terminal nothing is cut. */
void
table_print(const struct table *table);

#endif
