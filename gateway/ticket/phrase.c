/*
 * phrase.c - phrases, and their words.
 *
 * What goes wrong with sentences that are put together early: they are in
 * the language of who wrote the program, and an argument with a brace in it
 * is read as a placeholder. Here the words are looked for once, in the
 * format; what is put in is never looked at again.
 */
#include "ticket/phrase.h"

#include "base/buf.h"

static const char *const formats[] = {
#define PHRASE_ROW(name, english) [PHRASE_##name] = (english),
	PHRASES(PHRASE_ROW)
#undef PHRASE_ROW
};

static const struct phrase fixed[] = {
#define PHRASE_ROW(name, english) [PHRASE_##name] = { .id = PHRASE_##name },
	PHRASES(PHRASE_ROW)
#undef PHRASE_ROW
};

const struct phrase *
phrase_fixed(enum phrase_id id)
{
	return &fixed[id];
}

const struct phrase *
phrase_text(const char *text, struct arena *arena)
{
	struct phrase *phrase = arena_alloc(arena, sizeof(*phrase));

	phrase->id = PHRASE_TEXT;
	phrase->text = text;
	return phrase;
}

const struct phrase *
phrase_number(int64_t number, struct arena *arena)
{
	return phrase_text(arena_printf(arena, "%lld", (long long)number),
			   arena);
}

const struct phrase *
phrase_named(const char *text, struct arena *arena)
{
	enum phrase_id id;

	if (strchr(text, '{') == NULL && phrase_find(slice_from(text), &id))
		return phrase_fixed(id);
	return phrase_text(text, arena);
}

const struct phrase *
phrase_who(const char *who, struct arena *arena)
{
	static const char rule[] = "rule ";

	if (strncmp(who, rule, strlen(rule)) == 0)
		return phrase_with(arena, PHRASE_RULE, who + strlen(rule));
	return phrase_named(who, arena);
}

const struct phrase *
phrase_make(enum phrase_id id, const struct phrase *const *args,
	    struct arena *arena)
{
	struct phrase *phrase = arena_alloc(arena, sizeof(*phrase));

	phrase->id = id;
	for (size_t i = 0; i < PHRASE_ARGS_MAX && args[i]; i++)
		phrase->args[i] = args[i];
	return phrase;
}

const struct phrase *
phrase_make_texts(enum phrase_id id, const char *const *args,
		  struct arena *arena)
{
	const struct phrase *texts[PHRASE_ARGS_MAX + 1] = { NULL };

	for (size_t i = 0; i < PHRASE_ARGS_MAX && args[i]; i++)
		texts[i] = phrase_text(args[i], arena);
	return phrase_make(id, texts, arena);
}

const struct phrase *
phrase_ago(int64_t seconds, struct arena *arena)
{
	static const struct {
		int64_t size;
		enum phrase_id one, many;
	} units[] = {
		{ 86400, PHRASE_DAY_AGO, PHRASE_DAYS_AGO },
		{ 3600, PHRASE_HOUR_AGO, PHRASE_HOURS_AGO },
		{ 60, PHRASE_MINUTE_AGO, PHRASE_MINUTES_AGO },
		{ 1, PHRASE_SECOND_AGO, PHRASE_SECONDS_AGO },
	};
	int64_t count;
	size_t i = 0;

	if (seconds < 0)
		seconds = 0;
	while (units[i].size > 1 && seconds < units[i].size)
		i++;
	count = seconds / units[i].size;
	if (count == 1)
		return phrase_fixed(units[i].one);
	return phrase_of(arena, units[i].many, phrase_number(count, arena));
}

void
phrase_add(struct phrase_list *list, const struct phrase *phrase,
	   struct arena *arena)
{
	ARENA_PUSH(arena, list->items, list->count, phrase);
}

const char *
phrase_format(enum phrase_id id)
{
	return formats[id];
}

bool
phrase_find(struct slice format, enum phrase_id *id)
{
	for (size_t i = 0; i < PHRASE_COUNT; i++) {
		if (!slice_equal(format, slice_from(formats[i])))
			continue;
		*id = (enum phrase_id)i;
		return true;
	}
	return false;
}

int
phrase_placeholder(struct slice format, size_t *pos, size_t *start)
{
	for (size_t i = *pos; i + 2 < format.size; i++) {
		int number = format.data[i + 1] - '0';

		if (format.data[i] != '{' || format.data[i + 2] != '}' ||
		    number < 1 || number > PHRASE_ARGS_MAX)
			continue;
		*start = i;
		*pos = i + 3;
		return number;
	}
	*pos = *start = format.size;
	return 0;
}

/* Recursion goes as deep as the code nests phrases: as many as a mail can
 * have commands (COMMANDS_MAX), which are told of in one sentence. */
static void
add_words(struct buf *out, const struct phrase *phrase,
	  phrase_format_fn format_of, const void *context)
{
	struct slice format;
	size_t pos = 0, start, done = 0;
	int number;

	if (phrase->id == PHRASE_TEXT) {
		buf_add_str(out, phrase->text);
		return;
	}
	format = slice_from(format_of(context, phrase->id));
	do {
		number = phrase_placeholder(format, &pos, &start);
		buf_add_slice(out, slice_sub(format, done, start));
		done = pos;
		if (number && phrase->args[number - 1])
			add_words(out, phrase->args[number - 1], format_of,
				  context);
	} while (number);
}

char *
phrase_words(const struct phrase *phrase, phrase_format_fn format_of,
	     const void *context, struct arena *arena)
{
	struct buf out;

	buf_init(&out, arena);
	add_words(&out, phrase, format_of, context);
	return buf_dup(&out, arena);
}

static const char *
english_format(const void *context, enum phrase_id id)
{
	(void)context;
	return formats[id];
}

char *
phrase_english(const struct phrase *phrase, struct arena *arena)
{
	return phrase_words(phrase, english_format, NULL, arena);
}
