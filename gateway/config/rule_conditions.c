/*
 * rule_conditions.c - the keys of "when".
 */
#include "config/rule_loader.h"

#include "config/rule_ranges.h"
#include "config/settings.h"

/* any in not in any ...: nobody reads further, and evaluation recurses. */
#define CONDITION_DEPTH_MAX 8

struct condition_key {
	const char *name;
	bool (*read)(struct rule_loader *loader,
		     const config_setting_t *setting, struct condition *out,
		     const struct condition_key *key, unsigned depth);
	enum condition_type type;
	enum rule_part part;
};

static struct condition
condition_new(struct rule_loader *loader, const config_setting_t *setting,
	      enum condition_type type)
{
	return (struct condition){ .type = type,
				   .place = loader_place(loader, setting),
				   .header = "",
				   .pattern = "" };
}

static void
condition_add(struct rule_loader *loader, struct condition *parent,
	      struct condition child)
{
	ARENA_PUSH(loader->arena, parent->children, parent->child_count, child);
}

static bool
read_strings(struct rule_loader *loader, const config_setting_t *setting,
	     struct condition *out, const struct condition_key *key,
	     unsigned depth)
{
	(void)key;
	(void)depth;
	return loader_strings(loader, setting, &out->values);
}

static bool
read_languages(struct rule_loader *loader, const config_setting_t *setting,
	       struct condition *out, const struct condition_key *key,
	       unsigned depth)
{
	size_t i;

	if (!read_strings(loader, setting, out, key, depth))
		return false;
	for (i = 0; i < out->values.count; i++) {
		if (strlen(out->values.items[i]) == 2)
			continue;
		loader_complain(loader, setting,
				"'%s' is no language code; write two letters, "
				"as in \"en\", \"de\" or \"zh\"",
				out->values.items[i]);
		return false;
	}
	return true;
}

/* "@example.org" and ".example.org" are ways to write example.org. */
static bool
read_domains(struct rule_loader *loader, const config_setting_t *setting,
	     struct condition *out, const struct condition_key *key,
	     unsigned depth)
{
	size_t i;

	if (!read_strings(loader, setting, out, key, depth))
		return false;
	for (i = 0; i < out->values.count; i++)
		out->values.items[i] += strspn(out->values.items[i], "@.");
	return true;
}

static bool
read_flag(struct rule_loader *loader, const config_setting_t *setting,
	  struct condition *out, const struct condition_key *key,
	  unsigned depth)
{
	(void)key;
	(void)depth;
	return loader_flag(loader, setting, &out->flag);
}

/* One pattern, or several of which any may match. */
static bool
read_pattern(struct rule_loader *loader, const config_setting_t *setting,
	     struct condition *out, const struct condition_key *key,
	     unsigned depth)
{
	struct condition one =
		condition_new(loader, setting, CONDITION_PATTERN);
	unsigned i;

	(void)depth;
	one.part = key->part;
	if (config_setting_type(setting) == CONFIG_TYPE_STRING) {
		*out = one;
		return loader_string(loader, setting, &out->pattern);
	}
	if (!config_setting_is_list(setting) &&
	    !config_setting_is_array(setting)) {
		loader_complain(loader, setting,
				"must be a pattern in quotes or a list of "
				"them, but is %s",
				settings_type(setting));
		return false;
	}
	out->type = CONDITION_ANY;
	for (i = 0; i < (unsigned)config_setting_length(setting); i++) {
		const config_setting_t *element =
			config_setting_get_elem(setting, i);

		one.place = loader_place(loader, element);
		if (!loader_string(loader, element, &one.pattern))
			return false;
		condition_add(loader, out, one);
	}
	if (i == 0)
		loader_complain(loader, setting,
				"is an empty list; fill it in or remove it");
	return i > 0;
}

static const char *
lower(struct rule_loader *loader, const char *text)
{
	char *copy = arena_strdup(loader->arena, text), *at;

	for (at = copy; *at; at++)
		*at = ascii_lower(*at);
	return copy;
}

/* header = { List-Id = "pattern"; X-Spam = true; }: names are the keys. */
static bool
read_header(struct rule_loader *loader, const config_setting_t *setting,
	    struct condition *out, const struct condition_key *key,
	    unsigned depth)
{
	unsigned i;

	(void)key;
	(void)depth;
	if (!loader_is_group_like(loader, setting,
				  "{ List-Id = \"pattern\"; }"))
		return false;
	out->type = CONDITION_ALL;
	for (i = 0; i < (unsigned)config_setting_length(setting); i++) {
		const config_setting_t *field =
			config_setting_get_elem(setting, i);
		struct condition one =
			condition_new(loader, field, CONDITION_HEADER);

		one.header = lower(loader, config_setting_name(field));
		if (config_setting_type(field) == CONFIG_TYPE_BOOL) {
			one.flag = config_setting_get_bool(field);
		} else {
			one.type = CONDITION_PATTERN;
			one.part = PART_HEADER;
			if (!loader_string(loader, field, &one.pattern))
				return false;
		}
		condition_add(loader, out, one);
	}
	return true;
}

