/*
 * bare.c - Mustache without a template file around it.
 */
#include "bare.h"

#include "template/mustache.h"

struct bare {
	const json_t *partials;
	struct arena *arena;
};

static const struct mustache *
bare_partial(void *context, const char *name)
{
	const struct bare *bare = context;
	const char *text =
		json_string_value(json_object_get(bare->partials, name));
	struct mustache *mustache = arena_alloc(bare->arena, sizeof(*mustache));

	if (!text || !mustache_parse(slice_from(text), name, 1, bare->arena,
				     mustache, NULL))
		return NULL;
	return mustache;
}

bool
bare_render(const char *text, const json_t *data, const json_t *partials,
	    bool html, bool strict, struct arena *arena, const char **out,
	    struct error *err)
{
	struct bare bare = { partials, arena };
	struct mustache_run run = { .data = data,
				    .partial = bare_partial,
				    .context = &bare,
				    .escape_html = html,
				    .strict = strict };
	struct mustache mustache;
	struct buf result;

	buf_init(&result, arena);
	if (!mustache_parse(slice_from(text), "text", 1, arena, &mustache,
			    err) ||
	    !mustache_render(&mustache, &run, &result, err))
		return false;
	*out = result.data ? result.data : "";
	return true;
}
