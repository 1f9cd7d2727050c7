/*
 * rule_loader.h - what the readers of rule files share. Not for other rooms.
 */
#ifndef TG_CONFIG_RULE_LOADER_H
#define TG_CONFIG_RULE_LOADER_H

#include <libconfig.h>

#include "config/complaints.h"
#include "config/sources.h"
#include "rules/rule.h"

struct rule_loader {
	struct sources *sources;
	struct complaints *complaints;
	struct arena *arena;   /* the rule list's */
	struct arena *scratch; /* of the load */
	const char *file;      /* being read, in ARENA */
	struct rule_list *list;
};

/* Where SETTING stands. */
struct rule_place
loader_place(struct rule_loader *loader, const config_setting_t *setting);

/* Adds an error at SETTING. */
void
loader_complain(struct rule_loader *loader, const config_setting_t *setting,
		const char *format, ...) __attribute__((format(printf, 3, 4)));

/* "unknown key 'wrods'; did you mean 'words'?" WHAT: "a condition". */
void
loader_complain_unknown(struct rule_loader *loader,
			const config_setting_t *setting, const char *what,
			const char *const *known);

/* These return false and complain when SETTING is something else. Strings are
 * copies. */
bool
loader_string(struct rule_loader *loader, const config_setting_t *setting,
	      const char **out);
bool
loader_strings(struct rule_loader *loader, const config_setting_t *setting,
	       struct string_list *out);
bool
loader_flag(struct rule_loader *loader, const config_setting_t *setting,
	    bool *out);
bool
loader_is_group(struct rule_loader *loader, const config_setting_t *setting);

/* The same, with what it should look like: "{ name = \"pattern\"; }". */
bool
loader_is_group_like(struct rule_loader *loader,
		     const config_setting_t *setting, const char *like);

/* A text, a number or true and false as a text. */
bool
loader_value(struct rule_loader *loader, const config_setting_t *setting,
	     const char **out);

/* WORD is one of KNOWN (ending with NULL); complains with a suggestion and
 * calls it a WHAT. */
bool
loader_one_of(struct rule_loader *loader, const config_setting_t *setting,
	      const char *what, const char *word, const char *const *known);

/* The Ith member of a list, or a group itself as its only one; NULL at the
 * end, and when SETTING is neither. */
config_setting_t *
loader_element(const config_setting_t *setting, unsigned i);

/* Whether NAME is a key of "when". */
bool
loader_is_condition(const char *name);

/* rule_conditions.c: the conditions in a group, all of which must hold. */
void
loader_conditions(struct rule_loader *loader, const config_setting_t *group,
		  struct condition *out, unsigned depth);

/* rule_actions.c: one key of a rule that says what happens; false when
 * SETTING's name is no action. And "set": fields, and actions as well. */
bool
loader_action(struct rule_loader *loader, const config_setting_t *setting,
	      struct rule *rule);
void
loader_set(struct rule_loader *loader, const config_setting_t *group,
	   struct rule *rule);
extern const char *const rule_action_keys[];

/* rule_escapes.c: warns of backslashes that should be doubled. */
void
loader_check_escapes(struct rule_loader *loader, struct slice text);

/* rule_examples.c */
void
loader_examples(struct rule_loader *loader, const config_setting_t *list,
		struct rule *rule);

#endif
