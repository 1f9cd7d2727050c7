/*
 * settings.c - libconfig behind a lint, and words for what it holds.
 *
 * The library reads no file by itself here: it is given bytes that came
 * through sources, and @include was refused before.
 */
#include "config/settings.h"

#include "base/buf.h"
#include "config/lint.h"

/* Deeper than lint.c lets through. */
#define DEPTH_MAX 64

static void
settings_destroy(void *data)
{
	config_destroy(data);
}

/* What the library said, with a remedy. LINTED: mistakes were told already
 * and its "syntax error" would add nothing. */
static void
settings_explain(const config_t *config, const char *path, bool linted,
		 struct complaints *complaints)
{
	const char *text = config_error_text(config);
	int line = config_error_line(config);

	if (strstr(text, "duplicate"))
		complaints_add(complaints, false, path, line, NULL,
			       "the name on this line was set before in the "
			       "same group; keep one of the two");
	else if (strstr(text, "mismatched element type"))
		complaints_add(complaints, false, path, line, NULL,
			       "the values in [ ] are not all of one type; "
			       "use ( ) or make them alike");
	else if (!linted)
		complaints_add(complaints, false, path, line, NULL,
			       "%s; look on this line and the one before for "
			       "a missing ; = or quote",
			       text);
}

const config_setting_t *
settings_read(struct sources *sources, const char *path, struct arena *arena,
	      struct complaints *complaints)
{
	size_t errors = complaints->errors;
	struct slice text;
	struct error err;
	config_t *config;

	if (!sources_read(sources, path, &text, &err)) {
		complaints_add(complaints, false, NULL, 0, NULL, "%s",
			       err.text);
		return NULL;
	}
	if (!lint_text(path, text, complaints))
		return NULL;
	config = arena_alloc(arena, sizeof(*config));
	config_init(config);
	arena_on_free(arena, settings_destroy, config);
	/* a comment on the last line needs a line end to libconfig */
	if (config_read_string(config,
			       arena_printf(arena, "%s\n", text.data)) !=
	    CONFIG_TRUE) {
		settings_explain(config, path, complaints->errors > errors,
				 complaints);
		return NULL;
	}
	return config_root_setting(config);
}

const char *
settings_key(const config_setting_t *setting, struct arena *arena)
{
	const config_setting_t *path[DEPTH_MAX];
	size_t depth = 0;
	struct buf out;

	for (; setting && !config_setting_is_root(setting) && depth < DEPTH_MAX;
	     setting = config_setting_parent(setting))
		path[depth++] = setting;
	buf_init(&out, arena);
	while (depth > 0) {
		const config_setting_t *step = path[--depth];
		const char *name = config_setting_name(step);

		if (!name)
			buf_printf(&out, "[%d]", config_setting_index(step));
		else
			buf_printf(&out, "%s%s", out.size ? "." : "", name);
	}
	return out.data ? out.data : "";
}

int
settings_line(const config_setting_t *setting)
{
	return (int)config_setting_source_line(setting);
}

const char *
settings_type(const config_setting_t *setting)
{
	switch (config_setting_type(setting)) {
	case CONFIG_TYPE_INT:
	case CONFIG_TYPE_INT64:
		return "a number";
	case CONFIG_TYPE_FLOAT:
		return "a number with a fraction";
	case CONFIG_TYPE_STRING:
		return "a text";
	case CONFIG_TYPE_BOOL:
		return "true or false";
	case CONFIG_TYPE_ARRAY:
		return "an array [ ]";
	case CONFIG_TYPE_LIST:
		return "a list ( )";
	case CONFIG_TYPE_GROUP:
		return "a group { }";
	default:
		return "nothing";
	}
}

/* One text without control characters. */
static bool
settings_string(const config_setting_t *setting, const char *file,
		struct arena *arena, struct complaints *complaints,
		const char **out)
{
	const char *key = settings_key(setting, arena);
	int line = settings_line(setting);

	if (config_setting_type(setting) != CONFIG_TYPE_STRING) {
		complaints_add(complaints, false, file, line, key,
			       "must be a text in quotes, but is %s",
			       settings_type(setting));
		return false;
	}
	*out = config_setting_get_string(setting);
	if (!*out)
		*out = "";
	for (const char *c = *out; *c; c++) {
		if ((unsigned char)*c >= ' ' && *c != 0x7F)
			continue;
		complaints_add(complaints, false, file, line, key,
			       "holds the control character 0x%02x; write a "
			       "backslash twice (\\\\) where one is meant",
			       (unsigned char)*c);
		return false;
	}
	return true;
}

bool
settings_strings(const config_setting_t *setting, const char *file,
		 struct arena *arena, struct complaints *complaints,
		 struct string_list *out)
{
	int type = config_setting_type(setting);
	struct string_list list = { 0 };
	const char *text;
	bool ok = true;

	if (type == CONFIG_TYPE_STRING) {
		if (!settings_string(setting, file, arena, complaints, &text))
			return false;
		ARENA_PUSH(arena, list.items, list.count, text);
		*out = list;
		return true;
	}
	if (type != CONFIG_TYPE_LIST && type != CONFIG_TYPE_ARRAY) {
		complaints_add(complaints, false, file, settings_line(setting),
			       settings_key(setting, arena),
			       "must be a list such as (\"one\", \"two\"), but "
			       "is %s",
			       settings_type(setting));
		return false;
	}
	for (int i = 0; i < config_setting_length(setting); i++) {
		if (settings_string(
			    config_setting_get_elem(setting, (unsigned)i), file,
			    arena, complaints, &text))
			ARENA_PUSH(arena, list.items, list.count, text);
		else
			ok = false;
	}
	if (ok)
		*out = list;
	return ok;
}
