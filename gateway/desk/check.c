/*
 * check.c - reads everything an admin wrote, as the roles will.
 */
#include "desk/check.h"

#include "config/rulefile.h"
#include "desk/templates.h"

static void
check_rules(struct sources *sources, const struct config *config, bool examples,
	    struct complaints *complaints, struct desk_checked *out)
{
	struct ruleset *ruleset;

	if (config->rules[0] == '\0')
		return;
	ruleset = rulefile_load(sources, config->rules, complaints);
	if (ruleset == NULL)
		return;
	out->rules = ruleset_count(ruleset);
	if (examples)
		out->examples =
			rulefile_run_examples(ruleset, sources, complaints);
	ruleset_free(ruleset);
}

void
desk_check(struct sources *sources, const char *path, bool examples,
	   struct arena *arena, struct complaints *complaints,
	   struct desk_checked *out)
{
	memset(out, 0, sizeof(*out));
	out->config = config_load(sources, path, arena, complaints);
	if (out->config == NULL)
		return;
	out->mailboxes = out->config->mailbox_count;
	out->staff = out->config->staff.count;
	check_rules(sources, out->config, examples, complaints, out);
	out->templates = desk_templates_check(out->config, sources, complaints);
}
