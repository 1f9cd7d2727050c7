/*
 * date_prose.h - dates as mail programs print them into texts for people, as
 * over a forwarded mail (date_field.h: the Date field). Used inside message/
 * only.
 */
#ifndef TG_MESSAGE_DATE_PROSE_H
#define TG_MESSAGE_DATE_PROSE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/slice.h"

/*
 * Seconds since 1970 of a date such as "Dienstag, 25. November 2014 14:59"
 * in the form of text_folded(). A time without a zone counts as UTC. False
 * when day, month and year are not all there; *DATE is then untouched.
 */
bool
date_prose_read(struct slice folded, int64_t *date);

#endif
