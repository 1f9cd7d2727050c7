/*
 * search_words.h - text as the full-text index wants it. Private to store/.
 *
 * FTS5's unicode61 takes a run of Chinese or Japanese for one word. So runs
 * are written as overlapping pairs, each a word of its own, and the last
 * character alone: "打印机" becomes "打印 印机 机". A search for one
 * character is one for words that begin with it, a search for more is one
 * for the pairs next to each other.
 */
#ifndef TG_STORE_SEARCH_WORDS_H
#define TG_STORE_SEARCH_WORDS_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"

/* More of one text is not indexed: it is a log file or worse. */
#define SEARCH_TEXT_MAX ((size_t)128 * 1024)

/* Adds TEXT to OUT in that form, and a line end. */
void
search_words_add(struct buf *out, const char *text, struct arena *arena);

/* The words of a person's query as an array of FTS5 expressions, all of
 * which must match; nothing in WORDS is taken as FTS5 syntax. New reference;
 * *COUNT its size, at most SEARCH_WORDS_MAX. */
#define SEARCH_WORDS_MAX 16
json_t *
search_words_query(const char *words, struct arena *arena, size_t *count);

/* The ticket that the query names: "12", "#12", "[IT #12]"; 0 for none. */
int64_t
search_words_ticket(const char *words);

#endif
