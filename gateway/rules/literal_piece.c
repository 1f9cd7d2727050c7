/*
 * literal_piece.c - sets of strings and bounds on effort, joined.
 */
#include "rules/literal_piece.h"

#include <string.h>

#include "rules/literals.h"

#define SET_MAX		  LITERAL_SET_MAX
#define STRING_MAX	  64 /* bytes; longer ones add nothing */
#define USEFUL_BYTES	  2  /* shorter literals are in every text */
#define UNROLL_MAX	  4
#define UNBOUNDED	  64 /* more repetitions are as good as endless */
#define EFFORT_FACTOR_MAX 1e12

struct string_list
set_of(struct arena *arena, const char *text)
{
	struct string_list set = { NULL, 0 };

	ARENA_PUSH(arena, set.items, set.count, text);
	return set;
}

static size_t
set_shortest(const struct string_list *set)
{
	size_t shortest = set->count ? SIZE_MAX : 0;
	size_t i;

	for (i = 0; i < set->count; i++)
		if (strlen(set->items[i]) < shortest)
			shortest = strlen(set->items[i]);
	return shortest;
}

struct string_list
set_union(struct arena *arena, struct string_list a, struct string_list b)
{
	struct string_list both = { NULL, 0 };
	size_t i;

	for (i = 0; i < a.count; i++)
		ARENA_PUSH(arena, both.items, both.count, a.items[i]);
	for (i = 0; i < b.count; i++)
		ARENA_PUSH(arena, both.items, both.count, b.items[i]);
	return both;
}

/* Each of A followed by each of B; false when that gets too much. */
bool
set_product(struct arena *arena, struct string_list a, struct string_list b,
	    struct string_list *out)
{
	struct string_list product = { NULL, 0 };
	size_t i, k;

	if (a.count * b.count > SET_MAX)
		return false;
	for (i = 0; i < a.count; i++) {
		for (k = 0; k < b.count; k++) {
			const char *text = arena_printf(arena, "%s%s",
							a.items[i], b.items[k]);

			if (strlen(text) > STRING_MAX)
				return false;
			ARENA_PUSH(arena, product.items, product.count, text);
		}
	}
	*out = product;
	return true;
}

/* Longer strings are rarer; more of them are less rare. */
int
set_worth(const struct string_list *set)
{
	size_t shortest = set_shortest(set);
	size_t count = set->count;
	int worth;

	if (shortest < USEFUL_BYTES)
		return 0;
	worth = (int)(shortest > 12 ? 12 : shortest) * 4;
	for (; count > 1; count /= 2)
		worth -= 3;
	return worth > 1 ? worth : 1;
}

void
set_keep_better(struct string_list *best, const struct string_list *other)
{
	if (set_worth(other) > set_worth(best))
		*best = *other;
}

struct piece
piece_any(void)
{
	return (struct piece){ .factor = 1 };
}

struct piece
piece_empty(struct arena *arena)
{
	return (struct piece){ .exact = true,
			       .set = set_of(arena, ""),
			       .factor = 1,
			       .zero_width = true,
			       .may_be_empty = true };
}

static void
piece_repeat_effort(struct piece *piece, unsigned min, unsigned max)
{
	bool simple = piece->degree == 0 && piece->factor <= 1;
	unsigned i;

	if (max == 0) {
		piece->degree = 0;
		piece->factor = 1;
	} else if (simple && max == UINT32_MAX) {
		piece->degree = 1;
	} else if (simple) {
		piece->factor = max - min + 1;
	} else if (max > UNBOUNDED) {
		piece->degree = LITERALS_DEGREE_MAX;
	} else {
		double factor = piece->factor;
		unsigned degree = piece->degree;

		for (i = 1; i < max && piece->factor < EFFORT_FACTOR_MAX; i++) {
			piece->factor *= factor;
			piece->degree += degree;
		}
		piece->factor += min < max ? 1 : 0;
	}
	if (piece->degree > LITERALS_DEGREE_MAX)
		piece->degree = LITERALS_DEGREE_MAX;
	if (piece->factor > EFFORT_FACTOR_MAX)
		piece->degree = LITERALS_DEGREE_MAX;
}

void
piece_repeat(struct arena *arena, struct piece *piece, unsigned min,
	     unsigned max)
{
	struct string_list whole = set_of(arena, "");
	bool exact = piece->exact && !piece->zero_width;
	unsigned i;

	if (max > UNBOUNDED) {
		piece->endless |= piece->loose;
		piece->loose = true;
	}
	piece->may_be_empty |= min == 0;
	piece_repeat_effort(piece, min, max);
	piece->exact = false;
	if (max == 0 || (min == 0 && (!exact || max > 1))) {
		piece->set = (struct string_list){ NULL, 0 };
	} else if (exact && min == 0) {
		piece->set = set_union(arena, piece->set, whole);
		piece->exact = piece->set.count <= SET_MAX;
	} else if (exact && min == max && max <= UNROLL_MAX) {
		for (i = 0; i < max; i++)
			if (!set_product(arena, whole, piece->set, &whole))
				return;
		piece->set = whole;
		piece->exact = true;
	}
}

void
piece_add_effort(struct piece *row, const struct piece *next)
{
	if (next->loose)
		row->loose |= row->may_be_empty;
	else
		row->loose &= next->may_be_empty;
	row->endless |= next->endless;
	row->may_be_empty &= next->may_be_empty;
	row->degree += next->degree;
	row->factor *= next->factor;
	if (row->degree > LITERALS_DEGREE_MAX ||
	    row->factor > EFFORT_FACTOR_MAX) {
		row->degree = LITERALS_DEGREE_MAX;
		row->factor = 1;
	}
}
