/*
 * lint.h - the usual mistakes in a libconfig text, told better than by the
 * library's "syntax error".
 */
#ifndef TG_CONFIG_LINT_H
#define TG_CONFIG_LINT_H

#include <stdbool.h>

#include "base/slice.h"
#include "config/complaints.h"

/*
 * Looks through TEXT without parsing it and adds each mistake to COMPLAINTS
 * under FILE and its line: byte-order marks, bytes that are not UTF-8,
 * control bytes, @include, unclosed quotes and brackets, missing and extra
 * commas, values without quotes, numbers that do not fit. False when TEXT
 * must not be given to the library at all (it would open other files, stop
 * at a NUL, nest without bound, or only say again that it is wrong).
 */
bool
lint_text(const char *file, struct slice text, struct complaints *complaints);

#endif
