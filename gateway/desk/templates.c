/*
 * templates.c - loads templates: first those the program was built with
 * (templates/ of the source, made into template_shipped[] by the build), then
 * the admin's folder, whose files win by name.
 */
#include "desk/templates.h"

#include "template/shipped.h"

static const char *const suffixes[] = { ".txt", ".html" };

static bool
add_shipped(struct template_set *set, struct error *err)
{
	for (size_t i = 0; i < template_shipped_count; i++) {
		const struct template_file *file = &template_shipped[i];

		if (!template_set_add(set, file->name,
				      slice_of(file->text, file->size), err))
			return error_context(err, "shipped template");
	}
	return true;
}

/* Adds the files of the admin's folder. With COMPLAINTS, goes on after an
 * error. */
static bool
add_folder(struct template_set *set, const char *folder,
	   struct sources *sources, struct complaints *complaints,
	   size_t *count, struct error *err)
{
	struct string_list files = { NULL, 0 };
	struct slice text;

	for (size_t s = 0; s < sizeof(suffixes) / sizeof(suffixes[0]); s++) {
		if (!sources_list(sources, folder, suffixes[s], &files, err))
			return false;
		for (size_t i = 0; i < files.count; i++) {
			*count += 1;
			if (sources_read(sources, files.items[i], &text, err) &&
			    template_set_add(set, files.items[i], text, err))
				continue;
			if (complaints == NULL)
				return false;
			complaints_add(complaints, false, NULL, 0, NULL, "%s",
				       err->text);
		}
	}
	return true;
}

struct template_set *
desk_templates_load(const struct config *config, struct sources *sources,
		    struct error *err)
{
	struct template_set *set = template_set_new();
	size_t count;

	template_set_language(set, config->policy.language);
	if (add_shipped(set, err) &&
	    (config->templates[0] == '\0' ||
	     add_folder(set, config->templates, sources, NULL, &count, err))) {
		template_set_language(set, config->policy.language);
		return set;
	}
	template_set_free(set);
	return NULL;
}

size_t
desk_templates_check(const struct config *config, struct sources *sources,
		     struct complaints *complaints)
{
	struct template_set *set = template_set_new();
	struct error err = { 0 };
	size_t count = template_shipped_count;
	struct arena *arena = arena_new();
	struct string_list wrong;

	if (!add_shipped(set, &err) ||
	    (config->templates[0] != '\0' &&
	     !add_folder(set, config->templates, sources, complaints, &count,
			 &err)))
		complaints_add(complaints, false, config->path, 0,
			       "desk.templates", "%s", err.text);
	wrong = template_set_check(set, arena);
	for (size_t i = 0; i < wrong.count; i++)
		complaints_add(complaints, false, NULL, 0, NULL, "%s",
			       wrong.items[i]);
	arena_free(arena);
	template_set_free(set);
	return count;
}
