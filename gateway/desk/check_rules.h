/*
 * check_rules.h - rules against the configuration and templates they go with.
 */
#ifndef TG_DESK_CHECK_RULES_H
#define TG_DESK_CHECK_RULES_H

#include "config/complaints.h"
#include "config/config.h"
#include "rules/ruleset.h"
#include "template/template.h"

/* Warns of people, skills, templates and languages that rules name and that
 * are not there. */
void
check_rule_names(const struct ruleset *ruleset, const struct config *config,
		 const struct template_set *templates,
		 struct complaints *complaints);

#endif
