/*
 * msgid.c - message ids out of fields that hold more than ids.
 *
 * What goes wrong in mail: ids without brackets, folded inside, glued to
 * each other, amid old-style phrases ("Your message of Monday <id>").
 */
#include "message/msgid.h"

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == ',';
}

/* "<" + INSIDE without white space + ">". */
static const char *
make_id(struct slice inside, struct arena *arena)
{
	char *id = arena_alloc(arena, inside.size + 3), *to = id;

	*to++ = '<';
	for (size_t i = 0; i < inside.size; i++)
		if (!is_blank(inside.data[i]) && inside.data[i] != '<')
			*to++ = inside.data[i];
	if (to == id + 1)
		return NULL;
	*to = '>';
	return id;
}

static void
push(struct string_list *out, const char *id, struct arena *arena)
{
	if (!id)
		return;
	if (out->count == MSGID_MAX) {
		memmove(&out->items[MSGID_MAX / 2],
			&out->items[MSGID_MAX / 2 + 1],
			(MSGID_MAX - MSGID_MAX / 2 - 1) * sizeof(*out->items));
		out->items[MSGID_MAX - 1] = id;
		return;
	}
	ARENA_PUSH(arena, out->items, out->count, id);
}

/* The next word at or after *POS; false at the end. */
static bool
next_word(struct slice s, size_t *pos, struct slice *word)
{
	size_t start;

	while (*pos < s.size && is_blank(s.data[*pos]))
		++*pos;
	start = *pos;
	while (*pos < s.size && !is_blank(s.data[*pos]))
		++*pos;
	*word = slice_sub(s, start, *pos);
	return *pos > start;
}

void
msgid_list_parse(const char *field, struct arena *arena,
		 struct string_list *out)
{
	struct slice s = slice_from(field), word;
	size_t open = slice_find(s, "<", 0), pos = 0;

	while (open != (size_t)-1) {
		size_t end = slice_find(s, ">", open);
		size_t next = end == (size_t)-1 ? end : slice_find(s, "<", end);

		push(out, make_id(slice_sub(s, open + 1, end), arena), arena);
		open = next;
	}
	if (out->count)
		return;
	while (next_word(s, &pos, &word))
		if (memchr(word.data, '@', word.size))
			push(out, make_id(word, arena), arena);
}

const char *
msgid_parse(const char *field, struct arena *arena)
{
	struct string_list ids = { .count = 0 };
	struct slice word;
	size_t pos = 0;
	const char *id;

	msgid_list_parse(field, arena, &ids);
	if (ids.count)
		return ids.items[0];
	if (!next_word(slice_from(field), &pos, &word))
		return "";
	id = make_id(word, arena);
	return id ? id : "";
}
