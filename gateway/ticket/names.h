/*
 * names.h - tables of names for the room's enums.
 */
#ifndef TG_TICKET_NAMES_H
#define TG_TICKET_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#define NAMES_OF(table) (sizeof(table) / sizeof((table)[0]))

/* The index of NAME in TABLE of COUNT names; false leaves *INDEX alone. */
static inline bool
name_index(const char *const *table, size_t count, const char *name,
	   size_t *index)
{
	for (size_t i = 0; i < count; i++) {
		if (table[i] && strcmp(table[i], name) == 0) {
			*index = i;
			return true;
		}
	}
	return false;
}

#endif
