/*
 * msgid.h - message ids (RFC 5322 section 3.6.4) as found in the wild.
 */
#ifndef TG_MESSAGE_MSGID_H
#define TG_MESSAGE_MSGID_H

#include "base/arena.h"
#include "message/facts.h"

/* Ids of one References field; clients keep some ten to some hundred. The
 * first and the last count most: of more, the middle is left out. */
#define MSGID_MAX 500

/* All ids in FIELD in order, with their brackets, without white space; a
 * field without brackets gives its words that have an "@" in them. */
void
msgid_list_parse(const char *field, struct arena *arena,
		 struct string_list *out);

/* The first id of FIELD, or the field's first word in brackets; "" if there
 * is nothing. */
const char *
msgid_parse(const char *field, struct arena *arena);

#endif
