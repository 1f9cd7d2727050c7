/*
 * utf8.h - valid UTF-8, display width, and text that is safe to show.
 */
#ifndef TG_BASE_UTF8_H
#define TG_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/slice.h"

#define UTF8_REPLACEMENT 0xFFFDu

/* Decodes the character at *POS and moves *POS behind it; an invalid byte
 * gives UTF8_REPLACEMENT and moves by one (RFC 3629: no surrogates, no
 * overlong forms). Must not be called at the end. */
unsigned
utf8_next(struct slice s, size_t *pos);

/* Whether all of S is well-formed UTF-8 (RFC 3629). */
bool
utf8_valid(struct slice s);

/* Whether a character steers a terminal instead of being shown: C0, DEL, C1,
 * line and paragraph separators, bidirectional embeddings and isolates. */
bool
utf8_is_control(unsigned codepoint);

/* Whether it is a letter of any script. */
bool
utf8_is_letter(unsigned codepoint);

/* A NUL terminated copy in which every invalid byte, and every NUL, is
 * U+FFFD. */
char *
utf8_clean(struct arena *arena, struct slice s);

/* At most MAX bytes of S, cut at a character. */
struct slice
utf8_cut(struct slice s, size_t max);

/* Terminal columns: wide characters 2, combining marks 0. */
size_t
utf8_width(struct slice s);

/* Adds S as one line for a terminal: control characters (C0, DEL, C1) and
 * bidirectional overrides as U+FFFD or blanks, at most COLUMNS columns, cut
 * with U+2026. COLUMNS 0: no limit. */
void
utf8_add_display(struct buf *out, struct slice s, size_t columns);

/* As utf8_add_display, but keeps line ends and tabs and cuts nothing. */
void
utf8_add_display_text(struct buf *out, struct slice s);

/* Full case folding and NFKC (libunistring), for caseless comparison; NUL
 * terminated, in ARENA. Invalid bytes are kept as U+FFFD. */
char *
utf8_fold(struct arena *arena, const char *text);

/* Whether the bytes look like text in UTF-16, as some editors and spreadsheet
 * programs save it: a byte-order mark, or NUL as every other byte. */
bool
utf8_is_utf16(struct slice bytes);

#endif
