/*
 * rule_loader.c - typed values out of libconfig settings, or a complaint.
 */
#include "config/rule_loader.h"

#include <stdarg.h>

#include "base/buf.h"
#include "config/settings.h"

struct rule_place
loader_place(struct rule_loader *loader, const config_setting_t *setting)
{
	return (struct rule_place){ loader->file, settings_line(setting),
				    settings_key(setting, loader->arena) };
}

void
loader_complain(struct rule_loader *loader, const config_setting_t *setting,
		const char *format, ...)
{
	va_list args;
	const char *text;

	va_start(args, format);
	text = arena_vprintf(loader->scratch, format, args);
	va_end(args);
	complaints_add(loader->complaints, false, loader->file,
		       settings_line(setting),
		       settings_key(setting, loader->scratch), "%s", text);
}

static const char *
known_list(struct rule_loader *loader, const char *const *known)
{
	struct buf buf;
	size_t i;

	buf_init(&buf, loader->scratch);
	for (i = 0; known[i]; i++)
		buf_printf(&buf, "%s%s", i ? ", " : "", known[i]);
	return buf.data;
}

/* Where a name would be right that is not known where it stands; NULL when
 * nowhere. */
static const char *
right_place(const char *name)
{
	size_t i;

	if (strcmp(name, "name") == 0 || strcmp(name, "when") == 0 ||
	    strcmp(name, "set") == 0 || strcmp(name, "examples") == 0)
		return "belongs into a rule: rules = ( { ... } );";
	if (loader_is_condition(name))
		return "is a condition; put it into when = { ... };";
	for (i = 0; rule_action_keys[i]; i++)
		if (strcmp(rule_action_keys[i], name) == 0)
			return "is an action; put it into the rule, beside set";
	for (i = 0; rule_known_fields[i]; i++)
		if (strcmp(rule_known_fields[i], name) == 0)
			return "is a field; put it into set = { ... };";
	return NULL;
}

void
loader_complain_unknown(struct rule_loader *loader,
			const config_setting_t *setting, const char *what,
			const char *const *known)
{
	const char *name = config_setting_name(setting);
	const char *meant = name ? complaints_suggest(name, known) : NULL;
	const char *place = name ? right_place(name) : NULL;

	if (place)
		loader_complain(loader, setting,
				"unknown key '%s' in %s; it %s", name, what,
				place);
	else if (meant)
		loader_complain(loader, setting,
				"unknown key '%s' in %s; did you mean '%s'?",
				name, what, meant);
	else
		loader_complain(
			loader, setting, "unknown key '%s' in %s; known are %s",
			name ? name : "", what, known_list(loader, known));
}

bool
loader_string(struct rule_loader *loader, const config_setting_t *setting,
	      const char **out)
{
	const char *text = config_setting_get_string(setting);

	if (config_setting_type(setting) != CONFIG_TYPE_STRING || !text) {
		loader_complain(loader, setting,
				"must be a text in quotes, but is %s",
				settings_type(setting));
		return false;
	}
	*out = arena_strdup(loader->arena, text);
	return true;
}

bool
loader_strings(struct rule_loader *loader, const config_setting_t *setting,
	       struct string_list *out)
{
	struct string_list list = { NULL, 0 };
	size_t i;

	if (!settings_strings(setting, loader->file, loader->scratch,
			      loader->complaints, &list))
		return false;
	if (list.count == 0) {
		loader_complain(loader, setting,
				"is an empty list; fill it in or remove it");
		return false;
	}
	out->items = NULL;
	out->count = 0;
	for (i = 0; i < list.count; i++)
		ARENA_PUSH(loader->arena, out->items, out->count,
			   arena_strdup(loader->arena, list.items[i]));
	return true;
}

bool
loader_flag(struct rule_loader *loader, const config_setting_t *setting,
	    bool *out)
{
	if (config_setting_type(setting) != CONFIG_TYPE_BOOL) {
		loader_complain(loader, setting,
				"must be true or false, but is %s",
				settings_type(setting));
		return false;
	}
	*out = config_setting_get_bool(setting);
	return true;
}

bool
loader_is_group_like(struct rule_loader *loader,
		     const config_setting_t *setting, const char *like)
{
	if (config_setting_is_group(setting))
		return true;
	loader_complain(loader, setting,
			"must be a group such as %s, but is %s", like,
			settings_type(setting));
	return false;
}

bool
loader_is_group(struct rule_loader *loader, const config_setting_t *setting)
{
	return loader_is_group_like(loader, setting, "{ key = value; }");
}

bool
loader_value(struct rule_loader *loader, const config_setting_t *setting,
	     const char **out)
{
	switch (config_setting_type(setting)) {
	case CONFIG_TYPE_STRING:
		return loader_string(loader, setting, out);
	case CONFIG_TYPE_INT:
	case CONFIG_TYPE_INT64:
		*out = arena_printf(loader->arena, "%lld",
				    config_setting_get_int64(setting));
		return true;
	case CONFIG_TYPE_BOOL:
		*out = config_setting_get_bool(setting) ? "true" : "false";
		return true;
	default:
		loader_complain(loader, setting,
				"must be a text in quotes, but is %s",
				settings_type(setting));
		return false;
	}
}

bool
loader_one_of(struct rule_loader *loader, const config_setting_t *setting,
	      const char *what, const char *word, const char *const *known)
{
	const char *meant;
	size_t i;

	for (i = 0; known[i]; i++)
		if (strcmp(known[i], word) == 0)
			return true;
	meant = complaints_suggest(word, known);
	if (meant)
		loader_complain(loader, setting,
				"'%s' is not a known %s; did you mean '%s'?",
				word, what, meant);
	else
		loader_complain(loader, setting,
				"'%s' is not a known %s; use one of %s", word,
				what, known_list(loader, known));
	return false;
}

config_setting_t *
loader_element(const config_setting_t *setting, unsigned i)
{
	if (config_setting_is_group(setting))
		return i == 0 ? (config_setting_t *)(uintptr_t)setting : NULL;
	if (!config_setting_is_list(setting) &&
	    !config_setting_is_array(setting))
		return NULL;
	return config_setting_get_elem(setting, i);
}
