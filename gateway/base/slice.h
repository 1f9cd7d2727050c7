/*
 * slice.h - a view of bytes that somebody else owns; not NUL terminated.
 */
#ifndef TG_BASE_SLICE_H
#define TG_BASE_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct slice {
	const char *data;
	size_t size;
};

static inline struct slice
slice_of(const char *data, size_t size)
{
	return (struct slice){ data, size };
}

/* A string's bytes without its NUL; NULL gives an empty slice. */
static inline struct slice
slice_from(const char *text)
{
	return (struct slice){ text, text ? strlen(text) : 0 };
}

/* The bytes from START to END, both clamped into the slice. */
struct slice
slice_sub(struct slice s, size_t start, size_t end);

/* Without leading and trailing space, tab, CR and LF. */
struct slice
slice_trim(struct slice s);

/* Byte for byte. */
bool
slice_equal(struct slice a, struct slice b);

/* Comparison that folds ASCII letters only, whatever the locale. */
bool
slice_equal_nocase(struct slice a, const char *b);
bool
slice_starts_nocase(struct slice s, const char *prefix);

/* Position of NEEDLE at or after FROM, or (size_t)-1. */
size_t
slice_find(struct slice s, const char *needle, size_t from);
size_t
slice_find_nocase(struct slice s, const char *needle, size_t from);

/* Cuts the first line off *REST: returns it without its LF or CRLF (a bare
 * CR ends no line). False when *REST is empty. */
bool
slice_next_line(struct slice *rest, struct slice *line);

/* ASCII case folding and comparison for strings, locale-free; NULL sorts
 * before everything and equals only NULL. */
int
ascii_casecmp(const char *a, const char *b);
char
ascii_lower(char c);

#endif
