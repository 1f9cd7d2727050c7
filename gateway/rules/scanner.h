/*
 * scanner.h - finds many strings in a folded text in one pass.
 *
 * Two engines with the same answers: a trie of our own, and Hyperscan or
 * Vectorscan (libhs) where it was there at build time.
 */
#ifndef TG_RULES_SCANNER_H
#define TG_RULES_SCANNER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "rules/folded.h"

enum scanner_engine { SCANNER_TRIE, SCANNER_HYPERSCAN };

struct scanner;

/* Whether this build has libhs. */
bool
scanner_has_hyperscan(void);

/* The caller owns it: scanner_free(). */
struct scanner *
scanner_new(void);
/* NULL is allowed. */
void
scanner_free(struct scanner *scanner);

/* Adds a literal (folded, not empty) and returns its number; the same literal
 * with the same WHOLE has the same one. WHOLE: only as whole words. */
size_t
scanner_add(struct scanner *scanner, const char *literal, bool whole);
size_t
scanner_count(const struct scanner *scanner);

/*
 * Ends adding. With SCANNER_HYPERSCAN the database is taken from CACHE_PATH
 * when one of the same literals and the same libhs is there, and written
 * there when not; NULL: no cache. A cache that cannot be read or written only
 * costs the time to compile. ERROR_CONFIG when this build has no libhs or it
 * refuses this processor.
 */
bool
scanner_compile(struct scanner *scanner, enum scanner_engine engine,
		const char *cache_path, struct error *err);

/* Called once for each literal that the text holds, with its first place. */
typedef void
scanner_hit(void *data, size_t literal, size_t start, size_t end);

/* Looks through TEXT once, in time linear in its length. */
void
scanner_scan(struct scanner *scanner, const struct folded *text,
	     scanner_hit *hit, void *data);

#endif
