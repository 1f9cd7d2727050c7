/*
 * rule_actions.c - what a rule does: "set" and its neighbours.
 *
 * Actions that are no fields (ignore, notify, ...) may stand in the rule or
 * in "set": people write either, and neither can mean anything else.
 */
#include "config/rule_loader.h"

#include "base/io.h"
#include "config/settings.h"
#include "rules/table.h"

const char *const rule_action_keys[] = { "tags",    "stop",   "quarantine",
					 "ignore",  "no_ack", "notify",
					 "webhook", "lookup", NULL };

static void
append(struct rule_loader *loader, struct string_list *list,
       const struct string_list *more)
{
	size_t i;

	for (i = 0; i < more->count; i++)
		ARENA_PUSH(loader->arena, list->items, list->count,
			   more->items[i]);
}

static bool
tag_is_valid(const char *tag)
{
	const char *at;

	for (at = tag; *at; at++)
		if ((unsigned char)*at <= ' ' || *at == ',' || *at == 0x7F)
			return false;
	return tag[0] && at - tag <= 64;
}

static void
read_tags(struct rule_loader *loader, const config_setting_t *setting,
	  struct rule *rule)
{
	struct string_list tags;
	size_t i;

	if (!loader_strings(loader, setting, &tags))
		return;
	for (i = 0; i < tags.count; i++)
		if (!tag_is_valid(tags.items[i]))
			loader_complain(loader, setting,
					"'%s' cannot be a tag; use up to 64 "
					"bytes without blanks and commas",
					tags.items[i]);
	append(loader, &rule->tags, &tags);
}

static void
read_notify(struct rule_loader *loader, const config_setting_t *setting,
	    struct rule *rule)
{
	struct string_list people;

	if (loader_strings(loader, setting, &people))
		append(loader, &rule->notify, &people);
}

static void
read_webhook(struct rule_loader *loader, const config_setting_t *setting,
	     struct rule *rule)
{
	struct string_list urls;
	size_t i;

	if (!loader_strings(loader, setting, &urls))
		return;
	for (i = 0; i < urls.count; i++)
		if (!slice_starts_nocase(slice_from(urls.items[i]),
					 "https://") ||
		    strchr("/?#", urls.items[i][strlen("https://")]) ||
		    strcspn(urls.items[i], " \"<>") != strlen(urls.items[i]))
			loader_complain(loader, setting,
					"'%s' is no address such as "
					"https://chat.example.org/hook; only "
					"encrypted webhooks are called",
					urls.items[i]);
	append(loader, &rule->webhooks, &urls);
}

static void
add_table(struct rule_loader *loader, const config_setting_t *setting,
	  const char *file, const struct string_list *by, struct rule *rule)
{
	struct rule_table table = { .place = loader_place(loader, setting),
				    .by = *by };
	const char *path = io_path_beside(loader->arena, loader->file, file);
	struct slice bytes;
	struct error err;

	if (!sources_read(loader->sources, path, &bytes, &err))
		loader_complain(loader, setting,
				"%s; the path is relative to this file",
				err.text);
	else if (rule_table_parse(bytes, path, loader->arena, &table, &err))
		ARENA_PUSH(loader->arena, rule->tables, rule->table_count,
			   table);
	else
		loader_complain(loader, setting, "%s", err.text);
}

static bool
check_by(struct rule_loader *loader, const config_setting_t *setting,
	 const struct string_list *by)
{
	size_t i;

	for (i = 0; i < by->count; i++) {
		if (rule_is_field_name(by->items[i]))
			continue;
		loader_complain(loader, setting,
				"'%s' cannot be a field's name; use lower-case "
				"letters, digits and _",
				by->items[i]);
		return false;
	}
	return true;
}

/* lookup = { file = "sites.csv"; by = ("ip", "domain"); }; */
static void
read_lookup_group(struct rule_loader *loader, const config_setting_t *group,
		  struct rule *rule)
{
	static const char *const known[] = { "file", "by", NULL };
	struct string_list by = { NULL, 0 };
	const char *file = NULL;
	unsigned i;

	for (i = 0; i < (unsigned)config_setting_length(group); i++) {
		const config_setting_t *setting =
			config_setting_get_elem(group, i);
		const char *name = config_setting_name(setting);

		if (strcmp(name, "file") == 0) {
			if (!loader_string(loader, setting, &file))
				return;
		} else if (strcmp(name, "by") == 0) {
			if (!loader_strings(loader, setting, &by) ||
			    !check_by(loader, setting, &by))
				return;
		} else {
			loader_complain_unknown(loader, setting, "a lookup",
						known);
			return;
		}
	}
	if (file)
		add_table(loader, group, file, &by, rule);
	else
		loader_complain(loader, group,
				"names no file; add file = \"NAME.csv\";");
}

