/*
 * set.c - all templates of a desk: which file is meant.
 *
 * A set holds some hundred files at most, so they are looked for in turn.
 */
#include "template/set.h"

struct template_set *
template_set_new(void)
{
	struct arena *arena = arena_new();
	struct template_set *set = arena_alloc(arena, sizeof(*set));

	set->arena = arena;
	set->language = "en";
	return set;
}

void
template_set_free(struct template_set *set)
{
	if (set)
		arena_free(set->arena);
}

void
template_set_language(struct template_set *set, const char *language)
{
	set->language = arena_strdup(set->arena, language);
}

/* An admin's file of phrases may hold a few of them. */
static void
phrases_keep(struct file *file, const struct file *before)
{
	for (size_t i = 0; file->phrases && i < PHRASE_COUNT; i++)
		if (file->phrases[i] == NULL)
			file->phrases[i] = before->phrases[i];
}

bool
template_set_add(struct template_set *set, const char *file, struct slice text,
		 struct error *err)
{
	struct slice copy = slice_of(
		arena_memdup(set->arena, text.data, text.size), text.size);
	struct file parsed;

	if (!file_parse(file, copy, set->arena, &parsed, err))
		return false;
	for (size_t i = 0; i < set->count; i++) {
		if (strcmp(set->files[i].base, parsed.base) == 0) {
			phrases_keep(&parsed, &set->files[i]);
			set->files[i] = parsed;
			return true;
		}
	}
	ARENA_PUSH(set->arena, set->files, set->count, parsed);
	return true;
}

/* Finding */

const struct file *
set_find_exact(const struct template_set *set, const char *name,
	       enum file_part part, const char *language)
{
	const struct file *found = NULL;

	for (size_t i = 0; i < set->count; i++) {
		const struct file *file = &set->files[i];

		if (file->part == part && strcmp(file->name, name) == 0 &&
		    ascii_casecmp(file->language, language) == 0 &&
		    (!found || file->names_language))
			found = file;
	}
	return found;
}

const struct file *
set_find_language(const struct template_set *set, const char *name,
		  enum file_part part, const char *language)
{
	char primary[4] = "";
	const char *const order[] = { language, primary, set->language, "en" };
	size_t size = strcspn(language, "-_");

	if (size < sizeof(primary))
		memcpy(primary, language, size);
	for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++) {
		const struct file *file =
			set_find_exact(set, name, part, order[i]);

		if (file)
			return file;
	}
	return NULL;
}

const struct file *
set_find(const struct template_set *set, const char *name, enum file_part part,
	 const char *language)
{
	const struct file *file = set_find_language(set, name, part, language);

	if (file)
		return file;
	for (size_t i = 0; i < set->count; i++) /* better any than none */
		if (set->files[i].part == part &&
		    strcmp(set->files[i].name, name) == 0)
			return &set->files[i];
	return NULL;
}

enum file_part
set_part_of(const char *name)
{
	return slice_starts_nocase(slice_from(name), "answer.") ? FILE_ANSWER
								: FILE_TEXT;
}

bool
template_set_has(const struct template_set *set, const char *name)
{
	return set_find(set, name, set_part_of(name), "en") != NULL;
}

bool
template_set_speaks(const struct template_set *set, const char *language)
{
	size_t size = strcspn(language, "-_");

	for (size_t i = 0; i < set->count; i++) {
		const char *has = set->files[i].language;

		if (strcmp(set->files[i].name, "ack") == 0 &&
		    slice_equal_nocase(slice_of(language, size), has))
			return true;
	}
	return false;
}

static int
compare_names(const void *a, const void *b)
{
	const char *const *left = a, *const *right = b;

	return strcmp(*left, *right);
}

struct string_list
template_set_answers(struct template_set *set)
{
	struct string_list all = { 0 };
	size_t kept = 0;

	for (size_t i = 0; i < set->count; i++) {
		const char *name = set->files[i].name;

		if (set->files[i].part != FILE_ANSWER)
			continue;
		name += strlen("answer.");
		ARENA_PUSH(set->arena, all.items, all.count, name);
	}
	if (all.count > 1)
		qsort(all.items, all.count, sizeof(*all.items), compare_names);
	for (size_t i = 0; i < all.count; i++)
		if (kept == 0 || strcmp(all.items[i], all.items[kept - 1]) != 0)
			all.items[kept++] = all.items[i];
	all.count = kept;
	return all;
}

/* Phrases */

static const char *
phrase_format_in(const void *context, enum phrase_id id)
{
	const struct file *file = context;

	return file && file->phrases[id] ? file->phrases[id]
					 : phrase_format(id);
}

const char *
template_set_words(const struct template_set *set, const char *language,
		   const struct phrase *phrase, struct arena *arena)
{
	return phrase_words(
		phrase, phrase_format_in,
		set_find_language(set, "phrases", FILE_PHRASES, language),
		arena);
}
