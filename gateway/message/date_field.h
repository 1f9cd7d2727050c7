/*
 * date_field.h - the Date field as programs really write it (date_prose.h:
 * dates in the text of a mail).
 */
#ifndef TG_MESSAGE_DATE_FIELD_H
#define TG_MESSAGE_DATE_FIELD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/slice.h"

/*
 * RFC 5322 section 3.3 with its obsolete forms, asctime(3), ISO 8601, numbers
 * with dots, dashes or slashes, twelve-hour clocks, month names of several
 * languages. Gives seconds since 1970 (UTC) and the writer's offset in
 * minutes east. A time or zone that makes no sense counts as 0. False, with
 * both untouched, when day, month and year are not all there.
 */
bool
date_field_read(struct slice text, int64_t *seconds, int *offset);

#endif
