/*
 * token.h - the small parts that ids, codes and commands are made of.
 */
#ifndef TG_TICKET_TOKEN_H
#define TG_TICKET_TOKEN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/slice.h"

/* A decimal number in its one spelling: no sign, no leading zero, at most 18
 * digits. */
bool
token_number(struct slice s, int64_t *number);

/* Whether S is SIZE digits of lower-case base32 (RFC 4648). */
bool
token_is_base32(struct slice s, size_t size);

/* Cuts the text up to the next SEPARATOR off *REST, and that too. */
struct slice
token_cut(struct slice *rest, char separator);

#endif
