/*
 * complaints.c - collecting what is wrong, and guessing what was meant.
 *
 * What is quoted in a complaint comes from a file and goes to a terminal and
 * into a mail: control characters are made harmless here, once.
 */
#include "config/complaints.h"

#include <stdint.h>

#include "base/buf.h"
#include "base/slice.h"
#include "base/utf8.h"

/* Longer words are no typing errors of a key; bounds the work as well. */
#define SUGGEST_MAX 64

void
complaints_init(struct complaints *complaints, struct arena *arena)
{
	*complaints = (struct complaints){ .arena = arena };
}

/* TEXT as one line that is safe to show. */
static const char *
complaint_clean(struct arena *arena, const char *text)
{
	struct buf out;

	buf_init(&out, arena);
	utf8_add_display(&out, slice_from(text), 0);
	return out.data ? out.data : "";
}

void
complaints_add(struct complaints *complaints, bool is_warning, const char *file,
	       int line, const char *key, const char *format, ...)
{
	struct arena *arena = complaints->arena;
	struct complaint item = { .is_warning = is_warning, .line = line };
	va_list args;

	va_start(args, format);
	item.text = complaint_clean(arena, arena_vprintf(arena, format, args));
	va_end(args);
	item.file = arena_strdup(arena, file ? file : "");
	item.key = complaint_clean(arena, key ? key : "");
	ARENA_PUSH(arena, complaints->items, complaints->count, item);
	if (!is_warning)
		complaints->errors++;
}

/* Insertion: there are few, and nearly in order. */
void
complaints_sort(struct complaints *complaints, size_t from)
{
	struct complaint *items = complaints->items;

	for (size_t i = from; i < complaints->count; i++) {
		struct complaint item = items[i];
		size_t at = i;

		for (; at > from && items[at - 1].line > item.line; at--)
			items[at] = items[at - 1];
		items[at] = item;
	}
}

char *
complaint_format(const struct complaint *complaint, struct arena *arena)
{
	struct buf out;

	buf_init(&out, arena);
	buf_add_str(&out, complaint->file);
	if (complaint->line > 0)
		buf_printf(&out, ":%d", complaint->line);
	if (out.size > 0)
		buf_add_str(&out, ": ");
	if (complaint->key[0])
		buf_printf(&out, "%s: ", complaint->key);
	buf_add_str(&out, complaint->text);
	return out.data;
}

bool
complaints_first_error(const struct complaints *complaints, struct error *err)
{
	for (size_t i = 0; i < complaints->count; i++) {
		const struct complaint *item = &complaints->items[i];

		if (item->is_warning)
			continue;
		error_set(err, ERROR_CONFIG, "%s",
			  complaint_format(item, complaints->arena));
		return true;
	}
	return false;
}

static size_t
smallest(size_t a, size_t b, size_t c)
{
	size_t min = a < b ? a : b;

	return min < c ? min : c;
}

/*
 * Typing errors between A and B: a letter too many, too few, another one, or
 * two neighbours swapped (optimal string alignment). Both are at most
 * SUGGEST_MAX long.
 */
static size_t
typing_errors(const char *a, size_t a_size, const char *b, size_t b_size)
{
	size_t rows[3][SUGGEST_MAX + 1] = { { 0 } };

	for (size_t j = 0; j <= b_size; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= a_size; i++) {
		size_t *row = rows[i % 3];
		const size_t *above = rows[(i + 2) % 3];
		const size_t *above2 = rows[(i + 1) % 3];

		row[0] = i;
		for (size_t j = 1; j <= b_size; j++) {
			char x = ascii_lower(a[i - 1]);
			char y = ascii_lower(b[j - 1]);

			row[j] = smallest(above[j] + 1, row[j - 1] + 1,
					  above[j - 1] + (x != y));
			if (i > 1 && j > 1 && x == ascii_lower(b[j - 2]) &&
			    y == ascii_lower(a[i - 2]) &&
			    above2[j - 2] + 1 < row[j])
				row[j] = above2[j - 2] + 1;
		}
	}
	return rows[a_size % 3][b_size];
}

const char *
complaints_suggest(const char *word, const char *const *candidates)
{
	size_t size = strlen(word);
	size_t best = size < 3	 ? 1
		      : size < 6 ? 2
				 : 3; /* one more than allowed */
	const char *found = NULL, *begun = NULL;

	if (size == 0 || size > SUGGEST_MAX)
		return NULL;
	for (size_t i = 0; candidates[i]; i++) {
		size_t other = strlen(candidates[i]);
		size_t errors;

		if (other > SUGGEST_MAX)
			continue;
		if (size >= 3 && !begun &&
		    slice_starts_nocase(slice_from(candidates[i]), word))
			begun = candidates[i];
		errors = typing_errors(word, size, candidates[i], other);
		if (errors < best) {
			best = errors;
			found = candidates[i];
		}
	}
	return found ? found : begun;
}
