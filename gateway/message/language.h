/*
 * language.h - the language of a text, for the choice of templates.
 */
#ifndef TG_MESSAGE_LANGUAGE_H
#define TG_MESSAGE_LANGUAGE_H

#include <stdbool.h>

#include "base/error.h"
#include "base/slice.h"

/* An ISO 639-1 code as a static string; "" when the text is too short or too
 * mixed to tell. Looks at the first LANGUAGE_LOOK bytes only. */
#define LANGUAGE_LOOK 8192
const char *
language_detect(const char *text);

/* Whether FOLDED, in the form of text_folded(), is one of the small frequent
 * words ("not", "und") of some language, which tell nothing of a text's
 * subject. */
bool
language_is_small_word(struct slice folded);

/* Loads what language_detect() needs from files, once; see
 * facts_preload(). */
bool
language_preload(struct error *err);

#endif
