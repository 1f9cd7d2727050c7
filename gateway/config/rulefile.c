/*
 * rulefile.c - rule files into a compiled rule set.
 *
 * All files are read before anything is compiled, so that an entry of the
 * vocabulary may be used in a file before the one that has it, and every
 * complaint of every file is told in one run.
 */
#include "config/rulefile.h"

#include "config/rule_loader.h"
#include "config/settings.h"

static const char *const top_keys[] = { "vocabulary", "rules", NULL };
static const char *const rule_keys[] = { "name",       "when",	  "set",
					 "examples",   "tags",	  "stop",
					 "quarantine", "ignore",  "no_ack",
					 "notify",     "webhook", "lookup",
					 NULL };

/* --- vocabulary --------------------------------------------------------- */

static bool
is_vocabulary_name(const char *name)
{
	return name[0] >= 'A' && name[0] <= 'Z' &&
	       name[strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")] ==
		       '\0';
}

static void
load_vocabulary_entry(struct rule_loader *loader,
		      const config_setting_t *setting)
{
	struct rule_list *list = loader->list;
	struct vocabulary_entry entry = {
		.name = arena_strdup(loader->arena,
				     config_setting_name(setting)),
		.place = loader_place(loader, setting),
	};
	size_t i;

	if (!is_vocabulary_name(entry.name))
		loader_complain(loader, setting,
				"'%s' cannot be a vocabulary name; use "
				"upper-case letters, digits and _, as in ASSET",
				entry.name);
	for (i = 0; i < list->vocabulary_count; i++)
		if (strcmp(list->vocabulary[i].name, entry.name) == 0)
			loader_complain(loader, setting,
					"is defined already at %s:%d; keep one "
					"of the two",
					list->vocabulary[i].place.file,
					list->vocabulary[i].place.line);
	if (loader_string(loader, setting, &entry.pattern))
		ARENA_PUSH(loader->arena, list->vocabulary,
			   list->vocabulary_count, entry);
}

static void
load_vocabulary(struct rule_loader *loader, const config_setting_t *group)
{
	unsigned i;

	if (!loader_is_group(loader, group))
		return;
	for (i = 0; i < (unsigned)config_setting_length(group); i++)
		load_vocabulary_entry(loader,
				      config_setting_get_elem(group, i));
}

/* --- rules -------------------------------------------------------------- */

static void
load_rule_key(struct rule_loader *loader, const config_setting_t *setting,
	      struct rule *rule)
{
	const char *name = config_setting_name(setting);

	if (strcmp(name, "name") == 0)
		(void)loader_string(loader, setting, &rule->name);
	else if (strcmp(name, "when") == 0) {
		rule->when.place = loader_place(loader, setting);
		if (loader_is_group(loader, setting))
			loader_conditions(loader, setting, &rule->when, 0);
	} else if (strcmp(name, "set") == 0)
		loader_set(loader, setting, rule);
	else if (strcmp(name, "examples") == 0)
		loader_examples(loader, setting, rule);
	else if (!loader_action(loader, setting, rule))
		loader_complain_unknown(loader, setting, "a rule", rule_keys);
}

static void
check_rule_name(struct rule_loader *loader, const config_setting_t *group,
		const struct rule *rule)
{
	const struct rule_list *list = loader->list;
	size_t i;

	if (!rule->name[0]) {
		loader_complain(loader, group,
				"has no name; add name = \"...\";, by which "
				"explain and statistics speak of the rule");
		return;
	}
	for (i = 0; i < list->count; i++) {
		if (strcmp(list->rules[i].name, rule->name) != 0)
			continue;
		loader_complain(loader, group,
				"a rule called '%s' is at %s:%d already; give "
				"one of them another name",
				rule->name, list->rules[i].place.file,
				list->rules[i].place.line);
		return;
	}
}

static bool
has_action(const struct rule *rule)
{
	size_t i;

	if (rule->set.count || rule->tags.count || rule->table_count ||
	    rule->notify.count || rule->webhooks.count)
		return true;
	if (rule->stop || rule->quarantine || rule->ignore || rule->no_ack)
		return true;
	for (i = 0; i < rule->when.child_count; i++)
		if (rule->when.children[i].type != CONDITION_WORDS)
			return true; /* may capture */
	return false;
}

static void
load_rule(struct rule_loader *loader, const config_setting_t *group)
{
	struct rule_list *list = loader->list;
	struct rule rule = { .name = "", .place = loader_place(loader, group) };
	size_t errors = loader->complaints->errors;
	unsigned i;

	if (!loader_is_group(loader, group))
		return;
	rule.when = (struct condition){ .type = CONDITION_ALL,
					.place = rule.place,
					.header = "",
					.pattern = "" };
	for (i = 0; i < (unsigned)config_setting_length(group); i++)
		load_rule_key(loader, config_setting_get_elem(group, i), &rule);
	check_rule_name(loader, group, &rule);
	if (errors == loader->complaints->errors && !has_action(&rule))
		complaints_add(loader->complaints, true, rule.place.file,
			       rule.place.line, rule.place.key,
			       "the rule '%s' does nothing; add set = { ... };",
			       rule.name);
	ARENA_PUSH(loader->arena, list->rules, list->count, rule);
}

static void
load_rules(struct rule_loader *loader, const config_setting_t *setting)
{
	unsigned i;

	if (!config_setting_is_list(setting)) {
		loader_complain(loader, setting,
				"must be a list rules = ( {...}, {...} ); but "
				"is %s",
				settings_type(setting));
		return;
	}
	for (i = 0; i < (unsigned)config_setting_length(setting); i++)
		load_rule(loader, config_setting_get_elem(setting, i));
}

/* --- files -------------------------------------------------------------- */

static void
load_file(struct rule_loader *loader, const char *path)
{
	const config_setting_t *root;
	struct slice text;
	unsigned i;

	loader->file = arena_strdup(loader->arena, path);
	if (sources_read(loader->sources, path, &text, NULL))
		loader_check_escapes(loader, text);
	root = settings_read(loader->sources, path, loader->scratch,
			     loader->complaints);
	for (i = 0; root && i < (unsigned)config_setting_length(root); i++) {
		const config_setting_t *setting =
			config_setting_get_elem(root, i);
		const char *name = config_setting_name(setting);

		if (strcmp(name, "vocabulary") == 0)
			load_vocabulary(loader, setting);
		else if (strcmp(name, "rules") == 0)
			load_rules(loader, setting);
		else
			loader_complain_unknown(loader, setting, "a rule file",
						top_keys);
	}
}

static void
report_to_complaints(void *data, bool is_warning,
		     const struct rule_place *place, const char *text)
{
	complaints_add(data, is_warning, place->file, place->line, place->key,
		       "%s", text);
}

static struct ruleset *
load_all(struct rule_loader *loader, const char *path,
	 const struct ruleset_options *options)
{
	struct ruleset_options with = { .prefilter = PREFILTER_AUTO };
	size_t errors = loader->complaints->errors, i;
	struct string_list files;
	struct ruleset *ruleset;
	struct error err;

	if (!sources_list(loader->sources, path, ".conf", &files, &err)) {
		complaints_add(loader->complaints, false, NULL, 0, NULL, "%s",
			       err.text);
		return NULL;
	}
	if (files.count == 0)
		complaints_add(
			loader->complaints, true, path, 0, NULL,
			"the folder holds no file that ends in .conf, "
			"and so there are no rules; put some in or check "
			"the path");
	for (i = 0; i < files.count; i++)
		load_file(loader, files.items[i]);
	if (loader->complaints->errors == errors && files.count > 0 &&
	    loader->list->count == 0)
		complaints_add(loader->complaints, true, files.items[0], 0,
			       NULL,
			       "no rules are in %s; add rules = ( { name = "
			       "...; } );",
			       files.count > 1 ? "this and the other files"
					       : "this file");
	if (options)
		with = *options;
	if (!with.suggest)
		with.suggest = complaints_suggest;
	ruleset = ruleset_compile(loader->list, &with, report_to_complaints,
				  loader->complaints);
	if (loader->complaints->errors == errors)
		return ruleset;
	ruleset_free(ruleset);
	return NULL;
}

struct ruleset *
rulefile_load_with(struct sources *sources, const char *path,
		   const struct ruleset_options *options,
		   struct complaints *complaints)
{
	struct arena *arena = arena_new();
	struct rule_loader loader = {
		.sources = sources,
		.complaints = complaints,
		.arena = arena,
		.scratch = arena_new(),
		.file = "",
		.list = arena_alloc(arena, sizeof(struct rule_list)),
	};
	struct ruleset *ruleset = load_all(&loader, path, options);

	arena_free(loader.scratch);
	if (ruleset)
		ruleset_own(ruleset, arena);
	else
		arena_free(arena);
	return ruleset;
}

struct ruleset *
rulefile_load(struct sources *sources, const char *path,
	      struct complaints *complaints)
{
	return rulefile_load_with(sources, path, NULL, complaints);
}

/* --- queues -------------------------------------------------------------- */

static void
add_queue(struct string_list *queues, const char *name, struct arena *arena)
{
	if (name[0] == '\0' || strstr(name, "%{"))
		return; /* known only with a mail */
	for (size_t i = 0; i < queues->count; i++)
		if (strcmp(queues->items[i], name) == 0)
			return;
	ARENA_PUSH(arena, queues->items, queues->count,
		   arena_strdup(arena, name));
}

static void
add_table_queues(struct string_list *queues, const struct rule_table *table,
		 struct arena *arena)
{
	for (size_t c = 1; c < table->columns.count; c++)
		for (size_t r = 0;
		     r < table->row_count &&
		     strcmp(table->columns.items[c], "queue") == 0;
		     r++)
			add_queue(queues, table->rows[r][c], arena);
}

static void
add_rule_queues(struct string_list *queues, const struct rule *rule,
		struct arena *arena)
{
	for (size_t i = 0; i < rule->set.count; i++)
		if (strcmp(rule->set.items[i].name, "queue") == 0)
			add_queue(queues, rule->set.items[i].value, arena);
	for (size_t i = 0; i < rule->table_count; i++)
		add_table_queues(queues, &rule->tables[i], arena);
}

void
rulefile_queues(struct sources *sources, const char *path, struct arena *arena,
		struct string_list *queues)
{
	struct arena *scratch = arena_new();
	struct complaints untold;
	struct rule_list list = { 0 };
	struct rule_loader loader = { .sources = sources,
				      .complaints = &untold,
				      .arena = scratch,
				      .scratch = scratch,
				      .file = "",
				      .list = &list };
	struct string_list files = { NULL, 0 };

	*queues = (struct string_list){ NULL, 0 };
	complaints_init(&untold, scratch);
	if (sources_list(sources, path, ".conf", &files, NULL))
		for (size_t i = 0; i < files.count; i++)
			load_file(&loader, files.items[i]);
	for (size_t i = 0; i < list.count; i++)
		add_rule_queues(queues, &list.rules[i], arena);
	arena_free(scratch);
}
