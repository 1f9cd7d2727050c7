/*
 * check_rules.c - what rules name that is defined elsewhere: people, skills,
 * templates and languages.
 *
 * None of it stops a mail (the plain acknowledgement goes out, nobody is
 * assigned), so that all findings are warnings; a person should know of them
 * before the first such mail comes.
 */
#include "desk/check_rules.h"

#include "ticket/assign.h"

struct rule_names {
	const struct config *config;
	const struct template_set *templates;
	struct complaints *complaints;
};

/* KEY is what the rule's key is followed by: ".set.assign", ".notify". */
static void
doubt(const struct rule_names *n, const struct rule_place *rule,
      const char *key, const char *text)
{
	const char *full =
		arena_printf(n->complaints->arena, "%s%s", rule->key, key);

	complaints_add(n->complaints, true, rule->file, rule->line, full, "%s",
		       text);
}

static void
check_template(const struct rule_names *n, const struct rule_pair *pair)
{
	if (!template_set_has(n->templates, pair->value))
		doubt(n, &pair->place, "",
		      arena_printf(n->complaints->arena,
				   "there is no template '%s', and the plain "
				   "acknowledgement would be sent; put %s.txt "
				   "into the folder of desk.templates",
				   pair->value, pair->value));
}

static void
check_language(const struct rule_names *n, const struct rule_pair *pair)
{
	if (pair->value[0] && !template_set_speaks(n->templates, pair->value))
		doubt(n, &pair->place, "",
		      arena_printf(n->complaints->arena,
				   "there are no templates in '%s', and mails "
				   "would be in '%s'; write the code of a "
				   "language as in \"de\", or put ack.%s.txt "
				   "and others into the folder of "
				   "desk.templates",
				   pair->value, n->config->policy.language,
				   pair->value));
}

static void
check_assign(const struct rule_names *n, const struct rule_pair *pair)
{
	struct arena *arena = n->complaints->arena;
	const char *problem =
		assign_problem(&n->config->staff, pair->value, arena);

	if (problem)
		doubt(n, &pair->place, "",
		      arena_printf(arena,
				   "%s, and nobody would be assigned; see "
				   "staff in %s",
				   problem, n->config->path));
}

static bool
has_skill(const struct staff_directory *staff, const char *skill)
{
	for (size_t i = 0; i < staff->count; i++)
		if (staff_has_skill(&staff->people[i], skill))
			return true;
	return false;
}

static void
check_notify(const struct rule_names *n, const struct rule *rule)
{
	const struct staff_directory *staff = &n->config->staff;

	for (size_t i = 0; i < rule->notify.count; i++) {
		const char *wanted = rule->notify.items[i];

		if (strchr(wanted, '@') || staff_by_name(staff, wanted) ||
		    has_skill(staff, assign_skill(wanted)))
			continue;
		doubt(n, &rule->place, ".notify",
		      arena_printf(n->complaints->arena,
				   "nobody is called '%s' or has that skill, "
				   "and nobody would be told; see staff in %s, "
				   "or write an address",
				   wanted, n->config->path));
	}
}

static void
check_webhook(const struct rule_names *n, const struct rule *rule)
{
	if (rule->webhooks.count > 0 && !n->config->smtp.present)
		doubt(n, &rule->place, ".webhook",
		      "is called by the process that sends mail, and there is "
		      "no smtp in the configuration");
}

static const struct {
	const char *field;
	void (*check)(const struct rule_names *n, const struct rule_pair *pair);
} checks[] = {
	{ "template", check_template },
	{ "language", check_language },
	{ "assign", check_assign },
};

static void
check_pair(const struct rule_names *n, const struct rule_pair *pair)
{
	if (strstr(pair->value, "%{"))
		return; /* known when the mail is there */
	for (size_t i = 0; i < sizeof(checks) / sizeof(checks[0]); i++)
		if (strcmp(checks[i].field, pair->name) == 0)
			checks[i].check(n, pair);
}

void
check_rule_names(const struct ruleset *ruleset, const struct config *config,
		 const struct template_set *templates,
		 struct complaints *complaints)
{
	const struct rule_names n = { config, templates, complaints };

	for (size_t i = 0; i < ruleset_count(ruleset); i++) {
		const struct rule *rule = ruleset_rule(ruleset, i);

		for (size_t k = 0; k < rule->set.count; k++)
			check_pair(&n, &rule->set.items[k]);
		check_notify(&n, rule);
		check_webhook(&n, rule);
	}
}