/* --- ranges and times ---------------------------------------------------- */

static bool
read_range(struct rule_loader *loader, const config_setting_t *setting,
	   struct condition *out, const struct condition_key *key,
	   unsigned depth)
{
	bool sizes = key->type == CONDITION_SIZE;
	struct rule_range range;
	const char *text;

	(void)depth;
	if (!loader_value(loader, setting, &text))
		return false;
	if (!rule_range_parse(text, sizes, &range)) {
		loader_complain(loader, setting, "'%s' is no range; write %s",
				text,
				sizes ? "\"> 5M\", \"<= 100K\" or \"1M..5M\""
				      : "\"> 3\", \"<= 1\" or \"2..5\"");
		return false;
	}
	ARENA_PUSH(loader->arena, out->ranges, out->range_count, range);
	return true;
}

/* --- attachments -------------------------------------------------------- */

static const char *const attachment_keys[] = { "name", "type", "size", NULL };

static bool
read_attachment(struct rule_loader *loader, const config_setting_t *setting,
		struct condition *out, const struct condition_key *key,
		unsigned depth)
{
	static const struct condition_key members[] = {
		{ "name", NULL, CONDITION_PATTERN, PART_ATTACHMENT_NAME },
		{ "type", NULL, CONDITION_PATTERN, PART_ATTACHMENT_TYPE },
		{ "size", NULL, CONDITION_SIZE, PART_MATCH },
	};
	unsigned i, k;

	(void)key;
	if (config_setting_type(setting) == CONFIG_TYPE_BOOL)
		return loader_flag(loader, setting, &out->flag);
	if (!loader_is_group_like(loader, setting, "{ name = \"pattern\"; }"))
		return false;
	for (i = 0; i < (unsigned)config_setting_length(setting); i++) {
		const config_setting_t *field =
			config_setting_get_elem(setting, i);
		struct condition one =
			condition_new(loader, field, CONDITION_SIZE);

		for (k = 0; k < 3; k++)
			if (strcmp(members[k].name,
				   config_setting_name(field)) == 0)
				break;
		if (k == 3) {
			loader_complain_unknown(loader, field, "attachment",
						attachment_keys);
			return false;
		}
		if (!(k == 2 ? read_range : read_pattern)(loader, field, &one,
							  &members[k], depth))
			return false;
		condition_add(loader, out, one);
	}
	return true;
}

static bool
read_time(struct rule_loader *loader, const config_setting_t *setting,
	  struct condition *out, const struct condition_key *key,
	  unsigned depth)
{
	struct string_list list;
	struct rule_range range;
	size_t i;

	(void)key;
	(void)depth;
	if (!loader_strings(loader, setting, &list))
		return false;
	for (i = 0; i < list.count; i++) {
		if (!rule_hours_parse(list.items[i], &range)) {
			loader_complain(loader, setting,
					"'%s' is no time of day; write "
					"\"08:00-17:30\", or \"22:00-06:00\" "
					"for a night",
					list.items[i]);
			return false;
		}
		ARENA_PUSH(loader->arena, out->ranges, out->range_count, range);
	}
	return true;
}

static bool
read_weekday(struct rule_loader *loader, const config_setting_t *setting,
	     struct condition *out, const struct condition_key *key,
	     unsigned depth)
{
	struct string_list list;
	size_t i;

	(void)key;
	(void)depth;
	if (!loader_strings(loader, setting, &list))
		return false;
	for (i = 0; i < list.count; i++) {
		if (!rule_days_parse(list.items[i], &out->days)) {
			loader_complain(loader, setting,
					"'%s' is no day; write \"mon\", "
					"\"tue\", ... or \"mon-fri\"",
					list.items[i]);
			return false;
		}
	}
	return true;
}

/* --- nested conditions -------------------------------------------------- */

static bool
read_nested(struct rule_loader *loader, const config_setting_t *setting,
	    struct condition *out, const struct condition_key *key,
	    unsigned depth)
{
	const config_setting_t *element;
	unsigned i;

	(void)key;
	if (depth >= CONDITION_DEPTH_MAX) {
		loader_complain(loader, setting,
				"conditions are nested more than %d deep; make "
				"several rules of them",
				CONDITION_DEPTH_MAX);
		return false;
	}
	for (i = 0; (element = loader_element(setting, i)); i++) {
		struct condition one =
			condition_new(loader, element, CONDITION_ALL);

		if (!loader_is_group(loader, element))
			return false;
		loader_conditions(loader, element, &one, depth + 1);
		condition_add(loader, out, one);
	}
	if (i == 0)
		loader_complain(loader, setting,
				"must be ( {...}, {...} ) with conditions in "
				"each, but is %s",
				settings_type(setting));
	return i > 0;
}

