/*
 * similar.c - finds tickets like a given one, by the words of its subject.
 *
 * The search wants all words at once, a likeness does not: each word is
 * looked for alone, a ticket scores a point for each that it has, and more
 * for a rare word than for a common one.
 */
#include "desk/similar.h"

#include "base/utf8.h"
#include "store/query.h"

#define WORDS_MAX 12  /* of a subject; more tell nothing new */
#define HITS_MAX  200 /* tickets looked at for one word */

struct score {
	struct ticket *ticket;
	size_t points;
};

static void
score_add(struct arena *arena, struct score **scores, size_t *count,
	  struct ticket *ticket, size_t points)
{
	for (size_t i = 0; i < *count; i++)
		if ((*scores)[i].ticket->id == ticket->id) {
			(*scores)[i].points += points;
			return;
		}
	ARENA_PUSH(arena, *scores, *count, ((struct score){ ticket, points }));
}

static int
by_points(const void *a, const void *b)
{
	const struct score *x = a, *y = b;

	if (x->points != y->points)
		return x->points < y->points ? 1 : -1;
	return (x->ticket->updated < y->ticket->updated) -
	       (x->ticket->updated > y->ticket->updated);
}

/* The next word of at least three bytes; false at the end. */
static bool
next_word(struct slice *rest, struct slice *word)
{
	while (rest->size > 0) {
		size_t end = 0;

		while (end < rest->size &&
		       strchr(" \t\r\n,;:!?\"()", rest->data[end]) == NULL)
			end++;
		*word = slice_sub(*rest, 0, end);
		*rest = slice_sub(*rest, end + 1, rest->size);
		if (word->size >= 3)
			return true;
	}
	return false;
}

static bool
score_word(struct desk *desk, struct slice word, const struct ticket *self,
	   struct arena *arena, struct score **scores, size_t *count,
	   struct error *err)
{
	struct ticket **hits = NULL;
	size_t hit_count = 0;

	if (!query_search(desk->store,
			  arena_memdup(arena, word.data, word.size), HITS_MAX,
			  arena, &hits, &hit_count, err))
		return false;
	for (size_t i = 0; i < hit_count; i++)
		if (self == NULL || hits[i]->id != self->id)
			score_add(arena, scores, count, hits[i],
				  1 + HITS_MAX / hit_count);
	return true;
}

bool
desk_similar(struct desk *desk, const struct ticket *ticket, const char *words,
	     size_t max, struct arena *arena, struct ticket ***tickets,
	     size_t *count, struct error *err)
{
	struct score *scores = NULL;
	size_t score_count = 0, n = 0;
	struct slice rest, word;

	if (words[0] == '\0' && ticket != NULL)
		words = ticket->subject;
	rest = slice_from(words);
	while (n++ < WORDS_MAX && next_word(&rest, &word))
		if (!score_word(desk, word, ticket, arena, &scores,
				&score_count, err))
			return false;
	if (score_count > 0)
		qsort(scores, score_count, sizeof(*scores), by_points);
	*count = score_count < max ? score_count : max;
	*tickets = arena_calloc(arena, *count, sizeof(**tickets));
	for (size_t i = 0; i < *count; i++)
		(*tickets)[i] = scores[i].ticket;
	return true;
}
