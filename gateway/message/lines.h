/*
 * lines.h - a text as lines, each with what the matchers of quotes,
 * signatures and forwards look at. Used inside message/ only.
 */
#ifndef TG_MESSAGE_LINES_H
#define TG_MESSAGE_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/slice.h"

/* Bytes of a line that are folded and matched: attribution lines with two
 * addresses stay below it, and text without line ends costs no more. */
#define LINE_FOLD_MAX 512

struct line {
	struct slice raw; /* as in the text, without the LF */
	/* caseless form: folded, compatibility forms undone (so that a full
	 * width colon is a colon), white space runs one blank, trimmed,
	 * invisible marks off; at most LINE_FOLD_MAX bytes of the line */
	struct slice folded;
	bool blank;
	bool quoted;  /* starts with '>' as a mail quote does */
	bool is_long; /* FOLDED is not all of it */
	/* what quoted_header.c saw in it, once: a line may be looked at from
	 * each line above it */
	unsigned char block_field, block_evidence;
	bool block_known;
};

struct lines {
	struct line *items;
	size_t count;
	struct arena *arena;
};

/* Cuts TEXT, which must outlive the lines, at LF. */
void
lines_split(struct lines *lines, struct slice text, struct arena *arena);

/* The next line at or after FROM that is not blank, or COUNT. */
size_t
lines_next_full(const struct lines *lines, size_t from);

/* The caseless form described at struct line of any short text. */
struct slice
text_folded(struct arena *arena, struct slice text);

/* RAW without one level of '>' and one blank behind it. */
struct slice
line_unquoted(struct slice raw);

/* Whether a folded text holds a phrase as whole words. Scripts written
 * without blanks (from U+3000 on) have no word ends. */
bool
text_has(struct slice folded, const char *phrase);

/* Whether it holds, starts or ends with any phrase of a NULL terminated
 * table, in the same way. */
bool
text_has_any(struct slice folded, const char *const phrases[]);
bool
text_starts_any(struct slice folded, const char *const phrases[]);
bool
text_ends_any(struct slice folded, const char *const phrases[]);

/* Whether the line holds nothing but MIN or more of - _ = * and such. */
bool
line_is_rule(const struct line *line, size_t min);

#endif