static void
read_lookup(struct rule_loader *loader, const config_setting_t *setting,
	    struct rule *rule)
{
	static const struct string_list by_head = { NULL, 0 };
	struct string_list files;
	size_t i;

	if (config_setting_is_group(setting)) {
		read_lookup_group(loader, setting, rule);
		return;
	}
	if (!loader_strings(loader, setting, &files))
		return;
	for (i = 0; i < files.count; i++)
		add_table(loader, setting, files.items[i], &by_head, rule);
}

bool
loader_action(struct rule_loader *loader, const config_setting_t *setting,
	      struct rule *rule)
{
	const struct {
		const char *name;
		bool *flag;
		void (*read)(struct rule_loader *loader,
			     const config_setting_t *setting,
			     struct rule *rule);
	} actions[] = {
		{ "tags", NULL, read_tags },
		{ "stop", &rule->stop, NULL },
		{ "quarantine", &rule->quarantine, NULL },
		{ "ignore", &rule->ignore, NULL },
		{ "no_ack", &rule->no_ack, NULL },
		{ "notify", NULL, read_notify },
		{ "webhook", NULL, read_webhook },
		{ "lookup", NULL, read_lookup },
	};
	const char *name = config_setting_name(setting);
	size_t i;

	for (i = 0; i < sizeof(actions) / sizeof(*actions); i++) {
		if (strcmp(actions[i].name, name) != 0)
			continue;
		if (actions[i].flag)
			(void)loader_flag(loader, setting, actions[i].flag);
		else
			actions[i].read(loader, setting, rule);
		return true;
	}
	return false;
}

/* assign = "Ana Example" | "skill:network" | "least-busy:network". */
static bool
check_assign(struct rule_loader *loader, const config_setting_t *setting,
	     const char *value)
{
	const char *colon = strchr(value, ':');
	size_t size = colon ? (size_t)(colon - value) : 0;

	if (value[0] && !colon)
		return true;
	if (colon && colon[1] &&
	    ((size == 5 && strncmp(value, "skill", 5) == 0) ||
	     (size == 10 && strncmp(value, "least-busy", 10) == 0)))
		return true;
	loader_complain(loader, setting,
			"'%s' names nobody; write a person's name, "
			"\"skill:NAME\" or \"least-busy:NAME\"",
			value);
	return false;
}

static bool
check_field(struct rule_loader *loader, const config_setting_t *setting,
	    const char *value)
{
	const char *name = config_setting_name(setting);
	const char *const *values = rule_field_values(name);
	const char *meant;

	if (!rule_is_field_name(name)) {
		loader_complain(loader, setting,
				"'%s' cannot be a field's name; use lower-case "
				"letters, digits and _",
				name);
		return false;
	}
	if (values && !strstr(value, "%{"))
		return loader_one_of(loader, setting, name, value, values);
	if (strcmp(name, "assign") == 0)
		return check_assign(loader, setting, value);
	/* Any name is a field, but one letter off a known one is a mistake. */
	meant = complaints_suggest(name, rule_known_fields);
	if (!meant)
		meant = complaints_suggest(name, rule_action_keys);
	if (meant && strcmp(meant, name) != 0)
		complaints_add(loader->complaints, false, loader->file,
			       settings_line(setting),
			       settings_key(setting, loader->scratch),
			       "unknown field '%s'; did you mean '%s'? A "
			       "field of your own needs a name less like it",
			       name, meant);
	return true;
}

void
loader_set(struct rule_loader *loader, const config_setting_t *group,
	   struct rule *rule)
{
	unsigned i;

	if (!loader_is_group(loader, group))
		return;
	for (i = 0; i < (unsigned)config_setting_length(group); i++) {
		const config_setting_t *setting =
			config_setting_get_elem(group, i);
		struct rule_pair pair = {
			.name = arena_strdup(loader->arena,
					     config_setting_name(setting)),
			.place = loader_place(loader, setting),
		};

		if (loader_action(loader, setting, rule) ||
		    !loader_value(loader, setting, &pair.value) ||
		    !check_field(loader, setting, pair.value))
			continue;
		ARENA_PUSH(loader->arena, rule->set.items, rule->set.count,
			   pair);
	}
}
