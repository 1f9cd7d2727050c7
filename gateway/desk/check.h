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

struct desk_checked {
	struct config *config; /* NULL when the configuration has errors */
	size_t mailboxes, staff, rules, examples, templates;
};

/* Reads PATH and all that it names through SOURCES, which afterwards holds
 * every file that a role will need. All findings are in COMPLAINTS. With
 * EXAMPLES the examples of the rules are run as well. */
void
desk_check(struct sources *sources, const char *path, bool examples,
	   struct arena *arena, struct complaints *complaints,
	   struct desk_checked *out);

#endif
