/*
 * check.h - everything an admin wrote, checked as a whole: configuration,
 * rules with their examples, templates.
 */
#ifndef TG_DESK_CHECK_H
#define TG_DESK_CHECK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "config/complaints.h"
#include "config/config.h"
#include "config/sources.h"
#include "rules/ruleset.h"

struct desk_checked {
	struct config *config; /* NULL when the configuration has errors */
	size_t mailboxes, staff, rules, examples, templates;
};

enum desk_check_flags {
	DESK_CHECK_EXAMPLES = 1, /* the examples of the rules are run */
	DESK_CHECK_CACHE = 2	 /* by desk_rules_load(), for the daemon */
};

/* Reads PATH and all that it names through SOURCES, which afterwards holds
 * every file that a role will need. All findings are in COMPLAINTS. FLAGS are
 * of desk_check_flags. */
void
desk_check(struct sources *sources, const char *path, unsigned flags,
	   struct arena *arena, struct complaints *complaints,
	   struct desk_checked *out);

/*
 * The rules that CONFIG names, which must name some; NULL when there are
 * errors. Their words are compiled once: the compiled form is kept beside the
 * database, under a hash of what it was made from, and is written anew when
 * it does not fit (or cannot be read: then nothing is lost but time).
 */
struct ruleset *
desk_rules_load(const struct config *config, struct sources *sources,
		struct complaints *complaints);

#endif
