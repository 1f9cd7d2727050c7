/*
 * rulefile.h - rule files (libconfig) -> a compiled rule set.
 */
#ifndef TG_CONFIG_RULEFILE_H
#define TG_CONFIG_RULEFILE_H

#include <stdbool.h>

#include "base/arena.h"
#include "config/complaints.h"
#include "config/sources.h"
#include "rules/ruleset.h"

/*
 * Loads and compiles the rule file, or the folder of *.conf in name order, at
 * PATH. Returns NULL when COMPLAINTS has errors; warnings (lint) alone do not
 * stop it. The caller owns the rule set: ruleset_free(). Examples in the
 * files are not run here: rulefile_run_examples().
 */
struct ruleset *
rulefile_load(struct sources *sources, const char *path,
	      struct complaints *complaints);

/* The same, with a say in how it is compiled; OPTIONS may be NULL. */
struct ruleset *
rulefile_load_with(struct sources *sources, const char *path,
		   const struct ruleset_options *options,
		   struct complaints *complaints);

/* The queues that the rules at PATH set, by themselves or by their tables, in
 * ARENA. Nothing is compiled, and what is wrong with the files is not told. */
void
rulefile_queues(struct sources *sources, const char *path, struct arena *arena,
		struct string_list *queues);

/* Runs the examples of all rules of a rule set; each that fails is a
 * complaint at its file and line, with what came out instead. Returns the
 * number of examples that were run. */
size_t
rulefile_run_examples(struct ruleset *ruleset, struct sources *sources,
		      struct complaints *complaints);

#endif
