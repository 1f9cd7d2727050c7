/*
 * buf.h - a growing string of bytes, for building text and messages.
 *
 * Embedded: buf_init() / buf_clear(). DATA is always NUL terminated once
 * something was added, and "" before; the NUL is not in SIZE. Bytes live on
 * the heap, or in an arena when one was given (buf_clear() then frees
 * nothing and the bytes stay valid as long as the arena).
 */
#ifndef TG_BASE_BUF_H
#define TG_BASE_BUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/slice.h"

struct buf {
	char *data;
	size_t size;
	size_t capacity;
	struct arena *arena;
};

/* ARENA may be NULL: heap. */
void
buf_init(struct buf *buf, struct arena *arena);
void
buf_clear(struct buf *buf);
/* Empties it and keeps the memory. */
void
buf_reset(struct buf *buf);
/* Cuts it to SIZE bytes; SIZE must not exceed the present one. */
void
buf_truncate(struct buf *buf, size_t size);
void
buf_add(struct buf *buf, const void *data, size_t size);
void
buf_add_char(struct buf *buf, char c);
/* NULL adds nothing. */
void
buf_add_str(struct buf *buf, const char *text);
void
buf_add_slice(struct buf *buf, struct slice s);
void
buf_printf(struct buf *buf, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* One code point as UTF-8; surrogates and values over 0x10FFFF as U+FFFD. */
void
buf_add_utf8(struct buf *buf, unsigned codepoint);
/* Makes room for SIZE more bytes and returns where they go; add what was
 * really written to buf->size with buf_commit(). */
char *
buf_reserve(struct buf *buf, size_t size);
void
buf_commit(struct buf *buf, size_t size);
struct slice
buf_slice(const struct buf *buf);
/* The text as a NUL terminated string in ARENA. */
char *
buf_dup(const struct buf *buf, struct arena *arena);

#endif
