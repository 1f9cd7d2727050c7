/*
 * literal_reader.h - what the two files that read expressions share; see
 * literals.h. Not for others.
 */
#ifndef TG_RULES_LITERAL_READER_H
#define TG_RULES_LITERAL_READER_H

#include "base/fold.h"
#include "rules/literal_piece.h"

struct reader {
	struct arena *arena;
	struct folder *folder;
	const char *at;
	unsigned depth;
	bool lost; /* something that this reader does not know */
};

/* Remembers that the expression is beyond this reader, and goes to its end. */
struct piece
reader_give_up(struct reader *reader);

/* Skips to behind the next CLOSE. */
struct piece
read_until(struct reader *reader, char close);

/* The next character; 0 at the end. */
unsigned
read_char(struct reader *reader);

/* C as it is in a folded text; any character where folding does not go
 * character by character (blanks, marks). */
struct piece
piece_char(struct reader *reader, unsigned c);

/* Behind a backslash, outside a class; and behind "[". */
struct piece
read_escape(struct reader *reader);
struct piece
read_class(struct reader *reader);

#endif
