/*
 * date_guess.h - dates as mail clients print them for people. Used inside
 * message/ only.
 */
#ifndef TG_MESSAGE_DATE_GUESS_H
#define TG_MESSAGE_DATE_GUESS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/slice.h"

/*
 * Seconds since 1970 of a date such as "Dienstag, 25. November 2014 14:59"
 * in the form of text_folded(). A time without a zone counts as UTC. False
 * when day, month and year are not all there; *DATE is then untouched.
 */
bool
date_guess(struct slice folded, int64_t *date);

#endif
