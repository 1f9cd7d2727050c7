/*
 * thanks.h - a mere thank-you: says thanks and nothing else.
 */
#ifndef TG_TICKET_THANKS_H
#define TG_TICKET_THANKS_H

#include <stdbool.h>

#include "base/arena.h"

/* Whether TEXT (the new part of a mail) thanks, and every other word in it
 * is one that goes with thanks or of PEOPLE (the names of the sender, with
 * which people sign, and of those who may be thanked). If in doubt, it is not: reopening once too
 * often costs less than a request that nobody sees. */
bool
text_is_thanks(const char *text, const char *people, struct arena *arena);

#endif
