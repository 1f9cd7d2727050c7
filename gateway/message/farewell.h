/*
 * farewell.h - "Kind regards" in the languages of the business world.
 */
#ifndef TG_MESSAGE_FAREWELL_H
#define TG_MESSAGE_FAREWELL_H

#include <stdbool.h>

#include "base/slice.h"

/* In the form of text_folded(); ends with a NULL. */
extern const char *const farewells[];

/* Whether S, folded, is one and nothing more, but for marks at its end. */
bool
is_farewell(struct slice s);

#endif
