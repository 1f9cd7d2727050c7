/*
 * guard.c - looks at what an IMAP server sends before a parser does.
 *
 * Quoted strings are not told apart: they hold no line end, so literals are
 * found exactly, and no honest one holds dozens of open parentheses.
 */
#include "net/guard.h"

/* Stays huge once it is: a parser's number may wrap around. */
static void
add_digit(struct guard *guard, unsigned digit)
{
	if (guard->announced > UINT64_MAX / 16)
		guard->announced = UINT64_MAX;
	else
		guard->announced = guard->announced * 10 + digit;
}

static void
look_for_literal(struct guard *guard, char c)
{
	enum guard_state before = guard->state;

	guard->state = GUARD_TEXT;
	if (c == '{') {
		guard->state = GUARD_NUMBER;
		guard->announced = 0;
	} else if (before == GUARD_NUMBER && c >= '0' && c <= '9') {
		guard->state = GUARD_NUMBER;
		add_digit(guard, (unsigned)(c - '0'));
	} else if (before == GUARD_NUMBER && c == '+') {
		guard->state = GUARD_NUMBER;
	} else if (before == GUARD_NUMBER && c == '}') {
		guard->state = GUARD_BRACE;
	} else if (before == GUARD_BRACE && c == '\r') {
		guard->state = GUARD_CR;
	} else if ((before == GUARD_BRACE || before == GUARD_CR) && c == '\n') {
		guard->literal_left = guard->announced;
	}
}

/* A line end that no literal follows ends the response. */
static bool
look_for_depth(struct guard *guard, char c)
{
	if (c == '\n' && !guard->literal_left)
		guard->depth = 0;
	else if (c == '(')
		guard->depth++;
	else if (c == ')' && guard->depth)
		guard->depth--;
	return guard->depth <= GUARD_DEPTH_MAX;
}

bool
guard_look(struct guard *guard, const char *bytes, size_t size,
	   uint64_t literal_max)
{
	size_t i = 0;

	while (i < size) {
		if (guard->literal_left) {
			size_t skip = size - i;

			if (guard->literal_left < skip)
				skip = (size_t)guard->literal_left;
			guard->literal_left -= skip;
			i += skip;
			continue;
		}
		look_for_literal(guard, bytes[i]);
		if (guard->literal_left > literal_max ||
		    !look_for_depth(guard, bytes[i]))
			return false;
		i++;
	}
	return true;
}
