/*
 * scanner_hs.h - the scanner's second engine: Hyperscan or Vectorscan.
 *
 * The only user of libhs. Without it at build time scanner_hs_new() fails
 * with a sentence that says so.
 */
#ifndef TG_RULES_SCANNER_HS_H
#define TG_RULES_SCANNER_HS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

struct scanner_literal {
	char *text; /* folded, owned by the scanner */
	size_t size;
	bool whole; /* only as whole words */
};

struct scanner_hs;

/* Whether this build and this processor have libhs. */
bool
scanner_hs_available(void);

/* See scanner_compile(). */
struct scanner_hs *
scanner_hs_new(const struct scanner_literal *literals, size_t count,
	       const char *cache_path, struct error *err);
/* NULL is allowed. */
void
scanner_hs_free(struct scanner_hs *hs);

/* Calls HIT at the end of each place of each literal; for literals that need
 * not be whole words at least once. False when the library fails, possibly
 * after some hits. */
bool
scanner_hs_scan(struct scanner_hs *hs, const char *text, size_t size,
		void (*hit)(void *data, size_t literal, size_t end),
		void *data);

#endif
