/*
 * config.c - the configuration file into struct config, by the schema.
 *
 * One walk over the table: what the file has is checked and stored, what it
 * lacks gets its default, what the table lacks is an unknown key. All errors
 * are collected; only then are the values looked at together (check.c).
 */
#include "config/config.h"

#include <errno.h>
#include <unistd.h>

#include "base/io.h"
#include "config/check.h"
#include "config/schema.h"
#include "config/settings.h"
#include "config/values.h"

struct loader {
	const char *file;
	struct arena *arena;
	struct complaints *complaints;
};

static void
loader_complain(const struct loader *loader, const config_setting_t *at,
		const char *key, const char *text)
{
	complaints_add(loader->complaints, false, loader->file,
		       at ? settings_line(at) : 0, key, "%s", text);
}

/* Keys of groups and unknown names */

/* "mailboxes[0].NAME", or "NAME" in the root. */
static const char *
key_in(const struct loader *loader, const config_setting_t *group,
       const char *name)
{
	const char *around = settings_key(group, loader->arena);

	return arena_printf(loader->arena, "%s%s%s", around,
			    around[0] ? "." : "", name);
}

/* The section that has a key NAME, for a key that stands one level too
 * high. */
static const struct schema_section *
section_with_key(const char *name)
{
	for (size_t i = 0; i < schema_section_count; i++)
		for (size_t j = 0; j < schema_sections[i].key_count; j++)
			if (strcmp(schema_sections[i].keys[j].name, name) == 0)
				return &schema_sections[i];
	return NULL;
}

static void
complain_unknown(const struct loader *loader, const config_setting_t *setting,
		 const char *const *names)
{
	const char *name = config_setting_name(setting);
	const char *meant = complaints_suggest(name, names);
	const struct schema_section *section = section_with_key(name);
	const char *text;

	if (meant)
		text = arena_printf(loader->arena,
				    "unknown key; did you mean \"%s\"?", meant);
	else if (section)
		text = arena_printf(loader->arena,
				    "unknown key here; it belongs into %s",
				    section->name);
	else
		text = "unknown key; ticketgate.conf(5) lists all, delete it";
	loader_complain(loader, setting, settings_key(setting, loader->arena),
			text);
}

/* Every member of GROUP must be one of NAMES. */
static void
check_names(const struct loader *loader, const config_setting_t *group,
	    const char *const *names)
{
	for (int i = 0; i < config_setting_length(group); i++) {
		const config_setting_t *item =
			config_setting_get_elem(group, (unsigned)i);
		bool known = false;

		for (size_t j = 0; names[j] && !known; j++)
			known = strcmp(names[j], config_setting_name(item)) ==
				0;
		if (!known)
			complain_unknown(loader, item, names);
	}
}

static const char *const *
section_key_names(const struct loader *loader,
		  const struct schema_section *section)
{
	const char **names = arena_calloc(loader->arena, section->key_count + 1,
					  sizeof(*names));

	for (size_t i = 0; i < section->key_count; i++)
		names[i] = section->keys[i].name;
	return names;
}

/* Values */

static bool
is_number_type(enum value_type type)
{
	return type == VALUE_PORT || type == VALUE_COUNT ||
	       type == VALUE_DURATION || type == VALUE_SIZE;
}

/* A text, or a number where one makes sense, as a text. */
static bool
scalar_text(const struct loader *loader, const struct schema_key *key,
	    const config_setting_t *setting, const char **text)
{
	int type = config_setting_type(setting);
	struct string_list one;

	if (is_number_type(key->type) &&
	    (type == CONFIG_TYPE_INT || type == CONFIG_TYPE_INT64)) {
		*text = arena_printf(loader->arena, "%lld",
				     config_setting_get_int64(setting));
		return true;
	}
	if (is_number_type(key->type) && type != CONFIG_TYPE_STRING) {
		loader_complain(loader, setting,
				settings_key(setting, loader->arena),
				arena_printf(loader->arena,
					     "must be a number, but is %s",
					     settings_type(setting)));
		return false;
	}
	if (type != CONFIG_TYPE_STRING) {
		loader_complain(loader, setting,
				settings_key(setting, loader->arena),
				arena_printf(loader->arena,
					     "must be a text in quotes, but "
					     "is %s",
					     settings_type(setting)));
		return false;
	}
	if (!settings_strings(setting, loader->file, loader->arena,
			      loader->complaints, &one))
		return false;
	*text = one.items[0];
	return true;
}

