/*
 * arena.h - memory that is freed whole: one arena a mail, a transaction or a
 * loaded file.
 *
 * Nothing allocated here is freed alone. Out of memory ends the process
 * (abort): every durable step is already safe against a killed process, so
 * no caller checks for NULL. Memory comes back zeroed.
 */
#ifndef TG_BASE_ARENA_H
#define TG_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena;

/* Makes an empty arena. The caller owns it: arena_free(). */
struct arena *
arena_new(void);

/* Frees the arena and all that was allocated from it. NULL is allowed. */
void
arena_free(struct arena *arena);

/* Forgets all allocations but keeps some memory for the next round. */
void
arena_reset(struct arena *arena);

/* SIZE zeroed bytes, aligned for any object. Never NULL, also for size 0. */
void *
arena_alloc(struct arena *arena, size_t size);

/* COUNT zeroed objects of SIZE bytes; aborts when the product overflows. */
void *
arena_calloc(struct arena *arena, size_t count, size_t size);

/* A copy of SIZE bytes, followed by a NUL that SIZE does not count. */
char *
arena_memdup(struct arena *arena, const void *data, size_t size);

/* A copy of a string; NULL gives NULL. */
char *
arena_strdup(struct arena *arena, const char *text);

/* Like printf, into the arena. */
char *
arena_printf(struct arena *arena, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
char *
arena_vprintf(struct arena *arena, const char *format, va_list args)
	__attribute__((format(printf, 2, 0)));

/* Registers CLEANUP(DATA) to run when the arena is reset or freed, last
 * registered first: for library objects that live as long as the arena. */
void
arena_on_free(struct arena *arena, void (*cleanup)(void *data), void *data);

/*
 * Room for one more object at the end of a growing array of COUNT objects of
 * SIZE bytes: returns the array, moved when its capacity (the next power of
 * two over COUNT) is used up. See ARENA_PUSH.
 */
void *
arena_grow(struct arena *arena, void *items, size_t count, size_t size);

/* Appends ITEM to the array ITEMS of COUNT objects, both lvalues. Only for
 * arrays that grew by nothing else. */
#define ARENA_PUSH(arena, items, count, item)                                  \
	((items) = arena_grow((arena), (items), (count), sizeof(*(items))),    \
	 (items)[(count)++] = (item))

#endif
