/*
 * check.c - reads everything an admin wrote, as the roles will.
 */
#include "desk/check.h"

#include "config/rulefile.h"
#include "desk/check_rules.h"
#include "desk/templates.h"

struct ruleset *
desk_rules_load(const struct config *config, struct sources *sources,
		struct complaints *complaints)
{
	struct arena *arena = arena_new();
	struct ruleset_options options = {
		.cache_path = arena_printf(arena, "%s-rules", config->database)
	};
	struct ruleset *ruleset = rulefile_load_with(sources, config->rules,
						     &options, complaints);

	arena_free(arena);
	return ruleset;
}

/* Templates that do not load are told of by themselves. */
static void
check_names(const struct ruleset *ruleset, const struct config *config,
	    struct sources *sources, struct complaints *complaints)
{
	struct error err;
	struct template_set *templates =
		desk_templates_load(config, sources, &err);

	if (templates != NULL)
		check_rule_names(ruleset, config, templates, complaints);
	template_set_free(templates);
}

static void
check_rules(struct sources *sources, const struct config *config,
	    unsigned flags, struct complaints *complaints,
	    struct desk_checked *out)
{
	struct ruleset *ruleset;

	if (config->rules[0] == '\0')
		return;
	ruleset = flags & DESK_CHECK_CACHE
			  ? desk_rules_load(config, sources, complaints)
			  : rulefile_load(sources, config->rules, complaints);
	if (ruleset == NULL)
		return;
	check_names(ruleset, config, sources, complaints);
	out->rules = ruleset_count(ruleset);
	if (flags & DESK_CHECK_EXAMPLES)
		out->examples =
			rulefile_run_examples(ruleset, sources, complaints);
	ruleset_free(ruleset);
}

void
desk_check(struct sources *sources, const char *path, unsigned flags,
	   struct arena *arena, struct complaints *complaints,
	   struct desk_checked *out)
{
	memset(out, 0, sizeof(*out));
	out->config = config_load(sources, path, arena, complaints);
	if (out->config == NULL)
		return;
	out->mailboxes = out->config->mailbox_count;
	out->staff = out->config->staff.count;
	check_rules(sources, out->config, flags, complaints, out);
	out->templates = desk_templates_check(out->config, sources, complaints);
}
