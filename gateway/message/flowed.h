/*
 * flowed.h - format=flowed text (RFC 3676) back to paragraphs.
 */
#ifndef TG_MESSAGE_FLOWED_H
#define TG_MESSAGE_FLOWED_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/slice.h"

/* How many ">" begin LINE: the depth of its quote, which repeats on each part
 * of a line that is broken. */
size_t
flowed_depth(struct slice line);

/* Appends TEXT (LF line ends) with soft line breaks undone within one quote
 * depth; quotes keep their ">" signs. DEL_SP as in the parameter. */
void
flowed_join(struct slice text, bool del_sp, struct buf *out);

#endif
