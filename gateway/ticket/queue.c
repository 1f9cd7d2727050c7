/*
 * queue.c - which queue a command names.
 *
 * What goes wrong: "Printers" beside "printers" are two queues, and the mails
 * of one are looked at by nobody.
 */
#include "ticket/queue.h"

#include "base/slice.h"
#include "message/lines.h"

struct search {
	const struct decision *d;
	struct slice wanted;   /* folded */
	const char *whole;     /* the first of just that name; NULL none */
	struct string_list by; /* those that begin so, each once */
};

static bool
is_same(struct arena *arena, const char *a, const char *b)
{
	return slice_equal(text_folded(arena, slice_from(a)),
			   text_folded(arena, slice_from(b)));
}

static void
search_names(struct search *s, const struct string_list *names)
{
	struct arena *arena = s->d->arena;

	for (size_t i = 0; i < names->count; i++) {
		const char *name = names->items[i];
		struct slice folded = text_folded(arena, slice_from(name));
		size_t k = 0;

		if (!slice_equal(slice_sub(folded, 0, s->wanted.size),
				 s->wanted))
			continue;
		if (folded.size == s->wanted.size && !s->whole)
			s->whole = name;
		while (k < s->by.count && !is_same(arena, s->by.items[k], name))
			k++;
		if (k == s->by.count)
			ARENA_PUSH(arena, s->by.items, s->by.count, name);
	}
}

static const struct phrase *
may_be(const struct string_list *names, struct arena *arena)
{
	const struct phrase *several = phrase_text(names->items[0], arena);

	for (size_t i = 1; i < names->count; i++)
		several = phrase_of(arena, PHRASE_OR, several,
				    phrase_text(names->items[i], arena));
	return phrase_of(arena, PHRASE_MAY_BE, several);
}

const char *
queue_find(const struct decision *d, const char *name, bool *is_new,
	   const struct phrase **problem)
{
	struct search s = { .d = d,
			    .wanted = text_folded(d->arena, slice_from(name)) };

	*is_new = false;
	search_names(&s, &d->in->queues);
	for (size_t i = 0; i < d->staff->count; i++)
		search_names(&s, &d->staff->people[i].skills);
	if (s.whole)
		return s.whole;
	if (s.by.count == 1)
		return s.by.items[0];
	if (s.by.count == 0) {
		*is_new = true;
		return name;
	}
	*problem = may_be(&s.by, d->arena);
	return NULL;
}
