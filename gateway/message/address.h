/*
 * address.h - lists of mail addresses as people and programs write them
 * (RFC 5322 section 3.4).
 */
#ifndef TG_MESSAGE_ADDRESS_H
#define TG_MESSAGE_ADDRESS_H

#include "base/arena.h"
#include "message/facts.h"

/* Addresses of one field. A mail to a whole company names some hundred;
 * more are left in the raw mail. */
#define ADDRESS_MAX 2000

/*
 * Appends the addresses of FIELD (unfolded UTF-8, encoded words still in it)
 * to LIST. Groups give their members; an empty group gives nothing. A display
 * name that looks like an address stays a name: in "a@x <b@y>" the address
 * is b@y. Returns false when ADDRESS_MAX was reached and the rest left out.
 * Linear.
 */
bool
address_list_parse(const char *field, struct arena *arena,
		   struct address_list *list);

#endif
