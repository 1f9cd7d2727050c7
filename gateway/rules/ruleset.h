/*
 * ruleset.h - rules as values, compiled, and what they say of a mail.
 *
 * Call order: rule definitions come from config/ (rulefile.h reads the
 * admins' text files into struct rule, rule.h); ruleset_compile() turns them
 * into something fast and unchanging; ruleset_classify() is a pure function
 * of facts, context and rule set. A rule set may be used by one thread.
 */
#ifndef TG_RULES_RULESET_H
#define TG_RULES_RULESET_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "message/facts.h"
#include "rules/rule.h"

struct ruleset;

/* What classification may know beside the mail itself. */
struct rule_context {
	const char *mailbox;   /* configured name, "" for none (the pipe) */
	int64_t now;	       /* seconds since 1970: time of day, weekday */
	bool from_staff;       /* the sender's address is in the directory */
	size_t open_tickets;   /* of this requester */
	size_t size;	       /* of the raw mail in bytes */
	const char *requester; /* whose domain counts; NULL: the sender */
	struct string_list directory; /* names the requester is known by:
					 directory entry, teams, sites */
};

/* What finds the rules that may match; the verdicts are the same. */
enum ruleset_prefilter {
	PREFILTER_AUTO, /* libhs where it is, else the trie */
	PREFILTER_NONE, /* every rule is tried in turn */
	PREFILTER_TRIE,
	PREFILTER_HYPERSCAN
};

struct ruleset_options {
	enum ruleset_prefilter prefilter;
	const char *cache_path; /* file for the compiled words; NULL none */
	/* the candidate (ending with NULL) that WORD was meant to be, or NULL;
	 * for complaints. May be NULL. */
	const char *(*suggest)(const char *word, const char *const *candidates);
};

/* Called for each thing that is wrong or doubtful in a rule. */
typedef void
ruleset_report(void *data, bool is_warning, const struct rule_place *place,
	       const char *text);

/*
 * Compiles LIST, which (with all it points to) must stay as it is until
 * ruleset_free(); conditions in it are given numbers. All that is wrong is
 * told by REPORT; NULL when any of it was an error. OPTIONS may be NULL. Time
 * of day and weekday are in the time zone that TZ names now.
 */
struct ruleset *
ruleset_compile(struct rule_list *list, const struct ruleset_options *options,
		ruleset_report *report, void *data);

/* The rules in order: a person looks for hits, examples and names here. */
size_t
ruleset_count(const struct ruleset *ruleset);
const struct rule *
ruleset_rule(const struct ruleset *ruleset, size_t i);

/* The rule called NAME, or NULL. */
const struct rule *
ruleset_find(const struct ruleset *ruleset, const char *name);

enum verdict_disposition { VERDICT_TICKET, VERDICT_QUARANTINE, VERDICT_IGNORE };

/* Why something is as it is: the rule, its place, and the words it saw. */
struct verdict_source {
	const char *rule;    /* name */
	const char *file;    /* as in messages: "rules/10-printers.conf" */
	int line;	     /* of the rule's opening brace */
	const char *matched; /* the first matched words; "" if none apply */
};

/* One value set: queue, kind, priority, impact, urgency, site, asset,
 * summary, template, language, assign, or any captured field. */
struct verdict_field {
	const char *name;
	const char *value;
	struct verdict_source source;
};

struct verdict {
	enum verdict_disposition disposition;
	struct verdict_source disposition_source;
	bool no_ack;
	struct verdict_source no_ack_source;
	struct verdict_field *fields; /* one a name: the winners */
	size_t field_count;
	struct verdict_field *tags; /* name "tags", value the tag */
	size_t tag_count;
	struct verdict_field *notify; /* value: a person, skill or address */
	size_t notify_count;
	struct verdict_field *webhooks; /* value: an https URL */
	size_t webhook_count;
	struct verdict_field *losers; /* sets that an earlier rule beat */
	size_t loser_count;
	struct verdict_source *gave_up; /* rules that ran into the deadline */
	size_t gave_up_count;
	struct string_list hits; /* names of all rules that matched */
	const char *ruleset_id;	 /* short hash: the same rules, the same id */
};

/* What sets the field NAME, or NULL; and its value, or NULL. */
const struct verdict_field *
verdict_field(const struct verdict *verdict, const char *name);
const char *
verdict_get(const struct verdict *verdict, const char *name);

/* Never fails: a rule whose match gave up is in gave_up. */
struct verdict *
ruleset_classify(struct ruleset *ruleset, const struct facts *facts,
		 const struct rule_context *context, struct arena *arena);

/* Lets ARENA, in which the list lives, be freed with the rule set. */
void
ruleset_own(struct ruleset *ruleset, struct arena *arena);

/* NULL is allowed. */
void
ruleset_free(struct ruleset *ruleset);

/* For the pipe between reader and intake, for events and --json. The parser
 * checks every type (ERROR_REJECT). New reference. */
json_t *
verdict_to_json(const struct verdict *verdict);
bool
verdict_from_json(const json_t *json, struct arena *arena,
		  struct verdict **verdict, struct error *err);

#endif
