/*
 * folded.h - a text in the form in which words are looked for, with the way
 * back to where each byte came from.
 *
 * Runs of white space, line ends among them, are one blank: a phrase is found
 * across a line end. Where a line ends between two characters of a script
 * that has no blanks, nothing stands between them. See base/fold.h for the
 * characters.
 */
#ifndef TG_RULES_FOLDED_H
#define TG_RULES_FOLDED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fold.h"
#include "base/slice.h"

/* Ends the subject in a folded text: no phrase reaches across it. */
#define FOLDED_BREAK '\x01'

/* A byte's kind: the class of its character, and whether one starts here. */
#define FOLDED_CLASS 0x0F
#define FOLDED_START 0x10

/* Embedded; the memory is kept from one text to the next. */
struct folded {
	char *data;
	unsigned char *kinds;
	uint32_t *origin; /* offset in the original; one more at the end */
	size_t size;
	size_t capacity;
};

void
folded_init(struct folded *folded);
void
folded_clear(struct folded *folded);

/* Folds TEXT. A line end at offset BREAK_AT (or (size_t)-1 for none) becomes
 * FOLDED_BREAK. TEXT must be less than 4 GiB. */
void
folded_set(struct folded *folded, struct folder *folder, struct slice text,
	   size_t break_at);

/* Whether the bytes START to END are whole words: no letter or digit goes on
 * to the left or right, and no character is cut. */
bool
folded_is_whole(const struct folded *folded, size_t start, size_t end);

/* First whole-word place of WORD (itself folded) at or after FROM, or
 * (size_t)-1. */
size_t
folded_find(const struct folded *folded, struct slice word, size_t from);

#endif
