/*
 * fuzz_template.c - a template file parsed, checked and rendered; then its
 * text as bare Mustache that includes itself.
 */
#include "base/utf8.h"
#include "template/template.h"
#include "fuzz.h"
#include "../template/bare.h"

static void
render(struct template_set *set, struct arena *arena)
{
	json_t *data = template_sample("digest");
	struct rendered out;
	struct error err;

	if (template_render(set, "digest", "en", data, arena, &out, &err))
		PROMISE(!strpbrk(out.subject, "\r\n"));
	json_decref(data);
}

static void
render_bare(struct slice text, struct arena *arena)
{
	const char *copy = utf8_clean(arena, text);
	json_t *data = template_sample("digest");
	json_t *partials = json_pack("{s:s}", "p", copy);
	const char *out;
	struct error err;

	bare_render(copy, data, partials, true, false, arena, &out, &err);
	json_decref(data);
	json_decref(partials);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice text = slice_of((const char *)data, size);
	struct template_set *set = template_set_new();
	struct arena *arena = arena_new();
	struct error err;

	if (template_set_add(set, "digest.txt", text, &err)) {
		template_set_check(set, arena);
		render(set, arena);
	}
	if (size < 4096)
		render_bare(text, arena);
	template_set_free(set);
	arena_free(arena);
	return 0;
}
