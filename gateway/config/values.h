/*
 * values.h - the texts of a configuration as typed values.
 */
#ifndef TG_CONFIG_VALUES_H
#define TG_CONFIG_VALUES_H

#include <stdbool.h>

#include "base/arena.h"
#include "config/complaints.h"
#include "config/schema.h"
#include "message/facts.h"

/* Where a value stands, and where what is wrong with it goes. */
struct value_place {
	struct arena *arena;
	struct complaints *complaints;
	const char *file; /* paths are resolved against its folder */
	int line;
	const char *key; /* "mailboxes[0].poll" */
};

/* Whether values of TYPE are lists in the file. */
bool
value_is_list(enum value_type type);

/*
 * Checks TEXT as a value of KEY and puts it into RECORD, for types that are
 * no lists. TEXT is kept, not copied. False and a complaint when it is not
 * what the key wants; RECORD is untouched then.
 */
bool
value_set(const struct schema_key *key, const char *text, void *record,
	  const struct value_place *place);

/* The same for lists: each item is checked, all are told. */
bool
value_set_list(const struct schema_key *key, const struct string_list *list,
	       void *record, const struct value_place *place);

/* "25M" -> bytes; K, M, G are powers of 1024. False for anything else. */
bool
value_parse_size(const char *text, int64_t *bytes);

/* Whether TEXT looks like local@domain: one @ with something on both sides,
 * no blanks, no control characters, none of <>,;:"()[]\ */
bool
value_is_address(const char *text);

#endif
