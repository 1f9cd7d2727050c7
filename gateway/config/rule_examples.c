/*
 * rule_examples.c - the mails that a rule's author made up, and running them.
 *
 * An example is asked of the whole rule set, as a mail would be. With no
 * expectation written, the rule it stands in must match.
 */
#include "config/rule_loader.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/io.h"
#include "config/rulefile.h"
#include "config/settings.h"
#include "message/language.h"

static const char *const example_keys[] = {
	"file",		"subject",   "text",   "from",	     "to",
	"cc",		"mailbox",   "header", "attachment", "language",
	"kind",		"time",	     "staff",  "forward",    "size",
	"open_tickets", "directory", "expect", "expect_not", NULL
};

/* --- reading ------------------------------------------------------------ */

static void
read_pairs(struct rule_loader *loader, const config_setting_t *group,
	   struct rule_pairs *out)
{
	unsigned i, k;

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
		struct string_list list = { NULL, 0 };

		if (!config_setting_is_aggregate(setting)) {
			if (loader_value(loader, setting, &pair.value))
				ARENA_PUSH(loader->arena, out->items,
					   out->count, pair);
			continue;
		}
		if (!loader_strings(loader, setting, &list))
			continue;
		for (k = 0; k < list.count; k++) {
			pair.value = list.items[k];
			ARENA_PUSH(loader->arena, out->items, out->count, pair);
		}
	}
}

/* expect_not = "rule name", a list of them, or fields as in expect. */
static void
read_expect_not(struct rule_loader *loader, const config_setting_t *setting,
		struct rule_example *example)
{
	if (config_setting_is_group(setting))
		read_pairs(loader, setting, &example->expect_not);
	else
		(void)loader_strings(loader, setting, &example->expect_misses);
}

static void
read_number(struct rule_loader *loader, const config_setting_t *setting,
	    int64_t *out)
{
	const char *text;
	char *end;

	if (!loader_value(loader, setting, &text))
		return;
	*out = strtoll(text, &end, 10);
	if (end == text || *end || *out < 0)
		loader_complain(loader, setting, "must be a number from 0");
}

static bool
read_example_text(struct rule_loader *loader, const config_setting_t *setting,
		  struct rule_example *example, const char *name)
{
	const struct {
		const char *name;
		const char **out;
	} texts[] = {
		{ "file", &example->file },
		{ "subject", &example->subject },
		{ "text", &example->text },
		{ "from", &example->from },
		{ "to", &example->to },
		{ "cc", &example->cc },
		{ "mailbox", &example->mailbox },
		{ "language", &example->language },
		{ "kind", &example->kind },
		{ "time", &example->time },
	};
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		if (strcmp(texts[i].name, name) != 0)
			continue;
		(void)loader_string(loader, setting, texts[i].out);
		return true;
	}
	return false;
}

static void
read_example_key(struct rule_loader *loader, const config_setting_t *setting,
		 struct rule_example *example)
{
	const char *name = config_setting_name(setting);

	if (read_example_text(loader, setting, example, name))
		return;
	if (strcmp(name, "header") == 0)
		read_pairs(loader, setting, &example->headers);
	else if (strcmp(name, "attachment") == 0)
		(void)loader_strings(loader, setting, &example->attachments);
	else if (strcmp(name, "directory") == 0)
		(void)loader_strings(loader, setting, &example->directory);
	else if (strcmp(name, "staff") == 0)
		(void)loader_flag(loader, setting, &example->staff);
	else if (strcmp(name, "forward") == 0)
		(void)loader_flag(loader, setting, &example->forward);
	else if (strcmp(name, "size") == 0)
		read_number(loader, setting, &example->size);
	else if (strcmp(name, "open_tickets") == 0)
		read_number(loader, setting, &example->open_tickets);
	else if (strcmp(name, "expect") == 0)
		read_pairs(loader, setting, &example->expect);
	else if (strcmp(name, "expect_not") == 0)
		read_expect_not(loader, setting, example);
	else
		loader_complain_unknown(loader, setting, "an example",
					example_keys);
}

static void
read_example(struct rule_loader *loader, const config_setting_t *group,
	     struct rule *rule)
{
	struct rule_example example = { .place = loader_place(loader, group),
					.file = "",
					.subject = "",
					.text = "",
					.from = "",
					.to = "",
					.cc = "",
					.mailbox = "",
					.language = "",
					.kind = "human",
					.time = "" };
	enum mail_kind kind;
	unsigned i;

	if (!loader_is_group(loader, group))
		return;
	for (i = 0; i < (unsigned)config_setting_length(group); i++)
		read_example_key(loader, config_setting_get_elem(group, i),
				 &example);
	if (example.file[0])
		example.file = io_path_beside(loader->arena, loader->file,
					      example.file);
	if (!facts_kind_from_name(example.kind, &kind))
		loader_complain(loader, group,
				"'%s' is no kind of mail; use human, "
				"auto-reply, bounce, list, auto-generated or "
				"feedback",
				example.kind);
	ARENA_PUSH(loader->arena, rule->examples, rule->example_count, example);
}

void
loader_examples(struct rule_loader *loader, const config_setting_t *list,
		struct rule *rule)
{
	const config_setting_t *element;
	unsigned i;

	for (i = 0; (element = loader_element(list, i)); i++)
		read_example(loader, element, rule);
	if (i == 0)
		loader_complain(loader, list,
				"must be a list ( { subject = \"...\"; expect "
				"= {...}; }, ... ), but is %s",
				settings_type(list));
}
