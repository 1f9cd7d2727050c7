/*
 * literal_piece.h - what is known of a piece of a regular expression: strings
 * that its matches hold, and in how many ways it may be tried.
 */
#ifndef TG_RULES_LITERAL_PIECE_H
#define TG_RULES_LITERAL_PIECE_H

#include <stdbool.h>

#include "base/arena.h"
#include "message/facts.h"

/* Strings that one piece may stand for. */
#define LITERAL_SET_MAX 64

struct piece {
	bool exact;		/* SET is all that the piece can match */
	struct string_list set; /* else: one of these is in every match */
	unsigned degree;
	double factor;
	bool zero_width;
	bool may_be_empty;
	bool loose;   /* repeats without end beside nothing that must be there:
			 (x+) or (x+y?), not (x+y) */
	bool endless; /* a loose piece is itself repeated: (x+)+ */
};

/* A set of one, and of all that are in either. */
struct string_list
set_of(struct arena *arena, const char *text);
struct string_list
set_union(struct arena *arena, struct string_list a, struct string_list b);

/* Each of A followed by each of B; false when that gets too much. */
bool
set_product(struct arena *arena, struct string_list a, struct string_list b,
	    struct string_list *out);

/* How much a mail tells by holding one of SET: longer strings are rarer, more
 * of them are less rare. 0: nothing. */
int
set_worth(const struct string_list *set);
void
set_keep_better(struct string_list *best, const struct string_list *other);

/* One character, whichever; and nothing at all. */
struct piece
piece_any(void);
struct piece
piece_empty(struct arena *arena);

/* PIECE from MIN to MAX times (UINT32_MAX: without end). */
void
piece_repeat(struct arena *arena, struct piece *piece, unsigned min,
	     unsigned max);

/* The effort and looseness of ROW when NEXT comes behind it. */
void
piece_add_effort(struct piece *row, const struct piece *next);

#endif
