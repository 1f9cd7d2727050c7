/*
 * phrase_file.c - reads translations of phrases.
 *
 * What goes wrong: a translation drops a placeholder, and a mail says that
 * somebody took it, but not who. So both sides must have the same ones.
 */
#include "template/phrase_file.h"

#include "ticket/phrase.h"

#define SEPARATOR " = "

/* The placeholders of FORMAT, a bit for each. */
static unsigned
placeholders(struct slice format)
{
	size_t pos = 0, start;
	unsigned found = 0;
	int number;

	while ((number = phrase_placeholder(format, &pos, &start)) != 0)
		found |= 1U << number;
	return found;
}

static bool
is_comment(struct slice line)
{
	return line.size == 0 || slice_equal(line, slice_from("#")) ||
	       slice_starts_nocase(line, "# ");
}

static bool
check_placeholders(const char *path, int number, struct slice english,
		   struct slice translation, struct error *err)
{
	unsigned wanted = placeholders(english);
	unsigned found = placeholders(translation);

	for (int n = 1; n <= PHRASE_ARGS_MAX; n++) {
		unsigned bit = 1U << n;

		if ((wanted & bit) && !(found & bit))
			return error_set(err, ERROR_CONFIG,
					 "%s:%d: the translation lacks {%d}, "
					 "which the English phrase has; add it",
					 path, number, n);
		if (!(wanted & bit) && (found & bit))
			return error_set(err, ERROR_CONFIG,
					 "%s:%d: the translation has {%d}, "
					 "which the English phrase has not; "
					 "remove it",
					 path, number, n);
	}
	return true;
}

static bool
parse_line(const char *path, int number, struct slice line, struct arena *arena,
	   const char **phrases, struct error *err)
{
	size_t at = slice_find(line, SEPARATOR, 0);
	struct slice english = slice_trim(slice_sub(line, 0, at));
	struct slice translation;
	enum phrase_id id;

	if (at == (size_t)-1)
		return error_set(err, ERROR_CONFIG,
				 "%s:%d: a line is \"English phrase = "
				 "translation\"; write it so, or \"# \" before "
				 "a comment",
				 path, number);
	translation =
		slice_trim(slice_sub(line, at + strlen(SEPARATOR), line.size));
	if (!phrase_find(english, &id))
		return error_set(err, ERROR_CONFIG,
				 "%s:%d: no mail says \"%.*s\"; copy the "
				 "phrase from the phrases.de.txt that ships, "
				 "or delete the line",
				 path, number, (int)english.size, english.data);
	if (translation.size == 0)
		return error_set(err, ERROR_CONFIG,
				 "%s:%d: the translation is empty; write it, "
				 "or delete the line for English words",
				 path, number);
	if (!check_placeholders(path, number, english, translation, err))
		return false;
	phrases[id] = arena_memdup(arena, translation.data, translation.size);
	return true;
}

bool
phrase_file_parse(const char *path, struct slice text, struct arena *arena,
		  const char ***phrases, struct error *err)
{
	const char **found = arena_calloc(arena, PHRASE_COUNT, sizeof(*found));
	struct slice line;

	for (int number = 1; slice_next_line(&text, &line); number++) {
		line = slice_trim(line);
		if (!is_comment(line) &&
		    !parse_line(path, number, line, arena, found, err))
			return false;
	}
	*phrases = found;
	return true;
}