static void
read_value(const struct loader *loader, const struct schema_key *key,
	   const config_setting_t *setting, void *record)
{
	struct value_place place = { .arena = loader->arena,
				     .complaints = loader->complaints,
				     .file = loader->file,
				     .line = settings_line(setting),
				     .key = settings_key(setting,
							 loader->arena) };
	struct string_list list;
	const char *text;

	if (value_is_list(key->type)) {
		if (settings_strings(setting, loader->file, loader->arena,
				     loader->complaints, &list))
			value_set_list(key, &list, record, &place);
	} else if (scalar_text(loader, key, setting, &text)) {
		value_set(key, text, record, &place);
	}
}

/* The words of TEXT, which are separated by blanks. */
static struct string_list
split_words(struct arena *arena, const char *text)
{
	struct string_list list = { 0 };

	while (*text) {
		size_t size = strcspn(text, " ");
		const char *word = arena_memdup(arena, text, size);

		ARENA_PUSH(arena, list.items, list.count, word);
		text += size;
		text += strspn(text, " ");
	}
	return list;
}

/* The value of a key that is absent, or that is present but wrong. */
static void
preset_value(const struct loader *loader, const struct schema_key *key,
	     void *record)
{
	struct value_place place = { .arena = loader->arena,
				     .complaints = loader->complaints,
				     .file = loader->file,
				     .key = key->name };
	struct string_list list;

	if (key->fallback && value_is_list(key->type)) {
		list = split_words(loader->arena, key->fallback);
		value_set_list(key, &list, record, &place);
	} else if (key->fallback) {
		value_set(key, key->fallback, record, &place);
	} else if (key->type <= VALUE_PATH) {
		const char *empty = "";

		memcpy((char *)record + key->offset, &empty, sizeof(empty));
	}
}

/* Sections */

/* GROUP NULL: the section is absent, RECORD gets its defaults. */
static void
read_record(const struct loader *loader, const struct schema_section *section,
	    const config_setting_t *group, void *record)
{
	for (size_t i = 0; i < section->key_count; i++) {
		const struct schema_key *key = &section->keys[i];
		const config_setting_t *setting =
			group ? config_setting_get_member(group, key->name)
			      : NULL;

		preset_value(loader, key, record);
		if (setting)
			read_value(loader, key, setting, record);
		else if (group && key->required)
			loader_complain(loader, group,
					key_in(loader, group, key->name),
					arena_printf(loader->arena,
						     "is missing; add it "
						     "(%s)",
						     key->doc));
	}
	if (group)
		check_names(loader, group, section_key_names(loader, section));
}

static void
read_group(const struct loader *loader, const struct schema_section *section,
	   const config_setting_t *setting, struct config *config)
{
	if (setting && !config_setting_is_group(setting)) {
		loader_complain(loader, setting, section->name,
				arena_printf(loader->arena,
					     "must be a group: %s = { ... };",
					     section->name));
		setting = NULL;
	} else if (!setting && section->required) {
		loader_complain(loader, NULL, section->name,
				arena_printf(loader->arena,
					     "is missing; add %s = { ... }; "
					     "(%s)",
					     section->name, section->doc));
	}
	read_record(loader, section, setting, (char *)config + section->offset);
}

static void
read_list(const struct loader *loader, const struct schema_section *section,
	  const config_setting_t *setting, struct config *config)
{
	size_t count = (size_t)config_setting_length(setting);
	char *records = arena_calloc(loader->arena, count, section->size);

	if (!config_setting_is_list(setting)) {
		loader_complain(loader, setting, section->name,
				arena_printf(loader->arena,
					     "must be a list of groups: %s = "
					     "( { ... }, { ... } );",
					     section->name));
		return;
	}
	for (size_t i = 0; i < count; i++) {
		const config_setting_t *item =
			config_setting_get_elem(setting, (unsigned)i);
		char *record = records + i * section->size;
		int line = settings_line(item);

		if (!config_setting_is_group(item)) {
			loader_complain(loader, item,
					settings_key(item, loader->arena),
					"must be a group { ... }");
			item = NULL;
		}
		read_record(loader, section, item, record);
		memcpy(record + section->line_offset, &line, sizeof(line));
	}
	memcpy((char *)config + section->offset, &records, sizeof(records));
	memcpy((char *)config + section->count_offset, &count, sizeof(count));
}

