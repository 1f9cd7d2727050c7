/*
 * guard.h - looks at what an IMAP server sends before libetpan's parser does.
 * Internal to net/.
 *
 * The parser takes memory for whatever size a literal announces, and calls
 * itself once for every open parenthesis. The guard knows just enough of the
 * framing (RFC 9051 section 4: a line that ends in {N} is followed by N bytes
 * that are no lines) to refuse both before they arrive there.
 */
#ifndef TG_NET_GUARD_H
#define TG_NET_GUARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* We ask for nothing that nests deeper than four. */
#define GUARD_DEPTH_MAX 64

struct guard {
	uint64_t literal_left; /* bytes to skip */
	uint64_t announced;    /* number in the braces being read */
	unsigned depth;
	enum guard_state {
		GUARD_TEXT,
		GUARD_NUMBER, /* after "{", digits */
		GUARD_BRACE,  /* after "}" */
		GUARD_CR      /* after "}" CR */
	} state;
};

/* Looks at SIZE more bytes; false when they must not be parsed. LITERAL_MAX
 * bounds what one literal may announce. */
bool
guard_look(struct guard *guard, const char *bytes, size_t size,
	   uint64_t literal_max);

#endif
