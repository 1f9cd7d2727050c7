/*
 * phrase.h - a sentence that is put into words only when its reader's
 * language is known.
 *
 * A phrase is one of those in phrases.h with its arguments, each a phrase
 * itself, or a text that stays as it is: a name, an address, what somebody
 * wrote. Texts are data: braces in them mean nothing. The history is written
 * in English, by phrase_english(); mails in the language of their reader, by
 * phrase_words() with the translations of template/template.h.
 */
#ifndef TG_TICKET_PHRASE_H
#define TG_TICKET_PHRASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/slice.h"
#include "ticket/phrases.h"

/* clang-format off */
enum phrase_id {
#define PHRASE_ROW(name, english) PHRASE_##name,
	PHRASES(PHRASE_ROW)
#undef PHRASE_ROW
	PHRASE_COUNT, /* so many have words */
	PHRASE_TEXT = PHRASE_COUNT
};
/* clang-format on */

#define PHRASE_ARGS_MAX 4

struct phrase {
	enum phrase_id id;
	const char *text;			    /* TEXT */
	const struct phrase *args[PHRASE_ARGS_MAX]; /* NULL behind the last */
};

struct phrase_list {
	const struct phrase **items;
	size_t count;
};

/* A phrase without arguments; lives for ever. */
const struct phrase *
phrase_fixed(enum phrase_id id);

/* TEXT as it is. It is not copied. */
const struct phrase *
phrase_text(const char *text, struct arena *arena);

/* "12" */
const struct phrase *
phrase_number(int64_t number, struct arena *arena);

/* The phrase without arguments whose English words are TEXT, such as the name
 * of a status; TEXT as it is if there is none. */
const struct phrase *
phrase_named(const char *text, struct arena *arena);

/* Who did something, as events say it: "requester", "rule printer", a name. */
const struct phrase *
phrase_who(const char *who, struct arena *arena);

/* A phrase with its arguments: texts, or phrases. */
#define phrase_with(arena, id, ...)                                            \
	phrase_make_texts((id), (const char *const[]){ __VA_ARGS__, NULL },    \
			  (arena))
#define phrase_of(arena, id, ...)                                              \
	phrase_make((id), (const struct phrase *const[]){ __VA_ARGS__, NULL }, \
		    (arena))

/* As phrase_with() and phrase_of(); ARGS ends with NULL. */
const struct phrase *
phrase_make_texts(enum phrase_id id, const char *const *args,
		  struct arena *arena);
const struct phrase *
phrase_make(enum phrase_id id, const struct phrase *const *args,
	    struct arena *arena);

/* "40 seconds ago", "2 days ago"; a negative time counts as 0. */
const struct phrase *
phrase_ago(int64_t seconds, struct arena *arena);

void
phrase_add(struct phrase_list *list, const struct phrase *phrase,
	   struct arena *arena);

/* The English words of ID, with {1} to {4} for the arguments. */
const char *
phrase_format(enum phrase_id id);

/* The phrase whose English words are FORMAT. */
bool
phrase_find(struct slice format, enum phrase_id *id);

/* The next placeholder of FORMAT at or after *POS: the position of its "{" in
 * *START, the one behind it in *POS. Returns its number, 0 for none. */
int
phrase_placeholder(struct slice format, size_t *pos, size_t *start);

/* Which words a phrase has in some language. */
typedef const char *(*phrase_format_fn)(const void *context, enum phrase_id id);

/* The phrase in the words that FORMAT_OF gives for it and its arguments. */
char *
phrase_words(const struct phrase *phrase, phrase_format_fn format_of,
	     const void *context, struct arena *arena);
char *
phrase_english(const struct phrase *phrase, struct arena *arena);

#endif
