/*
 * addresses.h - what an address is to this desk.
 */
#ifndef TG_TICKET_ADDRESSES_H
#define TG_TICKET_ADDRESSES_H

#include <stdbool.h>

#include "base/slice.h"
#include "ticket/policy.h"

/* What stands behind the last "@"; empty without one. */
struct slice
address_domain(const char *email);

/* Whether both have a domain and it is the same, without case. */
bool
address_same_domain(const char *a, const char *b);

/* Whether EMAIL is one of LIST, as address_equal() compares. */
bool
address_in_list(const struct string_list *list, const char *email);

/* One of the desk's own addresses: the help address or a mailbox's. */
bool
address_is_own(const struct policy *policy, const char *email);

/*
 * A sender that policy.noreply names: an entry with "@" is a whole address,
 * one without is a local part (what follows a "+" in the address does not
 * count), both without case.
 */
bool
address_is_noreply(const struct policy *policy, const char *email);

/* Whether mail can be sent there: one "@" with something on both sides, no
 * blank, control or bracket, at most 254 bytes (RFC 5321 section 4.5.3). */
bool
address_is_mailable(const char *email);

/* "Anna Example", or the address where there is no name. */
const char *
address_words(const struct address *address);

#endif
