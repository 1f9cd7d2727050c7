/*
 * arena.c - memory that is freed whole, cut from chunks that grow.
 *
 * Chunks come zeroed from calloc() and a kept chunk is zeroed when the arena
 * is reset, so that an allocation is a bump of one number. What goes wrong:
 * only memory itself, and then the process ends (arena.h says why).
 */
#include "base/arena.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>

#define CHUNK_FIRST   (16u * 1024)
#define CHUNK_LARGEST (1024u * 1024) /* a reset keeps at most this much */
#define ARRAY_FIRST   4

struct chunk {
	struct chunk *next;
	size_t size; /* bytes in DATA */
	size_t used;
	alignas(max_align_t) char data[];
};

struct cleanup {
	struct cleanup *next;
	void (*run)(void *data);
	void *data;
};

struct arena {
	struct chunk *chunks; /* the first one is allocated from */
	struct cleanup *cleanups;
	size_t next_size;
};

static struct chunk *
chunk_new(size_t size)
{
	struct chunk *chunk;

	if (size > SIZE_MAX - sizeof(*chunk))
		abort();
	chunk = calloc(1, sizeof(*chunk) + size);
	if (!chunk)
		abort();
	chunk->size = size;
	return chunk;
}

struct arena *
arena_new(void)
{
	struct arena *arena = calloc(1, sizeof(*arena));

	if (!arena)
		abort();
	arena->next_size = CHUNK_FIRST;
	return arena;
}

static void
run_cleanups(struct arena *arena)
{
	while (arena->cleanups) {
		struct cleanup *cleanup = arena->cleanups;

		arena->cleanups = cleanup->next;
		cleanup->run(cleanup->data);
	}
}

/* Frees all chunks but KEEP, which may be NULL. */
static void
free_chunks(struct arena *arena, struct chunk *keep)
{
	struct chunk *chunk = arena->chunks;

	while (chunk) {
		struct chunk *next = chunk->next;

		if (chunk != keep)
			free(chunk);
		chunk = next;
	}
	arena->chunks = keep;
}

void
arena_free(struct arena *arena)
{
	if (!arena)
		return;
	run_cleanups(arena);
	free_chunks(arena, NULL);
	free(arena);
}

void
arena_reset(struct arena *arena)
{
	struct chunk *keep = arena->chunks;

	run_cleanups(arena);
	if (keep && keep->size > CHUNK_LARGEST)
		keep = NULL;
	free_chunks(arena, keep);
	if (!keep)
		return;
	memset(keep->data, 0, keep->used);
	keep->used = 0;
	keep->next = NULL;
}

/* A chunk with room for SIZE bytes. What would use up most of a chunk gets
 * one of its own behind the first, so that the first goes on being filled. */
static struct chunk *
chunk_for(struct arena *arena, size_t size)
{
	struct chunk *chunk = arena->chunks;

	if (chunk && size <= chunk->size - chunk->used)
		return chunk;
	if (chunk && size > arena->next_size / 2) {
		struct chunk *own = chunk_new(size);

		own->next = chunk->next;
		chunk->next = own;
		return own;
	}
	chunk = chunk_new(size > arena->next_size ? size : arena->next_size);
	chunk->next = arena->chunks;
	arena->chunks = chunk;
	if (arena->next_size < CHUNK_LARGEST)
		arena->next_size *= 2;
	return chunk;
}

void *
arena_alloc(struct arena *arena, size_t size)
{
	const size_t align = alignof(max_align_t);
	struct chunk *chunk;
	void *memory;

	if (size > SIZE_MAX - align)
		abort();
	size = size ? (size + align - 1) / align * align : align;
	chunk = chunk_for(arena, size);
	memory = chunk->data + chunk->used;
	chunk->used += size;
	return memory;
}

void *
arena_calloc(struct arena *arena, size_t count, size_t size)
{
	size_t total;

	if (__builtin_mul_overflow(count, size, &total))
		abort();
	return arena_alloc(arena, total);
}

char *
arena_memdup(struct arena *arena, const void *data, size_t size)
{
	char *copy;

	if (size == SIZE_MAX)
		abort();
	copy = arena_alloc(arena, size + 1);
	if (size)
		memcpy(copy, data, size);
	return copy;
}

char *
arena_strdup(struct arena *arena, const char *text)
{
	return text ? arena_memdup(arena, text, strlen(text)) : NULL;
}

char *
arena_vprintf(struct arena *arena, const char *format, va_list args)
{
	va_list again;
	char *text;
	int size;

	va_copy(again, args);
	size = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (size < 0)
		abort();
	text = arena_alloc(arena, (size_t)size + 1);
	vsnprintf(text, (size_t)size + 1, format, args);
	return text;
}

char *
arena_printf(struct arena *arena, const char *format, ...)
{
	va_list args;
	char *text;

	va_start(args, format);
	text = arena_vprintf(arena, format, args);
	va_end(args);
	return text;
}

void
arena_on_free(struct arena *arena, void (*cleanup)(void *data), void *data)
{
	struct cleanup *entry = arena_alloc(arena, sizeof(*entry));

	entry->run = cleanup;
	entry->data = data;
	entry->next = arena->cleanups;
	arena->cleanups = entry;
}

void *
arena_grow(struct arena *arena, void *items, size_t count, size_t size)
{
	bool full = count == 0 ||
		    (count >= ARRAY_FIRST && (count & (count - 1)) == 0);
	void *moved;

	if (!full)
		return items;
	if (count > SIZE_MAX / 2)
		abort();
	moved = arena_calloc(arena, count ? count * 2 : ARRAY_FIRST, size);
	if (count)
		memcpy(moved, items, count * size);
	return moved;
}