static void
read_sections(const struct loader *loader, const config_setting_t *root,
	      struct config *config)
{
	const char **names = arena_calloc(
		loader->arena, schema_section_count + 1, sizeof(*names));

	for (size_t i = 0; i < schema_section_count; i++) {
		const struct schema_section *section = &schema_sections[i];
		const config_setting_t *setting =
			config_setting_get_member(root, section->name);

		names[i] = section->name;
		if (!section->is_list)
			read_group(loader, section, setting, config);
		else if (setting)
			read_list(loader, section, setting, config);
	}
	check_names(loader, root, names);
	config->smtp.present = config_setting_get_member(root, "smtp") != NULL;
	if (!config_setting_get_member(root, "trust"))
		config->policy.trust = TRUST_REPLY_ID;
}

static const char *
absolute_path(const char *path, struct arena *arena)
{
	char *folder = path[0] == '/' ? NULL : getcwd(NULL, 0);
	const char *absolute = path;

	if (folder)
		absolute =
			arena_printf(arena, "%s/%s", folder,
				     strncmp(path, "./", 2) ? path : path + 2);
	free(folder);
	return absolute;
}

/* NULL only when the file cannot be read as a whole. */
static struct config *
read_whole(struct sources *sources, const char *path, struct arena *arena,
	   struct complaints *complaints)
{
	struct config *config = arena_alloc(arena, sizeof(*config));
	struct loader loader = { path, arena, complaints };
	size_t first = complaints->count;
	const config_setting_t *root;

	config->path = absolute_path(path, arena);
	loader.file = config->path;
	root = settings_read(sources, loader.file, arena, complaints);
	if (!root)
		return NULL;
	read_sections(&loader, root, config);
	config_complete(config, arena);
	config_check(config, root, sources, complaints);
	complaints_sort(complaints, first);
	return config;
}

struct config *
config_load(struct sources *sources, const char *path, struct arena *arena,
	    struct complaints *complaints)
{
	size_t errors = complaints->errors;
	struct config *config = read_whole(sources, path, arena, complaints);

	return complaints->errors == errors ? config : NULL;
}

struct config *
config_load_for_looking(struct sources *sources, const char *path,
			struct arena *arena, struct complaints *complaints)
{
	struct config *config = read_whole(sources, path, arena, complaints);

	return config && config->database && config->database[0] &&
			       config->policy.tag && config->policy.tag[0]
		       ? config
		       : NULL;
}

const struct mailbox_config *
config_mailbox(const struct config *config, const char *name)
{
	for (size_t i = 0; i < config->mailbox_count; i++)
		if (strcmp(config->mailboxes[i].name, name) == 0)
			return &config->mailboxes[i];
	return NULL;
}

bool
config_is_own_address(const struct config *config, const char *address)
{
	for (size_t i = 0; i < config->policy.own.count; i++)
		if (address_equal(config->policy.own.items[i], address))
			return true;
	return false;
}

const char *
config_find(const char *given, struct arena *arena, struct error *err)
{
	const char *places[] = { getenv("TICKETGATE_CONFIG"), "ticketgate.conf",
				 TG_SYSCONFDIR "/ticketgate/ticketgate.conf",
				 "/etc/ticketgate/ticketgate.conf" };

	if (given)
		return arena_strdup(arena, given);
	if (places[0] && places[0][0]) /* named on purpose: no other will do */
		return arena_strdup(arena, places[0]);
	for (size_t i = 1; i < sizeof(places) / sizeof(places[0]); i++)
		if (access(places[i], F_OK) == 0)
			return arena_strdup(arena, places[i]);
	error_set(err, ERROR_CONFIG,
		  "no configuration found: $TICKETGATE_CONFIG is not set, and "
		  "there is no ./%s, no %s%s%s; name one with -c FILE",
		  places[1], places[2],
		  strcmp(places[2], places[3]) ? " and no " : "",
		  strcmp(places[2], places[3]) ? places[3] : "");
	return NULL;
}
