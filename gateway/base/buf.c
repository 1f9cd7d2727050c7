/*
 * buf.c - a growing string of bytes.
 *
 * Capacity doubles, so adding is linear in all that is added. In an arena the
 * outgrown halves stay until the arena goes, at most as much again.
 */
#include "base/buf.h"

#include <stdint.h>

#define CAPACITY_FIRST 64

/* What an empty buffer shows; nobody writes to it, capacity 0 says so. */
static char empty[1];

void
buf_init(struct buf *buf, struct arena *arena)
{
	*buf = (struct buf){ .data = empty, .arena = arena };
}

void
buf_clear(struct buf *buf)
{
	if (!buf->arena && buf->capacity)
		free(buf->data);
	buf_init(buf, buf->arena);
}

void
buf_reset(struct buf *buf)
{
	buf_truncate(buf, 0);
}

void
buf_truncate(struct buf *buf, size_t size)
{
	if (size > buf->size)
		abort();
	buf->size = size;
	if (buf->capacity)
		buf->data[size] = '\0';
}

/* Makes the capacity at least CAPACITY bytes. */
static void
grow(struct buf *buf, size_t capacity)
{
	size_t larger = buf->capacity ? buf->capacity : CAPACITY_FIRST;
	char *data;

	while (larger < capacity)
		larger = larger > SIZE_MAX / 2 ? capacity : larger * 2;
	if (buf->arena) {
		data = arena_alloc(buf->arena, larger);
		memcpy(data, buf->data, buf->size);
	} else {
		data = realloc(buf->capacity ? buf->data : NULL, larger);
		if (!data)
			abort();
	}
	data[buf->size] = '\0';
	buf->data = data;
	buf->capacity = larger;
}

char *
buf_reserve(struct buf *buf, size_t size)
{
	if (size >= SIZE_MAX - buf->size)
		abort();
	if (buf->capacity < buf->size + size + 1)
		grow(buf, buf->size + size + 1);
	return buf->data + buf->size;
}

void
buf_commit(struct buf *buf, size_t size)
{
	if (size && size >= buf->capacity - buf->size)
		abort();
	buf->size += size;
	if (buf->capacity)
		buf->data[buf->size] = '\0';
}

void
buf_add(struct buf *buf, const void *data, size_t size)
{
	if (!size)
		return;
	memcpy(buf_reserve(buf, size), data, size);
	buf_commit(buf, size);
}

void
buf_add_char(struct buf *buf, char c)
{
	buf_add(buf, &c, 1);
}

void
buf_add_str(struct buf *buf, const char *text)
{
	if (text)
		buf_add(buf, text, strlen(text));
}

void
buf_add_slice(struct buf *buf, struct slice s)
{
	buf_add(buf, s.data, s.size);
}

void
buf_printf(struct buf *buf, const char *format, ...)
{
	va_list args;
	int size;

	va_start(args, format);
	size = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (size < 0)
		abort();
	va_start(args, format);
	vsnprintf(buf_reserve(buf, (size_t)size), (size_t)size + 1, format,
		  args);
	va_end(args);
	buf_commit(buf, (size_t)size);
}

void
buf_add_utf8(struct buf *buf, unsigned c)
{
	char out[4];
	size_t size = 0;

	if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
		c = 0xFFFD;
	if (c < 0x80) {
		out[size++] = (char)c;
	} else if (c < 0x800) {
		out[size++] = (char)(0xC0 | c >> 6);
		out[size++] = (char)(0x80 | (c & 0x3F));
	} else if (c < 0x10000) {
		out[size++] = (char)(0xE0 | c >> 12);
		out[size++] = (char)(0x80 | (c >> 6 & 0x3F));
		out[size++] = (char)(0x80 | (c & 0x3F));
	} else {
		out[size++] = (char)(0xF0 | c >> 18);
		out[size++] = (char)(0x80 | (c >> 12 & 0x3F));
		out[size++] = (char)(0x80 | (c >> 6 & 0x3F));
		out[size++] = (char)(0x80 | (c & 0x3F));
	}
	buf_add(buf, out, size);
}

struct slice
buf_slice(const struct buf *buf)
{
	return slice_of(buf->data, buf->size);
}

char *
buf_dup(const struct buf *buf, struct arena *arena)
{
	return arena_memdup(arena, buf->data, buf->size);
}