/* not = {...}: not all of it; not = ( {...}, {...} ): none of them. */
static bool
read_not(struct rule_loader *loader, const config_setting_t *setting,
	 struct condition *out, const struct condition_key *key, unsigned depth)
{
	struct condition any = condition_new(loader, setting, CONDITION_ANY);

	if (!read_nested(loader, setting, &any, key, depth))
		return false;
	condition_add(loader, out, any);
	return true;
}

static bool
read_mail_kind(struct rule_loader *loader, const config_setting_t *setting,
	       struct condition *out, const struct condition_key *key,
	       unsigned depth)
{
	static const char *const kinds[] = {
		"human",	  "auto-reply", "bounce", "list",
		"auto-generated", "feedback",	NULL
	};
	bool ok = true;
	size_t i;

	(void)key;
	(void)depth;
	if (!loader_strings(loader, setting, &out->values))
		return false;
	for (i = 0; i < out->values.count; i++)
		ok &= loader_one_of(loader, setting, "kind of mail",
				    out->values.items[i], kinds);
	return ok;
}

/* clang-format off */
static const struct condition_key keys[] = {
	{ "words", read_strings, CONDITION_WORDS, PART_MATCH },
	{ "match", read_pattern, CONDITION_PATTERN, PART_MATCH },
	{ "subject", read_pattern, CONDITION_PATTERN, PART_SUBJECT },
	{ "text", read_pattern, CONDITION_PATTERN, PART_TEXT },
	{ "from", read_pattern, CONDITION_PATTERN, PART_FROM },
	{ "to", read_pattern, CONDITION_PATTERN, PART_TO },
	{ "cc", read_pattern, CONDITION_PATTERN, PART_CC },
	{ "mailbox", read_pattern, CONDITION_PATTERN, PART_MAILBOX },
	{ "header", read_header, CONDITION_ALL, PART_HEADER },
	{ "attachment", read_attachment, CONDITION_ATTACHMENT, PART_MATCH },
	{ "kind", read_mail_kind, CONDITION_KIND, PART_MATCH },
	{ "language", read_languages, CONDITION_LANGUAGE, PART_MATCH },
	{ "domain", read_domains, CONDITION_DOMAIN, PART_MATCH },
	{ "directory", read_strings, CONDITION_DIRECTORY, PART_MATCH },
	{ "size", read_range, CONDITION_SIZE, PART_MATCH },
	{ "open_tickets", read_range, CONDITION_TICKETS, PART_MATCH },
	{ "time", read_time, CONDITION_TIME, PART_MATCH },
	{ "weekday", read_weekday, CONDITION_WEEKDAY, PART_MATCH },
	{ "staff", read_flag, CONDITION_STAFF, PART_MATCH },
	{ "forward", read_flag, CONDITION_FORWARD, PART_MATCH },
	{ "any", read_nested, CONDITION_ANY, PART_MATCH },
	{ "not", read_not, CONDITION_NOT, PART_MATCH },
};
/* clang-format on */

#define KEY_COUNT (sizeof(keys) / sizeof(*keys))

bool
loader_is_condition(const char *name)
{
	size_t i;

	for (i = 0; i < KEY_COUNT; i++)
		if (strcmp(keys[i].name, name) == 0)
			return true;
	return false;
}

static void
complain_unknown_condition(struct rule_loader *loader,
			   const config_setting_t *setting)
{
	const char *names[KEY_COUNT + 1] = { NULL };
	size_t i;

	for (i = 0; i < KEY_COUNT; i++)
		names[i] = keys[i].name;
	loader_complain_unknown(loader, setting, "a condition", names);
}

void
loader_conditions(struct rule_loader *loader, const config_setting_t *group,
		  struct condition *out, unsigned depth)
{
	unsigned i;
	size_t k;

	for (i = 0; i < (unsigned)config_setting_length(group); i++) {
		const config_setting_t *setting =
			config_setting_get_elem(group, i);
		const char *name = config_setting_name(setting);
		struct condition one;

		for (k = 0; k < KEY_COUNT; k++)
			if (strcmp(keys[k].name, name) == 0)
				break;
		if (k == KEY_COUNT) {
			complain_unknown_condition(loader, setting);
			continue;
		}
		one = condition_new(loader, setting, keys[k].type);
		one.part = keys[k].part;
		if (keys[k].read(loader, setting, &one, &keys[k], depth))
			condition_add(loader, out, one);
	}
	if (i == 0)
		loader_complain(loader, group,
				"is empty, and so holds for every mail; put a "
				"condition in, or remove it if every mail is "
				"meant");
}
